//! Lektor's `contents.lr`: `key: value` fields separated by lines of three dashes; one of the fields is the
//! body.

use super::model::{FrontMatter, MAX_VALUES, ParsedFields, Syntax, build};
use crate::document::model::Field;
use serde_json::Value;

/// Fields that can be the body; the first one that is present is used.
const BODY_FIELDS: [&str; 4] = ["body", "content", "contents", "text"];

/// Fields with one name on each line.
const LIST_FIELDS: [&str; 6] = ["authors", "categories", "category", "keywords", "tags", "topics"];

struct LektorField<'t> {
    key: &'t str,
    value: &'t str,
    /// Byte offset of the value.
    at: usize,
    line: u32,
}

/// Parses the fields. `None`: there are none. `body_end` of the front matter is the end of the body field.
pub(super) fn parse(file: &str) -> Option<FrontMatter> {
    let parts = parts(file);
    if parts.len() > MAX_VALUES {
        return None;
    }
    let body = BODY_FIELDS.iter().find_map(|name| parts.iter().position(|part| part.key == *name));
    let mut parsed = ParsedFields::default();
    for (at, part) in parts.iter().enumerate() {
        if Some(at) != body {
            parsed.fields.extend(field(part));
        }
    }
    if parsed.fields.is_empty() {
        return None;
    }
    let (at, end) = body
        .and_then(|at| parts.get(at))
        .map_or((file.len(), file.len()), |part| (part.at, part.at + part.value.len()));
    Some(FrontMatter { body_end: Some(end), ..build(Syntax::Headers, parsed, at, 1) })
}

fn parts(file: &str) -> Vec<LektorField<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut at, mut line, mut first_line) = (0, 0, 0, 1);
    for text in file.split_inclusive('\n') {
        line += 1;
        if text.trim_end() == "---" {
            parts.extend(part(file, start, at, first_line));
            start = at + text.len();
            first_line = line + 1;
        }
        at += text.len();
    }
    parts.extend(part(file, start, at, first_line));
    parts
}

fn part(file: &str, start: usize, end: usize, line: u32) -> Option<LektorField<'_>> {
    let text = file.get(start..end)?;
    let (key, value) = text.split_once(':')?;
    let is_key =
        !key.trim().is_empty() && key.trim().chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    is_key.then(|| LektorField { key: key.trim(), value, at: end - value.len(), line })
}

fn field(part: &LektorField) -> Option<Field> {
    let value = part.value.trim();
    let is_true = ["yes", "true", "1"].contains(&value);
    let (key, value) = match part.key {
        "_hidden" => ("draft", Value::Bool(is_true)),
        "_discoverable" => ("draft", Value::Bool(!is_true)),
        key if value.is_empty() => (key, Value::Null),
        key if LIST_FIELDS.contains(&key) && value.contains('\n') => {
            let names = value.lines().map(str::trim).filter(|line| !line.is_empty());
            (key, names.map(str::to_owned).collect())
        }
        key => (key, Value::String(value.to_owned())),
    };
    Some(Field { key: key.trim_start_matches('_').to_owned(), value, line: part.line })
}
