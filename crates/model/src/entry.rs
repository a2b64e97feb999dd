//! An article with its identity: what a feed lists.

use super::{Article, ArticleId, BaseUrl, DateSource};
use chrono::{DateTime, FixedOffset, Utc};

/// An article as the catalogue knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Minted once, the same for ever.
    pub id: ArticleId,
    /// The permalink's last part; stays once published.
    pub slug: String,
    /// Never moves by itself: the document's date, else the moment at which it was first seen.
    pub published: DateTime<FixedOffset>,
    /// Where `published` comes from.
    pub published_from: DateSource,
    /// The last change of the content, never before `published`.
    pub updated: DateTime<FixedOffset>,
    /// All the rest.
    pub article: Article,
}

impl Entry {
    /// The address of the article's page.
    pub fn permalink(&self, base: &BaseUrl) -> String {
        base.permalink(&self.slug)
    }

    /// When it was published, and when it last changed.
    pub fn published_and_updated(&self) -> [DateTime<Utc>; 2] {
        [self.published.to_utc(), self.updated.to_utc()]
    }

    /// The body with absolute addresses and ids of its own.
    pub fn body_html(&self, base: &BaseUrl) -> String {
        self.article.body.absolute(base, &self.slug)
    }
}
