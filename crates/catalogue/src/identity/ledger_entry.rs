//! A row of the ledger, the table that gives each article its identity.

use crate::storage::sql::ArticleRow;
use chrono::{DateTime, Utc};
use tidings_model::{ArticleId, ContentPath, KeptDates};

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LedgerEntry {
    pub(crate) row: ArticleRow,
    pub(crate) id: ArticleId,
    /// Whether the author gave the id.
    pub(crate) explicit: bool,
    /// `None`: the file was deleted, and the article was never public.
    pub(crate) slug: Option<String>,
    /// The path of the file, or its last path if the file was deleted.
    pub(crate) path: ContentPath,
    pub(crate) first_seen: DateTime<Utc>,
    /// The modification date that the document gave when it was first seen, if it gave no date of publication.
    pub(crate) first_modified: Option<DateTime<Utc>>,
    /// A hash of the title, if it says something about the text.
    pub(crate) title: Option<i64>,
    pub(crate) content_hash: String,
    pub(crate) published: DateTime<Utc>,
    pub(crate) updated: DateTime<Utc>,
    /// Whether the article was public at any time.
    pub(crate) was_public: bool,
    /// When the file was deleted. `None`: it exists.
    pub(crate) deleted_at: Option<DateTime<Utc>>,
}

impl LedgerEntry {
    /// Whether the file was deleted.
    pub(crate) fn is_deleted(&self) -> bool {
        self.deleted_at.is_some()
    }

    /// The dates of the article in case its document has none.
    pub(crate) fn kept_dates(&self) -> KeptDates {
        KeptDates { first_seen: self.first_seen, first_modified: self.first_modified }
    }
}
