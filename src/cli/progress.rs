//! A progress bar on standard error, for `check` and for the first scan of `serve`.

use crate::app::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::Write;
use std::sync::LazyLock;
use tidings_model::text::printable;

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
    /// Writes one event, which the formatter passes on as a whole.
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = one_log_line(line);
        BAR.suspend(|| std::io::stderr().write_all(text.as_bytes())).map(|()| line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}

/// An event as one line: names of files, texts of documents and parts of requests cannot forge a second line, or
/// change how this one is displayed. The formatter escapes ESC in all texts, so those that are left are its colours.
fn one_log_line(event: &[u8]) -> String {
    let event = String::from_utf8_lossy(event);
    let parts = event.strip_suffix('\n').unwrap_or(&event).split('\u{1b}').map(printable);
    let mut line = parts.collect::<Vec<_>>().join("\u{1b}");
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_stays_on_its_line() {
        let cases = [
            ("INFO a.md: published\n", "INFO a.md: published\n"),
            ("a\nERROR forged\r\u{7}\n", "a\\nERROR forged\\r\\u{7}\n"),
            ("gpj\u{202e}exe\u{2028}\n", "gpj\\u{202e}exe\\u{2028}\n"),
            ("\u{1b}[32m INFO\u{1b}[0m é\n", "\u{1b}[32m INFO\u{1b}[0m é\n"),
        ];
        for (event, line) in cases {
            assert_eq!(one_log_line(event.as_bytes()), line);
        }
    }
}
