//! Applies a tag to the text: control flow, includes, pictures, links, boxes and expressions.

use super::resolver::TemplateResolver;
use super::tag::{Syntax, Tag};
use super::value::Value;
use crate::output::plain::escape;
use crate::shortcodes::block_stack::{BlockKind, OpenBlock};
use crate::shortcodes::known_tags;
use crate::shortcodes::known_tags::{TagMeaning, anchor};
use pulldown_cmark::{Parser, html};
use std::ops::Range;

/// Statements that produce no output of their own.
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

impl TemplateResolver<'_> {
    pub(super) fn apply_tag(&mut self, tag: Tag, range: Range<usize>) {
        if tag.is_closing {
            return self.apply_end_tag(&tag, range);
        }
        let is_statement = tag.syntax == Syntax::Statement;
        match tag.name.as_str() {
            "if" | "unless" | "case" | "ifchanged" if is_statement => {
                self.open_control(&tag, BlockKind::Branch(None), range)
            }
            "for" | "tablerow" if is_statement => self.open_control(&tag, BlockKind::Loop, range),
            "else" | "elsif" | "elif" | "elseif" | "when" if is_statement => {
                self.next_branch(&tag.name);
                self.remove_tag(range, true);
            }
            "assign" | "set" | "capture" if is_statement => self.apply_assign(&tag, range),
            name if is_statement && SILENT.contains(&name) => {
                if self.has_end(&tag, range.start) {
                    self.open_block(OpenBlock::new(&tag.name, tag.syntax, BlockKind::Keep));
                }
                self.remove_tag(range, true);
            }
            "include" | "include_relative" | "include_cached" | "render" | "partial" | "component"
                if is_statement =>
            {
                self.apply_include(tag, range);
            }
            "param" if tag.syntax == Syntax::Shortcode => {
                let name = tag.argument(0).unwrap_or_default().to_owned();
                self.apply_expression(&name, range);
            }
            _ => self.apply_other(tag, range),
        }
    }

    /// Handles the closing tag of a pair.
    fn apply_end_tag(&mut self, tag: &Tag, range: Range<usize>) {
        let is_element =
            self.open_blocks.last().is_some_and(|block| matches!(block.kind, BlockKind::Element(_)));
        let is_control =
            tag.syntax == Syntax::Statement && ["if", "for", "unless", "case"].contains(&tag.name.as_str());
        let is_known = self.close_block(&tag.name, tag.syntax);
        if is_element && is_known {
            return self.continue_at(range.end);
        }
        self.remove_tag(range, is_control || !is_known);
    }

    fn open_control(&mut self, tag: &Tag, kind: BlockKind, range: Range<usize>) {
        if self.has_end(tag, range.start) {
            if kind == BlockKind::Loop {
                self.report_unknown(shown(tag), true);
            }
            self.open_block(OpenBlock::new(&tag.name, tag.syntax, kind));
        }
        self.remove_tag(range, true);
    }

    fn apply_assign(&mut self, tag: &Tag, range: Range<usize>) {
        if let Some((name, expression)) = tag.rest.split_once('=') {
            if let Value::Text(text) = self.variables.evaluate(expression.trim()) {
                self.variables.assign(name, text);
            }
        } else if self.has_end(tag, range.start) {
            let name = tag.argument(0).unwrap_or_default().to_owned();
            self.open_block(OpenBlock::new(&tag.name, tag.syntax, BlockKind::Capture(name)));
        }
        self.remove_tag(range, true);
    }

    /// Handles an include of a template file, whose name usually describes its output.
    fn apply_include(&mut self, mut tag: Tag, range: Range<usize>) {
        let file = if tag.positional.is_empty() { String::new() } else { tag.positional.remove(0) };
        let unknown = format!("{{% {} {file} %}}", tag.name);
        tag.rest = tag.rest.replacen(&file, "", 1);
        tag.name = file;
        tag.is_single = true;
        // An argument may itself be a variable: `src=page.image`.
        for (_, value) in &mut tag.named {
            if value.starts_with("page.")
                && let Value::Text(text) = self.variables.evaluate(value)
            {
                *value = text;
            }
        }
        if !self.try_show(&tag, &range) {
            self.report_unknown(unknown, false);
            self.remove_tag(range, true);
        }
    }

    fn apply_other(&mut self, tag: Tag, range: Range<usize>) {
        if self.try_show(&tag, &range) {
            return;
        }
        let is_paired = self.has_end(&tag, range.start);
        self.report_unknown(shown(&tag), is_paired);
        if is_paired {
            self.open_block(OpenBlock::new(&tag.name, tag.syntax, BlockKind::Keep));
        }
        self.remove_tag(range, false);
    }

    /// Writes the output of a tag with a known meaning. Returns false, and writes nothing, if the meaning is
    /// unknown or an argument is missing.
    fn try_show(&mut self, tag: &Tag, range: &Range<usize>) -> bool {
        let Some(meaning) = self.meaning(tag) else { return false };
        let is_paired = self.has_end(tag, range.start);
        match meaning {
            TagMeaning::Code(language) => return self.write_listing(tag, language, range),
            TagMeaning::Raw if tag.syntax == Syntax::Expression => {
                let text = tag.argument(0).unwrap_or_default().to_owned();
                self.write_inline(&text, range);
            }
            TagMeaning::Raw | TagMeaning::Comment => {
                return self.skip_content(tag, meaning == TagMeaning::Comment, range);
            }
            TagMeaning::Image => return self.write_picture(tag, is_paired, range),
            TagMeaning::Link(pattern) => return self.write_link(tag, pattern, is_paired, range),
            TagMeaning::Media => {
                let Some(html) = known_tags::media(tag) else { return false };
                self.write_block_or_inline(&html, range);
            }
            TagMeaning::Address => {
                let Some(address) = known_tags::address(tag) else { return false };
                self.write_inline(&address, range);
            }
            TagMeaning::PageLink => {
                let Some(address) = tag.argument(0) else { return false };
                let words = tag.positional.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join(" ");
                let label = tag.named(&["title", "text"]).unwrap_or(&words);
                self.write_inline(&anchor(address, if label.is_empty() { address } else { label }), range);
            }
            TagMeaning::Quote => return self.write_quote(tag, is_paired, range),
            TagMeaning::Note(heading) => return self.write_note(tag, heading, is_paired, range),
            TagMeaning::Details if !is_paired => return false,
            TagMeaning::Details => {
                let words =
                    Some(tag.rest.as_str()).filter(|rest| !rest.is_empty() && !rest.contains(['"', '=']));
                let title = known_tags::title(tag).or(words).or(tag.argument(0)).unwrap_or("Details");
                let start = format!("<details><summary>{}</summary>", inline(title));
                self.open_element(tag, &start, "</details>", range);
            }
            TagMeaning::More => self.write_block("<!--more-->", range),
            TagMeaning::Plain => {
                if is_paired {
                    self.open_block(OpenBlock::new(&tag.name, tag.syntax, BlockKind::Keep));
                }
                self.remove_tag(range.clone(), false);
            }
        }
        true
    }

    fn write_picture(&mut self, tag: &Tag, is_paired: bool, range: &Range<usize>) -> bool {
        let Some(picture) = known_tags::picture(tag) else { return false };
        if self.is_block(range) {
            self.write_block(&picture.html(true, inline), range);
        } else {
            self.write_inline(&picture.html(false, inline), range);
        }
        if is_paired {
            self.open_block(OpenBlock::new(&tag.name, tag.syntax, BlockKind::Keep));
        }
        true
    }

    fn write_link(&mut self, tag: &Tag, pattern: &str, is_paired: bool, range: &Range<usize>) -> bool {
        let Some(link) = known_tags::link(tag, pattern) else { return false };
        if is_paired && let Some(address) = link.split('"').nth(1) {
            let address = address.replace("&amp;", "&");
            self.open_block(OpenBlock::new(&tag.name, tag.syntax, BlockKind::Anchor(address)));
            self.continue_at(range.end);
        } else {
            self.write_block_or_inline(&link, range);
        }
        true
    }

    /// The meaning of a tag. An unknown component or shortcode with a picture or an address as argument is a
    /// picture or a link.
    fn meaning(&self, tag: &Tag) -> Option<TagMeaning> {
        let is_link = || tag.named(&["href", "to"]).is_some();
        let is_picture = || tag.named(&["src", "image"]).is_some_and(known_tags::is_picture_file);
        match known_tags::meaning_of(&tag.name) {
            // Only the generator's own `link` is a bare address; other tags of this name write a whole link.
            Some(TagMeaning::Address) if is_link() || tag.syntax == Syntax::Component => {
                is_link().then_some(TagMeaning::Link("{}"))
            }
            Some(meaning) => Some(meaning),
            None if is_picture() => Some(TagMeaning::Image),
            None if is_link() => Some(TagMeaning::Link("{}")),
            None => None,
        }
    }

    fn write_quote(&mut self, tag: &Tag, is_paired: bool, range: &Range<usize>) -> bool {
        if !is_paired {
            return false;
        }
        let named = known_tags::title(tag).map(str::to_owned);
        let author = named.or_else(|| Some(tag.positional.join(" ")).filter(|words| !words.is_empty()));
        let end = author.map_or_else(String::new, |author| format!("<p>— {}</p>", inline(&author)));
        self.open_element(tag, "<blockquote>", &format!("{end}</blockquote>"), range);
        true
    }

    fn write_note(&mut self, tag: &Tag, heading: &str, is_paired: bool, range: &Range<usize>) -> bool {
        let kind = tag.named(&["type", "kind", "level", "status"]).or(tag.argument(0));
        let by_kind = kind.and_then(known_tags::note_heading);
        let title = known_tags::title(tag).or(by_kind).unwrap_or(heading).to_owned();
        let start = format!("<blockquote><p><strong>{}</strong></p>", inline(&title));
        if is_paired {
            self.open_element(tag, &start, "</blockquote>", range);
            return true;
        }
        let text = tag.named(&["content", "text", "body", "message"]);
        let Some(text) = text.or(tag.argument(0).filter(|_| by_kind.is_none())) else { return false };
        let html = format!("{start}<p>{}</p></blockquote>", inline(text));
        self.write_block(&html, range);
        true
    }

    /// Encloses the content of a pair in an element. The content stays Markdown.
    fn open_element(&mut self, tag: &Tag, start: &str, end: &str, range: &Range<usize>) {
        let (container, _) = self.container_prefix(range.start);
        self.write_block(start, range);
        let block = OpenBlock::new(&tag.name, tag.syntax, BlockKind::Element(end.to_owned()));
        self.open_block(OpenBlock { container, ..block });
    }

    pub(super) fn apply_expression(&mut self, expression: &str, range: Range<usize>) {
        match self.variables.evaluate(expression) {
            Value::Text(text) => {
                // A space would end the destination of the link.
                let is_destination = self.source[..range.start].ends_with("](");
                self.write_inline(&if is_destination { text.replace(' ', "%20") } else { text }, &range);
            }
            Value::Site => {
                let before = self.source[..range.start].chars().next_back();
                let begins_address = before.is_some_and(|c| "(\"'=<".contains(c))
                    || self.source[..range.start].ends_with("]: ");
                let follows = self.source[range.end..].chars().next();
                let is_whole = begins_address && !follows.is_some_and(|c| c == '/' || c == '{');
                self.write_inline(if is_whole { "/" } else { "" }, &range);
            }
            Value::Call(tag) => {
                let tag = Tag { syntax: Syntax::Expression, is_single: true, ..tag };
                if !self.try_show(&tag, &range) {
                    self.report_unknown(shown(&tag), false);
                    self.remove_tag(range, false);
                }
            }
            // Without front matter the document is not a generator's post; the author writes about templates.
            Value::Unknown(_) if self.variables.has_no_front_matter() => self.copy_to(range.end),
            Value::Unknown(name) => {
                // Inside a loop, an unknown name is most likely the loop's variable. It is not reported; the
                // loop is left out.
                let in_loop = self.open_blocks.iter_mut().rev().find(|block| block.kind == BlockKind::Loop);
                match in_loop {
                    Some(block) => block.refers_to_unknown = true,
                    None => self.report_unknown(format!("{{{{ {name} }}}}"), false),
                }
                self.remove_tag(range, false);
            }
        }
    }

    fn write_inline(&mut self, text: &str, range: &Range<usize>) {
        self.push(text);
        self.continue_at(range.end);
    }

    fn write_block_or_inline(&mut self, html: &str, range: &Range<usize>) {
        if self.is_block(range) {
            self.write_block(&format!("<p>{html}</p>"), range);
        } else {
            self.write_inline(html, range);
        }
    }

    /// Returns true if the tag has its lines to itself.
    fn is_block(&self, range: &Range<usize>) -> bool {
        self.container_prefix(range.start).1 && self.is_last_on_line(range.end).is_some()
    }

    /// Writes HTML as a block of its own.
    pub(super) fn write_block(&mut self, html: &str, range: &Range<usize>) {
        let (container, is_alone) = self.container_prefix(range.start);
        let gap = format!("\n{container}\n{container}");
        if !is_alone {
            self.push(&gap);
        }
        self.push(html);
        self.push(if self.is_last_on_line(range.end).is_some() { &gap[..=container.len()] } else { &gap });
        self.continue_at(range.end);
    }
}

/// Renders one line of Markdown as HTML without the paragraph.
fn inline(markdown: &str) -> String {
    let markdown = tidings_model::text::one_line(markdown);
    let mut out = String::new();
    html::push_html(&mut out, Parser::new(&markdown));
    let out = out.trim();
    let inner = out.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.map_or_else(|| escape(&markdown), str::to_owned).replace('\n', " ")
}

/// The tag in its author's notation, without arguments.
fn shown(tag: &Tag) -> String {
    let name = &tag.name;
    match tag.syntax {
        Syntax::Statement | Syntax::Call => format!("{{% {name} %}}"),
        Syntax::Shortcode => format!("{{{{< {name} >}}}}"),
        Syntax::Expression => format!("{{{{ {name}() }}}}"),
        Syntax::Component => format!("<{name}>"),
    }
}
