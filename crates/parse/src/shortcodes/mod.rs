//! Templates in a Markdown text: what generators would put in is put in where a single document says it, and the
//! rest is left out or kept as text, never shown raw. Inside code nothing is a template, but for what only keeps
//! templates from being read there.

pub(super) mod code;
mod erb;
mod mdx;
mod scan;
mod tag;
mod value;
mod verbatim;

use crate::document::Field;
use block_stack::Frame;
use code::{Found, Walk};
pub(super) use erb::resolve_erb;
use scan::{ends, formulas, unescaped};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
pub(super) use tag::arguments;
use tag::{Piece, Syntax, Tag};
use tidings_model::Problem;
use value::Names;

/// A text without templates.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Resolved {
    /// Markdown.
    pub(super) text: String,
    /// One for each kind of tag that is unknown.
    pub(super) problems: Vec<Problem>,
}

/// What the text around the templates is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Templates are Liquid's, Jinja's, Tera's and Hugo's.
    Markdown,
    /// The same templates.
    Html,
    /// Templates are components and expressions.
    Mdx,
}

/// Resolves a text's templates.
pub(super) fn resolve(source: &str, front_matter: &[Field], around: Around) -> Resolved {
    let names = || Names::new(front_matter.iter().map(|field| (field.key.as_str(), &field.value)));
    if around == Around::Mdx {
        let (text, imports) = mdx::without_modules(source);
        return Resolver::new(&mdx::without_indentation(&text), names(), around, imports).run();
    }
    if !source.contains('{') || !["{{", "{%", "{# ", "{#-"].iter().any(|sign| source.contains(sign)) {
        return Resolved { text: source.to_owned(), problems: Vec::new() };
    }
    let names = names();
    Resolver::new(source, names, around, HashMap::new()).run()
}

/// One pass through one text.
struct Resolver<'s> {
    source: &'s str,
    /// In MDX: the addresses of what it imports, by their names.
    imports: HashMap<String, String>,
    around: Around,
    walk: Walk<'s>,
    /// Up to where the source is in the output.
    done: usize,
    /// The line that was looked at last: a place in it, and its start.
    line: (usize, usize),
    names: Names,
    frames: Vec<Frame>,
    /// Where the last end of a pair of that name stands.
    ends: HashMap<(Syntax, String), usize>,
    /// Names of statements whose end is known to be missing from here on.
    endless: HashSet<String>,
    /// The tag that ends what is no template.
    raw_end: Option<Range<usize>>,
    /// Formulas between dollar signs, in order.
    formulas: Vec<Range<usize>>,
    /// Where a group in another formula ended, behind which the next may begin.
    formula_end: usize,
    /// What was unknown, as shown, and whether text of it is kept; each once.
    unknown: Vec<(String, bool)>,
}

impl<'s> Resolver<'s> {
    fn new(source: &'s str, names: Names, around: Around, imports: HashMap<String, String>) -> Self {
        let is_mdx = around == Around::Mdx;
        Self {
            source,
            imports,
            around,
            walk: match around {
                Around::Markdown => Walk::new(source, b"{"),
                Around::Html => Walk::through_html(source, b"{"),
                Around::Mdx => Walk::new(source, b"{<"),
            },
            done: 0,
            line: (0, 0),
            names,
            frames: vec![Frame::root(source.len())],
            ends: if is_mdx { mdx::ends(source) } else { ends(source) },
            endless: HashSet::new(),
            raw_end: None,
            formulas: formulas(source),
            formula_end: 0,
            unknown: Vec::new(),
        }
    }

    fn run(mut self) -> Resolved {
        while let Some(found) = self.walk.next() {
            match found {
                Found::Code(range) | Found::Indented(range) => self.code(range),
                Found::Sign(at) => self.sign(at),
            }
        }
        self.copy_to(self.source.len());
        while self.frames.len() > 1 {
            self.close_top();
        }
        let text = self.frames.pop().map_or_else(String::new, |root| root.out);
        let problems = self.unknown.iter().map(|(shown, keeps)| unknown_problem(shown, *keeps)).collect();
        Resolved { text, problems }
    }

    fn sign(&mut self, at: usize) {
        if let Some(end) = self.raw_end.clone() {
            if at >= end.start {
                self.copy_to(end.start);
                self.raw_end = None;
                self.leave(end, true);
            }
            return;
        }
        if self.around == Around::Mdx {
            return self.mdx(at);
        }
        let Some((piece, length)) = tag::read(&self.source[at..]) else { return };
        let range = at..at + length;
        if matches!(piece, Piece::Expression(_)) && self.is_formula(at) {
            self.formula_end = range.end;
            self.walk.go_on_at(range.end);
            return;
        }
        self.copy_to(at);
        match piece {
            Piece::Tag(tag) => self.tag(tag, range),
            Piece::Expression(expression) => self.expression(&expression, range),
            Piece::Escaped(shown) => {
                self.push(&shown.replace('&', "&amp;").replace('<', "&lt;"));
                self.go_on(range.end);
            }
            Piece::Comment => self.leave(range, true),
        }
    }

