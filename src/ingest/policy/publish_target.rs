//! The queries and writes that the publish policy needs of the catalogue and of the disk.

use tidings_catalogue::{BatchEffects, CatalogueError, Change, Observation};
use tidings_model::{Article, ContentPath};

/// The catalogue and the content folder, as far as the policy needs them. Tests use a fake.
pub(in crate::ingest) trait PublishTarget {
    /// The paths of known articles with the content of this article; empty if the catalogue has an article at
    /// its path already.
    fn paths_with_content(&self, article: &Article) -> Result<Vec<ContentPath>, CatalogueError>;

    /// Whether certainly no file is at this path on disk. A path that cannot be examined counts as present.
    fn is_absent(&self, path: &ContentPath) -> bool;

    /// Applies a batch in one transaction.
    fn apply(&mut self, batch: Vec<Observation>) -> Result<Vec<Change>, CatalogueError>;

    /// Applies a batch in one transaction, and commits it if `accept` returns true for what the batch does to
    /// each feed and article. Returns `None` if the transaction was rolled back. The effects exist only inside the
    /// transaction: computing them before it would mean applying every batch twice.
    fn apply_if(
        &mut self,
        batch: Vec<Observation>,
        accept: &mut dyn FnMut(&BatchEffects) -> bool,
    ) -> Result<Option<Vec<Change>>, CatalogueError>;
}
