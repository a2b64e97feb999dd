//! The content folder and the state folder of one site, checked before anything else starts.

use super::error::IngestError;
use crate::config::Config;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use tidings_model::ContentPath;
use tidings_watch::network_file_system;

/// The default state folder inside the content folder. Scans, watches and the server skip dot directories.
const STATE_FOLDER: &str = ".tidings";

/// The name of the catalogue's file in the state folder.
const CATALOGUE_FILE: &str = "catalogue.sqlite";

/// The folders of one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SitePaths {
    /// The content folder, absolute. A part of the path may be a symbolic link, which a deployment may switch to
    /// another folder, so its target must not be stored.
    pub(crate) content: PathBuf,
    /// The state folder, absolute. It may not exist yet. It is no symbolic link, but links on the way to it may be
    /// switched together with the content folder.
    pub(crate) state: PathBuf,
}

impl SitePaths {
    /// Finds both folders.
    ///
    /// # Errors
    /// The settings name no content folder, or the folder does not exist, is a file, or cannot be read; or the
    /// default state folder is a symbolic link.
    pub(crate) fn find(config: &Config) -> Result<Self, IngestError> {
        let path = config.folder()?.to_owned();
        let unreachable = |source: std::io::Error| match source.kind() {
            std::io::ErrorKind::NotFound => IngestError::FolderMissing { path: path.clone() },
            _ => IngestError::FolderUnreadable { path: path.clone(), source },
        };
        path.canonicalize().map_err(unreachable)?;
        let content = without_parents(&path).map_err(unreachable)?;
        if !content.is_dir() {
            return Err(IngestError::NotAFolder { path });
        }
        std::fs::read_dir(&content)
            .map_err(|source| IngestError::FolderUnreadable { path: path.clone(), source })?;
        let state = match &config.state.folder {
            // A link that the settings name is meant.
            Some(state) => {
                let path = if state.is_symlink() { state.canonicalize() } else { std::path::absolute(state) };
                path.map_err(|source| IngestError::StateUnwritable { path: state.clone(), source })?
            }
            // Whoever writes to the content folder can put a link there.
            None => {
                let path = content.join(STATE_FOLDER);
                if path.is_symlink() {
                    return Err(IngestError::StateIsLink { path });
                }
                path
            }
        };
        Ok(Self { content, state })
    }

    /// Creates the state folder if it does not exist.
    ///
    /// # Errors
    /// The state folder cannot be created, or is on a network file system, where a database is not safe.
    pub(crate) fn prepare_state(&self) -> Result<(), IngestError> {
        let unwritable = |source| IngestError::StateUnwritable { path: self.state.clone(), source };
        std::fs::create_dir_all(&self.state).map_err(unwritable)?;
        match network_file_system(&self.state) {
            Some(kind) => Err(IngestError::StateOnNetwork { path: self.state.clone(), kind }),
            None => Ok(()),
        }
    }

    /// Whether certainly nothing is at the path in the content folder. A path that cannot be examined counts as present.
    pub(super) fn is_absent(&self, path: &ContentPath) -> bool {
        path.in_folder(&self.content).symlink_metadata().is_err_and(|error| is_missing(&error))
    }

    /// Whether certainly no file is at the path in the content folder. A directory is none; a path that cannot be
    /// examined counts as a file.
    pub(super) fn has_no_file(&self, path: &ContentPath) -> bool {
        match path.in_folder(&self.content).metadata() {
            Ok(metadata) => metadata.is_dir(),
            Err(error) => is_missing(&error),
        }
    }

    /// The paths that scans and watches leave out.
    pub(crate) fn excluded(&self) -> Vec<PathBuf> {
        vec![self.state.clone()]
    }

    /// The real path of the folder above the state folder; `None` if it does not exist.
    pub(crate) fn above_state(&self) -> Option<PathBuf> {
        self.state.parent()?.canonicalize().ok()
    }

    /// The catalogue's file.
    pub(crate) fn catalogue_file(&self) -> PathBuf {
        self.state.join(CATALOGUE_FILE)
    }
}

fn is_missing(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The absolute path without `..`, which would lead elsewhere if a link before it were switched. Links after the last
/// `..` are kept.
fn without_parents(path: &Path) -> std::io::Result<PathBuf> {
    let parts: Vec<Component<'_>> = path.components().collect();
    let is_parent = |part: &Component<'_>| *part == Component::ParentDir;
    let kept = parts.iter().rposition(is_parent).map_or(0, |at| at + 1);
    let (before, after) = parts.split_at(kept);
    let before: PathBuf = before.iter().collect();
    let before = if kept == 0 { before } else { before.canonicalize()? };
    std::path::absolute(before.join(after.iter().collect::<PathBuf>()))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_the_folder_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let at = directory.path().canonicalize().unwrap();
        std::fs::create_dir_all(at.join("releases/1")).unwrap();
        std::os::unix::fs::symlink("releases/1", at.join("current")).unwrap();
        let found = |path: &str| without_parents(&at.join(path)).unwrap();
        assert_eq!(found("current"), at.join("current"));
        assert_eq!(found("releases/../current"), at.join("current"));
        assert_eq!(found("current/.."), at.join("releases"));
    }
}
