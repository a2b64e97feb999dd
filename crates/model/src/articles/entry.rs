//! An entry: an article together with its identity, as feeds list it.

use super::article::{Article, DateSource};
use super::id::ArticleId;
use crate::base_url::BaseUrl;
use chrono::{DateTime, FixedOffset, Utc};

/// An article with the id, slug and dates that the catalogue keeps for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Assigned once; never changes.
    pub id: ArticleId,
    /// The last part of the permalink; does not change once the article is published.
    pub slug: String,
    /// The document's date, or the moment at which the file was first seen. It changes only with the
    /// document.
    pub published: DateTime<FixedOffset>,
    /// Where `published` comes from.
    pub published_from: DateSource,
    /// When the content last changed; never before `published`.
    pub updated: DateTime<FixedOffset>,
    /// The document's content and metadata.
    pub article: Article,
}

impl Entry {
    /// The address of the article's page.
    pub fn permalink(&self, base: &BaseUrl) -> String {
        base.permalink(&self.slug)
    }

    /// When it was published and when it last changed, in UTC.
    pub fn published_and_updated(&self) -> [DateTime<Utc>; 2] {
        [self.published.to_utc(), self.updated.to_utc()]
    }

    /// The body with absolute addresses, and with ids that are unique among all articles.
    pub fn body_html(&self, base: &BaseUrl) -> String {
        self.article.body.absolute(base, &self.slug)
    }
}
