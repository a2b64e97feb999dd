//! The memory of a site taken out, taken in, and made anew.

use super::place::Place;
use super::reconcile::reconcile;
use super::{AppError, Ingest, catalogue_settings, report};
use crate::config::Config;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use tidings_catalogue::{Catalogue, ImportReport, RecoveryReport};

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The new catalogue.
    pub catalogue: PathBuf,
    /// What it has of the old one.
    pub salvage: RecoveryReport,
    /// Files that were looked at.
    pub files: usize,
}

/// Writes a backup, also while a server runs on the catalogue. Answers with the number of its lines after the first.
///
/// # Errors
/// There is no catalogue, it cannot be read, or `out` not be written.
pub fn export(config: &Config, out: &mut dyn Write) -> Result<u64, AppError> {
    let file = Place::find(config)?.catalogue();
    if !file.is_file() {
        let source = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(AppError::State { path: file, source });
    }
    Ok(Catalogue::in_memory(Some(&file), &catalogue_settings(config))?.export(out)?)
}

/// Takes a backup into the catalogue, which need not exist yet.
///
/// # Errors
/// A server runs on the catalogue, or the backup contradicts it; nothing is imported then.
pub fn import(config: &Config, lines: &mut dyn BufRead) -> Result<ImportReport, AppError> {
    let place = Place::find(config)?;
    place.prepare_state()?;
    Ok(Catalogue::open(&place.catalogue(), &catalogue_settings(config))?.import(lines)?)
}

/// Puts a new catalogue in place of a damaged one and reads the folder into it.
///
/// # Errors
/// A server runs on the catalogue, or a new one cannot be written; the old one is in place then.
pub fn rebuild(config: &Config) -> Result<Rebuilt, AppError> {
    let place = Place::find(config)?;
    place.prepare_state()?;
    let file = place.catalogue();
    let (catalogue, salvage) = Catalogue::rebuild(&file, &catalogue_settings(config))?;
    let mut ingest = Ingest::new(place, catalogue, config);
    // What the old catalogue had is no news to anybody, and no copy of anything.
    ingest.grace = super::Grace::default();
    ingest.flood.set_open(true);
    reconcile(&mut ingest, None, &mut report::log)?;
    ingest.catalogue.mark_initial_scan_done()?;
    let files = ingest.catalogue.known_files(None)?.len();
    Ok(Rebuilt { catalogue: file, salvage, files })
}
