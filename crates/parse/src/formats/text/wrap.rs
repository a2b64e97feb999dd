//! Detects whether the lines of a text are wrapped, and at which width.

use super::line::{Line, item};
use super::shape::{ends_sentence, is_cjk};

/// Longest wrapped line, in characters. Longer lines are paragraphs.
const MAX_WIDTH: usize = 124;

/// Shorter lines do not indicate the width.
const MIN_WIDTH: usize = 40;

/// How many characters a line may be shorter than greedy wrapping would make it: `fmt` balances lines, and
/// people break before a long word.
const SLACK: usize = 14;

/// The wrapping of a text's lines.
pub(super) struct LineWrapping {
    /// The column at which lines are wrapped. `None`: each line is a paragraph.
    width: Option<usize>,
    /// Whether paragraphs begin with an indented line and no empty line separates them.
    is_indented: bool,
}

impl LineWrapping {
    /// Detects the wrapping from all pairs of neighbouring lines.
    pub(super) fn detect(chunks: &[&[Line<'_>]]) -> Self {
        let pairs: Vec<(usize, usize)> = chunks
            .iter()
            .flat_map(|chunk| chunk.windows(2))
            // The line above a list item can have any length.
            .filter(|pair| item(pair[1].text).is_none())
            .map(|pair| (length(pair[0].text), first_word(pair[1].text)))
            .collect();
        let mut lengths: Vec<usize> = pairs.iter().map(|(length, _)| *length).collect();
        lengths.sort_unstable();
        // Not the longest line, because an address or a table row may be longer.
        let Some(&width) = lengths.get(lengths.len() * 9 / 10) else {
            return Self { width: None, is_indented: false };
        };
        if !(MIN_WIDTH..=MAX_WIDTH).contains(&width) {
            return Self { width: None, is_indented: false };
        }
        // If many paragraphs are on one line each, short neighbouring lines are menus.
        let lines = chunks.iter().flat_map(|chunk| chunk.iter());
        let long = lines
            .clone()
            .filter(|line| length(line.text) > MAX_WIDTH.max(width * 3 / 2) && line.text.contains(' '));
        if long.count() * 20 > lines.count() {
            return Self { width: None, is_indented: false };
        }
        let full = pairs.iter().filter(|(length, word)| is_full(*length, *word, width)).count();
        // Headlines, verses and lists also have short lines; most lines of wrapped prose are full.
        let wrapped = full >= 2 && full * 2 >= pairs.len() && breaks_sentences(chunks, width);
        Self { width: wrapped.then_some(width), is_indented: is_indented(chunks) }
    }

    /// Whether the second line continues the paragraph of the first.
    pub(super) fn joins(&self, above: &Line<'_>, below: &Line<'_>) -> bool {
        let length = length(above.text);
        let goes_on = below.text.starts_with(|c: char| c.is_lowercase()) && !ends_sentence(above.text);
        match self.width {
            // An indented line begins a paragraph if no empty lines separate paragraphs.
            Some(_) if below.indent >= above.indent + 2 && above.indent == 0 => false,
            Some(_) if self.is_indented && below.indent >= 2 => false,
            Some(width) => is_full(length, first_word(below.text), width) || (goes_on && length >= MIN_WIDTH),
            None => goes_on && length >= MIN_WIDTH,
        }
    }

    /// Whether the second line, which looks like boilerplate by itself, is the end of a wrapped sentence:
    /// 'the print' and 'share.' on the next line.
    pub(super) fn ends_sentence_of(&self, above: &Line<'_>, below: &Line<'_>) -> bool {
        self.is_wrapped()
            && below.text.starts_with(|c: char| c.is_lowercase())
            && ends_sentence(below.text)
            && !ends_sentence(above.text)
    }

    /// Whether the text is wrapped.
    pub(super) fn is_wrapped(&self) -> bool {
        self.width.is_some()
    }
}

/// Whether at least half of the full lines end within a sentence. Wrapping ignores sentences, whereas a
/// paragraph on one line ends with one.
fn breaks_sentences(chunks: &[&[Line<'_>]], width: usize) -> bool {
    let full = || {
        let pairs =
            chunks.iter().flat_map(|chunk| chunk.windows(2)).filter(|pair| item(pair[1].text).is_none());
        pairs.filter(|pair| is_full(length(pair[0].text), first_word(pair[1].text), width))
    };
    full().filter(|pair| !ends_sentence(pair[0].text)).count() * 2 >= full().count()
}

/// Whether most indented lines are followed by a line that is not indented, as first lines of paragraphs are.
fn is_indented(chunks: &[&[Line<'_>]]) -> bool {
    let pairs = || chunks.iter().flat_map(|chunk| chunk.windows(2)).filter(|pair| pair[0].indent >= 2);
    let hanging = pairs().filter(|pair| pair[1].indent == 0).count();
    hanging >= 2 && hanging * 2 >= pairs().count()
}

fn is_full(length: usize, next_word: usize, width: usize) -> bool {
    length + 1 + next_word + SLACK > width && length + SLACK + 12 > width
}

/// The width in columns: a Chinese or Japanese character takes two.
pub(super) fn length(text: &str) -> usize {
    text.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum()
}

fn first_word(text: &str) -> usize {
    match text.chars().next() {
        Some(first) if is_cjk(first) => 2,
        _ => text.split_whitespace().next().map_or(0, |word| word.chars().count()),
    }
}
