//! How the program that serves and `tidings approve` speak with each other: by two small files in the state folder,
//! since the catalogue is locked by whoever serves.

use super::AppError;
use super::flood::Excess;
use super::place::Place;
use crate::config::Config;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tidings_model::ContentPath;

/// What is held back, as the program that serves tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Since when.
    pub since: DateTime<Utc>,
    /// What it would show, as a sentence's beginning: 'the main feed would show …'.
    pub excess: String,
    /// The files whose last change is held.
    pub files: BTreeSet<ContentPath>,
}

/// The two files.
#[derive(Debug, Clone)]
pub(super) struct Approval {
    state: PathBuf,
}

impl Approval {
    pub(super) fn new(place: &Place) -> Self {
        Self { state: place.state.clone() }
    }

    /// Tells what is held.
    pub(super) fn tell(&self, excess: &Excess, files: &BTreeSet<ContentPath>, now: DateTime<Utc>) {
        let since = self.told().ok().flatten().map_or(now, |told| told.since);
        let held = Held { since, excess: excess.to_string(), files: files.clone() };
        let written = serde_json::to_vec_pretty(&held)
            .map_err(std::io::Error::from)
            .and_then(|json| std::fs::write(self.held(), json));
        if let Err(error) = written {
            tracing::error!("cannot write {}: {error}", self.held().display());
        }
    }

    /// Nothing is held any more.
    pub(super) fn clear(&self) {
        remove(&self.held());
    }

    /// Whether somebody approved of what is held.
    pub(super) fn is_given(&self) -> bool {
        self.given().exists()
    }

    /// Takes the approval, which counts once.
    pub(super) fn take(&self) -> bool {
        let is_given = self.is_given();
        if is_given {
            remove(&self.given());
        }
        is_given
    }

    /// What was told to be held; `None`: nothing.
    pub(super) fn told(&self) -> Result<Option<Held>, AppError> {
        let file = self.held();
        let unreadable = |source| AppError::State { path: file.clone(), source };
        match std::fs::read(&file) {
            Ok(json) => serde_json::from_slice(&json).map(Some).map_err(|error| unreadable(error.into())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(error)),
        }
    }

    fn held(&self) -> PathBuf {
        self.state.join("held.json")
    }

    fn given(&self) -> PathBuf {
        self.state.join("approved")
    }
}

fn remove(file: &Path) {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            tracing::error!("cannot remove {}: {error}", file.display());
        }
        _ => {}
    }
}

/// What the program that serves this folder holds back; `None`: nothing.
///
/// # Errors
/// There is no such folder, or what is written there cannot be read.
pub fn held(config: &Config) -> Result<Option<Held>, AppError> {
    Approval::new(&Place::find(config)?).told()
}

/// Lets what is held pass: at once where a server runs, else at its next start.
///
/// # Errors
/// The state folder cannot be written to.
pub fn approve(config: &Config) -> Result<(), AppError> {
    let file = Approval::new(&Place::find(config)?).given();
    std::fs::write(&file, b"").map_err(|source| AppError::State { path: file, source })
}
