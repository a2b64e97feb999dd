//! A feed: everything that a format needs, independent of the format.

use crate::feed_format::FeedFormat;
use crate::item::{Item, Label};
use crate::settings::SiteSettings;
use crate::text::values;
use crate::titles;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use tidings_model::{BaseUrl, Selection, TermKind, Tombstone};

/// The content of a feed, as every format needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// The articles that it selects.
    pub selection: Selection,
    /// The name that its articles give to the term; empty for the site.
    pub name: String,
    /// Its title, different from those of the site's other feeds.
    pub title: String,
    /// A description in one sentence.
    pub description: String,
    /// The site.
    pub site: SiteSettings,
    /// The site's base URL.
    pub base: BaseUrl,
    /// Addresses of the WebSub hubs that notify subscribers of changes.
    pub hubs: Vec<String>,
    /// When the newest change of an entry happened. Without entries: when the last one was removed, or the
    /// Unix epoch if there never was one, since no clock is available here.
    pub updated: DateTime<Utc>,
    /// The entries, newest first; shared with other feeds.
    pub items: Vec<Arc<Item>>,
    /// Removed articles that would be among the entries if they were still public.
    pub gone: Vec<Tombstone>,
    /// Number of articles in the selection, those in its archive included.
    pub articles: u64,
    /// Number of pages in its archive.
    pub pages: u64,
    /// The number of this page of the archive, from 1, the oldest. `None`: this is the window.
    pub page: Option<u64>,
}

impl Feed {
    /// The address of the feed in this format.
    pub fn self_url(&self, format: FeedFormat) -> String {
        match self.page {
            Some(page) => self.archive_url(page, format),
            None => self.window_url(format),
        }
    }

    /// The address of the window, which has the newest entries.
    pub(crate) fn window_url(&self, format: FeedFormat) -> String {
        self_url(&self.base, &self.selection, format)
    }

    /// The address of a page of the archive.
    pub(crate) fn archive_url(&self, page: u64, format: FeedFormat) -> String {
        self.base.join(&format!("{}{}", self.selection.archive_directory(page), format.file_name()))
    }

    /// The address of the page that shows the same articles.
    pub fn home_url(&self) -> String {
        self.base.join(&self.selection.directory())
    }

    /// The site's large picture, or its small one if it has no other.
    pub(crate) fn logo(&self) -> Option<String> {
        self.picture(self.site.logo.as_deref().or(self.site.icon.as_deref()))
    }

    /// The site's small picture.
    pub(crate) fn icon(&self) -> Option<String> {
        self.picture(self.site.icon.as_deref())
    }

    /// The category or tag that the feed selects, which all its entries have.
    pub(crate) fn own_label(&self) -> Option<Label> {
        let Selection::Term { kind: kind @ (TermKind::Category | TermKind::Tag), slug } = &self.selection
        else {
            return None;
        };
        let scheme = self.base.join(&format!("{}/", kind.directory()));
        Some(Label { name: titles::term_name(&self.name, slug), kind: *kind, scheme })
    }

    fn picture(&self, given: Option<&str>) -> Option<String> {
        let given = given?;
        values::web_uri(given).or_else(|| values::web_uri(&self.base.join(&values::encoded_path(given))))
    }
}

/// The address of a selection's feed in this format.
pub(crate) fn self_url(base: &BaseUrl, selection: &Selection, format: FeedFormat) -> String {
    base.join(&format!("{}{}", selection.directory(), format.file_name()))
}
