//! A headline that the page prints again: on a line of its own, or in front of the first paragraph.

use crate::formats::text::shape::{Shape, folded, shape};
use crate::formats::text::unit::{Kind, Unit};

/// Whether both lines say the same, but for marks, case and a site's name after it.
pub(super) fn is_same(headline: &str, line: &str) -> bool {
    let (whole, other) = (folded(headline), folded(line));
    !whole.is_empty()
        && (whole == other || folded(without_site(headline)) == other || whole == folded(without_site(line)))
}

/// The line without the site's name that browsers show behind a title: `Ferry halted | Coast News`.
pub(super) fn without_site(line: &str) -> &str {
    // `Ferry halted | News | Coast News`: where bars part them, all but the first are the site's.
    if let Some((head, sites)) = line.split_once(" | ")
        && sites.contains(" | ")
        && sites.split(" | ").all(|site| site.split_whitespace().count() <= 4)
    {
        return head;
    }
    let cut = [" | ", " - ", " – ", " — ", " :: ", " » "].iter().filter_map(|sign| line.rfind(sign)).max();
    cut.filter(|at| line[*at..].split_whitespace().count() <= 6).map_or(line, |at| &line[..at])
}

/// The headline and the site's name behind it.
pub(super) fn site(line: &str) -> Option<(&str, &str)> {
    let head = without_site(line);
    let site = line[head.len()..].trim_matches(|c: char| c.is_whitespace() || "|-–—:»".contains(c));
    (!site.is_empty()).then(|| (head.trim_end(), site))
}

/// Takes out lines that are nothing but the site's name.
pub(super) fn strip_site(site: &str, units: &mut [Unit]) {
    for unit in units.iter_mut().filter(|unit| folded(&unit.text) == folded(site)) {
        unit.text.clear();
        unit.kind = Kind::Break;
    }
}

/// Where the paragraph goes on after a repeated headline: the whole of it, or its end ("Ministers Sign Treaty"
/// of "Foreign Ministers Sign Treaty"), or with words left out. Bytes.
pub(super) fn begins_with(paragraph: &str, headline: &str) -> Option<usize> {
    let headline = folded(headline);
    if headline.len() < 3 {
        return None;
    }
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut at = 0;
    // Not a word more than the headline has.
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
    // Half of the headline at least, so that a sentence which begins with the same words stays whole.
    let shortest = headline.len().div_ceil(2).max(3);
    let count = (shortest..=longest).rev().find(|count| fits(*count))?;
    let end = words[count - 1].1;
    let rest = paragraph[end..].trim_start();
    let goes_on = rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    (goes_on && starts_anew(&paragraph[..end], rest)).then(|| paragraph.len() - rest.len())
}

/// A sentence that only begins as the headline does goes on with a verb or a name after a comma; after a repeated
/// headline there is no comma.
fn starts_anew(repeated: &str, rest: &str) -> bool {
    !repeated.trim_end().ends_with([',', ';', '-']) && !rest.starts_with([',', ';', '-', '–', '—'])
}

/// Takes the repeated headline off the first paragraphs, and lines that repeat it, wherever they stand.
pub(super) fn strip(headline: &str, units: &mut Vec<Unit>) {
    if folded(headline).len() >= 3 {
        units.retain(|unit| {
            !(matches!(unit.kind, Kind::Text | Kind::Heading)
                && shape(&unit.text) == Shape::Title
                && is_same(headline, &unit.text))
        });
    }
    if let Some(first) = units.iter_mut().find(|unit| unit.kind == Kind::Text)
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
