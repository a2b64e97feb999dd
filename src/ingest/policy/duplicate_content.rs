//! Finds the known articles that have the content of a batch's new files.

use super::publish_target::PublishTarget;
use std::collections::{BTreeSet, HashMap};
use tidings_catalogue::{CatalogueError, Observation};
use tidings_model::{Article, ContentPath};

/// The known articles with the content of a batch's new files.
pub(super) struct DuplicateContent {
    /// Paths of known articles whose content a new file has and whose own file is gone from the disk, before
    /// any event reported the deletion. `mkdir d; mv a.md d/` reports the directory first, the removal of
    /// `a.md` a moment later, and the arrival of `d/a.md` never, because the new directory was not watched
    /// yet. A Git checkout writes the new file at once, while the deletion waits for the path to come back.
    /// Without this list the file would become a new article, and every subscriber would get the article
    /// again.
    pub(super) moved_away: BTreeSet<ContentPath>,
    /// The known articles, by path and content hash of the new file.
    known: HashMap<(ContentPath, String), Vec<ContentPath>>,
}

impl DuplicateContent {
    /// Looks up the content of every parsed file of the batch.
    pub(super) fn find(batch: &[Observation], target: &dyn PublishTarget) -> Result<Self, CatalogueError> {
        let mut found = Self { moved_away: BTreeSet::new(), known: HashMap::new() };
        for observation in batch {
            let Observation::Parsed { article, .. } = observation else { continue };
            let paths = target.paths_with_content(article)?;
            if !paths.is_empty() {
                found.moved_away.extend(paths.iter().filter(|path| target.is_absent(path)).cloned());
                found.known.insert((article.path.clone(), article.content_hash.clone()), paths);
            }
        }
        Ok(found)
    }

    /// The paths of the known articles with the content of this new file.
    pub(super) fn paths(&self, article: &Article) -> &[ContentPath] {
        let key = (article.path.clone(), article.content_hash.clone());
        self.known.get(&key).map_or(&[], Vec::as_slice)
    }
}
