//! The two files in the state folder through which the server and `tidings approve` communicate.
//!
//! They are the list of changes on hold, and the approval. The server has the catalogue's lock, so `tidings
//! approve` cannot write to the catalogue itself.

use super::error::IngestError;
use super::policy::Excess;
use super::site_paths::SitePaths;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tidings_model::ContentPath;

/// The changes that the server has put on hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldChanges {
    /// When the first of them was put on hold.
    pub since: DateTime<Utc>,
    /// What subscribers would see, as the beginning of a sentence: 'the main feed would show …'.
    pub excess: String,
    /// The files whose last change is on hold.
    pub files: BTreeSet<ContentPath>,
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
        let file = self.held_file();
        match std::fs::read(&file) {
            Ok(json) => serde_json::from_slice(&json)
                .map(Some)
                .map_err(|error| IngestError::HeldListDamaged { path: file, reason: error.to_string() }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(IngestError::StateFile { path: file, source }),
        }
    }

    /// Writes the changes on hold, and keeps the time since when changes have been on hold. A failure is
    /// logged.
    pub(super) fn save_held(&self, excess: &Excess, files: &BTreeSet<ContentPath>, now: DateTime<Utc>) {
        let since = match self.load_held() {
            Ok(held) => held.map_or(now, |held| held.since),
            Err(error) => {
                tracing::error!("{error}");
                now
            }
        };
        let held = HeldChanges { since, excess: excess.to_string(), files: files.clone() };
        if let Err(error) = self.replace_held(&held) {
            tracing::error!(
                "cannot write '{}': {error} (check the state folder's owner and permissions; until then 'tidings \
                 approve --show' does not list what is on hold)",
                self.held_file().display()
            );
        }
    }

    /// Writes a new file and renames it into place: `tidings approve` may read the list at any time.
    fn replace_held(&self, held: &HeldChanges) -> std::io::Result<()> {
        let temporary = self.state.join("held.json.new");
        std::fs::write(&temporary, serde_json::to_vec_pretty(held)?)?;
        std::fs::rename(&temporary, self.held_file())
    }

    /// Removes the list: nothing is on hold any more.
    pub(super) fn clear_held(&self) {
        remove(&self.held_file());
    }

    /// Whether the publisher approved the changes on hold.
    pub(super) fn is_approved(&self) -> bool {
        self.approval_file().exists()
    }

    /// Removes the approval, which counts once; returns whether there was one.
    pub(super) fn consume(&self) -> bool {
        let is_approved = self.is_approved();
        if is_approved {
            remove(&self.approval_file());
        }
        is_approved
    }

    /// Approves the changes on hold.
    ///
    /// # Errors
    /// The state folder cannot be written to.
    pub(crate) fn approve(&self) -> Result<(), IngestError> {
        let file = self.approval_file();
        std::fs::write(&file, b"").map_err(|source| IngestError::StateFile { path: file, source })
    }

    fn held_file(&self) -> PathBuf {
        self.state.join("held.json")
    }

    fn approval_file(&self) -> PathBuf {
        self.state.join("approved")
    }
}

fn remove(file: &Path) {
    match std::fs::remove_file(file) {
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

    fn held(file: &str) -> HeldChanges {
        let files = BTreeSet::from([ContentPath::new(file).unwrap()]);
        HeldChanges { since: DateTime::UNIX_EPOCH, excess: "the main feed would …".to_owned(), files }
    }

    #[test]
    fn a_list_is_replaced_whole_and_leaves_no_other_file() {
        let folder = tempfile::tempdir().unwrap();
        let files = ApprovalFiles { state: folder.path().to_owned() };
        assert_eq!(files.load_held().unwrap(), None);
        for list in [held("a.md"), held("b.md")] {
            files.replace_held(&list).unwrap();
            assert_eq!(files.load_held().unwrap(), Some(list));
        }
        files.clear_held();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_list_that_was_cut_off_is_an_error_that_names_the_file_and_the_fix() {
        let folder = tempfile::tempdir().unwrap();
        let files = ApprovalFiles { state: folder.path().to_owned() };
        files.replace_held(&held("a.md")).unwrap();
        let file = folder.path().join("held.json");
        let json = std::fs::read(&file).unwrap();
        std::fs::write(&file, &json[..json.len() / 2]).unwrap();
        let error = files.load_held().unwrap_err().to_string();
        for part in [file.to_str().unwrap(), "is damaged: EOF", "line ", "(delete it; "] {
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn an_approval_counts_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = ApprovalFiles { state: folder.path().to_owned() };
        assert!(!files.is_approved());
        files.approve().unwrap();
        assert!(files.is_approved() && files.consume() && !files.consume());
    }
}
