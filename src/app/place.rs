//! Where things lie on disk, checked before anything starts.

use super::AppError;
use crate::config::Config;
use std::path::PathBuf;
use tidings_watch::network_file_system;

/// The default state folder inside the content folder. A dot directory: scans, watches and the server pass it over.
const STATE_FOLDER: &str = ".tidings";

/// The catalogue's file inside the state folder.
const CATALOGUE_FILE: &str = "catalogue.sqlite";

/// The folders of one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The content folder, absolute and without symbolic links.
    pub(super) folder: PathBuf,
    /// The state folder, absolute. It may not exist yet.
    pub(super) state: PathBuf,
}

impl Place {
    /// Finds both folders and makes sure that the first can be read.
    pub(super) fn find(config: &Config) -> Result<Self, AppError> {
        let path = config.folder()?.to_owned();
        let folder = path.canonicalize().map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => AppError::FolderMissing { path: path.clone() },
            _ => AppError::FolderUnreadable { path: path.clone(), source },
        })?;
        if !folder.is_dir() {
            return Err(AppError::NotAFolder { path });
        }
        std::fs::read_dir(&folder)
            .map_err(|source| AppError::FolderUnreadable { path: path.clone(), source })?;
        let state = match &config.state.folder {
            Some(state) => std::path::absolute(state)
                .map_err(|source| AppError::StateUnwritable { path: state.clone(), source })?,
            None => folder.join(STATE_FOLDER),
        };
        Ok(Self { folder, state })
    }

    /// Makes the state folder, if it is not there, and makes sure that a database can live in it.
    pub(super) fn prepare_state(&self) -> Result<(), AppError> {
        let unwritable = |source| AppError::StateUnwritable { path: self.state.clone(), source };
        std::fs::create_dir_all(&self.state).map_err(unwritable)?;
        match network_file_system(&self.state) {
            Some(kind) => Err(AppError::StateOnNetwork { path: self.state.clone(), kind }),
            None => Ok(()),
        }
    }

    /// What of the content folder is none of its content.
    pub(super) fn excluded(&self) -> Vec<PathBuf> {
        vec![self.state.clone()]
    }

    /// The catalogue's file.
    pub(super) fn catalogue(&self) -> PathBuf {
        self.state.join(CATALOGUE_FILE)
    }
}
