//! One pass through a text that replaces its templates: the state of the pass, and how tags and code are
//! found.

use super::block_stack::{BlockKind, OpenBlock};
use super::code::{CodeScanner, ScanItem};
use super::known_tags::anchor;
use super::resolved::{HostFormat, Resolved, unknown_problem};
use super::scan::{ends, formulas, unescaped};
use super::tag::{Syntax, Tag, Template};
use super::value::{Value, Variables};
use super::{mdx, tag};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Deepest nesting of pairs. Each closing tag searches all open pairs.
const MAX_DEPTH: usize = 64;

/// The most opening brackets in a row that are looked at.
const MAX_BRACKETS: usize = 16;

/// The state of one pass through one text.
pub(super) struct TemplateResolver<'s> {
    pub(super) source: &'s str,
    /// In MDX: the addresses of the imported files by name.
    pub(super) imports: HashMap<String, String>,
    pub(super) host: HostFormat,
    pub(super) scanner: CodeScanner<'s>,
    /// The source up to this position has been written or skipped.
    pub(super) done: usize,
    /// A cache for `line_start`: the last position, and the start of its line.
    pub(super) line: Cell<(usize, usize)>,
    /// A cache for `comment_end`: the last position, and the end that was found; `usize::MAX`: none.
    comment: Cell<(usize, usize)>,
    pub(super) variables: Variables,
    pub(super) open_blocks: Vec<OpenBlock>,
    /// The position of the last closing tag of each name.
    pub(super) ends: HashMap<(Syntax, String), usize>,
    /// Names of tags whose closing tag is known to be missing from here on.
    pub(super) endless: HashSet<String>,
    /// The closing tag of the current `raw` block.
    pub(super) raw_end: Option<Range<usize>>,
    /// The ranges of formulas between dollar signs, in ascending order.
    pub(super) formulas: Vec<Range<usize>>,
    /// The end of the last group of a formula; the next group may begin there.
    pub(super) formula_end: usize,
    /// Unknown tags in their author's notation, each once, and whether their content is kept.
    pub(super) unknown: Vec<(String, bool)>,
}

