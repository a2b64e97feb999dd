//! The object that MDX exports in place of front matter: `export const metadata = { title: 'x' }` (Next.js).

use super::{Header, LONGEST};
use crate::document::front_matter;

/// Names that such an object has.
const NAMES: [&str; 6] = ["meta", "metadata", "frontMatter", "frontmatter", "front_matter", "article"];

/// Longest object, bytes.
const MOST_BYTES: usize = 64 * 1024;

pub(super) fn read(lines: &[&str]) -> Header {
    let mut header = Header::default();
    let Some(at) = lines.iter().take(LONGEST).position(|line| begins_object(line)) else { return header };
    let text = lines[at..].join("\n");
    let Some(object) = text.find('{').and_then(|start| as_yaml(&text[start..])) else { return header };
    for field in front_matter::read_alone(&object).unwrap_or_default() {
        header.add(&field.key, field.value, at);
    }
    header
}

/// `export const meta = {`.
fn begins_object(line: &str) -> bool {
    let declared = line.strip_prefix("export const ").and_then(|rest| rest.split_once('='));
    declared.is_some_and(|(name, value)| {
        let name = name.split(':').next().unwrap_or_default().trim();
        NAMES.contains(&name) && value.trim_start().starts_with('{')
    })
}

/// An object of JavaScript's as a flow mapping of YAML's, which differs in its strings and comments alone. `None`: it
/// does not end.
fn as_yaml(source: &str) -> Option<String> {
    let mut out = String::new();
    let mut depth = 0_u32;
    let mut chars = source.chars().take(MOST_BYTES).peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' | '`' => out.push_str(&serde_json::Value::String(string(&mut chars, c)?).to_string()),
            '/' if chars.peek() == Some(&'/') => {
                chars.by_ref().find(|c| *c == '\n');
                out.push('\n');
            }
            '{' | '[' => {
                depth += 1;
                out.push(c);
            }
            '}' | ']' => {
                depth -= 1;
                out.push(c);
                if depth == 0 {
                    return Some(out);
                }
            }
            c => out.push(c),
        }
    }
    None
}

/// The rest of a string up to its closing quote.
fn string(chars: &mut impl Iterator<Item = char>, quote: char) -> Option<String> {
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                '\n' => {}
                c => out.push(c),
            },
            c if c == quote => return Some(out),
            c => out.push(c),
        }
    }
    None
}
