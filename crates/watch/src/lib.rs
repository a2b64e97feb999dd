//! Watches the content folder and sends a [`FileEvent`] for each change, as soon as the file is complete.
//!
//! Settle, don't debounce: a file that was closed after writing, or renamed into place, is reported at once.
//! A file that a process still has open for writing waits until it is closed, or until a limit. Events are hints: the receiver
//! compares the folder ([`scan()`]) with the files that it knows at its start, on [`FileEvent::Rescan`], and
//! periodically.
//!
//! Only this crate uses notify. The crate reads names and metadata, never the content of a file.

mod error;
mod event;
mod folder;
mod links;
mod listing;
mod log;
mod mode;
mod network;
mod removals;
mod scan;
mod settle;
mod signals;
mod tree;
mod watch_loop;
mod writers;

pub use error::{WatchError, is_too_many_open_files};
pub use event::FileEvent;
pub use folder::{FolderWatch, OpenFiles, WatchSettings, watch};
pub use listing::is_listed;
pub use mode::WatchMode;
pub use network::network_file_system;
pub use removals::{Removal, RemovalWatch};
pub use scan::{Scan, ScanProblem, scan};
pub use writers::{WriterLimits, unfinished};
