//! The catalogue: stores every article, its identity and the feeds that contain it, in one SQLite file.
//!
//! This is the only crate that uses SQL. It is independent of the source of an observation (a watcher, a
//! scan, another machine) and of feed formats. The current time is always a parameter.
//!
//! ```text
//! Observation ──▶ apply ──▶ identity ──▶ storage ──▶ membership ──▶ Change
//!                 in order   which       its content  which feeds    what subscribers
//!                            article                  contain it     see of the difference
//! ```
//!
//! `bulk_load` does the same for the first scan of a folder. `transfer` exports and imports the ledger, and
//! recovers a damaged catalogue.

mod adopt;
mod adopted_settings;
mod apply;
mod backup;
mod bulk_load;
mod catalogue;
mod change;
mod error;
mod file_rows;
mod identity;
mod lookups;
mod membership;
mod observation;
mod reader;
mod settings;
mod startup;
mod storage;
#[cfg(test)]
mod tests;
mod transfer;

pub use adopted_settings::Inspection;
pub use bulk_load::initial_scan::InitialScan;
pub use bulk_load::preparation::{EntryPreparer, PreparedEntry};
pub use catalogue::{ArticleMoves, Catalogue};
pub use change::{Change, ChangeKind};
pub use error::CatalogueError;
pub use file_rows::FileReport;
pub use lookups::{AddressLookup, AddressMatches, EntryKey};
pub use membership::effects::{ArticleEffect, ArticleEffectKind, BatchEffects, FeedEffect, PerFeed};
pub use observation::Observation;
pub use reader::CatalogueReader;
pub use settings::{CatalogueSettings, CustomSelection};
pub use storage::integrity::{CheckInterrupter, IntegrityCheck};
pub use transfer::import::ImportReport;
pub use transfer::recovery::{BackupUse, RecoveryReport};
