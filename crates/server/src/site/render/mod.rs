//! Renders a resource: reads it from the catalogue and formats it, with the headers that are specific to it.
//! Blocks.

mod settings_text;

use super::cache::item_cache::ItemCache;
use super::responses::representation::Content;
use super::responses::set;
use super::route::Resource;
use crate::http::cache_lifetime::max_age;
use crate::pages::{self, Frame};
use chrono::{DateTime, Utc};
use hyper::HeaderMap;
use hyper::header::{self, HeaderValue};
use std::sync::Arc;
use tidings_catalogue::{CatalogueError, CatalogueReader, EntryKey};
use tidings_feed::{Feed, FeedFormat, Item};
use tidings_model::Window;
use tidings_model::{BaseUrl, Entry, Selection};

/// The policy of pages: no script runs, even if the sanitiser missed one; pictures and sounds of articles may
/// come from any site.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src * data:; media-src *; base-uri 'none'; \
                           form-action 'none'; frame-ancestors 'none'";

/// Everything that rendering depends on.
#[derive(Debug, Clone)]
pub(crate) struct Renderer {
    pub(super) site: tidings_feed::SiteSettings,
    pub(super) feeds: tidings_feed::FeedSettings,
    pub(super) http: crate::Http,
    pub(super) custom: Vec<tidings_feed::CustomFeed>,
    pub(super) base: BaseUrl,
    pub(super) reader: CatalogueReader,
    pub(super) items: Arc<ItemCache>,
}

/// Why a resource could not be rendered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RenderError {
    #[error("the catalogue cannot be read: {0}")]
    Catalogue(#[from] CatalogueError),
    #[error("a page cannot be rendered: {0}")]
    Page(#[from] askama::Error),
    #[error("rendering was aborted: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl Renderer {
    /// The text of everything that feeds depend on except the articles, see [`LastModifiedFloor`].
    ///
    /// [`LastModifiedFloor`]: super::last_modified_floor::LastModifiedFloor
    pub(super) fn settings_text(&self) -> String {
        settings_text::of_renderer(self)
    }

    /// Whether a selection has feeds, even empty ones.
    pub(super) fn has_feed(&self, selection: &Selection) -> Result<bool, CatalogueError> {
        match selection {
            Selection::Site => Ok(true),
            Selection::Custom { .. } => Ok(self.custom(selection).is_some()),
            // One entry is looked at and not read.
            Selection::Term { .. } => {
                Ok(self.reader.window_with(selection, 1, |_| Some(()), |_, _| ())?.is_some())
            }
        }
    }

    /// The settings that pages use.
    pub(crate) fn frame(&self) -> Frame<'_> {
        Frame { site: &self.site, base: &self.base, custom: &self.custom }
    }

    /// The resource as it is now. `None`: it does not exist.
    pub(crate) fn render(&self, resource: &Resource) -> Result<Option<Content>, RenderError> {
        Ok(match resource {
            Resource::Feed(selection, format) => {
                self.items(selection)?.map(|window| self.feed(window, *format))
            }
            Resource::AboutFeed(selection, format) => {
                let window = self.window(selection)?;
                let page = window.map(|window| pages::about_feed(self.frame(), &window, *format));
                page.transpose()?.map(uncached_page)
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
                // When the last article of a term is withdrawn, its page is, too. The feeds of the term stay,
                // and are empty: their subscribers must learn what was withdrawn, and get what follows.
                let is_term = matches!(selection, Selection::Term { .. });
                let window = window.filter(|window| !is_term || window.articles > 0);
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

    /// The newest articles of a selection. A site without articles is empty, not missing.
    fn window(&self, selection: &Selection) -> Result<Option<Window>, CatalogueError> {
        self.window_with(selection, |_| None, |_, entry| entry)
    }

    /// The newest articles of a selection as feed items.
    fn items(&self, selection: &Selection) -> Result<Option<Window<Arc<Item>>>, CatalogueError> {
        let text = self.settings(selection).text;
        let make = |key, entry| {
            let item = Item::new(&self.site, &self.base, text, &entry);
            self.items.insert(text, key, item)
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
            // The catalogue still has it, but the settings no longer define it.
            return Ok(None);
        }
        let window = self.reader.window_with(selection, self.settings(selection).entries, known, make)?;
        let is_empty = custom.is_some() || *selection == Selection::Site;
        let window = window.or_else(|| is_empty.then(|| Window::empty(selection.clone())));
        // For a feed without articles the catalogue has the name from when it had one.
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

    /// The feed with the description that the publisher gave it.
    fn described(&self, feed: Feed) -> Feed {
        let own = self.custom(&feed.selection).and_then(|custom| custom.description.clone());
        Feed { description: own.unwrap_or(feed.description), ..feed }
    }

    /// The settings of a feed that the publisher defines.
    fn custom(&self, selection: &Selection) -> Option<&tidings_feed::CustomFeed> {
        let Selection::Custom { path } = selection else { return None };
        self.custom.iter().find(|custom| custom.path == *path)
    }

    /// The settings of a feed: the common ones, overridden by its own.
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
        // A browser that fetched the feed for a script must not show it to a person. `Accept` also matters,
        // but it differs between readers, and a proxy would cache one copy for each. Readers that support
        // deltas must reach this server, see `deltas::for_one_reader`.
        set(&mut headers, header::VARY, "Accept-Encoding, A-IM, Sec-Fetch-Dest");
        let hubs = feed.hubs.iter().map(|hub| format!(", <{hub}>; rel=\"hub\""));
        let link = format!("<{}>; rel=\"self\"{}", feed.self_url(format), hubs.collect::<String>());
        set(&mut headers, header::LINK, &link);
        Content { bytes: feed.render(format), headers, changed: Some(changed.unwrap_or(feed.updated)) }
    }
}

/// An HTML page. Browsers revalidate it each time: a person who drops a file and reloads must not see the
/// page of an hour ago, and a page that is missing now may exist a moment later.
pub(crate) fn page(html: String) -> Content {
    let mut headers = headers("text/html; charset=utf-8");
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    Content { bytes: html.into_bytes(), headers, changed: None }
}

/// The page at a feed's address. No cache may store the page, so that no feed reader gets it, and no search
/// engine lists it.
fn uncached_page(html: String) -> Content {
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
    // A reader in a browser follows a page to its feeds, and must see that an address is gone.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers
}

/// Headers that allow feed readers in a browser to read feeds.
fn open_headers(content_type: &str) -> HeaderMap {
    let mut headers = headers(content_type);
    // Scripts may read the other headers that a reader needs without this list.
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Link"));
    headers
}
