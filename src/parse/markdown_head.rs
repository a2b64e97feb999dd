//! The lines under a Markdown headline that say who wrote it and when: `*By Jane Doe, 4 March 2026*`. They count where no
//! front matter could say it.

use super::date::{DatelineKind, find_dateline};
use super::text::byline;
use super::{Body, ParseSettings};
use crate::article::{DateSource, Dated, text};
use pulldown_cmark::{Event, Tag, TagEnd};

/// A longer paragraph, in bytes, is text.
const LONGEST: usize = 200;

/// Takes the leading paragraphs that are bylines or datelines, line by line, out of the events and into the body's fields.
pub(super) fn take<'s>(
    mut events: Vec<Event<'s>>,
    settings: &ParseSettings,
    body: &mut Body,
) -> Vec<Event<'s>> {
    while matches!(events.first(), Some(Event::Start(Tag::Paragraph))) {
        let Some(end) = events.iter().position(|event| matches!(event, Event::End(TagEnd::Paragraph))) else {
            break;
        };
        let lines = lines(&events[..end]);
        let told: Option<Vec<Said>> = lines.iter().map(|line| said(line, settings)).collect();
        let Some(told) = told.filter(|told| !told.is_empty()) else { break };
        for Said { published, authors } in told {
            body.published = body.published.or(published);
            if body.authors.is_empty() {
                body.authors = authors;
            }
        }
        events.drain(..=end);
    }
    events
}

/// What one line says about the article, and nothing else.
pub(super) struct Said {
    pub(super) published: Option<Dated>,
    pub(super) authors: Vec<crate::article::Person>,
}

pub(super) fn said(line: &str, settings: &ParseSettings) -> Option<Said> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(found) = find_dateline(line, settings).filter(|found| found.kind == DatelineKind::Alone) {
        let published = Some(Dated { at: found.at.ok()?, from: DateSource::Text });
        let authors = found.others.iter().find_map(|other| byline::read(other)).unwrap_or_default();
        return Some(Said { published, authors });
    }
    byline::read(line).map(|authors| Said { published: None, authors })
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
