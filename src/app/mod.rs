//! The wiring: starts and stops the server, and runs the other subcommands that need a site.
//!
//! The rules of publishing are in [`crate::ingest`].

mod approve;
mod backup;
mod base_url;
mod check;
mod error;
mod integrity;
mod open_files;
mod serve;
mod server;
mod site_import;

pub use crate::ingest::{Clock, HeldChanges, Progress, ProgressCallback};
pub use approve::{approve, held_changes};
pub use backup::{Rebuilt, export, import, rebuild};
pub use check::{CheckOutput, Finding, Summary, check};
pub use error::AppError;
pub use serve::serve;
pub use server::Server;
pub use site_import::{Outcome, SiteProblem, SiteReport, SiteValue};
