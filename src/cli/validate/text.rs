//! Text for people.

use super::results::Results;
use std::io::Write;
use tidings_validate::{Level, Report};

/// Writes the messages with the lines of the document, and a summary of each input. Inputs that cannot be
/// read are reported on standard error.
pub(super) fn write(out: &mut impl Write, results: &Results) -> std::io::Result<()> {
    for input in &results.inputs {
        if let Ok(report) = &input.outcome {
            write!(out, "{}", report.display(&input.name, results.colours))?;
            writeln!(out, "{}: {}", input.name, summary(report))?;
        }
    }
    Ok(())
}

/// `not valid: 2 errors, 1 warning`
fn summary(report: &Report) -> String {
    let validity = if report.is_valid() { "valid" } else { "not valid" };
    let count = |level, one: &str| {
        let number = report.messages.iter().filter(|message| message.level() == level).count();
        (number > 0).then(|| format!("{number} {one}{}", if number == 1 { "" } else { "s" }))
    };
    let counts = [count(Level::Error, "error"), count(Level::Warning, "warning"), count(Level::Info, "note")];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() { validity.to_owned() } else { format!("{validity}: {}", counts.join(", ")) }
}
