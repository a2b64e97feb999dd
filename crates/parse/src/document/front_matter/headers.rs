//! `Key: value` lines above the text, as in Pelican and MultiMarkdown.

use super::model::{DuplicateKey, FrontMatter, MAX_VALUES, ParsedFields, Syntax, build};
use crate::document::model::Field;
use serde_json::Value;

/// Keys with which such a block can begin. Any other first line may be a sentence with a colon in it.
const FIRST_KEYS: [&str; 10] =
    ["title", "date", "author", "authors", "slug", "tags", "category", "summary", "subtitle", "status"];

/// Parses the block: every line up to the first empty one has a key, or is indented and continues the line
/// above. `None`: the file does not begin with such a block.
pub(super) fn parse(file: &str) -> Option<FrontMatter> {
    let start = file.len() - file.trim_start_matches('\n').len();
    let (first_key, _) = file[start..].split_once(':')?;
    if !begins_block(first_key) {
        return None;
    }
    let mut parsed = ParsedFields::default();
    let mut at = start;
    for (index, line) in file[start..].split_inclusive('\n').enumerate() {
        if line.trim().is_empty() {
            at += line.len();
            break;
        }
        at += line.len();
        // So many keys are no metadata, and each is compared with all others.
        if parsed.fields.len() >= MAX_VALUES {
            return None;
        }
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        match (key_and_value(line), parsed.fields.last_mut()) {
            (Some((key, value)), _) => add_field(&mut parsed, key, value, number),
            (None, Some(last)) if line.starts_with([' ', '\t']) => {
                continue_value(&mut last.value, line.trim())
            }
            _ => return None,
        }
    }
    let is_titled =
        parsed.fields.iter().any(|field| ["title", "date"].contains(&field.key.to_lowercase().as_str()));
    if !is_titled {
        return None;
    }
    let first_line = u32::try_from(1 + start).unwrap_or(u32::MAX);
    Some(build(Syntax::Headers, parsed, at, first_line))
}

/// Whether a block of metadata can begin with this key.
pub(super) fn begins_block(key: &str) -> bool {
    FIRST_KEYS.contains(&key.to_lowercase().as_str())
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.len() <= 30
        && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let is_apart = value.trim().is_empty() || value.starts_with([' ', '\t']);
    (is_key && is_apart).then(|| (key, value.trim()))
}

pub(super) fn add_field(parsed: &mut ParsedFields, key: &str, value: &str, line: u32) {
    if let Some(at) = parsed.fields.iter().position(|field| field.key.eq_ignore_ascii_case(key)) {
        let first = parsed.fields.remove(at).line;
        parsed.duplicates.push(DuplicateKey { key: key.to_owned(), first, last: line });
    }
    let value = if value.is_empty() { Value::Null } else { Value::String(value.to_owned()) };
    parsed.fields.push(Field { key: key.to_owned(), value, line });
}

fn continue_value(value: &mut Value, more: &str) {
    match value {
        // Appends in place: copying the value for each line would take quadratic time.
        Value::String(text) => text.extend([" ", more]),
        other => *other = Value::String(more.to_owned()),
    }
}
