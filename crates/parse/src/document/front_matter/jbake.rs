//! JBake: `key=value` lines, then a line of tildes, then the body.

use super::headers::add_field;
use super::model::{FrontMatter, MAX_VALUES, ParsedFields, Syntax, build};
use serde_json::{Map, Value};

/// Parses the lines. `None`: the file does not begin with such lines.
pub(super) fn parse(file: &str) -> Option<FrontMatter> {
    let (mut parsed, mut at) = (ParsedFields::default(), 0);
    for (line, number) in file.split_inclusive('\n').zip(1..) {
        at += line.len();
        let text = line.trim();
        if is_fence(text) {
            return (!parsed.fields.is_empty()).then(|| build(Syntax::Headers, parsed, at, 1));
        }
        // So many keys are no metadata, and each is compared with all others.
        if parsed.fields.len() >= MAX_VALUES {
            return None;
        }
        // Java property files have comments and empty lines.
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let (key, value) = text.split_once('=')?;
        let key = key.trim_end();
        if !is_key(key) {
            return None;
        }
        add_field(&mut parsed, key, value.trim(), number);
        // A value may be a JSON object: `og={"description": "x"}`.
        if let Some(field) = parsed.fields.last_mut()
            && let Ok(object) = serde_json::from_str::<Map<String, Value>>(value.trim())
        {
            field.value = Value::Object(object);
        }
    }
    None
}

fn is_fence(text: &str) -> bool {
    text.len() >= 4 && text.bytes().all(|byte| byte == b'~')
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.len() <= 40
        && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}
