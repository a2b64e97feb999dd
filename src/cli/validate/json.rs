//! For programs: what was found, as JSON.

use super::{Judged, Verdict};
use serde_json::{Map, Value, json};
use std::io::Write;
use tidings_validate::{Level, Message};

/// One object for one input, an array of them for several.
pub(super) fn write(out: &mut impl Write, verdict: &Verdict) -> std::io::Result<()> {
    let objects: Vec<Value> = verdict.judged.iter().map(object).collect();
    match objects.as_slice() {
        [one] if verdict.is_single => serde_json::to_writer(&mut *out, one)?,
        _ => serde_json::to_writer(&mut *out, &objects)?,
    }
    writeln!(out)
}

/// One object a line.
pub(super) fn write_lines(out: &mut impl Write, verdict: &Verdict) -> std::io::Result<()> {
    verdict.judged.iter().try_for_each(|judged| {
        serde_json::to_writer(&mut *out, &object(judged))?;
        writeln!(out)
    })
}

fn object(judged: &Judged) -> Value {
    match &judged.outcome {
        Ok(report) => {
            let messages: Vec<Value> = report.messages.iter().map(message).collect();
            json!({"input": judged.name, "valid": report.is_valid(), "messages": messages})
        }
        Err(error) => json!({"input": judged.name, "error": error.to_string()}),
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
