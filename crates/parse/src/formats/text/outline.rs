//! Marks the short lines of a text that are sub-headings.

use super::shape::{Shape, shape, words};
use super::unit::{Unit, UnitKind};

/// Longest sub-heading, in words.
const MAX_HEADING_WORDS: usize = 14;

/// Makes headings of short lines that stand alone above text, and removes paragraphs that occur twice.
pub(super) fn mark_headings(mut units: Vec<Unit>) -> Vec<Unit> {
    let mut seen = std::collections::HashSet::new();
    units.retain(|unit| {
        unit.kind != UnitKind::Text || words(&unit.text) < 12 || seen.insert(unit.text.clone())
    });
    // From last to first, since a line may be the heading of another heading.
    let mut headings = vec![false; units.len()];
    for at in (0..units.len()).rev() {
        let next = headings.get(at + 1).copied().unwrap_or(false);
        headings[at] = is_heading(&units, at, next);
    }
    mark_long_questions(&units, &mut headings);
    for (unit, is_heading) in units.iter_mut().zip(headings) {
        match unit.kind {
            UnitKind::Text if is_heading => unit.kind = UnitKind::Heading,
            // A numbered line above text and not above another item: `1. What happened`.
            UnitKind::Item { ordered: true } if is_heading => {
                if let Some(number) = unit.number.take() {
                    unit.text = format!("{number} {}", unit.text);
                }
                unit.kind = UnitKind::Heading;
            }
            UnitKind::Heading if unit.text.is_empty() => unit.kind = UnitKind::Break,
            _ => {}
        }
        if unit.kind == UnitKind::Heading {
            unit.text = unit.text.trim_matches('*').trim().to_owned();
        }
    }
    units
}

/// If questions are headings, a long question between them is a heading too.
fn mark_long_questions(units: &[Unit], headings: &mut [bool]) {
    let is_question = |unit: &Unit| {
        unit.kind == UnitKind::Text
            && unit.gap
            && unit.text.ends_with(['?', '？'])
            && !unit.text.contains(": ")
    };
    let asked = units.iter().zip(&*headings).filter(|(unit, heading)| **heading && is_question(unit)).count();
    for at in 0..units.len() {
        let above_prose = units
            .get(at + 1)
            .is_some_and(|next| next.kind == UnitKind::Text && shape(&next.text) == Shape::Prose);
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
    let is_item = |unit: Option<&Unit>| unit.is_some_and(|unit| matches!(unit.kind, UnitKind::Item { .. }));
    match unit.kind {
        UnitKind::Text => {}
        UnitKind::Item { ordered: true }
            if !is_item(units.get(at + 1)) && (at == 0 || !is_item(units.get(at - 1))) => {}
        _ => return false,
    }
    looks_like_heading(&unit.text) && heads_something(units, at, next_is_heading)
}

/// Whether the text has the form of a heading: a few words, no full stop, a capital or digit first, and not a
/// quotation as a whole.
fn looks_like_heading(text: &str) -> bool {
    let bare = text.trim_matches('*').trim();
    let count = words(bare);
    let first = bare.chars().find(|c| !"\"'“‘„«¿¡([".contains(*c)).unwrap_or_default();
    let is_quotation = bare.starts_with(['“', '"', '„', '«'])
        && bare.ends_with(['”', '"', '“', '»'])
        && bare.contains(['.', '!', '?', ',']);
    let shaped = match shape(bare) {
        // A longer question, or one after a speaker's name, is direct speech.
        Shape::Title if bare.ends_with(['?', '？']) => count <= 10 && !bare.contains(": "),
        Shape::Title => !bare.ends_with(['!', '！']),
        // `Key points:`, but not a sentence that introduces a list.
        Shape::Fragment => bare.ends_with([':', '：']) && count <= 4,
        Shape::Prose | Shape::Sentence => false,
    };
    shaped
        && (1..=MAX_HEADING_WORDS).contains(&count)
        && first.is_alphanumeric()
        && !first.is_lowercase()
        && !is_quotation
        && !["http", "@", ",”", ",\""].iter().any(|sign| bare.contains(sign))
        // `14:02`: the time of an entry.
        && !(bare.contains(':') && crate::boilerplate::is_count(bare))
        && !is_note(bare)
}

/// Whether the text is a note with a label, such as `Source: Agency`.
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

/// Whether the unit below can have a heading. Another short line can't, unless it is a heading itself.
fn heads_something(units: &[Unit], at: usize, next_is_heading: bool) -> bool {
    let Some(next) = units.get(at + 1) else { return false };
    match next.kind {
        UnitKind::Text => match shape(&next.text) {
            Shape::Prose | Shape::Sentence => true,
            Shape::Fragment => words(&next.text) > 2,
            Shape::Title => next.gap && units[at].gap && next_is_heading,
        },
        UnitKind::Item { .. } | UnitKind::Quote | UnitKind::Verse | UnitKind::Code => true,
        UnitKind::Heading => units[at].gap,
        UnitKind::Break => false,
    }
}
