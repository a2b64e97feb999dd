//! Ingest: turns the files of the content folder into catalogue entries that subscribers see.
//!
//! ```text
//! event_loop                                    policy
//! FileEvent ──▶ Plan ──▶ reading ──▶ Observation ──▶ review ──▶ Catalogue ──▶ Change ──▶ Site (stale feeds)
//!                ▲                                     ├─▶ waits as a possible copy
//!      reconcile: scan of the folder                   └─▶ on hold until approved
//! (at the start, after lost events, periodically)
//! ```
//!
//! Ingest runs on one thread of its own, because SQLite and files block. With `TIDINGS_LOG=debug` the log has
//! one line with the path for each stage that a file passes.

mod approval_files;
mod catalogue_target;
mod error;
mod event_loop;
mod holds;
mod initial_scan;
mod moves;
mod pipeline;
mod policy;
mod progress;
mod reading;
mod reconcile;
mod report;
mod settings;
mod site_paths;
mod startup;
mod waiting;
mod watch_thread;

pub use approval_files::HeldChanges;
pub use error::IngestError;
pub use pipeline::Clock;
pub use policy::{FileState, FileStates};
pub use progress::{Progress, ProgressCallback};

pub(crate) use approval_files::ApprovalFiles;
pub(crate) use event_loop::LoopEvent;
pub(crate) use pipeline::Ingest;
pub(crate) use reconcile::reconcile;
pub(crate) use report::log_batch;
pub(crate) use settings::{catalogue_settings, watch_settings};
pub(crate) use site_paths::SitePaths;
pub(crate) use startup::Startup;
