//! MDX: Markdown with modules, components and expressions of JavaScript.

use super::code::{Found, Walk, indentation};
use super::tag::{Syntax, Tag};
use crate::output::plain::escape;
use std::collections::HashMap;

/// What begins at a `{` or `<`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A component's tag.
    Component(Tag),
    /// HTML, written as JSX.
    Element(String),
    /// A text, or a marker.
    Text(String),
    /// The name of a value.
    Name(String),
    /// What shows nothing: a comment, a calculation.
    Nothing,
}

/// Longest expression in bytes, and deepest nesting of its brackets, so that unclosed ones cost little.
const LONGEST: usize = 8192;
const DEEPEST: usize = 32;

/// The text without its modules, and the addresses of what they import.
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
        // A module's lines end at the first blank one that stands in no bracket.
        let mut depth = 0_i32;
        let mut current = line;
        loop {
            imports.extend(import(current));
            depth += brackets(current);
            let Some(next) = lines.peek() else { break };
            let is_over =
                next.trim().is_empty() || (depth <= 0 && !begins_module(next) && is_statement_end(current));
            if is_over && (depth <= 0 || next.trim().is_empty() && !continues(depth)) {
                break;
            }
            current = lines.next().unwrap_or_default();
        }
        out.push('\n');
    }
    (out, imports)
}

/// Within brackets a blank line ends nothing, unless they look as if they never close.
fn continues(depth: i32) -> bool {
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
fn import(line: &str) -> Option<(String, String)> {
    let (name, rest) = line.strip_prefix("import ")?.split_once(" from ")?;
    let path = rest.trim().trim_end_matches(';').trim_matches(['\'', '"']);
    let is_file = path.starts_with(['.', '/', '@']) || path.contains("://");
    is_file.then(|| {
        (name.trim().to_owned(), path.trim_start_matches("@site").trim_start_matches("@/").to_owned())
    })
}

/// The text with the indentation taken away that would be code elsewhere: MDX has none by indentation.
pub(super) fn without_indentation(source: &str) -> String {
    let mut walk = Walk::new(source, b"");
    let (mut out, mut done) = (String::with_capacity(source.len()), 0);
    while let Some(found) = walk.next() {
        let Found::Indented(range) = found else { continue };
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

/// Where the last end of each component stands.
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

/// Reads what begins at the start of `text`, and its length. `None`: text.
pub(super) fn read(text: &str, imports: &HashMap<String, String>) -> Option<(Piece, usize)> {
    if text.starts_with('{') { expression(text) } else { element(text, imports) }
}

fn expression(text: &str) -> Option<(Piece, usize)> {
    if let Some(rest) = text.strip_prefix("{/*") {
        let end = rest.find("*/")?;
        let close = rest[end + 2..].find('}').filter(|gap| rest[end + 2..end + 2 + gap].trim().is_empty())?;
        let words = rest[..end].trim().to_lowercase();
        let is_marker = ["truncate", "more", "excerpt"].contains(&words.as_str());
        let piece = if is_marker { Piece::Text(format!("<!-- {words} -->")) } else { Piece::Nothing };
        return Some((piece, 3 + end + 2 + close + 1));
    }
    // `## Heading {#id}`
    if text.starts_with("{#") {
        return None;
    }
    let length = balanced(text)?;
    let inner = text[1..length - 1].trim();
    let piece = if let Some(text) = literal(inner) {
        Piece::Text(text.to_owned())
    } else if inner.chars().all(|c| c.is_alphanumeric() || "_.".contains(c)) {
        Piece::Name(inner.to_owned())
    } else {
        Piece::Nothing
    };
    Some((piece, length))
}

/// A text in quotes, without them.
fn literal(inner: &str) -> Option<&str> {
    let quote = inner.chars().next().filter(|c| "\"'`".contains(*c))?;
    let text = inner[1..].strip_suffix(quote)?;
    (!text.contains(quote) && !text.contains("${")).then_some(text)
}

/// The length of a bracketed expression, whose first sign is `{`.
fn balanced(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len().min(LONGEST) {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            quote @ (b'"' | b'\'' | b'`') => {
                // An apostrophe in a child's text has no partner on its line.
                let rest = &bytes[at + 1..bytes.len().min(LONGEST)];
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
        if depth > DEEPEST {
            return None;
        }
    }
    None
}

fn name_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"._-".contains(c)).unwrap_or(text.len());
    &text[..end]
}

fn element(text: &str, imports: &HashMap<String, String>) -> Option<(Piece, usize)> {
    let closes = text.starts_with("</");
    let name_start = if closes { 2 } else { 1 };
    let name = name_of(&text[name_start..]);
    let mut at = name_start + name.len();
    if name.is_empty() {
        return text[at..].starts_with('>').then_some((Piece::Nothing, at + 1));
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut named = Vec::new();
    let mut has_script = false;
    let is_single = loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if at > LONGEST || rest.is_empty() {
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
        let tag = Tag { syntax: Syntax::Component, name, closes, is_single, rest, positional, named };
        return Some((Piece::Component(tag), at));
    }
    (!closes && (has_script || is_single)).then(|| (Piece::Element(html_of(name, &named, is_single)), at))
}

/// An element of HTML, as HTML writes it.
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

/// An attribute's name, its value if that is a text, its length, and whether the value is a script's.
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

/// What an attribute's script comes to: a text, a number, what was imported, or the file that is required.
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
    fn modules_go() {
        let source = "import A from './a.png'\nimport { B } from \"b\";\n\nText\n\nexport const c = {\n\n  d: 1,\n}\n\n\
            ```js\nimport x from 'y'\n```\nimport is a word\n";
        let (text, imports) = without_modules(source);
        assert_eq!(text.trim(), "Text\n\n\n\n```js\nimport x from 'y'\n```\nimport is a word");
        assert_eq!(imports.get("A").map(String::as_str), Some("./a.png"));
    }

    #[test]
    fn pieces() {
        let read = |text: &str| super::read(text, &HashMap::from([("pic".to_owned(), "./p.png".to_owned())]));
        assert_eq!(read("{/* truncate */} x"), Some((Piece::Text("<!-- truncate -->".to_owned()), 16)));
        assert_eq!(read("{/* a } note */}"), Some((Piece::Nothing, 16)));
        assert_eq!(read("{' '}"), Some((Piece::Text(" ".to_owned()), 5)));
        assert_eq!(read("{a.b}"), Some((Piece::Name("a.b".to_owned()), 5)));
        assert_eq!(read("{a.map(b => { return '}' })} c"), Some((Piece::Nothing, 28)));
        for text in ["{#id}", "{ open", "<https://x.org>", "<b>", "< a", "<Vec<T>", "</b>"] {
            assert_eq!(read(text), None, "{text}");
        }
        let Some((Piece::Component(tag), 47)) = read("<Image src={pic} alt=\"A\" size={{a: 1}} w={3} on />")
        else {
            let other = read("<Image src={pic} alt=\"A\" size={{a: 1}} w={3} on />");
            assert!(matches!(other, Some((Piece::Component(_), 50))), "{other:?}");
            return;
        };
        assert_eq!(tag.named(&["src"]), Some("./p.png"));
    }

    #[test]
    fn indentation_is_no_code() {
        let source = "<Tabs>\n\n    text\n\n        more\n\n    ```js\n    a\n\n      b\n    ```\n</Tabs>\n";
        assert_eq!(without_indentation(source), "<Tabs>\n\ntext\n\nmore\n\n```js\na\n\n  b\n```\n</Tabs>\n");
    }
}
