//! `tidings catalogue`: exports a backup, imports one, and rebuilds a damaged catalogue.

use super::error::AppError;
use super::site_import::SiteImport;
use crate::config::Config;
use crate::ingest::{Ingest, SitePaths, catalogue_settings, log_batch, reconcile};
use std::io::{BufRead, Write};
use std::path::PathBuf;
use tidings_catalogue::{Catalogue, ImportReport, RecoveryReport};

/// The result of a rebuild.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The file of the new catalogue.
    pub catalogue: PathBuf,
    /// What was recovered from the old catalogue.
    pub salvage: RecoveryReport,
    /// The number of files that were read.
    pub files: usize,
}

/// Writes a backup, also while a server uses the catalogue. Returns the number of lines after the first.
///
/// # Errors
/// The catalogue does not exist or cannot be read, or `out` cannot be written to.
pub fn export(config: &Config, out: &mut dyn Write) -> Result<u64, AppError> {
    let path = SitePaths::find(config)?.catalogue_file();
    if !path.is_file() {
        return Err(AppError::NoCatalogue { path });
    }
    Ok(Catalogue::in_memory(Some(&path), &catalogue_settings(config))?.export(out)?)
}

/// Imports a backup atomically into the catalogue, which is created if it does not exist.
///
/// # Errors
/// A server uses the catalogue, or the backup contradicts it. Nothing is imported then.
pub fn import(config: &Config, lines: &mut dyn BufRead) -> Result<ImportReport, AppError> {
    let paths = SitePaths::find(config)?;
    paths.prepare_state()?;
    Ok(Catalogue::open(&paths.catalogue_file(), &catalogue_settings(config))?.import(lines)?)
}

/// Replaces a damaged catalogue with a new one and reads the folder into it.
///
/// # Errors
/// A server uses the catalogue, or the new one cannot be written. The old one stays in place then.
pub fn rebuild(config: &Config) -> Result<Rebuilt, AppError> {
    let mut config = config.clone();
    let paths = SitePaths::find(&config)?;
    paths.prepare_state()?;
    let file = paths.catalogue_file();
    let (catalogue, salvage) = Catalogue::rebuild(&file, &catalogue_settings(&config))?;
    if let Some(adopted) = catalogue.adopted_settings()? {
        SiteImport::apply_adopted(&mut config, &adopted);
    }
    let mut ingest = Ingest::rebuild(paths, catalogue, &config);
    reconcile(&mut ingest, None, &mut log_batch)?;
    ingest.catalogue.mark_initial_scan_done()?;
    let files = ingest.catalogue.known_files(None)?.len();
    Ok(Rebuilt { catalogue: file, salvage, files })
}
