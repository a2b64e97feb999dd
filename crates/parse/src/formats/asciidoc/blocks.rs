//! Blocks of AsciiDoc.

use super::{Context, inline, lists, macros, tables};
use crate::formats::markup::{Admonition, DEEPEST_BLOCK, admonition, code_block, figure};
use crate::output::plain;
use crate::output::plain::escape;
use std::fmt::Write;

/// What stands on lines above a block and belongs to it: `[source,rust]`, `.Title`.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// Plain text with marks.
    pub(super) title: String,
    /// The first word in brackets, in lower case.
    pub(super) style: String,
    /// All words in brackets that have no name.
    pub(super) words: Vec<String>,
    /// Those that have one.
    pub(super) named: Vec<(String, String)>,
    /// `%header` and `options=`.
    pub(super) options: Vec<String>,
}

impl Above {
    /// The value of that name.
    pub(super) fn named(&self, name: &str) -> Option<&str> {
        self.named.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Takes a line that belongs to the block below. `None`: it is none.
    fn take(&mut self, line: &str, context: &mut Context) -> Option<()> {
        if let Some(title) =
            line.strip_prefix('.').filter(|rest| !rest.starts_with(['.', ' ']) && !rest.is_empty())
        {
            self.title = title.to_owned();
            return Some(());
        }
        let inner = line.strip_prefix('[')?.strip_suffix(']')?;
        if inner.starts_with('[') && inner.ends_with(']') {
            return Some(());
        }
        let inner = context.attributes.resolved(inner);
        for part in split_attributes(&inner) {
            match part.split_once('=') {
                Some((key, value)) if !key.contains([' ', '"']) => {
                    let value = value.trim().trim_matches(['"', '\'']).to_owned();
                    if ["options", "opts"].contains(&key.trim()) {
                        self.options.extend(value.split(',').map(|option| option.trim().to_owned()));
                    }
                    self.named.push((key.trim().to_owned(), value));
                }
                _ => self.words.push(part.trim().trim_matches(['"', '\'']).to_owned()),
            }
        }
        if let Some(first) = self.words.first().filter(|_| self.style.is_empty()) {
            self.options.extend(first.split('%').skip(1).map(|rest| before_sign(rest).to_owned()));
            self.style = before_sign(first).to_lowercase();
        }
        Some(())
    }
}

/// `quote` of `quote.role#id%option`.
fn before_sign(word: &str) -> &str {
    word.split(['.', '#', '%']).next().unwrap_or_default()
}

/// Parts between commas that are not quoted.
pub(super) fn split_attributes(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut is_quoted) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                parts.push(text.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

/// The document's title, if it begins with one, and the lines below it.
pub(super) fn document_title<'s, 't>(lines: &'s [&'t str]) -> (Option<&'t str>, &'s [&'t str]) {
    let is_nothing = |line: &&&str| line.is_empty() || is_comment(line);
    let mut at = lines.iter().take_while(is_nothing).count();
    // An anchor or a role of the whole page.
    at += lines[at..].iter().take_while(|line| line.starts_with("[[") || line.starts_with("[.")).count();
    let Some(line) = lines.get(at) else { return (None, lines) };
    if let Some(text) = line.strip_prefix("= ").or_else(|| line.strip_prefix("# ")) {
        return (Some(text.trim()), &lines[at + 1..]);
    }
    match underlined(&lines[at..]) {
        Some(1) => (Some(line.trim()), &lines[at + 2..]),
        _ => (None, lines),
    }
}

/// `// remark`.
pub(super) fn is_comment(line: &str) -> bool {
    line.starts_with("//") && !line.starts_with("///")
}

/// The level of a heading whose underline is the second line, about as long as the text.
fn underlined(lines: &[&str]) -> Option<usize> {
    let (text, rule) = (lines.first()?, lines.get(1)?);
    let sign = rule.chars().next()?;
    let level = "=-~^+".find(sign)? + 1;
    let is_rule = rule.len() > 2 && rule.chars().all(|c| c == sign);
    let is_text = text.starts_with(|c: char| c.is_alphanumeric() || "\"'`{".contains(c));
    (is_rule && is_text && text.chars().count().abs_diff(rule.len()) < 3).then_some(level)
}

/// Reads lines as blocks.
pub(super) fn read(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) {
    let mut at = 0;
    while at < lines.len() {
        at += one(&lines[at..], context, out, depth).max(1);
    }
}

/// Reads one block with the lines above it; how many lines it took.
pub(super) fn one(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let mut above = Above::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.is_empty() || above.take(line, context).is_some() {
            at += 1;
        } else if is_comment(line) {
            let word = line.trim_start_matches('/').trim();
            if word.eq_ignore_ascii_case("more") && context.summary.is_none() && depth == 0 {
                context.summary = Some(plain::from_html(out)).filter(|text| !text.is_empty());
            }
            at += 1;
        } else {
            break;
        }
    }
    let rest = &lines[at..];
    let Some(line) = rest.first() else { return at };
    if let Some(length) = heading(rest, &above, context, out) {
        return at + length;
    }
    if let Some(length) = tables::read(rest, &above, context, out, depth) {
        return at + length;
    }
    if let Some(fence) = fence(line) {
        return at + delimited(fence, rest, &above, context, out, depth);
    }
    if ["'''", "---", "***", "- - -", "* * *"].contains(line) {
        out.push_str("<hr>\n");
        return at + 1;
    }
    if *line == "<<<" || *line == "+" {
        return at + 1;
    }
    if macros::block(line, &above, context, out) {
        return at + 1;
    }
    if lists::begins(line) && depth < DEEPEST_BLOCK {
        return at + lists::read(rest, &above, context, out, depth);
    }
    at + paragraph(rest, &above, context, out)
}

fn heading(lines: &[&str], above: &Above, context: &mut Context, out: &mut String) -> Option<usize> {
    let line = lines.first()?;
    let marks = line.len() - line.trim_start_matches(['=', '#']).len();
    let (level, text, length) = match line.get(marks..).and_then(|rest| rest.strip_prefix(' ')) {
        Some(text) if (1..=6).contains(&marks) => (marks, text, 1),
        _ => (underlined(lines).filter(|_| above.style.is_empty())?, *line, 2),
    };
    let inner = inline::read(text.trim().trim_end_matches(['=', '#']).trim_end(), context, 0);
    let id = context.ids.attribute(&plain::from_html(&inner));
    let inner = inner.trim();
    let level = level.clamp(2, 6);
    let _ = writeln!(out, "<h{level}{id}>{inner}</h{level}>");
    Some(length)
}

/// The line that opens a delimited block, without the language after backticks.
fn fence(line: &str) -> Option<&str> {
    if line == "--" {
        return Some(line);
    }
    if let Some(language) = line.strip_prefix("```") {
        return (!language.contains('`')).then(|| line.get(..3)).flatten();
    }
    let first = line.chars().next().filter(|c| "-.=*_+".contains(*c))?;
    (line.len() >= 4 && line.chars().all(|c| c == first)).then_some(line)
}

/// Whether a line ends a paragraph though none is empty before it.
pub(super) fn interrupts(line: &str) -> bool {
    fence(line).is_some()
        || tables::is_fence(line)
        || line == "+"
        || (line.starts_with('[') && line.ends_with(']') && !line.contains("]["))
}

fn delimited(
    fence: &str,
    lines: &[&str],
    above: &Above,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> usize {
    // Without an end it reaches to the end of what holds it, as in Asciidoctor.
    let end = lines.iter().skip(1).position(|line| *line == fence).map_or(lines.len(), |at| at + 1);
    let inner = &lines[1..end];
    let title = titled(above, context);
    match fence.chars().next() {
        _ if ["stem", "latexmath", "asciimath"].contains(&above.style.as_str()) => {
            out.push_str(&code_block(Some("latex"), &inner.join("\n")));
        }
        Some('+') => {
            out.push_str(&inner.join("\n"));
            out.push('\n');
        }
        Some('_') if above.style == "verse" => verse(inner, above, context, out),
        Some('`' | '.') => {
            listing(lines[0].get(3..).filter(|_| fence == "```"), inner, above, &title, context, out)
        }
        Some('-') if fence != "--" || ["source", "listing"].contains(&above.style.as_str()) => {
            listing(None, inner, above, &title, context, out);
        }
        _ if depth >= DEEPEST_BLOCK => {
            let _ = writeln!(out, "<p>{}</p>", escape(&inner.join("\n")));
        }
        _ => {
            let mut html = String::new();
            read(inner, context, &mut html, depth + 1);
            wrapped(fence, above, &title, &html, context, out);
        }
    }
    (end + 1).min(lines.len())
}

/// The block's title as HTML.
fn titled(above: &Above, context: &mut Context) -> String {
    if above.title.is_empty() { String::new() } else { inline::read(&above.title, context, 0) }
}

fn wrapped(fence: &str, above: &Above, title: &str, html: &str, context: &mut Context, out: &mut String) {
    if let Some(kind) = Admonition::named(&above.style) {
        out.push_str(&admonition(if title.is_empty() { kind.label() } else { title }, html));
        return;
    }
    match fence.chars().next() {
        _ if above.style == "comment" => {}
        Some('_') => {
            out.push_str(&format!("<blockquote>\n{html}{}</blockquote>\n", attribution(above, context)))
        }
        _ if above.style == "quote" => {
            out.push_str(&format!("<blockquote>\n{html}{}</blockquote>\n", attribution(above, context)));
        }
        Some('*') => out.push_str(&admonition(title, html)),
        _ => {
            if !title.is_empty() {
                let _ = writeln!(out, "<p><strong>{title}</strong></p>");
            }
            out.push_str(html);
        }
    }
}

/// `[quote, Jane Doe, A Book]`.
fn attribution(above: &Above, context: &mut Context) -> String {
    let named = [above.named("attribution"), above.named("citetitle")];
    let words = above.words.iter().skip(1).map(String::as_str).chain(named.into_iter().flatten());
    let parts: Vec<String> =
        words.filter(|word| !word.is_empty()).map(|word| inline::read(word, context, 0)).collect();
    if parts.is_empty() { String::new() } else { format!("<p>— {}</p>\n", parts.join(", ")) }
}

fn listing(
    language: Option<&str>,
    lines: &[&str],
    above: &Above,
    title: &str,
    context: &mut Context,
    out: &mut String,
) {
    let resolves =
        above.named("subs").is_some_and(|subs| subs.contains("attributes") || subs.contains("normal"));
    let code = lines.join("\n");
    let code = if resolves { context.attributes.resolved(&code) } else { code.as_str().into() };
    let word =
        above.words.get(1).map(String::as_str).or(language.map(str::trim)).filter(|word| !word.is_empty());
    let set = context.attributes.get("source-language").filter(|_| above.style == "source");
    let html = code_block(word.or(above.named("language")).or(set), &code);
    out.push_str(&if title.is_empty() { html } else { figure(&html, title) });
}

fn verse(lines: &[&str], above: &Above, context: &mut Context, out: &mut String) {
    let lines: Vec<String> = lines.iter().map(|line| inline::read(line, context, 0)).collect();
    let html = format!("<p>{}</p>\n", lines.join("<br>\n"));
    out.push_str(&format!("<blockquote>\n{html}{}</blockquote>\n", attribution(above, context)));
}

/// Lines up to an empty one, or to one that begins a block.
fn paragraph(lines: &[&str], above: &Above, context: &mut Context, out: &mut String) -> usize {
    let ends = |line: &&str| line.is_empty() || interrupts(line);
    let length = 1 + lines[1..].iter().position(ends).unwrap_or(lines.len() - 1);
    let lines: Vec<&str> = lines[..length].iter().filter(|line| !is_comment(line)).copied().collect();
    let title = titled(above, context);
    if ["source", "listing", "literal"].contains(&above.style.as_str()) {
        listing(None, &lines, above, &title, context, out);
        return length;
    }
    if lines.first().is_some_and(|line| line.starts_with([' ', '\t'])) && above.style.is_empty() {
        let shared = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        let code: Vec<&str> = lines.iter().map(|line| line.get(shared..).unwrap_or_default()).collect();
        listing(None, &code, above, &title, context, out);
        return length;
    }
    if above.style == "verse" {
        verse(&lines, above, context, out);
        return length;
    }
    let mut text = lines.join("\n");
    let mut kind = Admonition::named(&above.style);
    if let Some((word, rest)) = text.split_once(": ")
        && let Some(found) = Admonition::named(word)
            .filter(|_| ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"].contains(&word))
    {
        kind = Some(found);
        text = rest.to_owned();
    }
    let html = format!("<p>{}</p>\n", inline::read(&text, context, 0));
    match kind {
        Some(kind) => out.push_str(&admonition(if title.is_empty() { kind.label() } else { &title }, &html)),
        None => wrapped(if above.style == "quote" { "____" } else { "" }, above, &title, &html, context, out),
    }
    length
}
