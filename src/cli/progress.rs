//! A bar on a terminal that says how far a check, or a start, has come.

use crate::app::Progress;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Columns of the bar itself.
const WIDTH: usize = 30;

/// Fewer files are read before anybody could look.
const FEWEST: usize = 200;

/// To the beginning of the line, and nothing on it.
const CLEAR: &str = "\r\x1b[K";

/// Whether the last line of the screen is a bar.
static ON_SCREEN: AtomicBool = AtomicBool::new(false);

/// Draws on standard error, and only where that is a terminal. Gone from the screen when dropped.
pub(super) struct Bar {
    is_shown: bool,
    /// What is drawn, per cent: at most a hundred drawings however many files there are.
    drawn: Option<usize>,
}

impl Bar {
    pub(super) fn new() -> Self {
        Self { is_shown: std::io::stderr().is_terminal(), drawn: None }
    }

    pub(super) fn show(&mut self, progress: Progress) {
        let percent = progress.done * 100 / progress.total.max(1);
        if !self.is_shown || progress.total < FEWEST || self.drawn == Some(percent) {
            return;
        }
        self.drawn = Some(percent);
        write(&line(progress));
        ON_SCREEN.store(true, Ordering::Relaxed);
    }

    /// Takes it off the screen.
    pub(super) fn end(&mut self) {
        if self.drawn.take().is_some() && ON_SCREEN.swap(false, Ordering::Relaxed) {
            write(CLEAR);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.end();
    }
}

/// Where the log goes: standard error, in place of a bar that is drawn there, which comes back below.
pub(super) struct LogLines;

impl Write for LogLines {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let mut terminal = std::io::stderr().lock();
        if ON_SCREEN.swap(false, Ordering::Relaxed) {
            terminal.write_all(CLEAR.as_bytes())?;
        }
        terminal.write(line)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}

/// A bar that cannot be drawn is no reason to stop.
fn write(text: &str) {
    let mut terminal = std::io::stderr().lock();
    let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
}

/// `[#######               ] 5120 of 20000 files`, in place of the line before.
fn line(progress: Progress) -> String {
    let Progress { done, total } = progress;
    let full = done * WIDTH / total.max(1);
    format!("\r[{:WIDTH$}] {done} of {total} files\x1b[K", "#".repeat(full.min(WIDTH)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_stage() {
        let half = line(Progress { done: 10_000, total: 20_000 });
        assert_eq!(half, "\r[###############               ] 10000 of 20000 files\x1b[K");
        assert!(line(Progress { done: 0, total: 0 }).contains("] 0 of 0"));
    }
}
