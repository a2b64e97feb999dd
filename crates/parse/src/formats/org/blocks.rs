//! Parses blocks of Org: headlines, paragraphs, tables, and blocks between `#+begin_` and `#+end_`.

use super::context::Context;
use super::{inline, lists};
use crate::formats::markup::{
    Admonition, Cell, MAX_BLOCK_DEPTH, Table, admonition, code_block, dedented, figure, indentation,
};
use crate::output::plain;
use crate::output::plain::escape;
use std::fmt::Write;

/// Most lines of a drawer or of a LaTeX environment.
const MAX_DRAWER_LINES: usize = 200;

/// Affiliated keywords: lines above a block that belong to it.
#[derive(Debug, Default)]
struct Affiliated {
    /// As HTML.
    caption: String,
    /// `:alt` of `#+ATTR_HTML`.
    alternative: Option<String>,
}

/// A parsed headline.
pub(super) struct Headline<'t> {
    level: usize,
    pub(super) text: &'t str,
    /// Whether the headline and its section are not exported.
    is_hidden: bool,
}

impl<'t> Headline<'t> {
    /// Parses `** TODO [#A] Text :tag:`.
    pub(super) fn parse(line: &'t str) -> Option<Self> {
        const STATES: [&str; 9] =
            ["TODO", "DONE", "NEXT", "WAITING", "STARTED", "CANCELLED", "CANCELED", "DRAFT", "HOLD"];
        let level = line.len() - line.trim_start_matches('*').len();
        let mut text = line.get(level..).filter(|rest| level > 0 && rest.starts_with(' '))?.trim();
        if let Some((word, rest)) = text.split_once(' ')
            && STATES.contains(&word)
        {
            text = rest.trim_start();
        }
        if let Some(rest) = text.strip_prefix("[#").and_then(|rest| rest.get(1..)?.strip_prefix(']')) {
            text = rest.trim_start();
        }
        let mut is_hidden = text == "COMMENT" || text.starts_with("COMMENT ");
        let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        if last.len() > 2 && last.starts_with(':') && last.ends_with(':') {
            is_hidden |= last.split(':').any(|tag| tag == "noexport");
            text = text.get(..text.len() - last.len()).unwrap_or_default().trim_end();
        }
        Some(Self { level, text, is_hidden })
    }
}

/// Parses lines as blocks and appends their HTML.
pub(super) fn parse_blocks(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) {
    let mut affiliated = Affiliated::default();
    let mut ends = BlockEnds::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let trimmed = line.trim();
        let rest = &lines[at..];
        if trimmed.is_empty() {
            at += 1;
        } else if let Some(headline) = Headline::parse(line) {
            at += parse_headline(&headline, rest, context, out);
        } else if let Some(name) = begun_block_name(trimmed) {
            let length = ends.find(&name, rest);
            push_block(&name, &rest[..length], &affiliated, context, out, depth);
            at += length.max(1);
            affiliated = Affiliated::default();
        } else if let Some(keyword) = trimmed.strip_prefix("#+") {
            keyword_line(keyword, &mut affiliated, context, out);
            at += 1;
        } else if trimmed == "#" || trimmed.starts_with("# ") {
            if trimmed.eq_ignore_ascii_case("# more") {
                out.push_str("<!--more-->\n");
            }
            at += 1;
        } else if let Some(length) = drawer_length(rest) {
            at += length;
        } else if trimmed == ":" || trimmed.starts_with(": ") {
            at += parse_fixed_width(rest, out);
        } else if trimmed.len() >= 5 && trimmed.bytes().all(|byte| byte == b'-') {
            out.push_str("<hr>\n");
            at += 1;
        } else if trimmed.starts_with('|') {
            at += parse_table(rest, &std::mem::take(&mut affiliated), context, out);
        } else if lists::Bullet::parse(line).is_some() && depth < MAX_BLOCK_DEPTH {
            at += lists::parse_list(rest, context, out, depth);
        } else if let Some(length) = parse_footnote(rest, context, depth) {
            at += length;
        } else if let Some(length) = latex_length(rest) {
            out.push_str(&code_block(Some("latex"), &rest[..length].join("\n")));
            at += length;
        } else {
            at += parse_paragraph(rest, &std::mem::take(&mut affiliated), context, out);
        }
    }
}

/// Parses a headline and its planning line; a hidden headline takes its whole section. Returns the number of
/// lines.
fn parse_headline(headline: &Headline, lines: &[&str], context: &mut Context, out: &mut String) -> usize {
    if headline.is_hidden {
        let ends = |line: &&str| Headline::parse(line).is_some_and(|next| next.level <= headline.level);
        return lines[1..].iter().position(ends).map_or(lines.len(), |at| at + 1);
    }
    let mut at = 1;
    if lines.get(at).is_some_and(|line| is_planning(line.trim())) {
        at += 1;
    }
    // Footnotes are rendered at the end in any case, after a rule.
    if headline.text.eq_ignore_ascii_case("footnotes")
        && lines[at..]
            .iter()
            .find(|line| !line.trim().is_empty())
            .is_some_and(|line| line.starts_with("[fn:"))
    {
        return at;
    }
    let inner = inline::parse_inline(headline.text, context, 0);
    let id = context.ids.attribute(&plain::from_html(&inner));
    let level = (headline.level + 1).min(6);
    let _ = writeln!(out, "<h{level}{id}>{inner}</h{level}>");
    at
}

