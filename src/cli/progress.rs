//! A progress bar on standard error, for `check` and for the first scan of `serve`.

use crate::app::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::Write;
use std::sync::LazyLock;

/// With fewer files than this, the work is done before a bar would be of use.
const MINIMUM_FILES: usize = 200;

/// The only bar of the process. It is global because [`LogWriter`] shares standard error with it. indicatif
/// draws nothing if standard error is not a terminal.
static BAR: LazyLock<ProgressBar> = LazyLock::new(|| {
    let bar = ProgressBar::no_length();
    match ProgressStyle::with_template("[{bar:30}] {pos} of {len} files") {
        Ok(style) => bar.with_style(style.progress_chars("# ")),
        Err(_) => bar,
    }
});

/// Shows how many files of a folder have been read. Dropping the value removes the bar from the screen.
pub(super) struct ProgressDisplay {
    is_visible: bool,
}

impl ProgressDisplay {
    pub(super) fn new() -> Self {
        Self { is_visible: false }
    }

    pub(super) fn show(&mut self, progress: Progress) {
        if progress.total < MINIMUM_FILES {
            return;
        }
        if !self.is_visible {
            BAR.reset();
            self.is_visible = true;
        }
        BAR.set_length(progress.total as u64);
        BAR.set_position(progress.done as u64);
    }

    /// Removes the bar from the screen.
    pub(super) fn end(&mut self) {
        if std::mem::take(&mut self.is_visible) {
            BAR.finish_and_clear();
        }
    }
}

impl Drop for ProgressDisplay {
    fn drop(&mut self) {
        self.end();
    }
}

/// Writes log lines to standard error. A visible bar is cleared first and drawn again below the line.
pub(super) struct LogWriter;

impl Write for LogWriter {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        BAR.suspend(|| std::io::stderr().write(line))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}
