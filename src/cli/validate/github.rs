//! Workflow commands of GitHub Actions, which show findings beside the lines of a change:
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.

use super::Verdict;
use super::input::is_file;
use std::io::Write;
use tidings_validate::{Level, Message};

/// A command for each error and warning, and for each input that could not be read.
pub(super) fn write(out: &mut impl Write, verdict: &Verdict) -> std::io::Result<()> {
    for judged in &verdict.judged {
        let name = judged.name.as_str();
        match &judged.outcome {
            Ok(report) => report.messages.iter().try_for_each(|message| command(out, name, message))?,
            Err(error) => writeln!(out, "::error title=tidings::{}", data(&format!("{name}: {error}")))?,
        }
    }
    Ok(())
}

fn command(out: &mut impl Write, name: &str, message: &Message) -> std::io::Result<()> {
    let level = match message.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        // GitHub shows ten annotations of a kind in a step; notes would only stand in the log.
        Level::Info => return Ok(()),
    };
    let (at, code, text) = (message.position, message.code.name(), message.text());
    if is_file(name) {
        let (file, text) = (property(name), data(&text));
        writeln!(out, "::{level} file={file},line={},col={},title={code}::{text}", at.line, at.column)
    } else {
        let text = data(&format!("{name}:{}:{}: {text}", at.line, at.column));
        writeln!(out, "::{level} title={code}::{text}")
    }
}

/// A command ends with its line, and `%` escapes.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same, for what stands before the second `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
