//! A plain text cut into units: paragraphs, list items, quotations, verses.
//!
//! People save text in two ways: one line a paragraph, or paragraphs broken into lines of about 72 columns. The
//! second is told by what a line breaker leaves behind: every line but a paragraph's last is so long that the
//! next line's first word would not have fitted.

use super::shape::{ends_sentence, is_cjk};
use super::wrap::{Wrap, is_verse};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A paragraph, a headline, anything on its own line.
    Text,
    /// An item of a list.
    Item {
        /// It has a number.
        ordered: bool,
    },
    /// A line quoted with `>`.
    Quote,
    /// Several lines whose breaks matter; the text holds them.
    Verse,
    /// A line marked as a heading: `## `, or underlined.
    Heading,
    /// Lines between code fences; the text holds them.
    Code,
    /// A line of dashes or stars that parts two sections.
    Break,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The line of the file at which it begins, from 1.
    pub(crate) line: u32,
    /// Without its marks (bullet, `>`, `##`).
    pub(crate) text: String,
    /// An empty line stands before it.
    pub(crate) gap: bool,
    /// What it is.
    pub(crate) kind: Kind,
    /// The mark of a list's item, `-` or `4.`, so that nothing is lost where it turns out to be none.
    pub(crate) number: Option<String>,
}

/// A line with what stands before its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) number: u32,
    pub(super) indent: usize,
    pub(super) text: &'t str,
}

/// Cuts the text. `first_line` is the number of its first line in the file; `is_meta` tells lines that stand
/// alone however short their neighbours are: datelines, bylines, furniture.
pub(super) fn units(body: &str, first_line: u32, is_meta: &dyn Fn(&str) -> bool) -> Vec<Unit> {
    let lines: Vec<Line<'_>> =
        (first_line..).zip(body.lines()).map(|(number, raw)| line(number, raw)).collect();
    let chunks: Vec<&[Line<'_>]> =
        lines.split(|line| line.text.is_empty()).filter(|chunk| !chunk.is_empty()).collect();
    let wrap = Wrap::of(&chunks);
    let is_poem = is_verse::is_poem(&chunks, &wrap);
    let mut cutter = Cutter { wrap, is_poem, is_meta, units: Vec::new(), code: None };
    for chunk in chunks {
        cutter.chunk(chunk);
    }
    cutter.finish()
}

fn line(number: u32, raw: &str) -> Line<'_> {
    let is_blank =
        |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}');
    let from_text = raw.trim_start_matches(is_blank);
    let indent = raw[..raw.len() - from_text.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    Line { number, indent, text: from_text.trim_end_matches(is_blank) }
}

struct Cutter<'m> {
    wrap: Wrap,
    is_poem: bool,
    is_meta: &'m dyn Fn(&str) -> bool,
    units: Vec<Unit>,
    /// The fence that a block of code began with.
    code: Option<&'static str>,
}

