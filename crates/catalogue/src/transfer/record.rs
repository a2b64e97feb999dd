//! The records of a backup, one JSON object on each line: everything that the content folder alone cannot
//! restore.
//!
//! The first line is a header, and every other line is a row. Articles are identified by their ids and feeds
//! by their directories, because row numbers differ between catalogues.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tidings_model::{ArticleId, ContentPath};

/// The format that this program writes, and the newest one that it reads.
pub(crate) const FORMAT: u32 = 2;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Record {
    /// The first line.
    Catalogue(Header),
    /// A row of the ledger.
    Article(Box<LedgerRecord>),
    /// A slug that a public article had before its present one.
    FormerSlug { slug: String, article: ArticleId },
    /// A feed. Its `Last-Modified` must never be earlier than the time in this record.
    Feed(FeedRecord),
    /// An article's position in the archive of each feed, by the feed's directory.
    Places { article: ArticleId, feeds: BTreeMap<String, i64> },
    /// An article that was removed from a feed.
    Tombstone { feed: String, published: DateTime<Utc>, article: ArticleId, gone_at: DateTime<Utc> },
}

/// The first line of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) format: u32,
    pub(crate) site_id: String,
    /// The number of the last change.
    pub(crate) sequence: u64,
    /// The number of lines that follow, so that a truncated backup is detected.
    pub(crate) records: u64,
    /// The settings that the caller adopted from a generator's configuration at the first start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) adopted: Option<String>,
}

/// A row of the ledger, without its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LedgerRecord {
    pub(crate) id: ArticleId,
    pub(crate) explicit: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) slug: Option<String>,
    pub(crate) path: ContentPath,
    pub(crate) first_path: ContentPath,
    pub(crate) first_seen: DateTime<Utc>,
    pub(crate) content_hash: String,
    pub(crate) published: DateTime<Utc>,
    pub(crate) updated: DateTime<Utc>,
    pub(crate) was_public: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) deleted_at: Option<DateTime<Utc>>,
    /// Like the two fields below not in backups of version 0.1. A version that does not know a field ignores it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) first_modified: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<i64>,
    /// The text of a deleted article: the bytes of a `TextSketch` in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sketch: Option<String>,
}

/// A feed, without its number and its article count, which the content folder restores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FeedRecord {
    /// `Selection::directory`, empty for the site's feed.
    pub(crate) feed: String,
    /// The term's name; empty for the site.
    pub(crate) name: String,
    pub(crate) changed: DateTime<Utc>,
    /// The last position that was assigned in its archive. Format 1 does not have this field.
    #[serde(default)]
    pub(crate) places: i64,
}
