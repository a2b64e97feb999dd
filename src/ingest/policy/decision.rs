//! The result of a review: which observations of a batch were published, wait, or are on hold.

use super::excess::Excess;
use std::time::Instant;
use tidings_catalogue::{CatalogueError, Change};
use tidings_model::ContentPath;

/// The decision about a batch. Unless the review failed, every observation was published, waits, or is on
/// hold.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Decision {
    /// What subscribers see differently now; `None` if nothing of the batch was published.
    pub(in crate::ingest) published: Option<Vec<Change>>,
    /// New files that may be the first half of a move.
    pub(in crate::ingest) waiting: Vec<WaitingCopy>,
    /// Files of the batch that were left out because they are on hold already.
    pub(in crate::ingest) already_held: Vec<ContentPath>,
    /// Parts of the batch that were put on hold.
    pub(in crate::ingest) held: Vec<HeldPart>,
    /// Parts of the batch that were published although they exceed a limit.
    pub(in crate::ingest) warnings: Vec<Excess>,
    /// Why the review could not be completed: the catalogue cannot be read or written. The fields above have
    /// what was decided before; the next scan finds the rest of the batch.
    pub(in crate::ingest) failure: Option<CatalogueError>,
}

impl Decision {
    /// Records that a part of the batch was published.
    pub(super) fn add_published(&mut self, changes: Vec<Change>) {
        self.published.get_or_insert_default().extend(changes);
    }
}

/// A new file with the content of a known article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct WaitingCopy {
    /// The new file.
    pub(in crate::ingest) path: ContentPath,
    /// The known articles that have the same content.
    pub(in crate::ingest) same_as: Vec<ContentPath>,
    /// When the new file becomes an article of its own if the others are still there.
    pub(in crate::ingest) until: Instant,
}

/// Observations that were judged together and put on hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct HeldPart {
    /// Their files.
    pub(in crate::ingest) files: Vec<ContentPath>,
    /// The limit that they exceed.
    pub(in crate::ingest) excess: Excess,
    /// Whether everything on hold was on hold before this scan, and is in the log already.
    pub(in crate::ingest) is_reported: bool,
}