impl<'s> TemplateResolver<'s> {
    pub(super) fn new(
        source: &'s str,
        variables: Variables,
        host: HostFormat,
        imports: HashMap<String, String>,
    ) -> Self {
        let is_mdx = host == HostFormat::Mdx;
        Self {
            source,
            imports,
            host,
            scanner: match host {
                HostFormat::Markdown => CodeScanner::new(source, b"{"),
                HostFormat::Html => CodeScanner::for_html(source, b"{"),
                HostFormat::Mdx => CodeScanner::new(source, b"{<"),
            },
            done: 0,
            line: Cell::new((0, 0)),
            comment: Cell::new((0, 0)),
            variables,
            open_blocks: vec![OpenBlock::root(source.len())],
            ends: if is_mdx { mdx::ends(source) } else { ends(source) },
            endless: HashSet::new(),
            raw_end: None,
            formulas: formulas(source),
            formula_end: 0,
            unknown: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Resolved {
        while let Some(found) = self.scanner.next() {
            match found {
                ScanItem::Code(range) | ScanItem::IndentedCode(range) => self.copy_code(range),
                ScanItem::Sign(at) => self.handle_template(at),
            }
        }
        self.copy_to(self.source.len());
        while self.open_blocks.len() > 1 {
            self.close_innermost();
        }
        let text = self.open_blocks.pop().map_or_else(String::new, |root| root.out);
        let problems = self.unknown.iter().map(|(shown, keeps)| unknown_problem(shown, *keeps)).collect();
        Resolved { text, problems }
    }

    pub(super) fn handle_template(&mut self, at: usize) {
        if let Some(end) = self.raw_end.clone() {
            if at >= end.start {
                self.copy_to(end.start);
                self.raw_end = None;
                self.remove_tag(end, true);
            }
            return;
        }
        if self.host == HostFormat::Mdx {
            return self.handle_mdx(at);
        }
        let Some((template, length)) = tag::parse_template(&self.source[at..]) else { return };
        let range = at..at + length;
        if matches!(template, Template::Expression(_)) && self.is_formula(at) {
            self.formula_end = range.end;
            self.scanner.seek(range.end);
            return;
        }
        self.copy_to(at);
        match template {
            Template::Tag(tag) => self.apply_tag(tag, range),
            Template::Expression(expression) => self.apply_expression(&expression, range),
            Template::Escaped(shown) => {
                self.push(&shown.replace('&', "&amp;").replace('<', "&lt;"));
                self.continue_at(range.end);
            }
            Template::Comment => self.remove_tag(range, true),
        }
    }

    pub(super) fn handle_mdx(&mut self, at: usize) {
        let text = &self.source[at..];
        let comment_end = if text.starts_with("{/*") { self.comment_end(at + 3) } else { None };
        let comment_end = comment_end.map(|end| end - at);
        let Some((template, length)) = mdx::parse_item(text, &self.imports, comment_end) else { return };
        if self.is_formula(at) {
            return;
        }
        let range = at..at + length;
        self.copy_to(at);
        match template {
            mdx::MdxItem::Component(tag) => self.apply_tag(tag, range),
            mdx::MdxItem::Element(html) => {
                self.push(&html);
                self.continue_at(range.end);
            }
            mdx::MdxItem::Text(text) => {
                self.push(&text);
                self.continue_at(range.end);
            }
            mdx::MdxItem::Name(name) => {
                if let Value::Text(text) = self.variables.evaluate(&name) {
                    self.push(&text);
                }
                self.remove_tag(range, true);
            }
            mdx::MdxItem::Nothing => self.remove_tag(range, true),
        }
    }

    /// The position of the next `*/` from a position on. Many openings may share one end, which is found once.
    fn comment_end(&self, from: usize) -> Option<usize> {
        let (known_from, known_end) = self.comment.get();
        if from < known_from || from > known_end {
            let end = self.source[from..].find("*/").map_or(usize::MAX, |end| from + end);
            self.comment.set((from, end));
        }
        Some(self.comment.get().1).filter(|end| *end != usize::MAX)
    }

    /// Returns true for the brackets in `\frac{{a}}{{b}}` and `x^{{n}}`.
    pub(super) fn is_formula(&self, at: usize) -> bool {
        let place = self.formulas.partition_point(|formula| formula.end <= at);
        if self.formulas.get(place).is_some_and(|formula| formula.start <= at) {
            return true;
        }
        let before = &self.source.as_bytes()[at.saturating_sub(24)..at];
        let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let sign = before.len().checked_sub(letters + 1).and_then(|place| before.get(place));
        // A longer run of brackets is no formula, and looking through it for each bracket would take quadratic time.
        let after = self.source.as_bytes()[at + 1..].iter().take(MAX_BRACKETS).find(|byte| **byte != b'{');
        let is_tight = after.is_none_or(|byte| !b" -\"".contains(byte));
        let is_command = sign == Some(&b'\\') || letters == 0 && matches!(sign, Some(b'^' | b'_'));
        (is_command && is_tight) || (self.formula_end == at && at > 0)
    }

    /// Copies code as it is, except for tags that only protect templates in it from the generator.
    pub(super) fn copy_code(&mut self, range: Range<usize>) {
        self.copy_to(range.start);
        if let Some(end) = self.raw_end.clone() {
            if range.contains(&end.start) {
                self.copy_to(end.start);
                self.done = end.end;
                self.raw_end = None;
            }
            self.copy_to(range.end);
        } else {
            let shown = unescaped(&self.source[range.clone()]);
            self.push(&shown);
            self.done = self.done.max(range.end);
        }
        self.scanner.seek(self.done.max(range.end));
    }

    pub(super) fn push(&mut self, text: &str) {
        if let Some(block) = self.open_blocks.last_mut() {
            block.out.push_str(text);
        }
    }

    pub(super) fn copy_to(&mut self, at: usize) {
        if let Some(text) = self.source.get(self.done..at) {
            self.push(text);
            self.done = at;
        }
    }

    pub(super) fn continue_at(&mut self, at: usize) {
        self.done = at;
        self.scanner.seek(at);
    }

    /// Removes a tag. If `with_line` is true and the tag has a line to itself, the line is removed as well,
    /// so that no paragraph, list or table is split; otherwise a blank line remains.
    pub(super) fn remove_tag(&mut self, range: Range<usize>, with_line: bool) {
        let blank = self.is_last_on_line(range.end);
        let line_start = self.line_start(range.start);
        let is_first = self.source[line_start..range.start].chars().all(char::is_whitespace);
        let mut end = range.end;
        if with_line
            && is_first
            && let Some(line_end) = blank
        {
            end = (line_end + 1).min(self.source.len());
            if let Some(block) = self.open_blocks.last_mut() {
                let kept = block.out.trim_end_matches([' ', '\t']).len();
                block.out.truncate(kept);
            }
        }
        self.continue_at(end);
    }

    /// The end of the line, if only white space follows.
    pub(super) fn is_last_on_line(&self, at: usize) -> Option<usize> {
        let rest = &self.source.as_bytes()[at..];
        let length = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).unwrap_or(rest.len());
        matches!(rest.get(length), None | Some(b'\n')).then_some(at + length)
    }

    /// The start of the line. Searches back only to the previous position that was asked for.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let (seen, start) = self.line.get();
        let from = seen.min(at);
        let start = self.source[from..at].rfind('\n').map_or(start.min(at), |newline| from + newline + 1);
        self.line.set((at, start));
        start
    }

