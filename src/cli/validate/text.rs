//! For people.

use super::Verdict;
use std::io::Write;
use tidings_validate::{Level, Report};

/// The findings with their lines, and for each input whether it is valid. What could not be read is told on standard
/// error.
pub(super) fn write(out: &mut impl Write, verdict: &Verdict) -> std::io::Result<()> {
    for judged in &verdict.judged {
        if let Ok(report) = &judged.outcome {
            write!(out, "{}", report.display(&judged.name, verdict.colours))?;
            writeln!(out, "{}: {}", judged.name, summary(report))?;
        }
    }
    Ok(())
}

/// `not valid: 2 errors, 1 warning`
fn summary(report: &Report) -> String {
    let verdict = if report.is_valid() { "valid" } else { "not valid" };
    let count = |level, one: &str| {
        let number = report.messages.iter().filter(|message| message.level() == level).count();
        (number > 0).then(|| format!("{number} {one}{}", if number == 1 { "" } else { "s" }))
    };
    let counts = [count(Level::Error, "error"), count(Level::Warning, "warning"), count(Level::Info, "note")];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() { verdict.to_owned() } else { format!("{verdict}: {}", counts.join(", ")) }
}
