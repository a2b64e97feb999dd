//! Workflow commands of GitHub Actions, which show findings beside the lines of a change:
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.

use super::input::is_file;
use super::results::Results;
use std::io::Write;
use tidings_validate::{Level, Message};

/// Writes a command for each error and warning, and for each input that cannot be read.
pub(super) fn write(out: &mut impl Write, results: &Results) -> std::io::Result<()> {
    for input in &results.inputs {
        let name = input.name.as_str();
        match &input.outcome {
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
        // GitHub shows ten annotations of each level in a step; notes would appear in the log alone.
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

/// Escapes text: a command ends with its line, and `%` begins an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, which precedes the second `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
