//! A window of articles becomes bytes: RSS, Atom, JSON Feed, OPML.
//!
//! Pure: the same window gives the same bytes on every machine, at any time. Knows no HTTP. A format is one
//! file that turns a [`Feed`] into bytes; what they all need to know of an entry is said once, in `item.rs`.

mod atom;
mod budget;
mod delta;
mod format;
mod history;
mod item;
mod json;
mod media;
mod opml;
mod plain;
mod settings;
mod rss;
mod summary;
#[cfg(test)]
mod tests;
mod value;

pub use delta::FeedParts;
pub use format::FeedFormat;
pub use item::Item;
pub use opml::opml;
pub use settings::{CustomFeed, FeedSettings, FeedText, SiteSettings};
pub use summary::summary;

use chrono::{DateTime, Utc};
use std::sync::Arc;
use tidings_model::{BaseUrl, Selection, TermKind};
use tidings_model::{Tombstone, Window};

/// Everything that a format needs, and nothing that depends on the format.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// What it selects.
    pub selection: Selection,
    /// What the articles call it; empty for the site.
    pub name: String,
    /// Its own title, telling it apart from the site's other feeds.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// The site.
    pub site: SiteSettings,
    /// Where the site lives.
    pub base: BaseUrl,
    /// Addresses of the hubs that tell subscribers of its changes (WebSub).
    pub hubs: Vec<String>,
    /// The newest change among the entries. Without entries: when the last of them went; the Unix epoch if
    /// there never was one, since nothing here says 'now'.
    pub updated: DateTime<Utc>,
    /// Newest first; shared with the other feeds that they are in.
    pub items: Vec<Arc<Item>>,
    /// Those that would stand among them if they were not gone.
    pub gone: Vec<Tombstone>,
    /// How many articles the selection has in all, those of its archives included.
    pub articles: u64,
    /// How many pages its archive has.
    pub pages: u64,
    /// Which of these pages this is, from 1, the oldest. `None`: it is the window.
    pub page: Option<u64>,
}

impl Feed {
    /// The feed of a window, as much of it as fits into the bytes that the settings allow.
    pub fn new(site: &SiteSettings, base: &BaseUrl, settings: &FeedSettings, window: Window) -> Self {
        let items = window.map(|entry| Arc::new(Item::new(site, base, settings.text, &entry)));
        Self::of_items(site, base, settings, items)
    }

    /// The same for whoever keeps the items, made with the same site, base and settings.
    pub fn of_items(
        site: &SiteSettings,
        base: &BaseUrl,
        settings: &FeedSettings,
        window: Window<Arc<Item>>,
    ) -> Self {
        let mut feed = Self {
            title: title(site, &window.selection, &window.name),
            description: description(site, &window.selection, &window.name),
            site: site.clone(),
            base: base.clone(),
            hubs: settings.hubs.iter().filter_map(|hub| value::web_uri(hub)).collect(),
            updated: window.changed.unwrap_or(DateTime::UNIX_EPOCH),
            selection: window.selection,
            name: window.name,
            items: window.entries,
            gone: window.gone,
            articles: window.articles,
            pages: window.pages,
            page: None,
        };
        budget::fit(&mut feed, settings.bytes);
        let newest = feed.items.iter().map(|item| item.updated).max();
        feed.updated = newest.unwrap_or(feed.updated);
        feed
    }

    /// The feed of a page of the archive, from 1, the oldest. It has all of them, whatever they weigh.
    pub fn archive(
        site: &SiteSettings,
        base: &BaseUrl,
        settings: &FeedSettings,
        window: Window,
        page: u64,
    ) -> Self {
        // It hardly ever changes, so no hub tells of it.
        let settings = FeedSettings { bytes: usize::MAX, hubs: Vec::new(), ..settings.clone() };
        Self { page: Some(page), ..Self::new(site, base, &settings, window) }
    }

