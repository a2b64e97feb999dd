//! Parses plain text by the shape of its lines.
//!
//! ```text
//! lines ─▶ split (paragraphs, items, verse) ─▶ labelled_lines (tags, rights) ─▶ boilerplate (removed)
//!       ─▶ article_head (headline, date, byline, standfirst) ─▶ outline (sub-headings) ─▶ render (HTML)
//! ```
//!
//! No step depends on the words of a certain site: a headline is a short line without a full stop above the
//! first prose, a dateline is a line with only a date and its labels, and so on. If no rule is certain, text
//! stays text.

mod article_head;
pub(crate) mod byline;
mod header_lines;
mod labelled_lines;
mod line;
mod outline;
mod render;
pub(crate) mod shape;
mod split;
pub(crate) mod unit;
mod verse;
mod wrap;

use crate::body::Body;
use crate::boilerplate;
use crate::boilerplate::Boilerplate;
use crate::dates::{DateLabel, DatelineKind, find_dateline};
use crate::settings::ParseSettings;
use chrono::{DateTime, FixedOffset};
pub(crate) use labelled_lines::terms_of_line;
use tidings_model::{DateSource, Dated};
use unit::{Unit, UnitKind};

/// Parses a plain text whose first line is line `body_line` of its file; never fails. `title` is the title
/// that the headers of an e-mail give, if any. The HTML is well-formed and escaped; addresses stay as
/// written.
pub(crate) fn parse(body: &str, body_line: u32, title: Option<&str>, settings: &ParseSettings) -> Body {
    let mut result = Body { title: title.map(str::to_owned), ..Body::default() };
    let (rest, rest_line) = header_lines::take_header_lines(body, body_line, settings, &mut result);
    let is_date = |line: &str| is_dateline(line, settings);
    let stands_alone =
        |line: &str| is_date(line) || byline::parse(line).is_some() || boilerplate::is_boilerplate_line(line);
    let mut units = split::split_into_units(rest, rest_line, &stands_alone);
    restore_numbered_dates(&mut units, &is_date);
    let labels = labelled_lines::take_labelled_units(&mut units);
    let last_byline = closing_byline(&units);
    let last_date = closing_date(&units, settings);
    strip_buttons(&mut units);
    let units = boilerplate::remove_boilerplate(units, &is_date);
    let units = article_head::extract_head(units, settings, &mut result);
    let mut units = drop_closing_byline_and_biography(units, &mut result, last_byline);
    if let (None, Some((line, at))) = (result.published, last_date) {
        units.retain(|unit| unit.line != line);
        result.published = Some(Dated { at, from: DateSource::Text });
    }
    while units.len() > 1 && units.last().is_some_and(|last| is_labelled_date(last, settings)) {
        units.pop();
    }
    result.tags.extend(labels.tags);
    result.categories.extend(labels.categories);
    result.rights = result.rights.or(labels.rights);
    result.html = render::html(&outline::mark_headings(units));
    result
}

/// Whether the line is a dateline and nothing else.
fn is_dateline(line: &str, settings: &ParseSettings) -> bool {
    find_dateline(line, settings).is_some_and(|found| found.kind == DatelineKind::Alone)
}

/// Restores dates that look like numbered items: `4. März 2026`.
fn restore_numbered_dates(units: &mut [Unit], is_date: &dyn Fn(&str) -> bool) {
    for unit in units.iter_mut().filter(|unit| unit.kind == UnitKind::Item { ordered: true }) {
        if let Some(number) = unit.number.as_ref() {
            let whole = format!("{number} {}", unit.text);
            if unit.text.len() < 120 && is_date(&whole) {
                unit.text = whole;
                unit.kind = UnitKind::Text;
            }
        }
    }
}

/// The byline below the last sentence, as in blogs: `Posted by Jane Doe at 10:30`.
fn closing_byline(units: &[Unit]) -> Option<Vec<tidings_model::Person>> {
    let after =
        units.iter().rev().take(12).take_while(|unit| shape::shape(&unit.text) != shape::Shape::Prose);
    let bylines: Vec<_> = after
        .filter(|unit| unit.kind != UnitKind::Verse)
        .filter_map(|unit| byline::parse(&unit.text))
        .collect();
    bylines.into_iter().next_back()
}

/// The line and time of a date below the last sentence, if it is the only one there; lists of other articles
/// have several.
fn closing_date(units: &[Unit], settings: &ParseSettings) -> Option<(u32, DateTime<FixedOffset>)> {
    let is_prose = |unit: &Unit| shape::shape(&unit.text) == shape::Shape::Prose;
    let first = units.iter().position(is_prose)?;
    let is_box = |unit: &Unit| {
        matches!(boilerplate::classify_line(&unit.text), Some(Boilerplate::SideBox | Boilerplate::Comments))
    };
    let length = units[first..].iter().position(is_box).unwrap_or(units.len() - first);
    let text = &units[first..first + length];
    let last = text.iter().rposition(is_prose)?;
    let mut dates = text[last..].iter().filter_map(|unit| {
        let found = find_dateline(&unit.text, settings).filter(|found| found.kind == DatelineKind::Alone)?;
        Some((unit.line, found.at.ok()?))
    });
    let date = dates.next()?;
    dates.next().is_none().then_some(date)
}

/// Whether the unit is a labelled date, `Published March 7, 2026`. Below the text it is never part of the
/// article.
fn is_labelled_date(unit: &Unit, settings: &ParseSettings) -> bool {
    unit.kind == UnitKind::Text
        && find_dateline(&unit.text, settings)
            .is_some_and(|found| found.kind == DatelineKind::Alone && found.label != DateLabel::Unlabelled)
}

/// Removes "Continue reading" and similar buttons at the end of a paragraph.
fn strip_buttons(units: &mut [Unit]) {
    const BUTTONS: [&str; 9] = [
        "Continue reading",
        "Read more",
        "Read More",
        "Keep reading",
        "Weiterlesen",
        "Lire la suite",
        "Leer más",
        "Читать далее",
        "Читать дальше",
    ];
    for unit in units.iter_mut().filter(|unit| unit.kind == UnitKind::Text) {
        let end = unit.text.trim_end_matches(['.', '…', ' ', '»', '→', '>']);
        let before = BUTTONS.iter().find_map(|button| end.strip_suffix(button)).map(str::trim_end);
        if let Some(before) = before.filter(|before| shape::ends_sentence(before)) {
            let length = before.len();
            unit.text.truncate(length);
        }
    }
}

/// Removes the byline and the note about the author below the article.
fn drop_closing_byline_and_biography(
    mut units: Vec<Unit>,
    result: &mut Body,
    closing: Option<Vec<tidings_model::Person>>,
) -> Vec<Unit> {
    if let Some(people) = closing {
        let at = units.iter().rposition(|unit| byline::parse(&unit.text).as_ref() == Some(&people));
        if let Some(at) = at.filter(|at| *at + 4 > units.len() && *at > 0) {
            units.remove(at);
        }
        if result.authors.is_empty() {
            result.authors = people;
        }
    }
    while units.len() > 2
        && units.last().is_some_and(|last| byline::is_biography(&last.text, &result.authors))
    {
        units.pop();
    }
    units
}

#[cfg(test)]
mod tests;
