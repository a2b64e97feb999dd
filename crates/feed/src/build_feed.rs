//! Builds feeds from windows of articles.

use crate::budget;
use crate::feed::Feed;
use crate::item::Item;
use crate::settings::{FeedSettings, SiteSettings};
use crate::text::values;
use crate::titles::{description, title};
use chrono::DateTime;
use std::sync::Arc;
use tidings_model::{BaseUrl, Window};

impl Feed {
    /// The feed of a window, with as many entries as fit into the bytes that the settings allow.
    pub fn new(site: &SiteSettings, base: &BaseUrl, settings: &FeedSettings, window: Window) -> Self {
        let items = window.map(|entry| Arc::new(Item::new(site, base, settings.text, &entry)));
        Self::from_items(site, base, settings, items)
    }

    /// Like [`Self::new`], with items that were built before with the same site, base and settings.
    pub fn from_items(
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
            hubs: settings.hubs.iter().filter_map(|hub| values::web_uri(hub)).collect(),
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

    /// The feed of a page of the archive; page 1 is the oldest. It has all entries of the page, without a
    /// limit on its size.
    pub fn archive(
        site: &SiteSettings,
        base: &BaseUrl,
        settings: &FeedSettings,
        window: Window,
        page: u64,
    ) -> Self {
        // A page of the archive hardly ever changes, so it names no hub.
        let settings = FeedSettings { bytes: usize::MAX, hubs: Vec::new(), ..settings.clone() };
        Self { page: Some(page), ..Self::new(site, base, &settings, window) }
    }
}
