//! YAML front matter.
//!
//! It is built from the parser's events and not through serde, so that each key keeps its line, `1.10` stays
//! `1.10`, duplicate keys are detected, and expanded aliases count against the limit of values.

use super::model::{DuplicateKey, MAX_BYTES, MAX_DEPTH, MAX_VALUES, ParsedFields};
use super::yaml_repair;
use crate::document::model::Field;
use serde_json::{Map, Value};
use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use tidings_model::Problem;

/// Parses YAML. If the parser fails, repairs the lines that can have one meaning only. `None`: the YAML is
/// not a mapping.
///
/// # Errors
/// The text can neither be parsed nor repaired.
pub(super) fn parse_or_repair(text: &str) -> Result<Option<ParsedFields>, Problem> {
    let first = parse(text);
    if matches!(first, Ok(Some(_))) {
        return first;
    }
    let Some(repaired) = yaml_repair::repair(text, |line| matches!(parse(line), Ok(Some(_)))) else {
        return first;
    };
    match parse(&repaired.text) {
        Ok(Some(mut parsed)) => {
            parsed.problems.extend(repaired.problems);
            Ok(Some(parsed))
        }
        _ => first,
    }
}

fn parse(text: &str) -> Result<Option<ParsedFields>, Problem> {
    let mut reader = YamlReader {
        events: Parser::new_from_str(text),
        anchors: HashMap::new(),
        values_left: MAX_VALUES,
        copied_bytes_left: MAX_COPIED_BYTES,
        duplicates: Vec::new(),
        text,
    };
    loop {
        return match reader.next()? {
            Some((Event::StreamStart | Event::DocumentStart(..), _)) => continue,
            Some((Event::MappingStart(..), _)) => {
                let entries = reader.entries(1)?;
                let fields = entries.into_iter().map(|(key, (value, line))| Field { key, value, line });
                let fields = fields.collect();
                // Reads the rest to find syntax errors in it.
                while reader.next()?.is_some() {}
                Ok(Some(ParsedFields { fields, duplicates: reader.duplicates, problems: Vec::new() }))
            }
            Some((Event::StreamEnd, _)) | None => Ok(Some(ParsedFields::default())),
            // Front matter that is empty, or that consists of comments.
            Some((Event::Scalar(scalar, ScalarStyle::Plain, ..), _)) if scalar.is_empty() => {
                Ok(Some(ParsedFields::default()))
            }
            Some(_) => Ok(None),
        };
    }
}

/// Most bytes of text that aliases copy.
const MAX_COPIED_BYTES: usize = 4 * MAX_BYTES;

/// Keys in the order of their last occurrence, each with its value and line.
type Entries = Vec<(String, (Value, u32))>;

struct YamlReader<'t> {
    events: Parser<'t, StrInput<'t>>,
    /// The value of each anchor and the number of values in it.
    anchors: HashMap<usize, (Value, usize)>,
    values_left: usize,
    copied_bytes_left: usize,
    duplicates: Vec<DuplicateKey>,
    text: &'t str,
}

impl<'t> YamlReader<'t> {
    fn next(&mut self) -> Result<Option<(Event<'t>, Span)>, Problem> {
        self.events.next_event().transpose().map_err(|error| self.yaml_problem(&error))
    }

    /// The next event inside a collection, where the parser always has one.
    fn next_inside(&mut self) -> Result<(Event<'t>, Span), Problem> {
        self.next()?
            .ok_or_else(|| Problem::error("The front matter ends too early", "Complete its last value"))
    }

    fn yaml_problem(&self, error: &ScanError) -> Problem {
        let line = u32::try_from(error.marker().line()).unwrap_or(u32::MAX).max(1);
        let column = u32::try_from(error.marker().col() + 1).unwrap_or(u32::MAX);
        let there = self.text.lines().nth(line as usize - 1).unwrap_or_default();
        let message = format!("The front matter is not valid YAML: {}", error.info());
        Problem::error(message, yaml_repair::remedy(there)).at(line, Some(column))
    }

    fn spend(&mut self, values: usize, line: u32) -> Result<(), Problem> {
        self.values_left = self.values_left.checked_sub(values).ok_or_else(|| {
            let message =
                format!("The front matter has more than {MAX_VALUES} values, counting expanded aliases");
            Problem::error(message, "Use fewer values or aliases").at(line, None)
        })?;
        Ok(())
    }

