//! JSON for programs.

use super::results::{CheckedInput, Results};
use serde_json::{Map, Value, json};
use std::io::Write;
use tidings_validate::{Level, Message};

/// Writes one object for one input, an array of objects for several.
pub(super) fn write(out: &mut impl Write, results: &Results) -> std::io::Result<()> {
    let objects: Vec<Value> = results.inputs.iter().map(object).collect();
    match objects.as_slice() {
        [one] if results.is_single => serde_json::to_writer(&mut *out, one)?,
        _ => serde_json::to_writer(&mut *out, &objects)?,
    }
    writeln!(out)
}

/// Writes one object a line.
pub(super) fn write_lines(out: &mut impl Write, results: &Results) -> std::io::Result<()> {
    results.inputs.iter().try_for_each(|input| {
        serde_json::to_writer(&mut *out, &object(input))?;
        writeln!(out)
    })
}

fn object(input: &CheckedInput) -> Value {
    match &input.outcome {
        Ok(report) => {
            let messages: Vec<Value> = report.messages.iter().map(message).collect();
            json!({"input": input.name, "valid": report.is_valid(), "messages": messages})
        }
        Err(error) => json!({"input": input.name, "error": error.to_string()}),
    }
}

fn message(message: &Message) -> Value {
    let mut params = Map::new();
    params.insert("element".to_owned(), message.element.clone().into());
    params.insert("parent".to_owned(), message.parent.clone().into());
    for (name, value) in &message.params {
        params.insert(name.to_string(), value.clone().into());
    }
    json!({
        "code": message.code.name(),
        "level": Level::name(message.level()),
        "line": message.position.line,
        "column": message.position.column,
        "text": message.text(),
        "params": params,
    })
}
