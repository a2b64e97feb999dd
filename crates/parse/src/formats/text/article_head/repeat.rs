//! Finds and removes repeated headlines: on a line of their own, or before the first paragraph.

use crate::formats::text::shape::{Shape, folded, folded_words, shape};
use crate::formats::text::unit::{Unit, UnitKind};

/// Whether both lines are the same, apart from punctuation, case and the name of the site after them.
pub(super) fn is_same(headline: &str, line: &str) -> bool {
    let (whole, other) = (folded(headline), folded(line));
    !whole.is_empty()
        && (whole == other || folded(without_site(headline)) == other || whole == folded(without_site(line)))
}

/// The line without the name of the site, which browsers append to a title: `Ferry halted | Coast News`.
pub(super) fn without_site(line: &str) -> &str {
    // `Ferry halted | News | Coast News`: if several bars separate the parts, all but the first belong to the
    // site.
    if let Some((head, sites)) = line.split_once(" | ")
        && sites.contains(" | ")
        && sites.split(" | ").all(|site| site.split_whitespace().count() <= 4)
    {
        return head;
    }
    let cut = [" | ", " - ", " – ", " — ", " :: ", " » "].iter().filter_map(|sign| line.rfind(sign)).max();
    cut.filter(|at| line[*at..].split_whitespace().count() <= 6).map_or(line, |at| &line[..at])
}

/// Splits the line into the headline and the name of the site.
pub(super) fn split_site(line: &str) -> Option<(&str, &str)> {
    let head = without_site(line);
    let site = line[head.len()..].trim_matches(|c: char| c.is_whitespace() || "|-–—:»".contains(c));
    (!site.is_empty()).then(|| (head.trim_end(), site))
}

/// Clears lines that consist of the name of the site.
pub(super) fn strip_site(site: &str, units: &mut [Unit]) {
    let site = folded(site);
    for unit in units.iter_mut().filter(|unit| folded_words(&unit.text).eq(site.iter().cloned())) {
        unit.text.clear();
        unit.kind = UnitKind::Break;
    }
}

/// The byte offset after a headline repeated at the start of a paragraph. The repetition may be the whole
/// headline, its end ("Ministers Sign Treaty" for "Foreign Ministers Sign Treaty"), or lack some words.
pub(super) fn begins_with(paragraph: &str, headline: &str) -> Option<usize> {
    let headline = folded(headline);
    if headline.len() < 3 {
        return None;
    }
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut at = 0;
    // A repetition has no more words than the headline.
    for word in paragraph.split_inclusive(char::is_whitespace) {
        at += word.len();
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        if !bare.is_empty() {
            words.push((bare, at));
        }
        if words.len() >= headline.len() {
            break;
        }
    }
    let longest = words.len();
    let fits = |count: usize| {
        let repeated = &words[..count];
        let ends_alike = repeated.iter().rev().zip(headline.iter().rev()).take(3).all(|((a, _), b)| a == b);
        let mut rest = headline.iter();
        ends_alike && repeated.iter().all(|(word, _)| rest.any(|other| other == word))
    };
    // At least half of the headline, so that a sentence that begins with the same words stays whole.
    let shortest = headline.len().div_ceil(2).max(3);
    let count = (shortest..=longest).rev().find(|count| fits(*count))?;
    let end = words[count - 1].1;
    let rest = paragraph[end..].trim_start();
    let goes_on = rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    (goes_on && starts_anew(&paragraph[..end], rest)).then(|| paragraph.len() - rest.len())
}

/// Whether a new sentence begins after the repetition. A sentence that merely begins like the headline
/// continues with a verb, or with a name after a comma.
fn starts_anew(repeated: &str, rest: &str) -> bool {
    !repeated.trim_end().ends_with([',', ';', '-']) && !rest.starts_with([',', ';', '-', '–', '—'])
}

/// Removes lines that repeat the headline anywhere, and the repetition at the start of the first paragraph.
pub(super) fn strip_repeats(headline: &str, units: &mut Vec<Unit>) {
    if folded(headline).len() >= 3 {
        units.retain(|unit| {
            !(matches!(unit.kind, UnitKind::Text | UnitKind::Heading)
                && shape(&unit.text) == Shape::Title
                && is_same(headline, &unit.text))
        });
    }
    if let Some(first) = units.iter_mut().find(|unit| unit.kind == UnitKind::Text)
        && let Some(end) = begins_with(&first.text, headline)
    {
        first.text.drain(..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_before_the_first_sentence() {
        let headline = "Mayor Jane Doe and the Council Open New Bridge Over the River";
        let cases = [
            (
                "Mayor Jane Doe and the Council Open New Bridge Over the River The bridge was opened.",
                Some("The bridge was opened."),
            ),
            (
                "Jane Doe and Council Open New Bridge Over the River The bridge was opened.",
                Some("The bridge was opened."),
            ),
            ("Open New Bridge Over the River The bridge was opened.", Some("The bridge was opened.")),
            ("Mayor Jane Doe and the Council open many things.", None),
            ("The bridge was opened.", None),
        ];
        for (paragraph, want) in cases {
            let got = begins_with(paragraph, headline).map(|end| &paragraph[end..]);
            assert_eq!(got, want, "{paragraph}");
        }
        assert_eq!(begins_with("Tokyo Is big.", "Tokyo"), None);
    }
}
