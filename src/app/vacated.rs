//! A file that turns up elsewhere before anybody has told that it left.

use crate::article::ContentPath;
use crate::catalogue::{Catalogue, CatalogueError, Observation};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

/// The paths that the new files of a batch came from: articles of the same content whose own files are gone. `mkdir d;
/// mv a.md d/` tells of the directory first, of `a.md`'s end a moment later, and of its arrival never, since nobody
/// watched the directory yet; a checkout writes the new file at once, while a deletion waits for the path to come
/// back. Without this the file would be a new article, and every subscriber would get it again.
pub(super) fn vacated(
    catalogue: &Catalogue,
    folder: &Path,
    batch: &[Observation],
) -> Result<Vec<Observation>, CatalogueError> {
    let mut left: BTreeSet<ContentPath> = BTreeSet::new();
    for observation in batch {
        let Observation::Parsed { article, .. } = observation else { continue };
        let twins = catalogue.twins_of_new(&article.path, &article.content_hash)?;
        left.extend(twins.into_iter().filter(|twin| is_gone(&twin.in_folder(folder))));
    }
    Ok(left.into_iter().map(|path| Observation::Gone { path }).collect())
}

/// Whether nothing is there for certain: what cannot be looked at may well be there.
fn is_gone(file: &Path) -> bool {
    let missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    file.symlink_metadata().is_err_and(|error| missing(error.kind()))
}
