//! One JSON object for each file.

use super::rfc3339;
use crate::app::{Finding, SiteReport};
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::Write;
use tidings_catalogue::FileReport;
use tidings_model::text::printable;
use tidings_model::{ContentPath, DateSource, Entry, Problem, Status, TitleSource};

/// One object of `--format jsonl`. Lists are empty rather than absent, so that scripts need no test for null.
/// `published` is null if the article has no date but that of its first scan (`published_from` is "first
/// seen"): in a folder that is not served yet, that would be the time of the check. `site` is only present in the
/// row of a generator's configuration file, which has a row even if it is outside of the folder.
#[derive(Debug, Serialize)]
struct CheckRow<'a> {
    path: &'a str,
    status: Status,
    id: Option<&'a str>,
    slug: Option<&'a str>,
    title: Option<&'a str>,
    title_is_derived: bool,
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
    problems: &'a [Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'a SiteReport>,
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
            title_is_derived: article.is_some_and(|article| article.title_from != TitleSource::Document),
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
            site: None,
        }
    }
}

/// The date of change that the author gave, else the time at which the content changed; `None` if it never
/// did.
fn updated(entry: &Entry) -> Option<String> {
    let seen = Some(entry.updated).filter(|updated| *updated != entry.published);
    entry.article.updated.or(seen).map(rfc3339)
}

/// Writes the row of a file; `site` is the configuration that is in the file.
pub(super) fn write_row(
    out: &mut impl Write,
    finding: &Finding,
    site: Option<&SiteReport>,
) -> std::io::Result<()> {
    write(out, &CheckRow { site, ..CheckRow::new(finding) })
}

/// Writes the row of a configuration file that is not among the files of the folder. `shown` is its path
/// relative to the folder, which may begin with `../`; `path` is any other path.
pub(super) fn write_outside_row(
    out: &mut impl Write,
    path: ContentPath,
    shown: &str,
    site: &SiteReport,
) -> std::io::Result<()> {
    let problems = vec![Problem::note("not an article: it is the configuration of a site generator", "")];
    let report = FileReport { path, status: Status::Ignored, entry: None, metadata: None, problems };
    let finding =
        Finding { report, authors: Vec::new(), image: None, enclosures: Vec::new(), body_html: None };
    write(out, &CheckRow { path: shown, site: Some(site), ..CheckRow::new(&finding) })
}

fn write(out: &mut impl Write, row: &CheckRow<'_>) -> std::io::Result<()> {
    row.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, PrintableJson))?;
    writeln!(out)
}

/// Compact JSON in which characters that could change the display of a terminal are escaped. JSON itself
/// requires this only of the control characters of ASCII.
struct PrintableJson;

impl Formatter for PrintableJson {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> std::io::Result<()> {
        if printable(fragment).len() == fragment.len() {
            return out.write_all(fragment.as_bytes());
        }
        let mut buffer = [0; 4];
        for c in fragment.chars() {
            let text: &str = c.encode_utf8(&mut buffer);
            if printable(text).len() == text.len() {
                out.write_all(text.as_bytes())?;
                continue;
            }
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_move_the_cursor_are_escaped_without_loss() {
        let text = "a\u{9b}31m\u{202e}\u{e0041}\u{1b}\"é中";
        let mut out = Vec::new();
        text.serialize(&mut serde_json::Serializer::with_formatter(&mut out, PrintableJson)).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(json, "\"a\\u009b31m\\u202e\\udb40\\udc41\\u001b\\\"é中\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
