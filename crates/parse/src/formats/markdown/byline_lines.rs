//! Reads the lines below a Markdown headline that give authors, date and terms: `*By Jane Doe, 4 March
//! 2026*`, `Tags: hills, sea`. They are read only in documents without front matter.

use crate::body::Body;
use crate::dates::{DatelineKind, find_dateline};
use crate::formats::text::{byline, terms_of_line};
use crate::settings::ParseSettings;
use pulldown_cmark::{Event, Tag, TagEnd};
use tidings_model::{DateSource, Dated, text};

/// A longer line, in bytes, is text.
const MAX_LINE: usize = 200;

/// Labels of a summary in lower case, and its greatest length in bytes.
const SUMMARY_LABELS: [&str; 4] = ["abstract:", "description:", "excerpt:", "summary:"];
const MAX_SUMMARY: usize = 1000;

/// Moves the metadata of the leading paragraphs from the events into the fields of `body`, line by line, and
/// removes a rule below them.
pub(crate) fn take_byline_lines<'s>(
    mut events: Vec<Event<'s>>,
    settings: &ParseSettings,
    body: &mut Body,
) -> Vec<Event<'s>> {
    let mut has_some = false;
    // The events before this one are removed at the end, all at once.
    let mut start = 0;
    while matches!(events.get(start), Some(Event::Start(Tag::Paragraph))) {
        let rest = &events[start..];
        let Some(end) = rest.iter().position(|event| matches!(event, Event::End(TagEnd::Paragraph))) else {
            break;
        };
        let lines = lines(&rest[..end]);
        let is_metadata = |line: &String| take_line(line, has_some, settings, &mut Body::default());
        let metadata_lines = lines.iter().filter(|line| is_metadata(line)).count();
        // Some properties of a note exported from Notion have no meaning here: `Status: Done`.
        let is_list = lines.len() > 1 && lines.iter().all(|line| is_property(line));
        if metadata_lines == 0 || (metadata_lines < lines.len() && !is_list) {
            break;
        }
        for line in &lines {
            take_line(line, has_some, settings, body);
        }
        has_some = true;
        start += end + 1;
    }
    if has_some && matches!(events.get(start), Some(Event::Rule)) {
        start += 1;
    }
    events.drain(..start);
    events
}

/// Returns true for a label of a few words with a value: `Last edited: today`.
fn is_property(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(label, value)| {
        label.starts_with(char::is_uppercase)
            && label.split(' ').count() <= 3
            && label.chars().all(|c| c.is_alphanumeric() || c == ' ')
            && !value.trim().is_empty()
    })
}

/// Moves the metadata of a line into the empty fields of `body`. Returns false if the line has none. A
/// summary is accepted only below another line with metadata.
fn take_line(line: &str, has_some: bool, settings: &ParseSettings, body: &mut Body) -> bool {
    if let Some(Byline { published, authors }) = parse_byline(line, settings) {
        body.published = body.published.or(published);
        if body.authors.is_empty() {
            body.authors = authors;
        }
        return true;
    }
    if let Some((tags, categories)) = terms_of_line(line) {
        body.tags.extend(tags);
        body.categories.extend(categories);
        return true;
    }
    let lower = line.to_lowercase();
    let label = SUMMARY_LABELS.iter().find(|label| has_some && lower.starts_with(*label));
    let summary = label.and_then(|label| line.get(label.len()..)).map(str::trim);
    let Some(summary) = summary.filter(|text| (1..MAX_SUMMARY).contains(&text.len())) else {
        return false;
    };
    body.summary = body.summary.take().or_else(|| Some(summary.to_owned()));
    true
}

/// The metadata in one line that contains nothing else.
pub(crate) struct Byline {
    pub(crate) published: Option<Dated>,
    pub(crate) authors: Vec<tidings_model::Person>,
}

pub(crate) fn parse_byline(line: &str, settings: &ParseSettings) -> Option<Byline> {
    if line.len() > MAX_LINE {
        return None;
    }
    if let Some(found) = find_dateline(line, settings).filter(|found| found.kind == DatelineKind::Alone) {
        let published = Some(Dated { at: found.at.ok()?, from: DateSource::Text });
        let authors = found.others.iter().find_map(|other| byline::parse(other)).unwrap_or_default();
        return Some(Byline { published, authors });
    }
    byline::parse(line).map(|authors| Byline { published: None, authors })
}

/// The lines of a paragraph as plain text; empty if the paragraph contains more than words, such as a
/// picture.
fn lines(events: &[Event]) -> Vec<String> {
    let mut lines = vec![String::new()];
    for event in events {
        match event {
            Event::Text(words) | Event::Code(words) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(words);
                }
            }
            Event::SoftBreak | Event::HardBreak => lines.push(String::new()),
            Event::Start(Tag::Image { .. }) | Event::Html(_) | Event::InlineHtml(_) => return Vec::new(),
            _ => {}
        }
    }
    lines.iter().map(|line| text::one_line(line)).filter(|line| !line.is_empty()).collect()
}
