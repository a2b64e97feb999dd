//! The object that MDX exports instead of front matter: `export const metadata = { title: 'x' }` (Next.js).

use super::model::{MAX_LINES, NativeMetadata};
use crate::document::front_matter;

/// Names of such an object.
const NAMES: [&str; 6] = ["meta", "metadata", "frontMatter", "frontmatter", "front_matter", "article"];

/// Longest object, in bytes.
const MOST_BYTES: usize = 64 * 1024;

pub(super) fn parse(lines: &[&str]) -> NativeMetadata {
    let mut metadata = NativeMetadata::default();
    let Some(at) = lines.iter().take(MAX_LINES).position(|line| begins_object(line)) else { return metadata };
    let text = lines[at..].join("\n");
    let Some(object) = text.find('{').and_then(|start| as_yaml(&text[start..])) else { return metadata };
    for field in front_matter::parse_data_file(&object).unwrap_or_default() {
        metadata.add(&field.key, field.value, at);
    }
    metadata
}

/// `export const meta = {`.
fn begins_object(line: &str) -> bool {
    let declared = line.strip_prefix("export const ").and_then(|rest| rest.split_once('='));
    declared.is_some_and(|(name, value)| {
        let name = name.split(':').next().unwrap_or_default().trim();
        NAMES.contains(&name) && value.trim_start().starts_with('{')
    })
}

/// Converts a JavaScript object to a YAML flow mapping, which differs only in strings and comments. `None`:
/// the object is not closed.
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
