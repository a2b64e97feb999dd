//! Removes attribute lists: kramdown's `{: .class}`, `{:toc}` and `{::options /}`, and those of Pandoc,
//! MkDocs and Hugo after pictures and links. Headings keep their ids.

use super::code_ranges::CodeRanges;
use std::ops::Range;

/// Removes the attribute lists from a text.
pub(super) fn remove_attribute_lists(source: String) -> String {
    if !source.contains('{') && !source.contains("markdown=") {
        return source;
    }
    let mut code = CodeRanges::new(&source);
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    let mut comment = false;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if comment {
            comment = !(line.contains("{:/comment}") || line.contains("{:/}"));
            continue;
        }
        if !line.contains('{') || advance_to_line(&mut code, start, line) {
            out.push_str(line);
        } else if line.trim_start().starts_with("{::comment}") {
            comment = !line.contains("{:/") && source[at..].contains("{:/");
        } else if is_table_of_contents(line.trim()) {
            without_last_item(&mut out);
        } else {
            push_line(&mut out, &source, start..at, &mut code);
        }
        if is_markdown_in_html(line) {
            out.push('\n');
        }
    }
    out
}

/// Moves to the line, and returns true if it belongs to a code block, whose range contains the first
/// character of the line.
fn advance_to_line(code: &mut CodeRanges, start: usize, line: &str) -> bool {
    let text = line.len() - line.trim_start().len();
    code.advance_to(start) || (code.advance_to(start + text) && !line.trim_start().starts_with(['`', '<']))
}

/// Returns true for `<div markdown="1">`. The text after it is Markdown, which CommonMark parses only after a
/// blank line.
fn is_markdown_in_html(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('<') && line.ends_with('>') && line.contains("markdown=\"") && !line.contains("</")
}

/// Returns true for `{:toc}`, which replaces the list item above it by a table of contents.
fn is_table_of_contents(line: &str) -> bool {
    let inner = line.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.split_whitespace().any(|word| word == "toc"))
}

fn without_last_item(out: &mut String) {
    let end = out.trim_end_matches('\n').len();
    let start = out[..end].rfind('\n').map_or(0, |newline| newline + 1);
    let is_adjacent = out.len() - end <= 1;
    let item = out[start..end].trim_start();
    if is_adjacent && (item.starts_with(['*', '-', '+']) || item.starts_with("1.")) {
        out.truncate(start);
    }
    out.push('\n');
}

fn push_line(out: &mut String, source: &str, range: Range<usize>, code: &mut CodeRanges) {
    let line = &source[range.clone()];
    let trimmed = line.trim();
    let is_whole = trimmed.starts_with('{') && trimmed.ends_with('}') && trimmed.matches('{').count() == 1;
    let is_heading = trimmed.starts_with('#');
    // The next closing bracket, which many opening ones may share.
    let (mut done, mut close) = (0, 0);
    for (at, _) in line.match_indices('{') {
        if at < done || code.advance_to(range.start + at) {
            continue;
        }
        if close <= at {
            let Some(next) = line[at..].find('}') else { break };
            close = at + next;
        }
        let length = close - at + 1;
        let inner = &line[at + 1..at + length - 1];
        let before = line[..at].chars().next_back();
        let is_behind = before.is_some_and(|c| ")]*_`>".contains(c));
        let ends_line = line[at + length..].trim().is_empty();
        let position = match (is_whole, is_heading && ends_line, is_behind) {
            (true, _, _) => ListPosition::Line,
            (_, true, _) => ListPosition::Heading,
            (_, _, true) => ListPosition::Behind,
            _ => ListPosition::Within,
        };
        let Some(id) = attribute_list(inner, position) else { continue };
        out.push_str(&line[done..at]);
        if position == ListPosition::Heading
            && let Some(id) = id
        {
            out.push_str(&format!("{{#{id}}}"));
        }
        done = at + length;
    }
    out.push_str(&line[done..]);
}

