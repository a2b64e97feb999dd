//! The content folder and the state folder of one site, checked before anything else starts.

use super::error::IngestError;
use crate::config::Config;
use std::path::PathBuf;
use tidings_watch::network_file_system;

/// The default state folder inside the content folder. Scans, watches and the server skip dot directories.
const STATE_FOLDER: &str = ".tidings";

/// The name of the catalogue's file in the state folder.
const CATALOGUE_FILE: &str = "catalogue.sqlite";

/// The folders of one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SitePaths {
    /// The content folder, absolute and without symbolic links.
    pub(crate) content: PathBuf,
    /// The state folder, absolute. It may not exist yet.
    pub(crate) state: PathBuf,
}

impl SitePaths {
    /// Finds both folders.
    ///
    /// # Errors
    /// The settings name no content folder, or the folder does not exist, is a file, or cannot be read.
    pub(crate) fn find(config: &Config) -> Result<Self, IngestError> {
        let path = config.folder()?.to_owned();
        let content = path.canonicalize().map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => IngestError::FolderMissing { path: path.clone() },
            _ => IngestError::FolderUnreadable { path: path.clone(), source },
        })?;
        if !content.is_dir() {
            return Err(IngestError::NotAFolder { path });
        }
        std::fs::read_dir(&content)
            .map_err(|source| IngestError::FolderUnreadable { path: path.clone(), source })?;
        let state = match &config.state.folder {
            Some(state) => std::path::absolute(state)
                .map_err(|source| IngestError::StateUnwritable { path: state.clone(), source })?,
            None => content.join(STATE_FOLDER),
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

    /// The paths that scans and watches leave out.
    pub(crate) fn excluded(&self) -> Vec<PathBuf> {
        vec![self.state.clone()]
    }

    /// The catalogue's file.
    pub(crate) fn catalogue_file(&self) -> PathBuf {
        self.state.join(CATALOGUE_FILE)
    }
}
