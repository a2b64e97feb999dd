//! `tidings check`: shows what each file becomes, and why.

use super::exit::{CliError, ExitStatus};
use super::progress::ProgressDisplay;
use super::site::SiteArguments;
use crate::app::{self, Finding};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use clap::ValueEnum;
use serde::Serialize;
use std::io::{BufWriter, Write};
use tidings_model::{DateSource, Entry, Status};

/// Show what each file of a folder becomes and why, without serving the folder
///
/// Exit status: 1 if a file is rejected.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tidings check notes
  tidings check notes --format jsonl | jq -r 'select(.status == \"rejected\").path'")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Output format: text for people, or one JSON object for each file
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

pub(super) fn run(arguments: Arguments, environment: Vec<(String, String)>) -> Result<ExitStatus, CliError> {
    let config = arguments.site.load(None, environment)?;
    config.folder()?;
    let mut display = ProgressDisplay::new();
    let findings = app::check(&config, |progress| display.show(progress))?;
    drop(display);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for finding in &findings {
        match arguments.format {
            Format::Text => write_text(&mut out, finding)?,
            Format::Jsonl => write_jsonl(&mut out, finding)?,
        }
    }
    if arguments.format == Format::Text {
        write_count(&mut out, &findings)?;
    }
    out.flush()?;
    let rejected = findings.iter().any(|finding| finding.report.status == Status::Rejected);
    Ok(if rejected { ExitStatus::Findings } else { ExitStatus::Success })
}

/// One object of `--format jsonl`. Lists are empty rather than absent, so that scripts need no test for null.
/// `published` is null if the article has no date but that of its first scan (`published_from` is "first
/// seen"): in a folder that is not served yet, that would be the time of the check.
#[derive(Debug, Serialize)]
struct CheckRow<'a> {
    path: &'a str,
    status: Status,
    id: Option<&'a str>,
    slug: Option<&'a str>,
    title: Option<&'a str>,
    subtitle: Option<&'a str>,
    published: Option<String>,
    published_from: Option<&'static str>,
    updated: Option<String>,
    authors: Vec<&'a str>,
    contributors: Vec<&'a str>,
    categories: Vec<&'a str>,
    tags: Vec<&'a str>,
    summary: Option<&'a str>,
    image: Option<String>,
    enclosures: &'a [String],
    rights: Option<&'a str>,
    language: Option<&'a str>,
    external_url: Option<&'a str>,
    canonical_url: Option<&'a str>,
    aliases: &'a [String],
    body_html: Option<&'a str>,
    problems: &'a [tidings_model::Problem],
}

impl<'a> CheckRow<'a> {
    fn new(finding: &'a Finding) -> Self {
        let report = &finding.report;
        let entry = report.entry.as_ref();
        let article = entry.map(|entry| &entry.article);
        let metadata = report.metadata.as_ref();
        Self {
            path: report.path.as_str(),
            status: report.status,
            id: entry.map(|entry| entry.id.as_str()),
            slug: entry.map(|entry| entry.slug.as_str()),
            title: article
                .map(|article| article.title.as_str())
                .or(metadata.and_then(|metadata| metadata.title.as_deref())),
            subtitle: article.and_then(|article| article.subtitle.as_deref()),
            published: entry
                .filter(|entry| entry.published_from != DateSource::FirstSeen)
                .map(|entry| rfc3339(entry.published)),
            published_from: entry.map(|entry| entry.published_from.as_str()),
            updated: entry.and_then(updated),
            authors: finding.authors.iter().map(String::as_str).collect(),
            contributors: article
                .map_or_else(Vec::new, |a| a.contributors.iter().map(|p| p.name.as_str()).collect()),
            categories: article
                .map_or_else(Vec::new, |a| a.categories.iter().map(|t| t.name.as_str()).collect()),
            tags: article.map_or_else(Vec::new, |a| a.tags.iter().map(|t| t.name.as_str()).collect()),
            summary: article.and_then(|article| article.summary.as_deref()),
            image: finding.image.clone(),
            enclosures: &finding.enclosures,
            rights: article.and_then(|article| article.rights.as_deref()),
            language: article.and_then(|article| article.language.as_deref()),
            external_url: article.and_then(|article| article.external_url.as_deref()),
            canonical_url: article.and_then(|article| article.canonical_url.as_deref()),
            aliases: article.map_or(&[], |article| &article.aliases),
            body_html: finding.body_html.as_deref(),
            problems: &report.problems,
        }
    }
}

/// The date of change that the author gave, else the time at which the content changed; `None` if it never
/// did.
fn updated(entry: &Entry) -> Option<String> {
    let seen = Some(entry.updated).filter(|updated| *updated != entry.published);
    entry.article.updated.or(seen).map(rfc3339)
}

fn write_jsonl(out: &mut impl Write, finding: &Finding) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, &CheckRow::new(finding))?;
    writeln!(out)
}

/// ```text
/// posts/a.md: published 'A title'
///     2026-03-04T05:06:00Z (front matter), by Jane Doe, in News, tagged rust, web
///     warning: line 3: … (…)
/// ```
fn write_text(out: &mut impl Write, finding: &Finding) -> std::io::Result<()> {
    let report = &finding.report;
    write!(out, "{}: {}", report.path, report.status.as_str())?;
    if let Some(entry) = &report.entry {
        let article = &entry.article;
        writeln!(out, " '{}'", article.title)?;
        write!(out, "    {} ({})", rfc3339(entry.published), entry.published_from.as_str())?;
        list(out, ", by ", finding.authors.iter().map(String::as_str))?;
        list(out, ", in ", article.categories.iter().map(|term| term.name.as_str()))?;
        list(out, ", tagged ", article.tags.iter().map(|term| term.name.as_str()))?;
    }
    if report.entry.is_none()
        && let Some(title) = report.metadata.as_ref().and_then(|metadata| metadata.title.as_ref())
    {
        write!(out, " '{title}'")?;
    }
    writeln!(out)?;
    report.problems.iter().try_for_each(|problem| writeln!(out, "    {problem}"))
}

fn list<'a>(out: &mut impl Write, before: &str, names: impl Iterator<Item = &'a str>) -> std::io::Result<()> {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { Ok(()) } else { write!(out, "{before}{}", names.join(", ")) }
}

fn write_count(out: &mut impl Write, findings: &[Finding]) -> std::io::Result<()> {
    const ORDER: [Status; 6] = [
        Status::Published,
        Status::Scheduled,
        Status::Draft,
        Status::Expired,
        Status::Rejected,
        Status::Ignored,
    ];
    let count = |status| findings.iter().filter(|finding| finding.report.status == status).count();
    let counts: Vec<String> = ORDER
        .into_iter()
        .map(|status| (count(status), status))
        .filter(|(number, _)| *number > 0)
        .map(|(number, status)| format!("{number} {}", status.as_str()))
        .collect();
    let all = findings.len();
    let files = if all == 1 { "1 file".to_owned() } else { format!("{all} files") };
    writeln!(out, "{}", if counts.is_empty() { files } else { format!("{files}: {}", counts.join(", ")) })
}

fn rfc3339(time: DateTime<FixedOffset>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
