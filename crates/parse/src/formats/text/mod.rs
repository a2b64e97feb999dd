//! Plain text, read with judgement.
//!
//! ```text
//! lines ─▶ unit (paragraphs, items, verse) ─▶ label (tags, rights) ─▶ chrome (furniture out)
//!       ─▶ head (headline, date, byline, standfirst) ─▶ outline (sub-headings) ─▶ render (HTML)
//! ```
//!
//! No step knows a page by its words: a headline is a short line without a full stop above the first prose, a
//! dateline a line that is nothing but a date and its labels, and so on. When no rule is sure, text stays text.

pub(crate) mod byline;
mod label;
mod mail;
mod outline;
mod render;
pub(crate) mod shape;
pub(crate) mod unit;
mod wrap;

use crate::boilerplate;
use crate::boilerplate::Furniture;
use crate::dates::{DatelineKind, Says, find_dateline};
use crate::{Body, ParseSettings};
use chrono::{DateTime, FixedOffset};
pub(crate) use label::terms_of_line;
use tidings_model::{DateSource, Dated};
use unit::{Kind, Unit};

/// Reads a plain text whose first line is line `body_line` of its file. `title` is the one that a mail's headers give. Never fails; what was odd is in
/// `problems`. The HTML is well-formed and escaped, with addresses as they stand.
pub(crate) fn read(body: &str, body_line: u32, title: Option<&str>, settings: &ParseSettings) -> Body {
    let mut result = Body { title: title.map(str::to_owned), ..Body::default() };
    let (rest, rest_line) = mail::take(body, body_line, settings, &mut result);
    let is_date = |line: &str| is_dateline(line, settings);
    let is_meta =
        |line: &str| is_date(line) || byline::read(line).is_some() || boilerplate::is_furniture_line(line);
    let mut units = unit::units(rest, rest_line, &is_meta);
    take_numbered_dates(&mut units, &is_date);
    let labels = label::take(&mut units);
    let last_byline = closing_byline(&units);
    let last_date = closing_date(&units, settings);
    strip_buttons(&mut units);
    let units = boilerplate::strip(units, &is_date);
    let units = article_head::read(units, settings, &mut result);
    let mut units = drop_biography(units, &mut result, last_byline);
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
    result.html = render::html(&outline::outline(units));
    result
}

/// Whether the line is a dateline and nothing else.
fn is_dateline(line: &str, settings: &ParseSettings) -> bool {
    find_dateline(line, settings).is_some_and(|found| found.kind == DatelineKind::Alone)
}

/// `4. März 2026` looks like the fourth item of a list.
fn take_numbered_dates(units: &mut [Unit], is_date: &dyn Fn(&str) -> bool) {
    for unit in units.iter_mut().filter(|unit| unit.kind == Kind::Item { ordered: true }) {
        if let Some(number) = unit.number.as_ref() {
            let whole = format!("{number} {}", unit.text);
            if unit.text.len() < 120 && is_date(&whole) {
                unit.text = whole;
                unit.kind = Kind::Text;
            }
        }
    }
}

/// A byline below the last sentence, as blogs have it: `Posted by Jane Doe at 10:30`.
fn closing_byline(units: &[Unit]) -> Option<Vec<tidings_model::Person>> {
    let after =
        units.iter().rev().take(12).take_while(|unit| shape::shape(&unit.text) != shape::Shape::Prose);
    let bylines: Vec<_> =
        after.filter(|unit| unit.kind != Kind::Verse).filter_map(|unit| byline::read(&unit.text)).collect();
    bylines.into_iter().next_back()
}

/// The line and moment of a date below the last sentence, if it is the only one there: lists of other stories have
/// many.
fn closing_date(units: &[Unit], settings: &ParseSettings) -> Option<(u32, DateTime<FixedOffset>)> {
    let is_prose = |unit: &Unit| shape::shape(&unit.text) == shape::Shape::Prose;
    let first = units.iter().position(is_prose)?;
    let is_box = |unit: &Unit| {
        matches!(boilerplate::furniture(&unit.text), Some(Furniture::Box | Furniture::Comments))
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

/// `Published March 7, 2026` below the text: whatever else dated the article, this is no part of it.
fn is_labelled_date(unit: &Unit, settings: &ParseSettings) -> bool {
    unit.kind == Kind::Text
        && find_dateline(&unit.text, settings)
            .is_some_and(|found| found.kind == DatelineKind::Alone && found.says != Says::Nothing)
}

/// "Continue reading" and the like, glued to the end of a paragraph.
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
    for unit in units.iter_mut().filter(|unit| unit.kind == Kind::Text) {
        let end = unit.text.trim_end_matches(['.', '…', ' ', '»', '→', '>']);
        let before = BUTTONS.iter().find_map(|button| end.strip_suffix(button)).map(str::trim_end);
        if let Some(before) = before.filter(|before| shape::ends_sentence(before)) {
            let length = before.len();
            unit.text.truncate(length);
        }
    }
}

/// Takes out the closing byline, and the paragraph about the author below the article.
fn drop_biography(
    mut units: Vec<Unit>,
    result: &mut Body,
    closing: Option<Vec<tidings_model::Person>>,
) -> Vec<Unit> {
    if let Some(people) = closing {
        let at = units.iter().rposition(|unit| byline::read(&unit.text).as_ref() == Some(&people));
        if let Some(at) = at.filter(|at| *at + 4 > units.len() && *at > 0) {
            units.remove(at);
        }
        if result.authors.is_empty() {
            result.authors = people;
        }
    }
    while units.len() > 2 && units.last().is_some_and(|last| is_biography(&last.text, &result.authors)) {
        units.pop();
    }
    units
}

/// `Jane Doe is a reporter in Oslo.`, where Jane Doe wrote the article.
fn is_biography(text: &str, authors: &[tidings_model::Person]) -> bool {
    const VERBS: [&str; 10] =
        ["is", "was", "covers", "writes", "has", "works", "ist", "est", "es", "reports"];
    shape::words(text) <= 80
        && authors.iter().any(|author| {
            let rest = text.trim_start_matches(['*', '_']).strip_prefix(author.name.as_str());
            let next = rest.and_then(|rest| rest.split_whitespace().next());
            author.name.contains(' ') && next.is_some_and(|next| VERBS.contains(&next))
        })
}

#[cfg(test)]
mod tests;
pub(crate) mod article_head;
