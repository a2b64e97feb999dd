//! The lines under a Markdown headline that say who wrote it, when and about what: `*By Jane Doe, 4 March 2026*`,
//! `Tags: hills, sea`. They count where no front matter could say it.

use crate::dates::{DatelineKind, find_dateline};
use crate::formats::text::{byline, terms_of_line};
use crate::{Body, ParseSettings};
use pulldown_cmark::{Event, Tag, TagEnd};
use tidings_model::{DateSource, Dated, text};

/// A longer paragraph, in bytes, is text.
const LONGEST: usize = 200;

/// Labels of a summary, in lower case, and its greatest length in bytes.
const SUMMARIES: [&str; 4] = ["abstract:", "description:", "excerpt:", "summary:"];
const LONGEST_SUMMARY: usize = 1000;

/// Takes the leading paragraphs that say something of the article, line by line, out of the events and into the body's
/// fields, and a rule below them.
pub(crate) fn take<'s>(
    mut events: Vec<Event<'s>>,
    settings: &ParseSettings,
    body: &mut Body,
) -> Vec<Event<'s>> {
    let mut has_some = false;
    while matches!(events.first(), Some(Event::Start(Tag::Paragraph))) {
        let Some(end) = events.iter().position(|event| matches!(event, Event::End(TagEnd::Paragraph))) else {
            break;
        };
        let lines = lines(&events[..end]);
        let is_told = |line: &String| is_taken(line, has_some, settings, &mut Body::default());
        let told = lines.iter().filter(|line| is_told(line)).count();
        // Among the properties of a note that Notion exports some mean nothing here: `Status: Done`.
        let is_list = lines.len() > 1 && lines.iter().all(|line| is_property(line));
        if told == 0 || (told < lines.len() && !is_list) {
            break;
        }
        for line in &lines {
            is_taken(line, has_some, settings, body);
        }
        has_some = true;
        events.drain(..=end);
    }
    if has_some && matches!(events.first(), Some(Event::Rule)) {
        events.remove(0);
    }
    events
}

/// `Last edited: today`: a label of a few words and a value.
fn is_property(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(label, value)| {
        label.starts_with(char::is_uppercase)
            && label.split(' ').count() <= 3
            && label.chars().all(|c| c.is_alphanumeric() || c == ' ')
            && !value.trim().is_empty()
    })
}

/// Whether the line says something of the article, which goes into the fields that are empty. A summary is one only below
/// a line that says something else.
fn is_taken(line: &str, has_some: bool, settings: &ParseSettings, body: &mut Body) -> bool {
    if let Some(PartialMetadata { published, authors }) = said(line, settings) {
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
    let label = SUMMARIES.iter().find(|label| has_some && lower.starts_with(*label));
    let summary = label.and_then(|label| line.get(label.len()..)).map(str::trim);
    let Some(summary) = summary.filter(|text| (1..LONGEST_SUMMARY).contains(&text.len())) else {
        return false;
    };
    body.summary = body.summary.take().or_else(|| Some(summary.to_owned()));
    true
}

/// What one line says about the article, and nothing else.
pub(crate) struct PartialMetadata {
    pub(crate) published: Option<Dated>,
    pub(crate) authors: Vec<tidings_model::Person>,
}

pub(crate) fn said(line: &str, settings: &ParseSettings) -> Option<PartialMetadata> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(found) = find_dateline(line, settings).filter(|found| found.kind == DatelineKind::Alone) {
        let published = Some(Dated { at: found.at.ok()?, from: DateSource::Text });
        let authors = found.others.iter().find_map(|other| byline::read(other)).unwrap_or_default();
        return Some(PartialMetadata { published, authors });
    }
    byline::read(line).map(|authors| PartialMetadata { published: None, authors })
}

/// The paragraph's lines as plain text; none where it has anything but words in it, such as a picture.
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
