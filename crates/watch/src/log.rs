//! The debug lines of a watch: what was received, and what was sent.

use super::event::FileEvent;
use super::settle::Signal;
use tidings_model::ContentPath;

/// Logs what the platform reported about a path.
pub(super) fn log_signal(path: &ContentPath, signal: Signal) {
    // A file is also opened when it is read, by this process too.
    if signal == Signal::Opened {
        tracing::trace!("{path}: event received: {signal:?}");
    } else {
        tracing::debug!("{path}: event received: {signal:?}");
    }
}

/// Logs an event that is sent.
pub(super) fn log_settled(event: &FileEvent) {
    match event {
        FileEvent::Complete(path) => tracing::debug!("{path}: settled: the file is complete"),
        FileEvent::Removed(path) => tracing::debug!("{path}: settled: removed"),
        FileEvent::Renamed { from, to } => tracing::debug!("{to}: settled: renamed from {from}"),
        FileEvent::DirectoryRenamed { from, to } => {
            tracing::debug!("{to}: settled: the directory was renamed from {from}");
        }
        FileEvent::Rescan(Some(path)) => tracing::debug!("{path}: to be compared with what is known"),
        FileEvent::Rescan(None) => tracing::debug!("the whole folder is to be compared with what is known"),
        FileEvent::Degraded(_) => {}
    }
}
