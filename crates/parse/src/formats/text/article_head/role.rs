//! Determines the role of each unit of the head.

use crate::body::Body;
use crate::boilerplate;
use crate::dates::{DateError, DateLabel, Dateline, DatelineKind, find_dateline};
use crate::formats::text::byline;
use crate::formats::text::shape::{Shape, ends_in_abbreviation, shape, words};
use crate::formats::text::unit::{Unit, UnitKind};
use crate::settings::ParseSettings;
use tidings_model::{Person, Problem};

/// A dateline and its line in the file.
#[derive(Debug, Clone)]
pub(super) struct FoundDate {
    pub(super) line: u32,
    pub(super) date: Dateline,
}

/// The role of a unit in the head.
#[derive(Debug, Clone)]
pub(super) enum UnitRole {
    /// A line that dates the article.
    Date(FoundDate),
    /// A line with the names of the authors.
    Byline(Vec<Person>),
    /// A name beside the date.
    Name(Person),
    /// A headline, the name of a section, or a standfirst.
    Title,
    /// One long sentence or several sentences.
    Prose,
    /// A short sentence.
    Sentence,
    /// A unit that can't be part of a head: a list, a quotation, verse.
    Other,
    /// A unit without meaning: an empty byline, a count of comments.
    Nothing,
}

/// The role of the unit by itself, without its neighbours.
pub(super) fn role_of_unit(unit: &Unit, settings: &ParseSettings) -> UnitRole {
    let text = unit.text.as_str();
    match unit.kind {
        UnitKind::Break => return UnitRole::Nothing,
        UnitKind::Quote | UnitKind::Verse | UnitKind::Code => return UnitRole::Other,
        UnitKind::Text | UnitKind::Item { .. } | UnitKind::Heading => {}
    }
    let dateline = find_dateline(text, settings).filter(|date| date.kind == DatelineKind::Alone);
    if let Some(date) = dateline.filter(|date| !is_headline_with_date(date)) {
        return UnitRole::Date(FoundDate { line: unit.line, date });
    }
    if let Some(people) = byline::parse(text) {
        return UnitRole::Byline(people);
    }
    let is_handle = text.starts_with('@') && words(text) == 1;
    if is_handle || byline::is_empty_byline(text) || boilerplate::is_count(text) || is_source(text) {
        return UnitRole::Nothing;
    }
    match (unit.kind, shape(text)) {
        (UnitKind::Item { .. }, _) => UnitRole::Other,
        (UnitKind::Heading, _) | (_, Shape::Title) => UnitRole::Title,
        // "Ministers meet in the U.S." has only the full stop of the abbreviation.
        (_, Shape::Sentence | Shape::Prose) if ends_in_abbreviation(text) && words(text) <= 14 => {
            UnitRole::Title
        }
        (_, Shape::Prose) => UnitRole::Prose,
        // A kicker may end in a colon; a sentence does not end in a comma.
        (_, Shape::Sentence | Shape::Fragment) => UnitRole::Sentence,
    }
}

/// Whether the line is a headline that contains a date, `7 March 2026: The Day the Ferry Stopped`: without a
/// label, and with more words beside the date than a name or a section.
fn is_headline_with_date(date: &Dateline) -> bool {
    date.label == DateLabel::Unlabelled
        && date.others.iter().any(|other| {
            words(other) >= 3
                && byline::parse(other).is_none()
                && !byline::is_name(other)
                && !boilerplate::is_boilerplate_line(other)
                && !other.contains(|c: char| c.is_ascii_digit() || c == '{')
        })
}

/// Whether the line names the source of the page: an address alone, or `SOURCE www.example.org`.
fn is_source(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| !word.to_lowercase().starts_with("source"));
    let is_address = |word: &str| {
        word.contains('.')
            && word.contains(|c: char| c.is_ascii_lowercase())
            && (word.starts_with("www.") || word.starts_with("http"))
    };
    words.next().is_some_and(is_address) && words.next().is_none()
}

/// Removes dates that precede the headline or the first sentence on the same line, and parses the datelines
/// of news agencies.
pub(super) fn take_date_prefixes(units: &mut [Unit], settings: &ParseSettings) -> Vec<FoundDate> {
    let mut prose = 0;
    for unit in units.iter_mut().take(8).filter(|unit| unit.kind == UnitKind::Text) {
        let line = unit.line;
        if let Some(date) = find_dateline(&unit.text, settings) {
            match date.kind {
                DatelineKind::Alone => {}
                DatelineKind::Prefix => {
                    unit.text.drain(..date.range.end);
                    return vec![FoundDate { line, date }];
                }
                DatelineKind::Newspaper => return vec![FoundDate { line, date }],
            }
        }
        prose += usize::from(shape(&unit.text) == Shape::Prose);
        if prose > 1 {
            break;
        }
    }
    Vec::new()
}

/// Stores the text beside a date: `by Jane Doe`, `Jane Doe`, `in Travel`.
pub(super) fn read_beside_date(other: &str, date: &Dateline, result: &mut Body) {
    let lower = other.to_lowercase();
    if let Some(category) = lower.strip_prefix("in ").and_then(|rest| other.get(other.len() - rest.len()..)) {
        let is_term = words(category) <= 3 && category.starts_with(char::is_uppercase);
        if is_term && date.label != DateLabel::Unlabelled {
            result.categories.push(category.to_owned());
        }
        return;
    }
    let people = byline::parse(other).unwrap_or_default();
    if !people.is_empty() {
        byline::add_people(&mut result.authors, &people);
    } else if byline::is_name(other)
        && words(other) <= 3
        && result.authors.is_empty()
        && !date.others.iter().any(|other| is_agency(other))
    {
        result.authors.push(byline::person(other));
    }
}

/// Whether the text is the abbreviation of a news agency; the name beside an agency is a place: `PTI | New
/// Delhi | 21 August 2025`.
fn is_agency(segment: &str) -> bool {
    (2..=6).contains(&segment.len()) && segment.chars().all(|c| c.is_ascii_uppercase())
}

/// The problem that reports a date line that can't be parsed.
pub(super) fn unreadable_date_problem(found: &FoundDate, error: &DateError) -> Problem {
    let message = format!("The date line can't be parsed: {error}");
    Problem::warning(message, "Write the date in a form that has one meaning only").at(found.line, None)
}
