//! Recognises verses and postal addresses: lines that are short on purpose.

use super::line::Line;
use super::shape::ends_sentence;
use super::wrap::{LineWrapping, length};

/// Longest line of a verse, in characters.
const MAX_VERSE_CHARS: usize = 64;

/// Whether the whole text is a poem: most of its lines stand in stanzas of short lines, and no line is as
/// long as a paragraph.
pub(super) fn is_poem(chunks: &[&[Line<'_>]], wrap: &LineWrapping) -> bool {
    let all: usize = chunks.iter().map(|chunk| chunk.len()).sum();
    let stanzas =
        chunks.iter().filter(|chunk| chunk.len() >= 2 && chunk.iter().all(|line| is_short(line.text)));
    let in_stanzas: usize = stanzas
        .filter(|chunk| open_lines(chunk.iter().map(|line| line.text)) * 2 >= chunk.len())
        .map(|chunk| chunk.len())
        .sum();
    let longest =
        chunks.iter().flat_map(|chunk| chunk.iter()).map(|line| length(line.text)).max().unwrap_or(0);
    !wrap.is_wrapped() && all >= 4 && in_stanzas * 10 >= all * 6 && longest <= 90
}

/// Whether the line breaks between these lines, which have no empty line between them, are kept.
pub(super) fn keeps_lines(lines: &[&str], is_poem: bool, is_first: bool) -> bool {
    if lines.len() < 2 || !lines.iter().all(|line| is_short(line)) {
        return false;
    }
    if is_poem {
        return lines.len() >= 3 || !is_first;
    }
    let before_last = &lines[..lines.len() - 1];
    let goes_on = |line: &&&str| line.ends_with([',', ';', '–', '—', ':']);
    let carried_on = before_last.iter().filter(goes_on).count();
    // "Yours sincerely," and the name below it; a stanza quoted in prose.
    !is_first && carried_on * 2 >= before_last.len() && carried_on > 0
}

fn is_short(text: &str) -> bool {
    length(text) <= MAX_VERSE_CHARS
}

/// The number of lines that end within a sentence.
fn open_lines<'t>(lines: impl Iterator<Item = &'t str>) -> usize {
    lines.filter(|line| !ends_sentence(line)).count()
}