fn is_planning(line: &str) -> bool {
    ["CLOSED:", "SCHEDULED:", "DEADLINE:"].iter().any(|start| line.starts_with(start))
}

/// `name` of `#+begin_name …`, in lower case.
pub(super) fn begun_block_name(line: &str) -> Option<String> {
    let name = line.get(..8).filter(|start| start.eq_ignore_ascii_case("#+begin_")).and(line.get(8..))?;
    name.split_whitespace().next().map(str::to_lowercase)
}

/// Names of blocks whose end was not found, so that each is searched for once.
#[derive(Debug, Default)]
struct BlockEnds {
    missing: Vec<String>,
}

impl BlockEnds {
    /// The number of lines of the block that begins on the first line; 0 if the block has no end.
    fn find(&mut self, name: &str, lines: &[&str]) -> usize {
        /// With more block names without an end the text is not Org.
        const MOST: usize = 8;
        if self.missing.len() >= MOST || self.missing.iter().any(|known| known == name) {
            return 0;
        }
        let end = format!("#+end_{name}");
        match lines.iter().position(|line| line.trim().eq_ignore_ascii_case(&end)) {
            Some(at) => at + 1,
            None => {
                self.missing.push(name.to_owned());
                0
            }
        }
    }
}

/// Renders a block; its lines include the first and the last.
fn push_block(
    name: &str,
    lines: &[&str],
    affiliated: &Affiliated,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) {
    let Some((first, [inner @ .., _])) = lines.split_first() else { return };
    let argument = first.trim().get(8 + name.len()..).unwrap_or_default().trim();
    match name {
        "comment" => {}
        "src" | "example" => {
            let language =
                argument.split_whitespace().next().filter(|word| name == "src" && !word.starts_with(':'));
            out.push_str(&captioned(code_block(language, &unescaped_listing(inner)), affiliated));
        }
        "export" => {
            if argument.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("html")) {
                out.push_str(&inner.join("\n"));
                out.push('\n');
            }
        }
        "verse" => {
            let lines: Vec<String> =
                inner.iter().map(|line| inline::parse_inline(line.trim(), context, 0)).collect();
            let _ = writeln!(out, "<p>{}</p>", lines.join("<br>\n"));
        }
        _ if depth >= MAX_BLOCK_DEPTH => {
            let _ = writeln!(out, "<p>{}</p>", escape(&inner.join("\n")));
        }
        _ => {
            let mut html = String::new();
            parse_blocks(inner, context, &mut html, depth + 1);
            match (name, Admonition::named(name)) {
                ("quote", _) => {
                    let _ = writeln!(out, "<blockquote>\n{html}</blockquote>");
                }
                (_, Some(kind)) => out.push_str(&admonition(kind.label(), &html)),
                _ => out.push_str(&html),
            }
        }
    }
}

/// The lines of a listing, without their common indentation and without the commas that escape `*` and `#+`.
fn unescaped_listing(lines: &[&str]) -> String {
    let shared = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indentation(line)).min();
    let mut out = String::new();
    for line in dedented(lines, shared.unwrap_or(0)) {
        let (spaces, rest) = line.split_at(indentation(line));
        let rest =
            rest.strip_prefix(',').filter(|rest| rest.starts_with(['*', ',']) || rest.starts_with("#+"));
        out.push_str(if rest.is_some() { spaces } else { "" });
        out.push_str(rest.unwrap_or(line));
        out.push('\n');
    }
    out
}

fn captioned(html: String, affiliated: &Affiliated) -> String {
    if affiliated.caption.is_empty() { html } else { figure(&html, &affiliated.caption) }
}

fn keyword_line(keyword: &str, affiliated: &mut Affiliated, context: &mut Context, out: &mut String) {
    let Some((key, value)) = keyword.split_once(':') else { return };
    let value = value.trim();
    match key.to_lowercase().as_str() {
        "caption" => affiliated.caption = inline::parse_inline(value, context, 0),
        "attr_html" => {
            if let Some((_, rest)) = value.split_once(":alt ") {
                let text = rest.split(" :").next().unwrap_or_default();
                affiliated.alternative = Some(text.trim().trim_matches('"').to_owned());
            }
        }
        "html" => {
            out.push_str(value);
            out.push('\n');
        }
        "include" => context
            .unsupported
            .add_include(value.split_whitespace().next().unwrap_or_default().trim_matches('"')),
        _ => {}
    }
}

