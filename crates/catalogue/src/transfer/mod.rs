//! Transfer: exports and imports the ledger as JSON Lines, writes the daily backup, and recovers a damaged
//! catalogue.

pub(crate) mod backup_file;
pub(crate) mod daily_export;
pub(crate) mod error;
pub(crate) mod export;
pub(crate) mod import;
mod queries;
mod record;
mod record_lines;
pub(crate) mod recovery;
