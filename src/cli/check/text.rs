//! The results for people.

use super::rfc3339;
use crate::app::{Finding, SiteReport, Summary};
use std::io::Write;
use tidings_model::text::printable;
use tidings_model::{Severity, Status};

/// Most reasons that are listed.
const MAX_REASONS: usize = 12;

/// ```text
/// posts/a.md: published 'A title'
///     2026-03-04T05:06:00Z (front matter), by Jane Doe, in News, tagged rust, web
///     warning: line 3: … (…)
/// ```
pub(super) fn write_finding(out: &mut impl Write, finding: &Finding) -> std::io::Result<()> {
    let report = &finding.report;
    write!(out, "{}: {}", printable(report.path.as_str()), report.status.as_str())?;
    if let Some(entry) = &report.entry {
        let article = &entry.article;
        writeln!(out, " '{}'", printable(&article.title))?;
        write!(out, "    {} ({})", rfc3339(entry.published), entry.published_from.as_str())?;
        list(out, ", by ", finding.authors.iter().map(String::as_str))?;
        list(out, ", in ", article.categories.iter().map(|term| term.name.as_str()))?;
        list(out, ", tagged ", article.tags.iter().map(|term| term.name.as_str()))?;
    }
    if report.entry.is_none()
        && let Some(title) = report.metadata.as_ref().and_then(|metadata| metadata.title.as_ref())
    {
        write!(out, " '{}'", printable(title))?;
    }
    writeln!(out)?;
    report.problems.iter().try_for_each(|problem| writeln!(out, "    {}", printable(&problem.to_string())))
}

fn list<'a>(out: &mut impl Write, before: &str, names: impl Iterator<Item = &'a str>) -> std::io::Result<()> {
    let names: Vec<_> = names.map(printable).collect();
    if names.is_empty() { Ok(()) } else { write!(out, "{before}{}", names.join(", ")) }
}

/// ```text
/// configuration of Hugo: hugo.toml
///     title 'Notes' (hugo.toml, line 2, 'title'): used
///     left out: public, themes
///     published: only content
/// ```
pub(super) fn write_site(out: &mut impl Write, site: &SiteReport) -> std::io::Result<()> {
    writeln!(out, "configuration of {}: {}", site.generator, printable(&site.files.join(", ")))?;
    for value in &site.values {
        let line = format!(
            "{} '{}' ({}, line {}, '{}'): {}",
            value.setting,
            value.value,
            value.file,
            value.line,
            value.key,
            value.outcome.as_str()
        );
        writeln!(out, "    {}", printable(&line))?;
    }
    for (name, folders) in [("left out: ", &site.left_out), ("published: only ", &site.only)] {
        if !folders.is_empty() {
            writeln!(out, "    {name}{}", printable(&folders.join(", ")))?;
        }
    }
    for problem in &site.problems {
        let text = problem.problem.to_string();
        writeln!(out, "    {}: {}", printable(&problem.file), printable(&text))?;
    }
    writeln!(out)
}

/// The numbers, the line with the files last.
pub(super) fn write_summary(out: &mut impl Write, summary: &Summary) -> std::io::Result<()> {
    for (reason, files) in summary.reasons().into_iter().take(MAX_REASONS) {
        writeln!(out, "ignored {}: {}", count(files, "file"), printable(reason))?;
    }
    let others: usize = summary.reasons().iter().skip(MAX_REASONS).map(|(_, files)| files).sum();
    if others > 0 {
        writeln!(out, "ignored {}: other reasons", count(others, "file"))?;
    }
    if summary.undated > 0 {
        let articles = count(summary.undated, "article");
        writeln!(
            out,
            "without a date: {articles}, dated by the moment at which a server first sees the file"
        )?;
    }
    if summary.untitled > 0 {
        let articles = count(summary.untitled, "article");
        writeln!(out, "without a title: {articles}, titled after the file name or the first sentence")?;
    }
    let severities = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| (summary.with_severity(severity), severity));
    let found: Vec<String> = severities
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, severity)| count(number, severity.as_str()))
        .collect();
    if !found.is_empty() {
        writeln!(out, "found: {}", found.join(", "))?;
    }
    let counts: Vec<String> = Status::ALL
        .into_iter()
        .map(|status| (summary.with_status(status), status))
        .filter(|(number, _)| *number > 0)
        .map(|(number, status)| format!("{number} {}", status.as_str()))
        .collect();
    let files = count(summary.files, "file");
    writeln!(out, "{}", if counts.is_empty() { files } else { format!("{files}: {}", counts.join(", ")) })
}

/// '1 file', '2 files'.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