    /// The prefix (white space and `>`) of the lines in the tag's Markdown container, and whether nothing
    /// else precedes the tag on its line.
    pub(super) fn container_prefix(&self, at: usize) -> (String, bool) {
        let start = self.line_start(at);
        let before = &self.source[start..at];
        let is_prefix = |c: char| c.is_whitespace() || "->*+.)".contains(c) || c.is_ascii_digit();
        let length = before.find(|c| !is_prefix(c)).unwrap_or(before.len()).min(64);
        let prefix = before.get(..length).unwrap_or_default();
        let is_alone = length == before.len();
        let kept = prefix.find(|c: char| !c.is_whitespace() && c != '>');
        let mut container = prefix[..kept.unwrap_or(prefix.len())].to_owned();
        if is_alone && let Some(kept) = kept {
            container.extend(std::iter::repeat_n(' ', prefix.len() - kept));
        }
        (container, is_alone)
    }

    pub(super) fn report_unknown(&mut self, shown: String, keeps: bool) {
        const MOST: usize = 50;
        if self.unknown.len() < MOST && !self.unknown.iter().any(|(known, _)| *known == shown) {
            self.unknown.push((shown, keeps));
        }
    }
}

impl TemplateResolver<'_> {
    /// Returns true if a closing tag for this tag follows.
    pub(super) fn has_end(&self, tag: &Tag, at: usize) -> bool {
        let name = if tag.syntax == Syntax::Call { String::new() } else { tag.name.clone() };
        let by_name = self.ends.get(&(tag.syntax, name));
        let written_out = || self.ends.get(&(Syntax::Statement, tag.name.clone()));
        let last = by_name.or_else(|| (tag.syntax == Syntax::Call).then(written_out).flatten());
        !tag.is_single && last.is_some_and(|last| *last > at)
    }

    /// Opens a pair. Beyond the depth limit, the tags are ignored and the content is kept.
    pub(super) fn open_block(&mut self, block: OpenBlock) {
        if self.open_blocks.len() < MAX_DEPTH {
            self.open_blocks.push(block);
        }
    }

    /// Closes the innermost pair of this name, and all unclosed pairs inside it. Returns false if there is no
    /// such pair.
    pub(super) fn close_block(&mut self, name: &str, syntax: Syntax) -> bool {
        let is_it = |block: &OpenBlock| match block.syntax {
            Syntax::Call => name.is_empty() || block.name == name,
            own => own == syntax && block.name == name,
        };
        let Some(place) = self.open_blocks.iter().skip(1).rposition(is_it).map(|place| place + 1) else {
            return false;
        };
        while self.open_blocks.len() > place {
            self.close_innermost();
        }
        true
    }

    pub(super) fn close_innermost(&mut self) {
        let Some(block) = self.open_blocks.pop() else { return };
        match block.kind {
            BlockKind::Keep => self.push(&block.out),
            BlockKind::Capture(name) => {
                const MAX_VALUE_BYTES: usize = 4096;
                if block.out.len() <= MAX_VALUE_BYTES {
                    self.variables.assign(&name, block.out.trim().to_owned());
                }
            }
            BlockKind::Loop if block.refers_to_unknown => {}
            BlockKind::Loop => self.push(&block.out),
            BlockKind::Branch(first) => self.push(&first.unwrap_or(block.out)),
            BlockKind::Element(end) => {
                self.push(block.out.trim_end());
                let container = &block.container;
                self.push(&format!("\n{container}\n{container}{end}\n{container}"));
            }
            BlockKind::Anchor(address) => {
                let label = block.out.trim();
                let is_inline = !label.is_empty() && !label.contains("\n\n");
                let whole = if is_inline {
                    let link = anchor(&address, "");
                    link.replace("</a>", &format!("{label}</a>"))
                } else {
                    format!("{}\n\n{}", block.out, anchor(&address, &address))
                };
                self.push(&whole);
            }
        }
    }

    /// Begins another branch at `else`, `elsif` or `when`.
    pub(super) fn next_branch(&mut self, name: &str) {
        let Some(block) = self.open_blocks.last_mut() else { return };
        let is_first_case = name == "when" && block.out.trim().is_empty();
        let out = std::mem::take(&mut block.out);
        match &mut block.kind {
            BlockKind::Branch(first) if first.is_none() && !is_first_case => *first = Some(out),
            // The `else` branch of a loop applies to an empty list.
            BlockKind::Branch(_) => {}
            _ => block.out = out,
        }
    }
}
