//! YAML, JSON and TOML, which consist of literals only.

use super::{Key, Literal, MAX_ENTRIES, MAX_KEY};
use crate::document::{Field, parse_toml_file, parse_yaml_file};
use serde_json::Value;

/// The keys of a file in YAML or JSON.
pub(super) fn yaml(text: &str) -> Result<Vec<Key>, String> {
    parse_yaml_file(text).map(flatten).map_err(|problem| reason(&problem.message, problem.line))
}

/// The keys of a file in TOML.
pub(super) fn toml(text: &str) -> Result<Vec<Key>, String> {
    parse_toml_file(text).map(flatten).map_err(|problem| reason(&problem.message, problem.line))
}

/// The messages of the parsers name front matter.
fn reason(message: &str, line: Option<u32>) -> String {
    let message = message.replacen("The front matter", "the configuration", 1);
    line.map_or_else(|| message.clone(), |line| format!("line {line}: {message}"))
}

fn flatten(fields: Vec<Field>) -> Vec<Key> {
    let mut keys = Vec::new();
    for Field { key, value, line } in fields {
        add(key, &value, line, &mut keys);
    }
    keys
}

/// Adds a value under its key, and the values of a table under theirs. The depth of values is bounded by the
/// parsers, and the number of keys here.
fn add(key: String, value: &Value, line: u32, keys: &mut Vec<Key>) {
    if keys.len() >= MAX_ENTRIES || key.len() > MAX_KEY {
        return;
    }
    match value {
        Value::Null => {}
        Value::Bool(truth) => keys.push((key, Literal::Text(truth.to_string()), line)),
        Value::Number(number) => keys.push((key, Literal::Text(number.to_string()), line)),
        Value::String(text) => keys.push((key, Literal::Text(text.clone()), line)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| add(format!("{key}.{at}"), item, line, keys));
        }
        Value::Object(table) => {
            table.iter().for_each(|(inner, value)| add(format!("{key}.{inner}"), value, line, keys));
        }
    }
}
