//! MDX: Markdown with JavaScript modules, components and expressions.

use super::code::{CodeScanner, ScanItem, indentation};
use super::tag::{Syntax, Tag};
use crate::output::plain::escape;
use std::collections::HashMap;

/// The construct that begins at a `{` or `<`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MdxItem {
    /// The tag of a component.
    Component(Tag),
    /// An HTML element in JSX notation.
    Element(String),
    /// Text, or the marker that ends the summary.
    Text(String),
    /// The name of a variable.
    Name(String),
    /// No output: a comment or a computation.
    Nothing,
}

/// The longest expression in bytes, and the deepest nesting of its brackets. The limits bound the cost of
/// unclosed brackets.
const MAX_EXPRESSION_BYTES: usize = 8192;
const MAX_DEPTH: usize = 32;

/// The most white space between the end of a comment and its bracket, in bytes.
const MAX_GAP: usize = 256;

/// Returns the text without its modules, and the addresses of the imported files by name.
pub(super) fn without_modules(source: &str) -> (String, HashMap<String, String>) {
    let (mut out, mut imports) = (String::with_capacity(source.len()), HashMap::new());
    let mut fence: Option<&str> = None;
    let mut above_is_blank = true;
    let mut lines = source.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        if mark.is_some() && (fence.is_none() || fence == mark) {
            fence = if fence.is_none() { mark } else { None };
        }
        if fence.is_some() || !above_is_blank || !begins_module(line) {
            above_is_blank = line.trim().is_empty();
            out.push_str(line);
            continue;
        }
        // A module ends at the first blank line outside brackets.
        let mut depth = 0_i32;
        let mut current = line;
        loop {
            imports.extend(parse_import(current));
            depth += brackets(current);
            let Some(next) = lines.peek() else { break };
            let is_over =
                next.trim().is_empty() || (depth <= 0 && !begins_module(next) && is_statement_end(current));
            if is_over && (depth <= 0 || next.trim().is_empty() && !is_plausible_depth(depth)) {
                break;
            }
            current = lines.next().unwrap_or_default();
        }
        out.push('\n');
    }
    (out, imports)
}

/// Inside brackets a blank line does not end the module, unless the brackets look as if they were never
/// closed.
fn is_plausible_depth(depth: i32) -> bool {
    (1..8).contains(&depth)
}

fn begins_module(line: &str) -> bool {
    let is_import = line.starts_with("import ") && line.contains(['\'', '"', '{']);
    let exports = [
        "const ",
        "let ",
        "var ",
        "default ",
        "function ",
        "async ",
        "{",
        "*",
        "type ",
        "interface ",
        "class ",
    ];
    is_import
        || line.strip_prefix("export ").is_some_and(|rest| exports.iter().any(|word| rest.starts_with(word)))
}

fn is_statement_end(line: &str) -> bool {
    line.trim_end().ends_with([';', '\'', '"', '}', ')'])
}

fn brackets(line: &str) -> i32 {
    let count = |signs: &[char]| i32::try_from(line.matches(signs).count()).unwrap_or(0);
    count(&['{', '(', '[']) - count(&['}', ')', ']'])
}

/// `import name from './file.png'`.
fn parse_import(line: &str) -> Option<(String, String)> {
    let (name, rest) = line.strip_prefix("import ")?.split_once(" from ")?;
    let path = rest.trim().trim_end_matches(';').trim_matches(['\'', '"']);
    let is_file = path.starts_with(['.', '/', '@']) || path.contains("://");
    is_file.then(|| {
        (name.trim().to_owned(), path.trim_start_matches("@site").trim_start_matches("@/").to_owned())
    })
}

/// Removes indentation that would be code in Markdown; MDX has no indented code.
pub(super) fn without_indentation(source: &str) -> String {
    let mut scanner = CodeScanner::new(source, b"");
    let (mut out, mut done) = (String::with_capacity(source.len()), 0);
    while let Some(found) = scanner.next() {
        let ScanItem::IndentedCode(range) = found else { continue };
        out.push_str(&source[done..range.start]);
        done = range.end;
        let (mut amount, mut above_is_blank, mut in_fence) = (0, true, false);
        for line in source[range].split_inclusive('\n') {
            let (indent, rest) = indentation(line);
            if above_is_blank && !in_fence {
                amount = indent;
            }
            above_is_blank = rest.is_empty();
            in_fence ^= rest.starts_with("```");
            let own = line.len() - line.trim_start_matches([' ', '\t']).len();
            out.push_str(&line[own.min(amount)..]);
        }
    }
    out.push_str(&source[done..]);
    out
}

