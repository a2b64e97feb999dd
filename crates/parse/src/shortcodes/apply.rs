//! What each tag does to the text.

use super::Resolver;
use super::tag::{Syntax, Tag};
use super::value::Value;
use crate::output::plain::escape;
use crate::shortcodes::block_stack::{Frame, Kind};
use crate::shortcodes::known_tags;
use crate::shortcodes::known_tags::{Meaning, anchor};
use pulldown_cmark::{Parser, html};
use std::ops::Range;

/// Statements that show nothing by themselves.
const SILENT: [&str; 14] = [
    "increment",
    "decrement",
    "cycle",
    "break",
    "continue",
    "layout",
    "extends",
    "import",
    "from",
    "liquid",
    "css",
    "autoescape",
    "spaceless",
    "with",
];

impl Resolver<'_> {
    pub(super) fn tag(&mut self, tag: Tag, range: Range<usize>) {
        if tag.closes {
            return self.end(&tag, range);
        }
        let is_statement = tag.syntax == Syntax::Statement;
        match tag.name.as_str() {
            "if" | "unless" | "case" | "ifchanged" if is_statement => {
                self.control(&tag, Kind::Branch(None), range)
            }
            "for" | "tablerow" if is_statement => self.control(&tag, Kind::Loop, range),
            "else" | "elsif" | "elif" | "elseif" | "when" if is_statement => {
                self.next_branch(&tag.name);
                self.leave(range, true);
            }
            "assign" | "set" | "capture" if is_statement => self.assign(&tag, range),
            name if is_statement && SILENT.contains(&name) => {
                if self.has_end(&tag, range.start) {
                    self.open(Frame::new(&tag.name, tag.syntax, Kind::Keep));
                }
                self.leave(range, true);
            }
            "include" | "include_relative" | "include_cached" | "render" | "partial" | "component"
                if is_statement =>
            {
                self.include(tag, range);
            }
            "param" if tag.syntax == Syntax::Shortcode => {
                let name = tag.place(0).unwrap_or_default().to_owned();
                self.expression(&name, range);
            }
            _ => self.named(tag, range),
        }
    }

    /// The end of a pair.
    fn end(&mut self, tag: &Tag, range: Range<usize>) {
        let is_element = self.frames.last().is_some_and(|frame| matches!(frame.kind, Kind::Element(_)));
        let is_control =
            tag.syntax == Syntax::Statement && ["if", "for", "unless", "case"].contains(&tag.name.as_str());
        let is_known = self.close(&tag.name, tag.syntax);
        if is_element && is_known {
            return self.go_on(range.end);
        }
        self.leave(range, is_control || !is_known);
    }

    fn control(&mut self, tag: &Tag, kind: Kind, range: Range<usize>) {
        if self.has_end(tag, range.start) {
            if kind == Kind::Loop {
                self.report(shown(tag), true);
            }
            self.open(Frame::new(&tag.name, tag.syntax, kind));
        }
        self.leave(range, true);
    }

    fn assign(&mut self, tag: &Tag, range: Range<usize>) {
        if let Some((name, expression)) = tag.rest.split_once('=') {
            if let Value::Text(text) = self.names.evaluate(expression.trim()) {
                self.names.assign(name, text);
            }
        } else if self.has_end(tag, range.start) {
            let name = tag.place(0).unwrap_or_default().to_owned();
            self.open(Frame::new(&tag.name, tag.syntax, Kind::Capture(name)));
        }
        self.leave(range, true);
    }

    /// A file of the generator's: its name says what it is for.
    fn include(&mut self, mut tag: Tag, range: Range<usize>) {
        let file = if tag.positional.is_empty() { String::new() } else { tag.positional.remove(0) };
        let unknown = format!("{{% {} {file} %}}", tag.name);
        tag.rest = tag.rest.replacen(&file, "", 1);
        tag.name = file;
        tag.is_single = true;
        // What is passed on may itself be a name: `src=page.image`.
        for (_, value) in &mut tag.named {
            if value.starts_with("page.")
                && let Value::Text(text) = self.names.evaluate(value)
            {
                *value = text;
            }
        }
        if !self.show(&tag, &range) {
            self.report(unknown, false);
            self.leave(range, true);
        }
    }

    fn named(&mut self, tag: Tag, range: Range<usize>) {
        if self.show(&tag, &range) {
            return;
        }
        let is_paired = self.has_end(&tag, range.start);
        self.report(shown(&tag), is_paired);
        if is_paired {
            self.open(Frame::new(&tag.name, tag.syntax, Kind::Keep));
        }
        self.leave(range, false);
    }

    /// Shows a tag whose meaning is known; says whether it could.
    fn show(&mut self, tag: &Tag, range: &Range<usize>) -> bool {
        let Some(meaning) = self.meaning(tag) else { return false };
        let is_paired = self.has_end(tag, range.start);
        match meaning {
            Meaning::Code(language) => return self.listing(tag, language, range),
            Meaning::Raw if tag.syntax == Syntax::Expression => {
                let text = tag.place(0).unwrap_or_default().to_owned();
                self.inline(&text, range);
            }
            Meaning::Raw | Meaning::Comment => return self.skip(tag, meaning == Meaning::Comment, range),
            Meaning::Image => return self.picture(tag, is_paired, range),
            Meaning::Link(pattern) => return self.link(tag, pattern, is_paired, range),
            Meaning::Media => {
                let Some(html) = known_tags::media(tag) else { return false };
                self.block_or_inline(&html, range);
            }
            Meaning::Address => {
                let Some(address) = known_tags::address(tag) else { return false };
                self.inline(&address, range);
            }
            Meaning::PageLink => {
                let Some(address) = tag.place(0) else { return false };
                let words = tag.positional.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join(" ");
                let label = tag.named(&["title", "text"]).unwrap_or(&words);
                self.inline(&anchor(address, if label.is_empty() { address } else { label }), range);
            }
            Meaning::Quote => return self.quote(tag, is_paired, range),
            Meaning::Note(heading) => return self.note(tag, heading, is_paired, range),
            Meaning::Details if !is_paired => return false,
            Meaning::Details => {
                let words =
                    Some(tag.rest.as_str()).filter(|rest| !rest.is_empty() && !rest.contains(['"', '=']));
                let title = known_tags::title(tag).or(words).or(tag.place(0)).unwrap_or("Details");
                let start = format!("<details><summary>{}</summary>", inline(title));
                self.element(tag, &start, "</details>", range);
            }
            Meaning::More => self.block("<!--more-->", range),
            Meaning::Plain => {
                if is_paired {
                    self.open(Frame::new(&tag.name, tag.syntax, Kind::Keep));
                }
                self.leave(range.clone(), false);
            }
        }
        true
    }

    fn picture(&mut self, tag: &Tag, is_paired: bool, range: &Range<usize>) -> bool {
        let Some(picture) = known_tags::picture(tag) else { return false };
        if self.is_block(range) {
            self.block(&picture.html(true, inline), range);
        } else {
            self.inline(&picture.html(false, inline), range);
        }
        if is_paired {
            self.open(Frame::new(&tag.name, tag.syntax, Kind::Keep));
        }
        true
    }

    fn link(&mut self, tag: &Tag, pattern: &str, is_paired: bool, range: &Range<usize>) -> bool {
        let Some(link) = known_tags::link(tag, pattern) else { return false };
        if is_paired && let Some(address) = link.split('"').nth(1) {
            let address = address.replace("&amp;", "&");
            self.open(Frame::new(&tag.name, tag.syntax, Kind::Anchor(address)));
            self.go_on(range.end);
        } else {
            self.block_or_inline(&link, range);
        }
        true
    }

    /// The tag's meaning. A component or shortcode that names a picture or an address is shown as one.
    fn meaning(&self, tag: &Tag) -> Option<Meaning> {
        let is_link = || tag.named(&["href", "to"]).is_some();
        let is_picture = || tag.named(&["src", "image"]).is_some_and(known_tags::is_picture_file);
        match known_tags::of(&tag.name) {
            // Only a generator's own `link` is an address; others make one themselves.
            Some(Meaning::Address) if is_link() || tag.syntax == Syntax::Component => {
                is_link().then_some(Meaning::Link("{}"))
            }
            Some(meaning) => Some(meaning),
            None if is_picture() => Some(Meaning::Image),
            None if is_link() => Some(Meaning::Link("{}")),
            None => None,
        }
    }

    fn quote(&mut self, tag: &Tag, is_paired: bool, range: &Range<usize>) -> bool {
        if !is_paired {
            return false;
        }
        let named = known_tags::title(tag).map(str::to_owned);
        let author = named.or_else(|| Some(tag.positional.join(" ")).filter(|words| !words.is_empty()));
        let end = author.map_or_else(String::new, |author| format!("<p>— {}</p>", inline(&author)));
        self.element(tag, "<blockquote>", &format!("{end}</blockquote>"), range);
        true
    }

    fn note(&mut self, tag: &Tag, heading: &str, is_paired: bool, range: &Range<usize>) -> bool {
        let kind = tag.named(&["type", "kind", "level", "status"]).or(tag.place(0));
        let by_kind = kind.and_then(known_tags::note_heading);
        let title = known_tags::title(tag).or(by_kind).unwrap_or(heading).to_owned();
        let start = format!("<blockquote><p><strong>{}</strong></p>", inline(&title));
        if is_paired {
            self.element(tag, &start, "</blockquote>", range);
            return true;
        }
        let text = tag.named(&["content", "text", "body", "message"]);
        let Some(text) = text.or(tag.place(0).filter(|_| by_kind.is_none())) else { return false };
        let html = format!("{start}<p>{}</p></blockquote>", inline(text));
        self.block(&html, range);
        true
    }

    /// An element around what stands between the tags, which stays Markdown.
    fn element(&mut self, tag: &Tag, start: &str, end: &str, range: &Range<usize>) {
        let (container, _) = self.container(range.start);
        self.block(start, range);
        let frame = Frame::new(&tag.name, tag.syntax, Kind::Element(end.to_owned()));
        self.open(Frame { container, ..frame });
    }

    pub(super) fn expression(&mut self, expression: &str, range: Range<usize>) {
        match self.names.evaluate(expression) {
            Value::Text(text) => {
                // A blank would end the link's destination.
                let is_destination = self.source[..range.start].ends_with("](");
                self.inline(&if is_destination { text.replace(' ', "%20") } else { text }, &range);
            }
            Value::Site => {
                let before = self.source[..range.start].chars().next_back();
                let begins_address = before.is_some_and(|c| "(\"'=<".contains(c))
                    || self.source[..range.start].ends_with("]: ");
                let follows = self.source[range.end..].chars().next();
                let is_whole = begins_address && !follows.is_some_and(|c| c == '/' || c == '{');
                self.inline(if is_whole { "/" } else { "" }, &range);
            }
            Value::Call(tag) => {
                let tag = Tag { syntax: Syntax::Expression, is_single: true, ..tag };
                if !self.show(&tag, &range) {
                    self.report(shown(&tag), false);
                    self.leave(range, false);
                }
            }
            // Where no generator has left front matter, somebody writes about templates.
            Value::Unknown(_) if self.names.has_no_page() => self.copy_to(range.end),
            Value::Unknown(name) => {
                // In a loop it is most likely the loop's; what it would stand for is left out with the loop.
                let in_loop = self.frames.iter_mut().rev().find(|frame| frame.kind == Kind::Loop);
                match in_loop {
                    Some(frame) => frame.is_open_question = true,
                    None => self.report(format!("{{{{ {name} }}}}"), false),
                }
                self.leave(range, false);
            }
        }
    }

    fn inline(&mut self, text: &str, range: &Range<usize>) {
        self.push(text);
        self.go_on(range.end);
    }

    fn block_or_inline(&mut self, html: &str, range: &Range<usize>) {
        if self.is_block(range) {
            self.block(&format!("<p>{html}</p>"), range);
        } else {
            self.inline(html, range);
        }
    }

    /// Whether a tag has its lines to itself.
    fn is_block(&mut self, range: &Range<usize>) -> bool {
        self.container(range.start).1 && self.is_last_on_line(range.end).is_some()
    }

    /// Puts in a block of its own.
    pub(super) fn block(&mut self, html: &str, range: &Range<usize>) {
        let (container, is_alone) = self.container(range.start);
        let gap = format!("\n{container}\n{container}");
        if !is_alone {
            self.push(&gap);
        }
        self.push(html);
        self.push(if self.is_last_on_line(range.end).is_some() { &gap[..=container.len()] } else { &gap });
        self.go_on(range.end);
    }
}

/// Markdown on one line as HTML without its paragraph.
fn inline(markdown: &str) -> String {
    let markdown = tidings_model::text::one_line(markdown);
    let mut out = String::new();
    html::push_html(&mut out, Parser::new(&markdown));
    let out = out.trim();
    let inner = out.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.map_or_else(|| escape(&markdown), str::to_owned).replace('\n', " ")
}

/// The tag as its author wrote it, without arguments.
fn shown(tag: &Tag) -> String {
    let name = &tag.name;
    match tag.syntax {
        Syntax::Statement | Syntax::Call => format!("{{% {name} %}}"),
        Syntax::Shortcode => format!("{{{{< {name} >}}}}"),
        Syntax::Expression => format!("{{{{ {name}() }}}}"),
        Syntax::Component => format!("<{name}>"),
    }
}
