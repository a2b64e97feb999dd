//! A file that turns up elsewhere before anybody has told that it left.

use std::collections::{BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::Path;
use tidings_catalogue::{Catalogue, CatalogueError, Observation};
use tidings_model::{Article, ContentPath};

/// Where else the contents of a batch's new files lie.
pub(super) struct Twins {
    /// The paths that new files came from: articles of the same content whose own files are gone. `mkdir d; mv a.md d/`
    /// tells of the directory first, of `a.md`'s end a moment later, and of its arrival never, since nobody watched the
    /// directory yet; a checkout writes the new file at once, while a deletion waits for the path to come back. Without
    /// this the file would be a new article, and every subscriber would get it again.
    pub(super) vacated: BTreeSet<ContentPath>,
    /// The articles of the same content, by path and content of the new file.
    of: HashMap<(ContentPath, String), Vec<ContentPath>>,
}

impl Twins {
    /// Asks the catalogue for the twins of every new file.
    pub(super) fn find(
        catalogue: &Catalogue,
        folder: &Path,
        batch: &[Observation],
    ) -> Result<Self, CatalogueError> {
        let mut found = Self { vacated: BTreeSet::new(), of: HashMap::new() };
        for observation in batch {
            let Observation::Parsed { article, .. } = observation else { continue };
            let twins = catalogue.paths_with_content(&article.path, &article.content_hash)?;
            if !twins.is_empty() {
                found.vacated.extend(twins.iter().filter(|twin| is_gone(&twin.in_folder(folder))).cloned());
                found.of.insert((article.path.clone(), article.content_hash.clone()), twins);
            }
        }
        Ok(found)
    }

    /// The articles with the content of this new file.
    pub(super) fn of(&self, article: &Article) -> &[ContentPath] {
        let key = (article.path.clone(), article.content_hash.clone());
        self.of.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// Whether nothing is there for certain: what cannot be looked at may well be there.
fn is_gone(file: &Path) -> bool {
    let missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    file.symlink_metadata().is_err_and(|error| missing(error.kind()))
}
