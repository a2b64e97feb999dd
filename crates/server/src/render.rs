//! A resource becomes content: read from the catalogue, rendered, with the headers of its kind. Blocks.

use super::freshness::max_age;
use super::items::Items;
use super::pages::{self, Frame};
use super::rendering::{Content, set};
use super::route::Resource;
use chrono::{DateTime, Utc};
use hyper::HeaderMap;
use hyper::header::{self, HeaderValue};
use std::sync::Arc;
use tidings_catalogue::{CatalogueError, CatalogueReader, EntryKey};
use tidings_feed::{Feed, FeedFormat, Item};
use tidings_model::Window;
use tidings_model::{BaseUrl, Entry, Selection};

/// Pages run no script at all, whatever a document brought along and the sanitiser let through; pictures and
/// sounds of articles may lie anywhere.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src * data:; media-src *; base-uri 'none'; \
                           form-action 'none'; frame-ancestors 'none'";

/// Everything that rendering depends on.
#[derive(Debug, Clone)]
pub(super) struct Renderer {
    pub(super) site: tidings_feed::SiteSettings,
    pub(super) feeds: tidings_feed::FeedSettings,
    pub(super) http: crate::Http,
    pub(super) custom: Vec<tidings_feed::CustomFeed>,
    pub(super) base: BaseUrl,
    pub(super) reader: CatalogueReader,
    pub(super) items: Arc<Items>,
}

