//! Parses blocks of AsciiDoc: headings, paragraphs, and blocks between delimiters.

use super::block_metadata::BlockMetadata;
use super::context::Context;
use super::{inline, lists, macros, tables};
use crate::formats::markup::{Admonition, MAX_BLOCK_DEPTH, admonition, code_block, figure};
use crate::output::plain;
use crate::output::plain::escape;
use std::fmt::Write;

/// The document's title, if the document begins with one, and the lines after it.
pub(super) fn document_title<'s, 't>(lines: &'s [&'t str]) -> (Option<&'t str>, &'s [&'t str]) {
    let is_nothing = |line: &&&str| line.is_empty() || is_comment(line);
    let mut at = lines.iter().take_while(is_nothing).count();
    // An anchor or role of the whole document.
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

/// The level of a heading whose second line underlines it with about the same length.
fn underlined(lines: &[&str]) -> Option<usize> {
    let (text, rule) = (lines.first()?, lines.get(1)?);
    let sign = rule.chars().next()?;
    let level = "=-~^+".find(sign)? + 1;
    let is_rule = rule.len() > 2 && rule.chars().all(|c| c == sign);
    let is_text = text.starts_with(|c: char| c.is_alphanumeric() || "\"'`{".contains(c));
    (is_rule && is_text && text.chars().count().abs_diff(rule.len()) < 3).then_some(level)
}

/// Parses lines as blocks and appends their HTML.
pub(super) fn parse_blocks(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) {
    let mut at = 0;
    while at < lines.len() {
        at += parse_block(&lines[at..], context, out, depth).max(1);
    }
}

/// Parses one block with its metadata; returns the number of its lines.
pub(super) fn parse_block(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let mut metadata = BlockMetadata::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.is_empty() || metadata.parse_line(line, context).is_some() {
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
    if let Some(length) = parse_heading(rest, &metadata, context, out) {
        return at + length;
    }
    if let Some(length) = tables::parse_table(rest, &metadata, context, out, depth) {
        return at + length;
    }
    if let Some(fence) = fence(line) {
        return at + parse_delimited_block(fence, rest, &metadata, context, out, depth);
    }
    if ["'''", "---", "***", "- - -", "* * *"].contains(line) {
        out.push_str("<hr>\n");
        return at + 1;
    }
    if *line == "<<<" || *line == "+" {
        return at + 1;
    }
    if macros::parse_block_macro(line, &metadata, context, out) {
        return at + 1;
    }
    if lists::begins_list(line) && depth < MAX_BLOCK_DEPTH {
        return at + lists::parse_list(rest, &metadata, context, out, depth);
    }
    at + parse_paragraph(rest, &metadata, context, out)
}

fn parse_heading(
    lines: &[&str],
    metadata: &BlockMetadata,
    context: &mut Context,
    out: &mut String,
) -> Option<usize> {
    let line = lines.first()?;
    let marks = line.len() - line.trim_start_matches(['=', '#']).len();
    let (level, text, length) = match line.get(marks..).and_then(|rest| rest.strip_prefix(' ')) {
        Some(text) if (1..=6).contains(&marks) => (marks, text, 1),
        _ => (underlined(lines).filter(|_| metadata.style.is_empty())?, *line, 2),
    };
    let inner = inline::parse_inline(text.trim().trim_end_matches(['=', '#']).trim_end(), context, 0);
    let id = context.ids.attribute(&plain::from_html(&inner));
    let inner = inner.trim();
    let level = level.clamp(2, 6);
    let _ = writeln!(out, "<h{level}{id}>{inner}</h{level}>");
    Some(length)
}

/// The line that opens a delimited block, without the language after backquotes.
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

/// Whether a line ends a paragraph without an empty line before it.
pub(super) fn interrupts(line: &str) -> bool {
    fence(line).is_some()
        || tables::is_fence(line)
        || line == "+"
        || (line.starts_with('[') && line.ends_with(']') && !line.contains("]["))
}

fn parse_delimited_block(
    fence: &str,
    lines: &[&str],
    metadata: &BlockMetadata,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> usize {
    // A block without an end delimiter ends with its parent, as in Asciidoctor.
    let end = lines.iter().skip(1).position(|line| *line == fence).map_or(lines.len(), |at| at + 1);
    let inner = &lines[1..end];
    let title = title_html(metadata, context);
    match fence.chars().next() {
        _ if ["stem", "latexmath", "asciimath"].contains(&metadata.style.as_str()) => {
            out.push_str(&code_block(Some("latex"), &inner.join("\n")));
        }
        Some('+') => {
            out.push_str(&inner.join("\n"));
            out.push('\n');
        }
        Some('_') if metadata.style == "verse" => push_verse(inner, metadata, context, out),
        Some('`' | '.') => {
            push_listing(lines[0].get(3..).filter(|_| fence == "```"), inner, metadata, &title, context, out)
        }
        Some('-') if fence != "--" || ["source", "listing"].contains(&metadata.style.as_str()) => {
            push_listing(None, inner, metadata, &title, context, out);
        }
        _ if depth >= MAX_BLOCK_DEPTH => {
            let _ = writeln!(out, "<p>{}</p>", escape(&inner.join("\n")));
        }
        _ => {
            let mut html = String::new();
            parse_blocks(inner, context, &mut html, depth + 1);
            push_wrapped(fence, metadata, &title, &html, context, out);
        }
    }
    (end + 1).min(lines.len())
}

/// The block's title as HTML.
fn title_html(metadata: &BlockMetadata, context: &mut Context) -> String {
    if metadata.title.is_empty() { String::new() } else { inline::parse_inline(&metadata.title, context, 0) }
}

fn push_wrapped(
    fence: &str,
    metadata: &BlockMetadata,
    title: &str,
    html: &str,
    context: &mut Context,
    out: &mut String,
) {
    if let Some(kind) = Admonition::named(&metadata.style) {
        out.push_str(&admonition(if title.is_empty() { kind.label() } else { title }, html));
        return;
    }
    match fence.chars().next() {
        _ if metadata.style == "comment" => {}
        Some('_') => out
            .push_str(&format!("<blockquote>\n{html}{}</blockquote>\n", attribution_html(metadata, context))),
        _ if metadata.style == "quote" => {
            out.push_str(&format!(
                "<blockquote>\n{html}{}</blockquote>\n",
                attribution_html(metadata, context)
            ));
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

/// The attribution of a quotation: `[quote, Jane Doe, A Book]`.
fn attribution_html(metadata: &BlockMetadata, context: &mut Context) -> String {
    let named = [metadata.named("attribution"), metadata.named("citetitle")];
    let words = metadata.words.iter().skip(1).map(String::as_str).chain(named.into_iter().flatten());
    let parts: Vec<String> =
        words.filter(|word| !word.is_empty()).map(|word| inline::parse_inline(word, context, 0)).collect();
    if parts.is_empty() { String::new() } else { format!("<p>— {}</p>\n", parts.join(", ")) }
}

fn push_listing(
    language: Option<&str>,
    lines: &[&str],
    metadata: &BlockMetadata,
    title: &str,
    context: &mut Context,
    out: &mut String,
) {
    let resolves =
        metadata.named("subs").is_some_and(|subs| subs.contains("attributes") || subs.contains("normal"));
    let code = lines.join("\n");
    let code = if resolves { context.attributes.resolve_references(&code) } else { code.as_str().into() };
    let word =
        metadata.words.get(1).map(String::as_str).or(language.map(str::trim)).filter(|word| !word.is_empty());
    let set = context.attributes.get("source-language").filter(|_| metadata.style == "source");
    let html = code_block(word.or(metadata.named("language")).or(set), &code);
    out.push_str(&if title.is_empty() { html } else { figure(&html, title) });
}

fn push_verse(lines: &[&str], metadata: &BlockMetadata, context: &mut Context, out: &mut String) {
    let lines: Vec<String> = lines.iter().map(|line| inline::parse_inline(line, context, 0)).collect();
    let html = format!("<p>{}</p>\n", lines.join("<br>\n"));
    out.push_str(&format!("<blockquote>\n{html}{}</blockquote>\n", attribution_html(metadata, context)));
}

/// Parses lines up to an empty one, or to one that begins a block.
fn parse_paragraph(
    lines: &[&str],
    metadata: &BlockMetadata,
    context: &mut Context,
    out: &mut String,
) -> usize {
    let ends = |line: &&str| line.is_empty() || interrupts(line);
    let length = 1 + lines[1..].iter().position(ends).unwrap_or(lines.len() - 1);
    let lines: Vec<&str> = lines[..length].iter().filter(|line| !is_comment(line)).copied().collect();
    let title = title_html(metadata, context);
    if ["source", "listing", "literal"].contains(&metadata.style.as_str()) {
        push_listing(None, &lines, metadata, &title, context, out);
        return length;
    }
    if lines.first().is_some_and(|line| line.starts_with([' ', '\t'])) && metadata.style.is_empty() {
        let shared = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        let code: Vec<&str> = lines.iter().map(|line| line.get(shared..).unwrap_or_default()).collect();
        push_listing(None, &code, metadata, &title, context, out);
        return length;
    }
    if metadata.style == "verse" {
        push_verse(&lines, metadata, context, out);
        return length;
    }
    let mut text = lines.join("\n");
    let mut kind = Admonition::named(&metadata.style);
    if let Some((word, rest)) = text.split_once(": ")
        && let Some(found) = Admonition::named(word)
            .filter(|_| ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"].contains(&word))
    {
        kind = Some(found);
        text = rest.to_owned();
    }
    let html = format!("<p>{}</p>\n", inline::parse_inline(&text, context, 0));
    match kind {
        Some(kind) => out.push_str(&admonition(if title.is_empty() { kind.label() } else { &title }, &html)),
        None => push_wrapped(
            if metadata.style == "quote" { "____" } else { "" },
            metadata,
            &title,
            &html,
            context,
            out,
        ),
    }
    length
}
