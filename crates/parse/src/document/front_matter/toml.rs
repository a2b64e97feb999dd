//! TOML front matter.

use super::model::{MAX_DEPTH, ParsedFields, count_lines};
use crate::document::model::Field;
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use serde_json::Value;
use tidings_model::Problem;

/// Parses TOML.
///
/// # Errors
/// The text is not TOML, or is nested too deeply.
pub(super) fn parse(text: &str) -> Result<ParsedFields, Problem> {
    let table = DeTable::parse(text).map_err(|error| toml_problem(text, &error))?;
    let mut fields = Vec::new();
    let mut entries: Vec<_> = table.get_ref().iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let (mut line, mut counted) = (1, 0);
    for (key, value) in entries {
        let start = key.span().start.min(text.len());
        line += count_lines(&text[counted..start]);
        counted = start;
        let value = to_json(value, text, 1).ok_or_else(|| {
            Problem::error("The front matter is nested too deeply", "Use fewer levels").at(line, None)
        })?;
        fields.push(Field { key: key.get_ref().to_string(), value, line });
    }
    Ok(ParsedFields { fields, ..ParsedFields::default() })
}

fn toml_problem(text: &str, error: &::toml::de::Error) -> Problem {
    let message = format!("The front matter is not valid TOML: {}", error.message().replace('\n', ", "));
    let problem =
        Problem::error(message, "Put strings in quotes, and each key on a line of its own, once only");
    let Some(at) = error.span().map(|span| span.start.min(text.len())) else { return problem };
    let before = text.get(..at).unwrap_or_default();
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    problem.at(1 + count_lines(before), u32::try_from(column).ok())
}

/// Converts a value to JSON. `None`: it is nested too deeply.
fn to_json(value: &Spanned<DeValue>, text: &str, depth: usize) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match value.get_ref() {
        DeValue::String(string) => Value::String(string.to_string()),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Integer(number) => match number.as_str().parse::<i64>() {
            Ok(parsed) if number.radix() == 10 && parsed.to_string() == number.as_str() => {
                Value::from(parsed)
            }
            _ => source(value, text),
        },
        // Kept as written: `1.10` may be a version, and dates keep the form that their author chose.
        DeValue::Float(_) | DeValue::Datetime(_) => source(value, text),
        DeValue::Array(items) => {
            Value::Array(items.iter().map(|item| to_json(item, text, depth + 1)).collect::<Option<_>>()?)
        }
        DeValue::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, value)| Some((key.get_ref().to_string(), to_json(value, text, depth + 1)?)))
                .collect::<Option<_>>()?,
        ),
    })
}

fn source(value: &Spanned<DeValue>, text: &str) -> Value {
    Value::String(text.get(value.span()).unwrap_or_default().trim().to_owned())
}