impl Cutter<'_> {
    fn push(&mut self, line: u32, text: String, gap: bool, kind: Kind) {
        self.units.push(Unit { line, text, gap, kind, number: None });
    }

    /// One chunk: lines without an empty line between.
    fn chunk(&mut self, chunk: &[Line<'_>]) {
        let mut gap = true;
        let mut at = 0;
        while at < chunk.len() {
            let taken = self.fenced(chunk, at, gap).or_else(|| self.marked(chunk, at, gap));
            at = taken.unwrap_or_else(|| {
                let end = plain_end(chunk, at);
                self.plain(&chunk[at..end], gap);
                end
            });
            gap = false;
        }
    }

    /// Code between fences goes through untouched.
    fn fenced(&mut self, chunk: &[Line<'_>], at: usize, gap: bool) -> Option<usize> {
        let line = chunk[at];
        let fence = ["```", "~~~"].into_iter().find(|fence| line.text.starts_with(fence));
        match (self.code, fence) {
            (None, None) => return None,
            (None, Some(fence)) => {
                self.code = Some(fence);
                self.push(line.number, String::new(), gap, Kind::Code);
            }
            (Some(open), Some(fence)) if open == fence => self.code = None,
            (Some(_), _) => {
                if let Some(unit) = self.units.last_mut() {
                    let blank = if unit.text.is_empty() { "" } else { "\n" };
                    let between = if gap && !unit.text.is_empty() { "\n" } else { "" };
                    unit.text.push_str(&format!(
                        "{blank}{between}{}{}",
                        " ".repeat(line.indent.min(80)),
                        line.text
                    ));
                }
            }
        }
        Some(at + 1)
    }

    /// A line that its first characters make something else than text; gives the index after it.
    fn marked(&mut self, chunk: &[Line<'_>], at: usize, gap: bool) -> Option<usize> {
        let line = chunk[at];
        if is_rule(line.text) {
            // Under one short line it is an underline.
            let under = self.units.last_mut().filter(|unit| !gap && unit.kind == Kind::Text);
            match under
                .filter(|unit| unit.text.chars().count() <= 100 && line.text.starts_with(['=', '-', '~']))
            {
                Some(unit) => unit.kind = Kind::Heading,
                None => self.push(line.number, String::new(), gap, Kind::Break),
            }
            return Some(at + 1);
        }
        if let Some(heading) = hash_heading(line.text) {
            self.push(line.number, heading.to_owned(), gap, Kind::Heading);
            return Some(at + 1);
        }
        if let Some(quoted) = line.text.strip_prefix('>') {
            self.push(line.number, quoted.trim_start_matches(['>', ' ']).to_owned(), gap, Kind::Quote);
            return Some(at + 1);
        }
        let (ordered, rest) = item(line.text)?;
        let mut text = rest.to_owned();
        let mut next = at + 1;
        while let Some(more) =
            chunk.get(next).filter(|more| item(more.text).is_none() && mark_free(more.text))
        {
            let goes_on = more.indent > line.indent || self.wrap.joins(&chunk[next - 1], more);
            if !goes_on {
                break;
            }
            join(&mut text, more.text);
            next += 1;
        }
        let mark = line.text[..line.text.len() - rest.len()].trim_end().to_owned();
        self.units.push(Unit {
            line: line.number,
            text,
            gap,
            kind: Kind::Item { ordered },
            number: Some(mark),
        });
        Some(next)
    }

    /// Lines of text: joined into paragraphs, kept as verse, or each on its own.
    fn plain(&mut self, run: &[Line<'_>], gap: bool) {
        let metas: Vec<bool> = run.iter().map(|line| (self.is_meta)(line.text)).collect();
        let mut paragraphs: Vec<(u32, String, usize)> = Vec::new();
        for (index, line) in run.iter().enumerate() {
            let joins = index > 0
                && !metas[index - 1]
                && self.wrap.joins(&run[index - 1], line)
                && (!metas[index] || self.wrap.ends_sentence_of(&run[index - 1], line));
            match paragraphs.last_mut().filter(|_| joins) {
                Some((_, text, lines)) => {
                    join(text, line.text);
                    *lines += 1;
                }
                None => paragraphs.push((line.number, line.text.to_owned(), 1)),
            }
        }
        let single = paragraphs.iter().all(|(_, _, lines)| *lines == 1);
        let metas = metas.contains(&true);
        let texts: Vec<&str> = paragraphs.iter().map(|(_, text, _)| text.as_str()).collect();
        let is_first = self.units.is_empty();
        if single && !metas && is_verse::keeps_lines(&texts, self.is_poem, is_first) {
            self.push(run[0].number, texts.join("\n"), gap, Kind::Verse);
            return;
        }
        for (index, (number, text, _)) in paragraphs.into_iter().enumerate() {
            self.push(number, text, gap && index == 0, Kind::Text);
        }
    }

    fn finish(mut self) -> Vec<Unit> {
        join_quotes(&mut self.units);
        self.units.retain(|unit| unit.kind == Kind::Break || !unit.text.is_empty());
        self.units
    }
}

/// Quoted lines that follow each other are one paragraph, unless the lines are whole sentences.
fn join_quotes(units: &mut Vec<Unit>) {
    let mut joined: Vec<Unit> = Vec::with_capacity(units.len());
    for unit in units.drain(..) {
        match joined.last_mut() {
            Some(last)
                if unit.kind == Kind::Quote
                    && last.kind == Kind::Quote
                    && !unit.gap
                    && !unit.text.is_empty()
                    && !last.text.is_empty()
                    && !ends_sentence(&last.text) =>
            {
                join(&mut last.text, &unit.text);
            }
            _ => joined.push(unit),
        }
    }
    *units = joined;
}

/// Adds a line to a paragraph. No space between Chinese or Japanese characters, none after a hyphen that parts
/// a word.
fn join(text: &mut String, more: &str) {
    let last = text.chars().next_back().unwrap_or_default();
    let before = text.chars().rev().nth(1).unwrap_or_default();
    let first = more.chars().next().unwrap_or_default();
    let cjk = is_cjk(last) && is_cjk(first);
    let hyphen = last == '-' && before.is_alphabetic() && first.is_lowercase();
    if !(text.is_empty() || cjk || hyphen) {
        text.push(' ');
    }
    text.push_str(more);
}

fn plain_end(chunk: &[Line<'_>], at: usize) -> usize {
    let rest = chunk[at..].iter().skip(1);
    let plain = rest.take_while(|line| mark_free(line.text) && item(line.text).is_none()).count();
    at + 1 + plain
}

fn mark_free(text: &str) -> bool {
    !(is_rule(text)
        || hash_heading(text).is_some()
        || text.starts_with('>')
        || text.starts_with("```")
        || text.starts_with("~~~"))
}

/// `---`, `* * *`, `=====`: three or more of one sign and nothing else.
fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    "-*_=~—–".contains(first) && signs.clone().all(|sign| sign == first) && signs.count() >= 2
}

fn hash_heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let heading = rest.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && rest.starts_with(' ') && !heading.is_empty()).then_some(heading)
}

/// Bullets that make a list. A dash longer than a hyphen begins direct speech in half of Europe.
const BULLETS: [char; 13] = ['-', '*', '•', '‣', '◦', '▪', '●', '○', '■', '▸', '►', '∙', '·'];

/// The text of a list's item, and whether it has a number.
pub(super) fn item(text: &str) -> Option<(bool, &str)> {
    let first = text.chars().next()?;
    if BULLETS.contains(&first) {
        let rest = &text[first.len_utf8()..];
        let is_item = rest.starts_with([' ', '\t', '\u{A0}']) || (first == '•' && !rest.is_empty());
        return is_item.then(|| (false, rest.trim_start()));
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    // `2026. A year` is a sentence's end, `4. März` a date; the latter is told by who asks for datelines.
    ((1..=3).contains(&digits) && rest.starts_with(' ')).then(|| (true, rest.trim_start()))
}