/// Why something could not be rendered.
#[derive(Debug, thiserror::Error)]
pub(super) enum RenderError {
    #[error("the catalogue cannot be read: {0}")]
    Catalogue(#[from] CatalogueError),
    #[error("a page cannot be rendered: {0}")]
    Page(#[from] askama::Error),
    #[error("rendering was cut short: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl Renderer {
    /// Everything but articles that feeds are made of.
    pub(super) fn made_with(&self) -> String {
        let Self { site, feeds, custom, base, .. } = self;
        let tidings_feed::FeedSettings { entries, bytes, text, hubs } = feeds;
        // A changed string moves every `Last-Modified` once. This is the layout of 0.1.0, in which `FeedSettings` had two
        // fields more.
        let feeds = format!(
            "FeedSettings {{ entries: {entries:?}, bytes: {bytes:?}, text: {text:?}, hubs: {hubs:?}, flood: Publish, \
             flood_limit: None }}"
        );
        let site = format!("{site:?}").replacen("SiteSettings", "Site", 1);
        format!("{} {site} {feeds} {custom:?} {base}", env!("CARGO_PKG_VERSION"))
    }

    /// What the pages know.
    pub(super) fn frame(&self) -> Frame<'_> {
        Frame { site: &self.site, base: &self.base, custom: &self.custom }
    }

    /// The resource as it is now. `None`: there is none.
    pub(super) fn render(&self, resource: &Resource) -> Result<Option<Content>, RenderError> {
        Ok(match resource {
            Resource::Feed(selection, format) => {
                self.items(selection)?.map(|window| self.feed(window, *format))
            }
            Resource::AboutFeed(selection, format) => {
                let window = self.window(selection)?;
                let page = window.map(|window| pages::about_feed(self.frame(), &window, *format));
                page.transpose()?.map(for_persons)
            }
            Resource::Archive(selection, page, format) => {
                let window = self.reader.archive(selection, *page)?;
                window.map(|window| {
                    let moments = window.entries.iter().flat_map(Entry::published_and_updated);
                    let (changed, max_age) = (window.changed, max_age(moments, &self.http));
                    let settings = self.settings(selection);
                    let feed = Feed::archive(&self.site, &self.base, &settings, window, *page);
                    self.content(self.described(feed), *format, changed, max_age)
                })
            }
            Resource::Page(Selection::Site) => {
                let window = self.window(&Selection::Site)?;
                let terms = self.reader.terms()?;
                window.map(|window| pages::front(self.frame(), &window, &terms)).transpose()?.map(page)
            }
            Resource::Page(selection) => {
                let window = self.window(selection)?;
                window.map(|window| pages::term(self.frame(), &window)).transpose()?.map(page)
            }
            Resource::Terms(kind) => Some(page(pages::terms(self.frame(), *kind, &self.reader.terms()?)?)),
            Resource::Article(slug) => {
                let entry = self.reader.entry(slug)?;
                entry.map(|entry| pages::article(self.frame(), &entry)).transpose()?.map(page)
            }
            Resource::Opml => {
                let bytes = tidings_feed::opml(&self.site, &self.base, &self.custom, &self.reader.terms()?);
                Some(Content { bytes, headers: open_headers("text/x-opml; charset=utf-8"), changed: None })
            }
            Resource::Style => {
                let headers = headers("text/css; charset=utf-8");
                Some(Content { bytes: pages::STYLE.into(), headers, changed: None })
            }
        })
    }

    /// The newest articles; a site without any is empty, not unknown.
    fn window(&self, selection: &Selection) -> Result<Option<Window>, CatalogueError> {
        self.window_with(selection, |_| None, |_, entry| entry)
    }

    /// The same as feeds tell it.
    fn items(&self, selection: &Selection) -> Result<Option<Window<Arc<Item>>>, CatalogueError> {
        let text = self.settings(selection).text;
        let make = |key, entry| {
            let item = Item::new(&self.site, &self.base, text, &entry);
            self.items.put(text, key, item)
        };
        self.window_with(selection, |key| self.items.get(text, key), make)
    }

    fn window_with<T>(
        &self,
        selection: &Selection,
        known: impl Fn(&EntryKey) -> Option<T>,
        make: impl Fn(EntryKey, Entry) -> T,
    ) -> Result<Option<Window<T>>, CatalogueError> {
        let custom = self.custom(selection);
        if custom.is_none() && matches!(selection, Selection::Custom { .. }) {
            // The catalogue still knows of it, but the publisher defines it no more.
            return Ok(None);
        }
        let window = self.reader.window_with(selection, self.settings(selection).entries, known, make)?;
        let is_empty = custom.is_some() || *selection == Selection::Site;
        let window = window.or_else(|| is_empty.then(|| Window::empty(selection.clone())));
        // Of a feed without articles the catalogue has the name that it had when there was one.
        let name = custom.map(|custom| custom.title.clone());
        Ok(window.map(|window| Window { name: name.unwrap_or(window.name), ..window }))
    }

    fn feed(&self, window: Window<Arc<Item>>, format: FeedFormat) -> Content {
        let changed: Option<DateTime<Utc>> = window.changed;
        let moments = window.entries.iter().flat_map(|item| item.published_and_updated());
        let max_age = max_age(moments, &self.http);
        let settings = self.settings(&window.selection);
        let feed = Feed::from_items(&self.site, &self.base, &settings, window);
        self.content(self.described(feed), format, changed, max_age)
    }

    /// With the publisher's own words about it.
    fn described(&self, feed: Feed) -> Feed {
        let own = self.custom(&feed.selection).and_then(|custom| custom.description.clone());
        Feed { description: own.unwrap_or(feed.description), ..feed }
    }

    /// The feed that the publisher defined so.
    fn custom(&self, selection: &Selection) -> Option<&tidings_feed::CustomFeed> {
        let Selection::Custom { path } = selection else { return None };
        self.custom.iter().find(|custom| custom.path == *path)
    }

    /// The settings of a feed: those of all, and its own.
    fn settings(&self, selection: &Selection) -> tidings_feed::FeedSettings {
        let mut settings = self.feeds.clone();
        if let Some(custom) = self.custom(selection) {
            settings.entries = custom.limit.unwrap_or(settings.entries);
            settings.text = custom.text.unwrap_or(settings.text);
        }
        settings
    }

    fn content(
        &self,
        feed: Feed,
        format: FeedFormat,
        changed: Option<DateTime<Utc>>,
        max_age: u32,
    ) -> Content {
        let mut headers = open_headers(&format!("{}; charset=utf-8", format.mime()));
        set(&mut headers, header::CACHE_CONTROL, &format!("public, max-age={max_age}"));
        // A browser that has fetched it for a script must not show it to a person. `Accept` would be true as well, but
        // it differs from reader to reader, and a cache on the way would keep one copy for each. Who takes deltas has to
        // reach us: `delta::for_one_reader` says why.
        set(&mut headers, header::VARY, "Accept-Encoding, A-IM, Sec-Fetch-Dest");
        let hubs = feed.hubs.iter().map(|hub| format!(", <{hub}>; rel=\"hub\""));
        let link = format!("<{}>; rel=\"self\"{}", feed.self_url(format), hubs.collect::<String>());
        set(&mut headers, header::LINK, &link);
        Content { bytes: feed.render(format), headers, changed: Some(changed.unwrap_or(feed.updated)) }
    }
}

/// A page as content. A browser asks each time whether it is still the same: a person who drops a file and looks
/// must not see the page of an hour ago, and what is not there now may be there a moment later.
pub(super) fn page(html: String) -> Content {
    let mut headers = headers("text/html; charset=utf-8");
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    Content { bytes: html.into_bytes(), headers, changed: None }
}

/// A page at a feed's address: no cache keeps it, so none hands it to a reader, and no search engine lists it instead of
/// what the feed is of.
fn for_persons(html: String) -> Content {
    let mut content = page(html);
    set(&mut content.headers, header::CACHE_CONTROL, "private, no-store");
    set(&mut content.headers, header::VARY, "Accept-Encoding, Accept, Sec-Fetch-Dest");
    content.headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    content
}

fn headers(content_type: &str) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(12);
    set(&mut headers, header::CONTENT_TYPE, content_type);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers
}

/// Readers that run in a browser may read feeds too.
fn open_headers(content_type: &str) -> HeaderMap {
    let mut headers = headers(content_type);
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    // The others that a reader needs may be read by any script without being named.
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Link"));
    headers
}
