//! A row of the ledger, the table that gives each article its identity.

use crate::storage::sql::ArticleRow;
use chrono::{DateTime, Utc};
use tidings_model::{ArticleId, ContentPath};

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LedgerEntry {
    pub(crate) row: ArticleRow,
    pub(crate) id: ArticleId,
    /// `None`: the file was deleted, and the article was never public.
    pub(crate) slug: Option<String>,
    /// The path of the file, or its last path if the file was deleted.
    pub(crate) path: ContentPath,
    pub(crate) first_seen: DateTime<Utc>,
    pub(crate) content_hash: String,
    pub(crate) published: DateTime<Utc>,
    pub(crate) updated: DateTime<Utc>,
    /// Whether the article was public at any time.
    pub(crate) was_public: bool,
    /// Whether the file was deleted.
    pub(crate) is_deleted: bool,
}
