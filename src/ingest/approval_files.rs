//! The two files in the state folder through which the server and `tidings approve` communicate.
//!
//! They are the list of changes on hold, and the approval. The server has the catalogue's lock, so `tidings
//! approve` cannot write to the catalogue itself.

use super::error::IngestError;
use super::policy::{Excess, FileStates};
use super::site_paths::SitePaths;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tidings_folder::state_file;

/// Maximum size of a list in bytes: the paths of a million files with their states.
const MAX_LIST_SIZE: u64 = 256 * 1024 * 1024;

/// The changes that the server has put on hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldChanges {
    /// When the first of them was put on hold.
    pub since: DateTime<Utc>,
    /// What subscribers would see, as the beginning of a sentence: 'the main feed would show …'.
    pub excess: String,
    /// The files whose last change is on hold, with the states that an approval is for.
    pub files: FileStates,
}

/// What the publisher approved: the list that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Approval {
    files: FileStates,
}

/// The two files of one state folder.
#[derive(Debug, Clone)]
pub(crate) struct ApprovalFiles {
    state: PathBuf,
}

impl ApprovalFiles {
    pub(crate) fn new(paths: &SitePaths) -> Self {
        Self { state: paths.state.clone() }
    }

    /// Reads the changes on hold; `None` if there are none.
    ///
    /// # Errors
    /// The list cannot be read, or is not the JSON that [`Self::save_held`] writes.
    pub(crate) fn load_held(&self) -> Result<Option<HeldChanges>, IngestError> {
        self.load(self.held_file())
    }

    /// Writes the changes on hold, and keeps the time since when changes have been on hold; without `excess` also
    /// what subscribers would see. A failure is logged.
    pub(super) fn save_held(&self, excess: Option<&Excess>, files: &FileStates, now: DateTime<Utc>) {
        let before = match self.load_held() {
            Ok(held) => held,
            Err(error) => {
                tracing::error!("{error}");
                None
            }
        };
        let since = before.as_ref().map_or(now, |held| held.since);
        let excess = excess.map(ToString::to_string).or(before.as_ref().map(|held| held.excess.clone()));
        let excess = excess.unwrap_or_else(|| "the feeds would change".to_owned());
        let held = HeldChanges { since, excess, files: files.clone() };
        if before.as_ref() == Some(&held) {
            return;
        }
        if let Err(error) = replace(&self.held_file(), &held) {
            tracing::error!(
                "cannot write '{}': {error} (check the state folder's owner and permissions; until then 'tidings \
                 approve --show' does not list what is on hold)",
                self.held_file().display()
            );
        }
    }

    /// Removes the list: nothing is on hold any more.
    pub(super) fn clear_held(&self) {
        remove(&self.held_file());
    }

    /// Whether the publisher approved changes.
    pub(super) fn is_approved(&self) -> bool {
        self.approval_file().exists()
    }

    /// The approved files; none without an approval. One that is damaged or names no file is removed.
    pub(super) fn load_approved(&self) -> FileStates {
        match self.load::<Approval>(self.approval_file()) {
            Ok(None) => FileStates::new(),
            Ok(Some(approval)) => {
                if approval.files.is_empty() {
                    self.clear_approval();
                }
                approval.files
            }
            Err(error) => {
                tracing::error!("{error}; nothing was published, run 'tidings approve' again");
                self.clear_approval();
                FileStates::new()
            }
        }
    }

    /// Removes the approval of these files, which counts for one comparison of the whole folder. A later approval of
    /// other files stays.
    pub(super) fn clear_approval_of(&self, files: &FileStates) {
        if self.load_approved() == *files {
            self.clear_approval();
        }
    }

    fn clear_approval(&self) {
        remove(&self.approval_file());
    }

    /// Approves changes on hold in the states that were shown.
    ///
    /// # Errors
    /// The state folder cannot be written to.
    pub(crate) fn approve(&self, shown: &HeldChanges) -> Result<(), IngestError> {
        let file = self.approval_file();
        let approval = Approval { files: shown.files.clone() };
        replace(&file, &approval).map_err(|source| IngestError::StateFile { path: file, source })
    }

    fn load<T: DeserializeOwned>(&self, file: PathBuf) -> Result<Option<T>, IngestError> {
        match state_file::read(&file, MAX_LIST_SIZE) {
            Ok(json) => serde_json::from_slice(&json)
                .map(Some)
                .map_err(|error| IngestError::HeldListDamaged { path: file, reason: error.to_string() }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(IngestError::StateFile { path: file, source }),
        }
    }

    fn held_file(&self) -> PathBuf {
        self.state.join("held.json")
    }

    fn approval_file(&self) -> PathBuf {
        self.state.join("approved")
    }
}

/// Writes a new file, forces it to the disk and renames it into place: the other program may read the file at any time,
/// and after a loss of power either the old or the new one is there, whole.
fn replace(file: &Path, content: &impl Serialize) -> std::io::Result<()> {
    state_file::replace(file, &serde_json::to_vec_pretty(content)?)
}

fn remove(file: &Path) {
    match state_file::remove(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            tracing::error!(
                "cannot remove '{}': {error} (check the state folder's owner and permissions)",
                file.display()
            );
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn state_folder() -> (TempDir, ApprovalFiles) {
        let folder = tempfile::tempdir().unwrap();
        let files = ApprovalFiles { state: folder.path().to_owned() };
        (folder, files)
    }

    fn held(file: &str) -> HeldChanges {
        let json = format!(
            r#"{{"since": "1970-01-01T00:00:00Z", "excess": "…", "files": {{"{file}": "removed"}}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn a_list_is_replaced_whole_and_leaves_no_other_file() {
        let (folder, files) = state_folder();
        assert_eq!(files.load_held().unwrap(), None);
        for list in [held("a.md"), held("b.md")] {
            files.save_held(None, &list.files, DateTime::UNIX_EPOCH);
            assert_eq!(files.load_held().unwrap().unwrap().files, list.files);
        }
        files.clear_held();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_list_that_was_cut_off_is_an_error_that_names_the_file_and_the_fix() {
        let (folder, files) = state_folder();
        files.save_held(None, &held("a.md").files, DateTime::UNIX_EPOCH);
        let file = folder.path().join("held.json");
        let json = std::fs::read(&file).unwrap();
        std::fs::write(&file, &json[..json.len() / 2]).unwrap();
        let error = files.load_held().unwrap_err().to_string();
        for part in [file.to_str().unwrap(), "is damaged: EOF", "line ", "(delete it; "] {
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn an_approval_is_for_the_files_that_were_shown() {
        let (_folder, files) = state_folder();
        assert!(!files.is_approved() && files.load_approved().is_empty());
        files.approve(&held("a.md")).unwrap();
        assert!(files.is_approved());
        assert_eq!(files.load_approved(), held("a.md").files);
        files.clear_approval_of(&held("b.md").files);
        assert!(files.is_approved());
        files.clear_approval_of(&held("a.md").files);
        assert!(!files.is_approved());
    }

    #[test]
    fn a_damaged_approval_approves_nothing() {
        let (folder, files) = state_folder();
        std::fs::write(folder.path().join("approved"), "").unwrap();
        assert!(files.load_approved().is_empty());
        assert!(!files.is_approved());
    }
}