/// The position of an attribute list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListPosition {
    /// The list is the whole line.
    Line,
    /// At the end of a heading.
    Heading,
    /// Directly after a link, a picture or an emphasis.
    Behind,
    /// Elsewhere in a line.
    Within,
}

/// The id in an attribute list; `None` if the text in the brackets is not an attribute list.
fn attribute_list(inner: &str, position: ListPosition) -> Option<Option<String>> {
    if let Some(name) = inner.strip_prefix("::").or_else(|| inner.strip_prefix(":/")) {
        return name.chars().next().is_none_or(|c| c.is_alphabetic()).then_some(None);
    }
    let is_kramdown = inner.starts_with(':');
    if !is_kramdown && position == ListPosition::Within {
        return None;
    }
    let list = inner.trim_start_matches(':').trim();
    // `{:name: .class}` defines a list.
    let list = match list.split_once(": ") {
        Some((name, rest)) if is_kramdown && position == ListPosition::Line && is_name(name) => rest,
        _ => list,
    };
    let tokens = split_tokens(list);
    let mut id = None;
    for token in &tokens {
        let is_word =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "-_:./".contains(c));
        let is_attribute =
            token.split_once('=').is_some_and(|(name, value)| is_name(name) && !value.is_empty());
        if let Some(name) = token.strip_prefix('#').filter(|name| is_word(name)) {
            id = Some(name.to_owned());
        } else if token.strip_prefix('.').is_some_and(is_word) || is_attribute {
        } else if is_kramdown && is_name(token) && position != ListPosition::Within {
            // The name of a list that is defined elsewhere.
        } else if !(position == ListPosition::Heading && *token == "-") {
            return None;
        }
    }
    (!tokens.is_empty()).then_some(id)
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c))
}

/// Splits at white space outside quotes.
fn split_tokens(list: &str) -> Vec<&str> {
    let (mut tokens, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in list.char_indices() {
        match c {
            '"' | '\'' if quote.is_none() => quote = Some(c),
            c if quote == Some(c) => quote = None,
            ' ' | '\t' if quote.is_none() => {
                tokens.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    tokens.push(&list[start..]);
    tokens.retain(|token| !token.is_empty());
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribute_lists_are_removed() {
        let cases = [
            ("Text\n{: .lead}\n", "Text\n\n"),
            ("{:.a #b c=\"d e\"}\n", "\n"),
            ("![x](y){: .right width='2'} z", "![x](y) z"),
            ("[x](y){:target=\"_blank\"} *a*{: .b}", "[x](y) *a*"),
            ("![x](y){width=50%} `z`{.c}", "![x](y) `z`"),
            ("# A {: .no_toc #b}\n## C {#d .e}\n### F {:.no_toc}", "# A {#b}\n## C {#d}\n### F "),
            ("* TOC\n{:toc}\n\ntext", "\n\ntext"),
            ("1. TOC\n{:toc .x}\ntext", "\ntext"),
            ("{::options parse_block_html=\"true\" /}\ntext", "\ntext"),
            ("a {::nomarkdown}<b>{:/nomarkdown} c {:/}", "a <b> c "),
            ("{::comment}\nhidden\n{:/comment}\ntext", "text"),
            ("* {: .x} item", "*  item"),
            ("{:ref: style=\"a: b\"}\n", "\n"),
            ("text\n{:ref}\n", "text\n\n"),
            ("`{: .x}` and {:a 1}, {x} ({y}) {.z} {#1}", "`{: .x}` and {:a 1}, {x} ({y}) {.z} {#1}"),
            ("```\n{: .x}\n```\n\n    {: .x}\n", "```\n{: .x}\n```\n\n    {: .x}\n"),
            ("f(x){ return 1; } [a](b){x}", "f(x){ return 1; } [a](b){x}"),
            ("<div markdown=\"1\">\n*a*\n</div>", "<div markdown=\"1\">\n\n*a*\n</div>"),
        ];
        for (text, expected) in cases {
            assert_eq!(remove_attribute_lists(text.to_owned()), expected, "{text}");
        }
    }
}
