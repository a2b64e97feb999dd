//! Tells whether the site would answer a link, without rendering what is there.

use super::Site;
use super::redirects::lookups::SiteLookups;
use super::redirects::{self, Lookups, MissingAddress, MissingTarget, Resolution};
use super::render::RenderError;
use super::route::{self, Resource, Route, paths_below};
use hyper::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Characters that are encoded in a path.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Site {
    /// Whether a GET of the decoded path `path` below the base would be answered with a page, a feed, a file of
    /// the content folder or a redirect. Blocks. A lookup that fails counts as an answer, since nothing is known
    /// then.
    pub fn answers(&self, path: &str) -> bool {
        let base = self.base().path();
        let encoded = format!("{base}{}", utf8_percent_encode(path, ENCODED));
        self.answers_encoded(&encoded).unwrap_or(true)
    }

    fn answers_encoded(&self, path: &str) -> Result<bool, RenderError> {
        if self.former_address(path).is_some() {
            return Ok(true);
        }
        let base = self.base().path();
        let customs = self.renderer.custom.iter().map(|custom| custom.path.as_str());
        let route = route::custom_route(path, base, customs);
        let target = match route.unwrap_or_else(|| route::route(&Method::GET, path, base)) {
            Route::Moved(_) | Route::Gone | Route::FeedByQuery | Route::Ready | Route::Options => {
                return Ok(true);
            }
            Route::MethodNotAllowed => return Ok(false),
            Route::Resource(resource) => MissingTarget::Resource(resource),
            Route::File(path) => MissingTarget::File(path),
            Route::FormerPage(path) => MissingTarget::Page(path),
            Route::NotFound => MissingTarget::Other,
        };
        let lookups =
            SiteLookups { renderer: &self.renderer, folder: &self.folder, pictures: &self.pictures };
        if let MissingTarget::Resource(resource) = &target
            && exists(resource, &lookups)?
        {
            return Ok(true);
        }
        let below_base = paths_below(path, base);
        let address = MissingAddress { target, below_base, query: None, base };
        Ok(matches!(redirects::resolve(&address, &lookups)?, Resolution::Redirect(_) | Resolution::File(_)))
    }
}

fn exists(resource: &Resource, lookups: &dyn Lookups) -> Result<bool, RenderError> {
    match resource {
        Resource::Article(slug) => lookups.has_article(slug),
        Resource::Page(selection)
        | Resource::Feed(selection, _)
        | Resource::AboutFeed(selection, _)
        | Resource::Archive(selection, ..) => lookups.has_feed(selection),
        Resource::Terms(_) | Resource::Opml | Resource::Style => Ok(true),
    }
}