    fn mdx(&mut self, at: usize) {
        let Some((piece, length)) = mdx::read(&self.source[at..], &self.imports) else { return };
        if self.is_formula(at) {
            return;
        }
        let range = at..at + length;
        self.copy_to(at);
        match piece {
            mdx::Piece::Component(tag) => self.tag(tag, range),
            mdx::Piece::Element(html) => {
                self.push(&html);
                self.go_on(range.end);
            }
            mdx::Piece::Text(text) => {
                self.push(&text);
                self.go_on(range.end);
            }
            mdx::Piece::Name(name) => {
                if let value::Value::Text(text) = self.names.evaluate(&name) {
                    self.push(&text);
                }
                self.leave(range, true);
            }
            mdx::Piece::Nothing => self.leave(range, true),
        }
    }

    /// `\frac{{a}}{{b}}` and `x^{{n}}` are formulas.
    fn is_formula(&self, at: usize) -> bool {
        let place = self.formulas.partition_point(|formula| formula.end <= at);
        if self.formulas.get(place).is_some_and(|formula| formula.start <= at) {
            return true;
        }
        let before = &self.source.as_bytes()[at.saturating_sub(24)..at];
        let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let sign = before.len().checked_sub(letters + 1).and_then(|place| before.get(place));
        let is_tight = !self.source[at + 1..].trim_start_matches('{').starts_with([' ', '-', '"']);
        let is_command = sign == Some(&b'\\') || letters == 0 && matches!(sign, Some(b'^' | b'_'));
        (is_command && is_tight) || (self.formula_end == at && at > 0)
    }

    /// Code goes as it is, but for what only keeps generators from reading templates in it.
    fn code(&mut self, range: Range<usize>) {
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
        self.walk.go_on_at(self.done.max(range.end));
    }

    fn push(&mut self, text: &str) {
        if let Some(frame) = self.frames.last_mut() {
            frame.out.push_str(text);
        }
    }

    fn copy_to(&mut self, at: usize) {
        if let Some(text) = self.source.get(self.done..at) {
            self.push(text);
            self.done = at;
        }
    }

    fn go_on(&mut self, at: usize) {
        self.done = at;
        self.walk.go_on_at(at);
    }

    /// Leaves a tag out. One that has a line to itself takes it along if `with_line`, so that no paragraph, list or
    /// table is torn; else the line is blank.
    fn leave(&mut self, range: Range<usize>, with_line: bool) {
        let blank = self.is_last_on_line(range.end);
        let line_start = self.line_start(range.start);
        let is_first = self.source[line_start..range.start].chars().all(char::is_whitespace);
        let mut end = range.end;
        if with_line
            && is_first
            && let Some(line_end) = blank
        {
            end = (line_end + 1).min(self.source.len());
            if let Some(frame) = self.frames.last_mut() {
                let kept = frame.out.trim_end_matches([' ', '\t']).len();
                frame.out.truncate(kept);
            }
        }
        self.go_on(end);
    }

    /// The end of the line if nothing but white space follows.
    fn is_last_on_line(&self, at: usize) -> Option<usize> {
        let rest = &self.source.as_bytes()[at..];
        let length = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).unwrap_or(rest.len());
        matches!(rest.get(length), None | Some(b'\n')).then_some(at + length)
    }

    /// Where the line begins. Looks back only to the place that it was asked for last.
    fn line_start(&mut self, at: usize) -> usize {
        let (seen, start) = self.line;
        let from = seen.min(at);
        let start = self.source[from..at].rfind('\n').map_or(start.min(at), |newline| from + newline + 1);
        self.line = (at, start);
        start
    }

    /// The white space and `>` with which the container's lines begin; `Some` where nothing else stands before the tag.
    fn container(&mut self, at: usize) -> (String, bool) {
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

    fn report(&mut self, shown: String, keeps: bool) {
        const MOST: usize = 50;
        if self.unknown.len() < MOST && !self.unknown.iter().any(|(known, _)| *known == shown) {
            self.unknown.push((shown, keeps));
        }
    }
}

fn unknown_problem(shown: &str, keeps: bool) -> Problem {
    let what = if keeps { "only the text in it is shown" } else { "it is left out" };
    let message = format!("The template tag {shown} is unknown, so {what}");
    Problem::warning(message, "Write in Markdown or HTML what it stands for").once_per_folder()
}

impl Resolver<'_> {
    /// Whether the tag's end stands further below.
    fn has_end(&self, tag: &Tag, at: usize) -> bool {
        let name = if tag.syntax == Syntax::Call { String::new() } else { tag.name.clone() };
        let by_name = self.ends.get(&(tag.syntax, name));
        let written_out = || self.ends.get(&(Syntax::Statement, tag.name.clone()));
        let last = by_name.or_else(|| (tag.syntax == Syntax::Call).then(written_out).flatten());
        !tag.is_single && last.is_some_and(|last| *last > at)
    }
}

#[cfg(test)]
mod tests;
pub(crate) mod apply;
pub(crate) mod block_stack;
pub(crate) mod known_tags;