/// The position of the last closing tag of each component.
pub(super) fn ends(source: &str) -> HashMap<(Syntax, String), usize> {
    let mut ends = HashMap::new();
    for (at, _) in source.match_indices("</") {
        let name = name_of(&source[at + 2..]);
        if !name.is_empty() {
            ends.insert((Syntax::Component, name.to_owned()), at);
        }
    }
    ends
}

/// Parses the construct at the start of `text` and returns it with its length. `None`: plain text. `comment_end` is the
/// position of the `*/` if the text begins with a comment.
pub(super) fn parse_item(
    text: &str,
    imports: &HashMap<String, String>,
    comment_end: Option<usize>,
) -> Option<(MdxItem, usize)> {
    if text.starts_with('{') { expression(text, comment_end) } else { element(text, imports) }
}

fn expression(text: &str, comment_end: Option<usize>) -> Option<(MdxItem, usize)> {
    if text.starts_with("{/*") {
        let end = comment_end?;
        let mut tail = text[end + 2..].bytes().take(MAX_GAP);
        let close = tail.position(|byte| !byte.is_ascii_whitespace())?;
        if text.as_bytes().get(end + 2 + close) != Some(&b'}') {
            return None;
        }
        let words = text[3..end].trim().to_lowercase();
        let is_marker = ["truncate", "more", "excerpt"].contains(&words.as_str());
        let item = if is_marker { MdxItem::Text(format!("<!-- {words} -->")) } else { MdxItem::Nothing };
        return Some((item, end + 2 + close + 1));
    }
    // `## Heading {#id}`
    if text.starts_with("{#") {
        return None;
    }
    let length = balanced(text)?;
    let inner = text[1..length - 1].trim();
    let item = if let Some(text) = literal(inner) {
        MdxItem::Text(text.to_owned())
    } else if inner.chars().all(|c| c.is_alphanumeric() || "_.".contains(c)) {
        MdxItem::Name(inner.to_owned())
    } else {
        MdxItem::Nothing
    };
    Some((item, length))
}

/// The content of a text in quotes.
fn literal(inner: &str) -> Option<&str> {
    let quote = inner.chars().next().filter(|c| "\"'`".contains(*c))?;
    let text = inner[1..].strip_suffix(quote)?;
    (!text.contains(quote) && !text.contains("${")).then_some(text)
}

/// The length of an expression in brackets that begins with `{`.
fn balanced(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len().min(MAX_EXPRESSION_BYTES) {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            quote @ (b'"' | b'\'' | b'`') => {
                // An apostrophe in text has no counterpart on its line.
                let rest = &bytes[at + 1..bytes.len().min(MAX_EXPRESSION_BYTES)];
                let stop = rest.iter().position(|byte| *byte == quote || (*byte == b'\n' && quote != b'`'));
                if let Some(stop) = stop.filter(|stop| rest[*stop] == quote) {
                    at += stop + 1;
                }
            }
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
        if depth > MAX_DEPTH {
            return None;
        }
    }
    None
}

fn name_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"._-".contains(c)).unwrap_or(text.len());
    &text[..end]
}

fn element(text: &str, imports: &HashMap<String, String>) -> Option<(MdxItem, usize)> {
    let is_closing = text.starts_with("</");
    let name_start = if is_closing { 2 } else { 1 };
    let name = name_of(&text[name_start..]);
    let mut at = name_start + name.len();
    if name.is_empty() {
        return text[at..].starts_with('>').then_some((MdxItem::Nothing, at + 1));
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut named = Vec::new();
    let mut has_script = false;
    let is_single = loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if at > MAX_EXPRESSION_BYTES || rest.is_empty() {
            return None;
        }
        if rest.starts_with("/>") {
            at += 2;
            break true;
        }
        if rest.starts_with('>') {
            at += 1;
            break false;
        }
        if rest.starts_with('{') {
            at += balanced(rest)?;
            has_script = true;
            continue;
        }
        let (key, value, length, is_script) = attribute(rest, imports)?;
        has_script |= is_script || key == "className";
        named.extend(value.map(|value| (key.to_owned(), value)));
        at += length;
    };
    let is_component = name.starts_with(|c: char| c.is_ascii_uppercase()) || name.contains('.');
    if is_component {
        let named = named.into_iter().map(|(key, value)| (key.to_lowercase(), value)).collect();
        let (name, rest, positional) = (name.to_owned(), String::new(), Vec::new());
        let tag = Tag { syntax: Syntax::Component, name, is_closing, is_single, rest, positional, named };
        return Some((MdxItem::Component(tag), at));
    }
    (!is_closing && (has_script || is_single))
        .then(|| (MdxItem::Element(html_of(name, &named, is_single)), at))
}