    /// The entries of a mapping whose start event was just read.
    fn entries(&mut self, depth: usize) -> Result<Entries, Problem> {
        let mut entries: Entries = Vec::new();
        let mut merged = Map::new();
        loop {
            let (event, span) = self.next_inside()?;
            if matches!(event, Event::MappingEnd) {
                break;
            }
            let line = line_of(&span);
            let key = match self.value(event, &span, depth)? {
                Value::String(key) => key,
                other => other.to_string(),
            };
            let (event, span) = self.next_inside()?;
            let value = self.value(event, &span, depth)?;
            if key == "<<" {
                merge(&mut merged, value);
                continue;
            }
            if let Some(at) = entries.iter().position(|(known, _)| *known == key) {
                let (_, (_, first)) = entries.remove(at);
                self.duplicates.push(DuplicateKey { key: key.clone(), first, last: line });
            }
            entries.push((key, (value, line)));
        }
        merged.retain(|key, _| !entries.iter().any(|(known, _)| known == key));
        let line = entries.first().map_or(1, |(_, (_, line))| *line);
        entries.extend(merged.into_iter().map(|(key, value)| (key, (value, line))));
        Ok(entries)
    }

    /// The value that begins with `event`.
    fn value(&mut self, event: Event<'t>, span: &Span, depth: usize) -> Result<Value, Problem> {
        let line = line_of(span);
        if depth > MAX_DEPTH {
            let message = format!("The front matter is nested more than {MAX_DEPTH} levels deep");
            return Err(Problem::error(message, "Use fewer levels").at(line, None));
        }
        let left_before = self.values_left;
        self.spend(1, line)?;
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => (scalar(&text, style, tag.as_ref()), anchor),
            Event::SequenceStart(_, anchor, _) => (Value::Array(self.items(depth)?), anchor),
            Event::MappingStart(_, anchor, _) => {
                let entries = self.entries(depth + 1)?;
                (Value::Object(entries.into_iter().map(|(key, (value, _))| (key, value)).collect()), anchor)
            }
            Event::Alias(id) => {
                let size = self.anchors.get(&id).map_or(1, |(_, size)| *size);
                self.spend(size, line)?;
                let value = match self.anchors.get(&id) {
                    Some((value, _)) => copy(value, &mut self.copied_bytes_left),
                    None => Some(Value::Null),
                };
                (value.ok_or_else(|| too_many_copies(line))?, 0)
            }
            _ => (Value::Null, 0),
        };
        if anchor != 0 {
            // A copy counts as much as its original; otherwise nested anchors could grow without a limit.
            let size = left_before - self.values_left;
            self.spend(size, line)?;
            let copied = copy(&value, &mut self.copied_bytes_left).ok_or_else(|| too_many_copies(line))?;
            self.anchors.insert(anchor, (copied, size));
        }
        Ok(value)
    }

    fn items(&mut self, depth: usize) -> Result<Vec<Value>, Problem> {
        let mut items = Vec::new();
        loop {
            match self.next_inside()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, span) => items.push(self.value(event, &span, depth + 1)?),
            }
        }
    }
}

/// A copy of a value; its texts are taken from the budget. `None`: it is exhausted.
fn copy(value: &Value, bytes_left: &mut usize) -> Option<Value> {
    let bytes = bytes_of(value);
    *bytes_left = bytes_left.checked_sub(bytes)?;
    Some(value.clone())
}

/// The length of the texts in a value.
fn bytes_of(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(bytes_of).sum(),
        Value::Object(entries) => entries.iter().map(|(key, value)| key.len() + bytes_of(value)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn too_many_copies(line: u32) -> Problem {
    let message =
        format!("The aliases in the front matter stand for more than {} KiB", MAX_COPIED_BYTES / 1024);
    Problem::error(message, "Use fewer aliases").at(line, None)
}

fn line_of(span: &Span) -> u32 {
    u32::try_from(span.start.line()).unwrap_or(u32::MAX).max(1)
}

/// Merges `<<: *base` into a mapping; the mapping's own keys win.
fn merge(merged: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(entries) => entries.into_iter().for_each(|(key, value)| {
            merged.entry(key).or_insert(value);
        }),
        Value::Array(items) => items.into_iter().for_each(|item| merge(merged, item)),
        _ => {}
    }
}

/// A scalar by YAML's core schema, except that a number not in its usual form stays text: `1.10` may be a
/// version, `007` an agent.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Cow<'_, Tag>>) -> Value {
    let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
    if style != ScalarStyle::Plain || is_text {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => Value::from(number),
            _ => Value::String(text.to_owned()),
        },
    }
}
