//! Splits a plain text into units.

use super::line::{Line, item, line};
use super::shape::{ends_sentence, is_cjk};
use super::unit::{Unit, UnitKind};
use super::verse;
use super::wrap::LineWrapping;
use std::ops::Range;

/// Lines at the start and at the end of a text among which datelines, bylines and boilerplate are searched
/// for. Each line takes some 10 µs, and in the middle of a book they are the author's.
const EDGE_LINES: u32 = 2000;

/// Splits the text. `first_line` is the number of its first line in the file. `stands_alone` returns whether
/// a line is a unit of its own whatever the length of its neighbours: datelines, bylines, boilerplate.
pub(super) fn split_into_units(
    body: &str,
    first_line: u32,
    stands_alone: &dyn Fn(&str) -> bool,
) -> Vec<Unit> {
    let lines: Vec<Line<'_>> =
        (first_line..).zip(body.lines()).map(|(number, raw)| line(number, raw)).collect();
    let chunks: Vec<&[Line<'_>]> =
        lines.split(|line| line.text.is_empty()).filter(|chunk| !chunk.is_empty()).collect();
    let wrap = LineWrapping::detect(&chunks);
    let is_poem = verse::is_poem(&chunks, &wrap);
    let inner = first_line + EDGE_LINES..first_line + (lines.len() as u32).saturating_sub(EDGE_LINES);
    let mut splitter = UnitSplitter { wrap, is_poem, stands_alone, inner, units: Vec::new(), code: None };
    for chunk in chunks {
        splitter.chunk(chunk);
    }
    splitter.finish()
}

struct UnitSplitter<'m> {
    wrap: LineWrapping,
    is_poem: bool,
    stands_alone: &'m dyn Fn(&str) -> bool,
    /// The numbers of the lines that are far from the start and the end.
    inner: Range<u32>,
    units: Vec<Unit>,
    /// The fence that opened the current block of code.
    code: Option<&'static str>,
}

impl UnitSplitter<'_> {
    fn push(&mut self, line: u32, text: String, gap: bool, kind: UnitKind) {
        self.units.push(Unit { line, text, gap, kind, number: None });
    }

    /// Splits a chunk: lines without an empty line between them.
    fn chunk(&mut self, chunk: &[Line<'_>]) {
        let mut gap = true;
        let mut at = 0;
        while at < chunk.len() {
            let taken = self.fenced(chunk, at, gap).or_else(|| self.marked(chunk, at, gap));
            at = taken.unwrap_or_else(|| {
                let end = end_of_plain_lines(chunk, at);
                self.plain(&chunk[at..end], gap);
                end
            });
            gap = false;
        }
    }

    /// Adds lines between code fences unchanged.
    fn fenced(&mut self, chunk: &[Line<'_>], at: usize, gap: bool) -> Option<usize> {
        let line = chunk[at];
        let fence = ["```", "~~~"].into_iter().find(|fence| line.text.starts_with(fence));
        match (self.code, fence) {
            (None, None) => return None,
            (None, Some(fence)) => {
                self.code = Some(fence);
                self.push(line.number, String::new(), gap, UnitKind::Code);
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

    /// Parses a line whose first characters mark it as other than plain text; returns the index after it.
    fn marked(&mut self, chunk: &[Line<'_>], at: usize, gap: bool) -> Option<usize> {
        let line = chunk[at];
        if is_rule(line.text) {
            // Below one short line, the rule is an underline.
            let under = self.units.last_mut().filter(|unit| !gap && unit.kind == UnitKind::Text);
            match under
                .filter(|unit| unit.text.chars().count() <= 100 && line.text.starts_with(['=', '-', '~']))
            {
                Some(unit) => unit.kind = UnitKind::Heading,
                None => self.push(line.number, String::new(), gap, UnitKind::Break),
            }
            return Some(at + 1);
        }
        if let Some(heading) = hash_heading(line.text) {
            self.push(line.number, heading.to_owned(), gap, UnitKind::Heading);
            return Some(at + 1);
        }
        if let Some(quoted) = line.text.strip_prefix('>') {
            self.push(line.number, quoted.trim_start_matches(['>', ' ']).to_owned(), gap, UnitKind::Quote);
            return Some(at + 1);
        }
        let (ordered, rest) = item(line.text)?;
        let mut text = rest.to_owned();
        let mut next = at + 1;
        while let Some(more) =
            chunk.get(next).filter(|more| item(more.text).is_none() && is_unmarked(more.text))
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
            kind: UnitKind::Item { ordered },
            number: Some(mark),
        });
        Some(next)
    }

    /// Adds plain lines: joined into paragraphs, kept as verse, or each as its own unit.
    fn plain(&mut self, run: &[Line<'_>], gap: bool) {
        let stands_alone = |line: &Line| !self.inner.contains(&line.number) && (self.stands_alone)(line.text);
        let standalone_lines: Vec<bool> = run.iter().map(stands_alone).collect();
        let mut paragraphs: Vec<(u32, String, usize)> = Vec::new();
        for (index, line) in run.iter().enumerate() {
            let joins = index > 0
                && !standalone_lines[index - 1]
                && self.wrap.joins(&run[index - 1], line)
                && (!standalone_lines[index] || self.wrap.ends_sentence_of(&run[index - 1], line));
            match paragraphs.last_mut().filter(|_| joins) {
                Some((_, text, lines)) => {
                    join(text, line.text);
                    *lines += 1;
                }
                None => paragraphs.push((line.number, line.text.to_owned(), 1)),
            }
        }
        let single = paragraphs.iter().all(|(_, _, lines)| *lines == 1);
        let standalone_lines = standalone_lines.contains(&true);
        let texts: Vec<&str> = paragraphs.iter().map(|(_, text, _)| text.as_str()).collect();
        let is_first = self.units.is_empty();
        if single && !standalone_lines && verse::keeps_lines(&texts, self.is_poem, is_first) {
            self.push(run[0].number, texts.join("\n"), gap, UnitKind::Verse);
            return;
        }
        for (index, (number, text, _)) in paragraphs.into_iter().enumerate() {
            self.push(number, text, gap && index == 0, UnitKind::Text);
        }
    }

    fn finish(mut self) -> Vec<Unit> {
        join_quotes(&mut self.units);
        self.units.retain(|unit| unit.kind == UnitKind::Break || !unit.text.is_empty());
        self.units
    }
}

/// Joins neighbouring quoted lines into one paragraph, unless they are whole sentences.
fn join_quotes(units: &mut Vec<Unit>) {
    let mut joined: Vec<Unit> = Vec::with_capacity(units.len());
    for unit in units.drain(..) {
        match joined.last_mut() {
            Some(last)
                if unit.kind == UnitKind::Quote
                    && last.kind == UnitKind::Quote
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

/// Appends a line to a paragraph, without a space between Chinese or Japanese characters and after the hyphen
/// of a broken word.
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

fn end_of_plain_lines(chunk: &[Line<'_>], at: usize) -> usize {
    let rest = chunk[at..].iter().skip(1);
    let plain = rest.take_while(|line| is_unmarked(line.text) && item(line.text).is_none()).count();
    at + 1 + plain
}

fn is_unmarked(text: &str) -> bool {
    !(is_rule(text)
        || hash_heading(text).is_some()
        || text.starts_with('>')
        || text.starts_with("```")
        || text.starts_with("~~~"))
}

/// Whether the line is three or more of one character: `---`, `* * *`, `=====`.
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
