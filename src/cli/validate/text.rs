//! Text for people.

use super::results::Results;
use std::io::Write;
use tidings_validate::{Level, Message, Report};

/// Writes the messages with the lines of the document, a summary of each input, and one of all if there are several.
/// Inputs that cannot be read are reported on standard error.
pub(super) fn write(out: &mut impl Write, results: &Results) -> std::io::Result<()> {
    let reports: Vec<(&str, &Report)> = results
        .inputs
        .iter()
        .filter_map(|input| Some((input.name.as_str(), input.outcome.as_ref().ok()?)))
        .collect();
    for (name, report) in &reports {
        let text = report.display(name, results.colours);
        let text = if results.shows_notes { text.with_notes() } else { text };
        write!(out, "{text}")?;
        writeln!(out, "{name}: {}", summary(report))?;
    }
    if results.inputs.len() > 1 {
        writeln!(out, "{}", summary_of_all(&reports, results.inputs.len()))?;
    }
    Ok(())
}

/// `12 documents: 10 valid, 1 not valid, 1 not read: 2 errors, 1 warning`
fn summary_of_all(reports: &[(&str, &Report)], inputs: usize) -> String {
    let valid = reports.iter().filter(|(_, report)| report.is_valid()).count();
    let mut text = format!("{inputs} documents: {valid} valid");
    for (number, what) in [(reports.len() - valid, "not valid"), (inputs - reports.len(), "not read")] {
        if number > 0 {
            text.push_str(&format!(", {number} {what}"));
        }
    }
    let counts = counts(reports.iter().flat_map(|(_, report)| &report.messages));
    if counts.is_empty() { text } else { format!("{text}: {counts}") }
}

/// `not valid: 2 errors, 1 warning`
fn summary(report: &Report) -> String {
    let validity = if report.is_valid() { "valid" } else { "not valid" };
    let counts = counts(report.messages.iter());
    if counts.is_empty() { validity.to_owned() } else { format!("{validity}: {counts}") }
}

/// `2 errors, 1 warning`
fn counts<'m>(messages: impl Iterator<Item = &'m Message> + Clone) -> String {
    let count = |level, one: &str| {
        let number = messages.clone().filter(|message| message.level() == level).count();
        (number > 0).then(|| format!("{number} {one}{}", if number == 1 { "" } else { "s" }))
    };
    let counts = [count(Level::Error, "error"), count(Level::Warning, "warning"), count(Level::Info, "note")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