    /// The address of the feed in this format.
    pub fn self_url(&self, format: FeedFormat) -> String {
        match self.page {
            Some(page) => self.archive_url(page, format),
            None => self.window_url(format),
        }
    }

    /// The address of its newest entries.
    fn window_url(&self, format: FeedFormat) -> String {
        self_url(&self.base, &self.selection, format)
    }

    fn archive_url(&self, page: u64, format: FeedFormat) -> String {
        self.base.join(&format!("{}{}", self.selection.archive_directory(page), format.file_name()))
    }

    /// The address of the page that shows the same articles.
    pub fn home_url(&self) -> String {
        self.base.join(&self.selection.directory())
    }

    /// The site's large picture; its small one where that is all it has.
    fn logo(&self) -> Option<String> {
        self.picture(self.site.logo.as_deref().or(self.site.icon.as_deref()))
    }

    /// The site's small picture.
    fn icon(&self) -> Option<String> {
        self.picture(self.site.icon.as_deref())
    }

    fn picture(&self, given: Option<&str>) -> Option<String> {
        let given = given?;
        value::web_uri(given).or_else(|| value::web_uri(&self.base.join(&value::encoded_path(given))))
    }

    /// The feed's bytes, UTF-8.
    pub fn render(&self, format: FeedFormat) -> Vec<u8> {
        match format {
            FeedFormat::Rss => rss::render(self),
            FeedFormat::Atom => atom::render(self),
            FeedFormat::Json => json::render(self),
        }
    }
}

/// The address of a selection's feed in this format.
fn self_url(base: &BaseUrl, selection: &Selection, format: FeedFormat) -> String {
    base.join(&format!("{}{}", selection.directory(), format.file_name()))
}

/// The title of a selection's feed: the site's own title, or `Rust – Tag – The Site`. What tells feeds apart
/// comes first, for a reader's list of feeds is narrow; the kind keeps a category, a tag and an author of one
/// name apart.
pub fn title(site: &SiteSettings, selection: &Selection, name: &str) -> String {
    let site = site_title(site);
    match selection {
        Selection::Site => site,
        Selection::Custom { path } => format!("{} – {site}", term_name(name, path)),
        Selection::Term { kind, slug } => {
            format!("{} – {} – {site}", term_name(name, slug), kind_name(*kind))
        }
    }
}

/// The site's sentence about itself, or one that says what the feed selects.
fn description(site: &SiteSettings, selection: &Selection, name: &str) -> String {
    let own = plain::optional_line(site.description.as_deref());
    let site = site_title(site);
    match selection {
        Selection::Site => own.unwrap_or_else(|| format!("The latest articles of {site}.")),
        Selection::Custom { path } => format!("The latest of “{}” of {site}.", term_name(name, path)),
        Selection::Term { kind, slug } => {
            let name = term_name(name, slug);
            match kind {
                TermKind::Category => format!("The latest articles in the category “{name}” of {site}."),
                TermKind::Tag => format!("The latest articles with the tag “{name}” of {site}."),
                TermKind::Author => format!("The latest articles by {name} of {site}."),
                TermKind::Folder => format!("The latest articles in the folder “{name}” of {site}."),
                TermKind::Language => format!("The latest articles of {site} in the language “{name}”."),
            }
        }
    }
}

/// The site's title, never empty: a feed must have one.
fn site_title(site: &SiteSettings) -> String {
    let host = || site.base_url.as_ref().map_or("Articles", BaseUrl::host).to_owned();
    plain::optional_line(Some(&site.title)).unwrap_or_else(host)
}

/// A term's name; its slug where no name is known.
fn term_name(name: &str, slug: &str) -> String {
    plain::optional_line(Some(name)).unwrap_or_else(|| slug.to_owned())
}

/// What a person calls the kind.
fn kind_name(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Category => "Category",
        TermKind::Tag => "Tag",
        TermKind::Author => "Author",
        TermKind::Folder => "Folder",
        TermKind::Language => "Language",
    }
}