/// The number of lines that a drawer hides: all of it for properties and logs; the first line for others,
/// whose text is shown.
fn drawer_length(lines: &[&str]) -> Option<usize> {
    let name = drawer_name(lines[0].trim())?;
    if !["properties", "logbook", "clock"].contains(&name.to_lowercase().as_str()) {
        return Some(1);
    }
    let ends = |line: &&str| line.trim().eq_ignore_ascii_case(":end:") || Headline::parse(line).is_some();
    let end = lines.iter().take(MAX_DRAWER_LINES).position(ends)?;
    Some(if Headline::parse(lines[end]).is_some() { 1 } else { end + 1 })
}

/// The name in the first line of a drawer, or `END` of its last line.
fn drawer_name(line: &str) -> Option<&str> {
    let name = line.strip_prefix(':')?.strip_suffix(':')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    is_name.then_some(name)
}

fn parse_fixed_width(lines: &[&str], out: &mut String) -> usize {
    let code = lines.iter().map_while(|line| {
        let line = line.trim();
        if line == ":" { Some("") } else { line.strip_prefix(": ") }
    });
    let code: Vec<&str> = code.collect();
    out.push_str(&code_block(None, &code.join("\n")));
    code.len().max(1)
}

/// `\begin{x}` … `\end{x}`.
fn latex_length(lines: &[&str]) -> Option<usize> {
    let name = lines[0].trim().strip_prefix("\\begin{")?.split('}').next()?;
    let end = format!("\\end{{{name}}}");
    let stop = |line: &&str| line.trim().is_empty() || line.trim().ends_with(&end);
    let at = lines.iter().take(MAX_DRAWER_LINES).position(stop)?;
    lines[at].trim().ends_with(&end).then_some(at + 1)
}

/// Parses a table; rules separate the header rows from the rest.
fn parse_table(lines: &[&str], affiliated: &Affiliated, context: &mut Context, out: &mut String) -> usize {
    let length = lines.iter().take_while(|line| line.trim_start().starts_with('|')).count();
    let mut table = Table { caption: affiliated.caption.clone(), ..Table::default() };
    for line in &lines[..length] {
        let line = line.trim();
        if line.starts_with("|-") {
            if table.headings == 0 {
                table.headings = table.rows.len();
            }
            continue;
        }
        let inner = line.get(1..).unwrap_or_default();
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        // `<l>`, `<r20>` and `/` configure the layout of columns.
        let is_width = |cell: &&str| {
            cell.is_empty()
                || *cell == "/"
                || (cell.starts_with('<') && cell.ends_with('>') && cell.len() < 6)
        };
        if cells.iter().any(|cell| !cell.is_empty()) && cells.iter().all(is_width) {
            continue;
        }
        table.rows.push(
            cells.into_iter().map(|cell| Cell::single(inline::parse_inline(cell, context, 0))).collect(),
        );
    }
    // A rule below the last row or above the first does not make a header.
    if table.headings == table.rows.len() {
        table.headings = 0;
    }
    out.push_str(&table.html());
    length.max(1)
}

/// Parses the definition of a footnote: up to the next one, a headline or two empty lines.
fn parse_footnote(lines: &[&str], context: &mut Context, depth: usize) -> Option<usize> {
    let (label, first) = lines[0].strip_prefix("[fn:")?.split_once(']')?;
    let is_label = !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    if !is_label || depth >= MAX_BLOCK_DEPTH {
        return None;
    }
    let mut length = 1;
    while let Some(line) = lines.get(length) {
        let is_end = line.starts_with("[fn:")
            || Headline::parse(line).is_some()
            || (line.trim().is_empty() && lines.get(length + 1).is_none_or(|next| next.trim().is_empty()));
        if is_end {
            break;
        }
        length += 1;
    }
    let mut inner = vec![first.trim_start()];
    inner.extend(&lines[1..length]);
    let mut html = String::new();
    parse_blocks(&inner, context, &mut html, depth + 1);
    context.notes.define(label, html);
    Some(length)
}

/// Parses lines up to an empty one, or to one that begins another block.
fn parse_paragraph(
    lines: &[&str],
    affiliated: &Affiliated,
    context: &mut Context,
    out: &mut String,
) -> usize {
    let ends = |line: &&str| {
        let trimmed = line.trim();
        trimmed.is_empty()
            || trimmed.starts_with("#+")
            || trimmed.starts_with('|')
            || trimmed == ":"
            || trimmed.starts_with(": ")
            || drawer_name(trimmed).is_some()
            || line.starts_with("[fn:")
                && line.split_once(']').is_some_and(|(label, _)| !label[4..].contains(':'))
            || Headline::parse(line).is_some()
            || lists::Bullet::parse(line).is_some()
    };
    let length = 1 + lines[1..].iter().position(ends).unwrap_or(lines.len() - 1);
    let text = lines[..length].iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
    let alternative = affiliated.alternative.as_deref();
    if let Some(picture) = inline::lone_picture(&text, alternative, context) {
        out.push_str(&figure(&picture, &affiliated.caption));
    } else {
        let _ = writeln!(out, "<p>{}</p>", inline::parse_inline(&text, context, 0));
    }
    length
}
