//! How a reader finds what its window does not hold, RFC 5005: from the window to the newest page of the archive, and from
//! each page to the one before it. Pages overlap with the window; entries are told apart by their ids.

use super::{Feed, FeedFormat};

/// The namespace of `fh:complete` and `fh:archive`.
pub(super) const NAMESPACE: &str = "http://purl.org/syndication/history/1.0";

impl Feed {
    /// Whether it is the window, and holds everything.
    pub(super) fn is_complete(&self) -> bool {
        self.page.is_none() && !self.items.is_empty() && self.items.len() as u64 == self.articles
    }

    /// The element of RFC 5005 that says which kind of document it is, if any does.
    pub(super) fn history_mark(&self) -> Option<&'static str> {
        match self.page {
            Some(_) => Some("archive"),
            None => self.is_complete().then_some("complete"),
        }
    }

    /// The address of what is older.
    pub(super) fn older_url(&self, format: FeedFormat) -> Option<String> {
        let page = match self.page {
            Some(page) => page - 1,
            None if self.is_complete() => 0,
            None => self.pages,
        };
        (page > 0).then(|| self.archive_url(page, format))
    }

    /// Links to the documents around it, by their relation.
    pub(super) fn history_links(&self, format: FeedFormat) -> Vec<(&'static str, String)> {
        let newer =
            self.page.filter(|page| *page < self.pages).map(|page| self.archive_url(page + 1, format));
        let current = self.page.map(|_| self.window_url(format));
        let links = [("current", current), ("prev-archive", self.older_url(format)), ("next-archive", newer)];
        links.into_iter().filter_map(|(rel, address)| Some((rel, address?))).collect()
    }
}
