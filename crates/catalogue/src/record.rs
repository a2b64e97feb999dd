//! A backup of the memory as lines of JSON: all that the content folder can't give back, and nothing else.
//!
//! The first line says what it is; every other one is a row. Articles are named by their ids and feeds by their
//! directories, since the numbers of rows are nobody else's.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tidings_model::{ArticleId, ContentPath};

/// The format that this program writes, and the newest that it reads.
pub(super) const FORMAT: u32 = 2;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Record {
    /// The first line.
    Catalogue(Header),
    /// A row of the ledger.
    Article(Box<LedgerRow>),
    /// A slug that an article had in public before it got another one.
    FormerSlug { slug: String, article: ArticleId },
    /// When a feed last changed, which its `Last-Modified` must never fall behind.
    Feed(FeedRow),
    /// An article's number in the archive of each feed, by the feed's directory.
    Places { article: ArticleId, feeds: BTreeMap<String, i64> },
    /// An article that was in a feed and is gone.
    Tombstone { feed: String, published: DateTime<Utc>, article: ArticleId, gone_at: DateTime<Utc> },
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) format: u32,
    pub(super) site_id: String,
    /// Of the last change.
    pub(super) sequence: u64,
    /// How many lines follow, so that a file that was cut short is noticed.
    pub(super) records: u64,
}

/// A row of the ledger, but for its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LedgerRow {
    pub(super) id: ArticleId,
    pub(super) explicit: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) slug: Option<String>,
    pub(super) path: ContentPath,
    pub(super) first_path: ContentPath,
    pub(super) first_seen: DateTime<Utc>,
    pub(super) content_hash: String,
    pub(super) published: DateTime<Utc>,
    pub(super) updated: DateTime<Utc>,
    pub(super) was_public: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) deleted_at: Option<DateTime<Utc>>,
}

/// A feed's row, but for its number and its count of articles, which the folder gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FeedRow {
    /// `Selection::directory`, empty for the site's own feed.
    pub(super) feed: String,
    /// The term's name; empty for the site.
    pub(super) name: String,
    pub(super) changed: DateTime<Utc>,
    /// The last number given in its archive; backups of format 1 know of none.
    #[serde(default)]
    pub(super) places: i64,
}
