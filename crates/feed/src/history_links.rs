//! Paged and archived feeds (RFC 5005): the window links to the newest page of the archive, and each page to
//! the one before it. Pages overlap with the window; feed readers identify entries by their ids.

use crate::feed::Feed;
use crate::feed_format::FeedFormat;

/// The namespace of `fh:complete` and `fh:archive`.
pub(crate) const NAMESPACE: &str = "http://purl.org/syndication/history/1.0";

impl Feed {
    /// Whether this is the window and has every article.
    pub(crate) fn is_complete(&self) -> bool {
        self.page.is_none() && !self.items.is_empty() && self.items.len() as u64 == self.articles
    }

    /// The element of RFC 5005 for this kind of document: `fh:archive` for a page, `fh:complete` for a window
    /// with every article, otherwise none.
    pub(crate) fn history_mark(&self) -> Option<&'static str> {
        match self.page {
            Some(_) => Some("archive"),
            None => self.is_complete().then_some("complete"),
        }
    }

    /// The address of the page with older entries.
    pub(crate) fn older_url(&self, format: FeedFormat) -> Option<String> {
        let page = match self.page {
            Some(page) => page - 1,
            None if self.is_complete() => 0,
            None => self.pages,
        };
        (page > 0).then(|| self.archive_url(page, format))
    }

    /// Links to the other documents of the feed, with their relations.
    pub(crate) fn history_links(&self, format: FeedFormat) -> Vec<(&'static str, String)> {
        let newer =
            self.page.filter(|page| *page < self.pages).map(|page| self.archive_url(page + 1, format));
        let current = self.page.map(|_| self.window_url(format));
        let links = [("current", current), ("prev-archive", self.older_url(format)), ("next-archive", newer)];
        links.into_iter().filter_map(|(rel, address)| Some((rel, address?))).collect()
    }
}
