//! Which line breaks are the author's, and which only a line breaker's.

use super::shape::{ends_sentence, is_cjk};
use super::unit::{Line, item};

/// The longest line that a line breaker makes, in characters. Longer lines are paragraphs.
const WIDEST: usize = 124;

/// Shorter lines say nothing about the width.
const NARROWEST: usize = 40;

/// How far from greedy a breaker may be: `fmt` evens lines out, people break before a long word.
const SLACK: usize = 14;

/// How the text's lines are broken.
pub(super) struct Wrap {
    /// The column at which lines are broken; `None`: a line is a paragraph.
    width: Option<usize>,
    /// Paragraphs begin with an indented line, and no empty line parts them.
    is_indented: bool,
}

impl Wrap {
    /// Looks at all pairs of neighbouring lines.
    pub(super) fn of(chunks: &[&[Line<'_>]]) -> Self {
        let pairs: Vec<(usize, usize)> = chunks
            .iter()
            .flat_map(|chunk| chunk.windows(2))
            // Before an item of a list every line ends where it likes.
            .filter(|pair| item(pair[1].text).is_none())
            .map(|pair| (length(pair[0].text), first_word(pair[1].text)))
            .collect();
        let mut lengths: Vec<usize> = pairs.iter().map(|(length, _)| *length).collect();
        lengths.sort_unstable();
        // Not the very longest: an address or a table's row may stand out.
        let Some(&width) = lengths.get(lengths.len() * 9 / 10) else {
            return Self { width: None, is_indented: false };
        };
        if !(NARROWEST..=WIDEST).contains(&width) {
            return Self { width: None, is_indented: false };
        }
        // Where paragraphs stand on one line, short neighbours are menus.
        let lines = chunks.iter().flat_map(|chunk| chunk.iter());
        let long = lines
            .clone()
            .filter(|line| length(line.text) > WIDEST.max(width * 3 / 2) && line.text.contains(' '));
        if long.count() * 20 > lines.count() {
            return Self { width: None, is_indented: false };
        }
        let full = pairs.iter().filter(|(length, word)| is_full(*length, *word, width)).count();
        // Headlines, verses and lists have short lines too; broken prose has mostly full ones.
        let wrapped = full >= 2 && full * 2 >= pairs.len() && breaks_sentences(chunks, width);
        Self { width: wrapped.then_some(width), is_indented: is_indented(chunks) }
    }

    /// Whether the second line goes on with the paragraph of the first.
    pub(super) fn joins(&self, above: &Line<'_>, below: &Line<'_>) -> bool {
        let length = length(above.text);
        let goes_on = below.text.starts_with(|c: char| c.is_lowercase()) && !ends_sentence(above.text);
        match self.width {
            // An indented line begins a paragraph where paragraphs have no empty line between.
            Some(_) if below.indent >= above.indent + 2 && above.indent == 0 => false,
            Some(_) if self.is_indented && below.indent >= 2 => false,
            Some(width) => is_full(length, first_word(below.text), width) || (goes_on && length >= NARROWEST),
            None => goes_on && length >= NARROWEST,
        }
    }

    /// Whether the second line, which reads as furniture by itself, is but the end of a broken sentence: 'the print' and
    /// 'share.' on the next line.
    pub(super) fn ends_sentence_of(&self, above: &Line<'_>, below: &Line<'_>) -> bool {
        self.is_wrapped()
            && below.text.starts_with(|c: char| c.is_lowercase())
            && ends_sentence(below.text)
            && !ends_sentence(above.text)
    }

    /// Whether lines are broken by width at all.
    pub(super) fn is_wrapped(&self) -> bool {
        self.width.is_some()
    }
}

/// Whether at least half of the full lines end within a sentence: a breaker knows no sentences, a paragraph on one
/// line ends with one.
fn breaks_sentences(chunks: &[&[Line<'_>]], width: usize) -> bool {
    let full = || {
        let pairs =
            chunks.iter().flat_map(|chunk| chunk.windows(2)).filter(|pair| item(pair[1].text).is_none());
        pairs.filter(|pair| is_full(length(pair[0].text), first_word(pair[1].text), width))
    };
    full().filter(|pair| !ends_sentence(pair[0].text)).count() * 2 >= full().count()
}

/// Whether most indented lines have a line below them that is not: the first lines of paragraphs.
fn is_indented(chunks: &[&[Line<'_>]]) -> bool {
    let pairs = || chunks.iter().flat_map(|chunk| chunk.windows(2)).filter(|pair| pair[0].indent >= 2);
    let hanging = pairs().filter(|pair| pair[1].indent == 0).count();
    hanging >= 2 && hanging * 2 >= pairs().count()
}

fn is_full(length: usize, next_word: usize, width: usize) -> bool {
    length + 1 + next_word + SLACK > width && length + SLACK + 12 > width
}

/// Columns: a Chinese or Japanese character takes two.
fn length(text: &str) -> usize {
    text.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum()
}

fn first_word(text: &str) -> usize {
    match text.chars().next() {
        Some(first) if is_cjk(first) => 2,
        _ => text.split_whitespace().next().map_or(0, |word| word.chars().count()),
    }
}

/// Verses and addresses: lines that are short because they are meant to be.
pub(super) mod is_verse {
    use super::*;

    /// A verse is seldom longer, in characters.
    const LONGEST_VERSE: usize = 64;

    /// Whether the text as a whole is a poem: most of its lines stand in stanzas of short lines, and no line is
    /// as long as a paragraph.
    pub(in super::super) fn is_poem(chunks: &[&[Line<'_>]], wrap: &Wrap) -> bool {
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

    /// Whether the breaks between these lines, which stand without an empty line between, are to be kept.
    pub(in super::super) fn keeps_lines(lines: &[&str], is_poem: bool, is_first: bool) -> bool {
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
        length(text) <= LONGEST_VERSE
    }

    /// Lines that end in the middle of a sentence.
    fn open_lines<'t>(lines: impl Iterator<Item = &'t str>) -> usize {
        lines.filter(|line| !ends_sentence(line)).count()
    }
}