/// An element in HTML notation.
fn html_of(name: &str, named: &[(String, String)], is_single: bool) -> String {
    let attributes: String = named
        .iter()
        .filter(|(key, _)| key != "className")
        .map(|(key, value)| format!(" {key}=\"{}\"", escape(value)))
        .collect();
    let is_void = ["img", "br", "hr", "source", "input", "wbr"].contains(&name);
    let end = if is_single && !is_void { format!("</{name}>") } else { String::new() };
    format!("<{name}{attributes}>{end}")
}

/// The name of an attribute, its value if that is a text, its length, and whether the value is a script.
fn attribute<'t>(
    text: &'t str,
    imports: &HashMap<String, String>,
) -> Option<(&'t str, Option<String>, usize, bool)> {
    let end = text.find(|c: char| !c.is_alphanumeric() && !"_:.-".contains(c)).unwrap_or(text.len());
    let name = &text[..end];
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return None;
    }
    let gap = text[end..].len() - text[end..].trim_start().len();
    let Some(rest) = text[end + gap..].strip_prefix('=') else {
        return Some((name, Some(String::new()), end, false));
    };
    let before = end + gap + 1 + (rest.len() - rest.trim_start().len());
    let rest = &text[before..];
    let quote = rest.chars().next()?;
    if quote == '{' {
        let length = balanced(rest)?;
        return Some((name, script_value(rest[1..length - 1].trim(), imports), before + length, true));
    }
    if quote != '"' && quote != '\'' {
        return None;
    }
    let length = rest[1..].find(quote)?;
    Some((name, Some(rest[1..=length].to_owned()), before + length + 2, false))
}

/// The value of an attribute's script: a text, a number, an imported file, or a required file.
fn script_value(inner: &str, imports: &HashMap<String, String>) -> Option<String> {
    if let Some(text) = literal(inner) {
        return Some(text.to_owned());
    }
    if inner.parse::<f64>().is_ok() {
        return Some(inner.to_owned());
    }
    let name = inner.split('.').next().unwrap_or(inner);
    imports.get(name).cloned().or_else(|| {
        let call = inner.strip_prefix("require(").or_else(|| inner.strip_prefix("useBaseUrl("))?;
        let path = literal(call.split(')').next()?.trim())?;
        Some(path.trim_start_matches("@site").to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_removed() {
        let source = "import A from './a.png'\nimport { B } from \"b\";\n\nText\n\nexport const c = {\n\n  d: 1,\n}\n\n\
            ```js\nimport x from 'y'\n```\nimport is a word\n";
        let (text, imports) = without_modules(source);
        assert_eq!(text.trim(), "Text\n\n\n\n```js\nimport x from 'y'\n```\nimport is a word");
        assert_eq!(imports.get("A").map(String::as_str), Some("./a.png"));
    }

    #[test]
    fn items_are_parsed() {
        let read = |text: &str| {
            super::parse_item(
                text,
                &HashMap::from([("pic".to_owned(), "./p.png".to_owned())]),
                text.find("*/"),
            )
        };
        assert_eq!(read("{/* truncate */} x"), Some((MdxItem::Text("<!-- truncate -->".to_owned()), 16)));
        assert_eq!(read("{/* a } note */}"), Some((MdxItem::Nothing, 16)));
        assert_eq!(read("{' '}"), Some((MdxItem::Text(" ".to_owned()), 5)));
        assert_eq!(read("{a.b}"), Some((MdxItem::Name("a.b".to_owned()), 5)));
        assert_eq!(read("{a.map(b => { return '}' })} c"), Some((MdxItem::Nothing, 28)));
        for text in ["{#id}", "{ open", "<https://x.org>", "<b>", "< a", "<Vec<T>", "</b>"] {
            assert_eq!(read(text), None, "{text}");
        }
        let Some((MdxItem::Component(tag), 47)) =
            read("<Image src={pic} alt=\"A\" size={{a: 1}} w={3} on />")
        else {
            let other = read("<Image src={pic} alt=\"A\" size={{a: 1}} w={3} on />");
            assert!(matches!(other, Some((MdxItem::Component(_), 50))), "{other:?}");
            return;
        };
        assert_eq!(tag.named(&["src"]), Some("./p.png"));
    }

    #[test]
    fn indentation_is_not_code() {
        let source = "<Tabs>\n\n    text\n\n        more\n\n    ```js\n    a\n\n      b\n    ```\n</Tabs>\n";
        assert_eq!(without_indentation(source), "<Tabs>\n\ntext\n\nmore\n\n```js\na\n\n  b\n```\n</Tabs>\n");
    }
}
