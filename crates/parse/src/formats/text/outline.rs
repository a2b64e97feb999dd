//! Which short lines of the text are sub-headings.

use super::shape::{Shape, shape, words};
use super::unit::{Kind, Unit};

/// A sub-heading is seldom longer, in words.
const LONGEST_HEADING_WORDS: usize = 14;

/// Makes headings of the short lines that stand alone above some text, and drops paragraphs that come twice.
pub(super) fn outline(mut units: Vec<Unit>) -> Vec<Unit> {
    let mut seen = std::collections::HashSet::new();
    units.retain(|unit| unit.kind != Kind::Text || words(&unit.text) < 12 || seen.insert(unit.text.clone()));
    // From the last to the first, since a line may be the heading of a heading.
    let mut headings = vec![false; units.len()];
    for at in (0..units.len()).rev() {
        let next = headings.get(at + 1).copied().unwrap_or(false);
        headings[at] = is_heading(&units, at, next);
    }
    head_long_questions(&units, &mut headings);
    for (unit, is_heading) in units.iter_mut().zip(headings) {
        match unit.kind {
            Kind::Text if is_heading => unit.kind = Kind::Heading,
            // A numbered line with text below it, not another item: `1. What happened`.
            Kind::Item { ordered: true } if is_heading => {
                if let Some(number) = unit.number.take() {
                    unit.text = format!("{number} {}", unit.text);
                }
                unit.kind = Kind::Heading;
            }
            Kind::Heading if unit.text.is_empty() => unit.kind = Kind::Break,
            _ => {}
        }
        if unit.kind == Kind::Heading {
            unit.text = unit.text.trim_matches('*').trim().to_owned();
        }
    }
    units
}

/// Where questions are the headings, a long question between them is one, too.
fn head_long_questions(units: &[Unit], headings: &mut [bool]) {
    let is_question = |unit: &Unit| {
        unit.kind == Kind::Text && unit.gap && unit.text.ends_with(['?', '？']) && !unit.text.contains(": ")
    };
    let asked = units.iter().zip(&*headings).filter(|(unit, heading)| **heading && is_question(unit)).count();
    for at in 0..units.len() {
        let above_prose = units
            .get(at + 1)
            .is_some_and(|next| next.kind == Kind::Text && shape(&next.text) == Shape::Prose);
        let is_line = matches!(shape(&units[at].text), Shape::Title) && words(&units[at].text) <= 20;
        headings[at] |= asked >= 2
            && above_prose
            && is_line
            && is_question(&units[at])
            && !units[at].text.starts_with(['“', '"', '„', '«']);
    }
}

fn is_heading(units: &[Unit], at: usize, next_is_heading: bool) -> bool {
    let unit = &units[at];
    let is_item = |unit: Option<&Unit>| unit.is_some_and(|unit| matches!(unit.kind, Kind::Item { .. }));
    match unit.kind {
        Kind::Text => {}
        Kind::Item { ordered: true }
            if !is_item(units.get(at + 1)) && (at == 0 || !is_item(units.get(at - 1))) => {}
        _ => return false,
    }
    looks_like_heading(&unit.text) && heads_something(units, at, next_is_heading)
}

/// A few words, no full stop, a capital or a figure first, and no quotation as a whole.
fn looks_like_heading(text: &str) -> bool {
    let bare = text.trim_matches('*').trim();
    let count = words(bare);
    let first = bare.chars().find(|c| !"\"'“‘„«¿¡([".contains(*c)).unwrap_or_default();
    let is_quotation = bare.starts_with(['“', '"', '„', '«'])
        && bare.ends_with(['”', '"', '“', '»'])
        && bare.contains(['.', '!', '?', ',']);
    let shaped = match shape(bare) {
        // A longer question, or one after a speaker's name, is somebody's.
        Shape::Title if bare.ends_with(['?', '？']) => count <= 10 && !bare.contains(": "),
        Shape::Title => !bare.ends_with(['!', '！']),
        // `Key points:`, but not a sentence that introduces a list.
        Shape::Fragment => bare.ends_with([':', '：']) && count <= 4,
        Shape::Prose | Shape::Sentence => false,
    };
    shaped
        && (1..=LONGEST_HEADING_WORDS).contains(&count)
        && first.is_alphanumeric()
        && !first.is_lowercase()
        && !is_quotation
        && !["http", "@", ",”", ",\""].iter().any(|sign| bare.contains(sign))
        // `14:02`: an entry's time.
        && !(bare.contains(':') && crate::boilerplate::is_count(bare))
        && !is_note(bare)
}

/// `Source: Agency` and the like: a label and a value.
fn is_note(text: &str) -> bool {
    let Some((label, value)) = text.split_once(": ") else { return false };
    let label = label.to_lowercase();
    const LABELS: [&str; 14] = [
        "source",
        "sources",
        "note",
        "via",
        "quelle",
        "quellen",
        "fuente",
        "fonte",
        "источник",
        "bron",
        "with",
        "editing",
        "edited by",
        "translated by",
    ];
    !value.is_empty() && LABELS.contains(&label.as_str())
}

/// Whether something stands below that can have a heading. A line above another short line heads nothing, unless
/// that one is itself a heading of something.
fn heads_something(units: &[Unit], at: usize, next_is_heading: bool) -> bool {
    let Some(next) = units.get(at + 1) else { return false };
    match next.kind {
        Kind::Text => match shape(&next.text) {
            Shape::Prose | Shape::Sentence => true,
            Shape::Fragment => words(&next.text) > 2,
            Shape::Title => next.gap && units[at].gap && next_is_heading,
        },
        Kind::Item { .. } | Kind::Quote | Kind::Verse | Kind::Code => true,
        Kind::Heading => units[at].gap,
        Kind::Break => false,
    }
}
