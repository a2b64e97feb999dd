//! Watches the content folder and sends a [`FileEvent`] for each change, as soon as the file is complete.
//!
//! Settle, don't debounce: a file that was closed after writing, or renamed into place, is reported at once.
//! Only a file that is still open waits until it has not changed for a time. Events are hints: the receiver
//! compares the folder ([`scan()`]) with the files that it knows at its start, on [`FileEvent::Rescan`], and
//! periodically.
//!
//! Only this crate uses notify. The crate reads names and metadata, never the content of a file.

mod error;
mod event;
mod folder;
mod listing;
mod log;
mod mode;
mod network;
mod scan;
mod settle;
mod signals;
mod tree;
mod writers;

pub use error::WatchError;
pub use event::FileEvent;
pub use folder::{FolderWatch, WatchSettings, watch};
pub use listing::is_listed;
pub use mode::WatchMode;
pub use network::network_file_system;
pub use scan::{Scan, ScanProblem, scan};
pub use writers::{open_for_writing, unfinished};
