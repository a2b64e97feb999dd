//! YAML, read from the parser's events rather than through serde, so that each key keeps its line, `1.10` stays
//! `1.10`, a duplicate key is seen, and aliases spend from a budget.

use super::{DEEPEST, Duplicate, Field, MOST_VALUES, Parsed};
use crate::document::front_matter::yaml_repair;
use serde_json::{Map, Value};
use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use tidings_model::Problem;

/// Reads YAML; what breaks the parser is mended where only one reading makes sense. `None`: it is no mapping.
///
/// # Errors
/// It can't be read, nor be mended.
pub(super) fn read(text: &str) -> Result<Option<Parsed>, Problem> {
    let first = parse(text);
    if matches!(first, Ok(Some(_))) {
        return first;
    }
    let Some(mended) = yaml_repair::mend(text, |line| matches!(parse(line), Ok(Some(_)))) else {
        return first;
    };
    match parse(&mended.text) {
        Ok(Some(mut parsed)) => {
            parsed.problems.extend(mended.problems);
            Ok(Some(parsed))
        }
        _ => first,
    }
}

fn parse(text: &str) -> Result<Option<Parsed>, Problem> {
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        anchors: HashMap::new(),
        values_left: MOST_VALUES,
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
                // The rest holds nothing more, unless it is broken.
                while reader.next()?.is_some() {}
                Ok(Some(Parsed { fields, duplicates: reader.duplicates, problems: Vec::new() }))
            }
            Some((Event::StreamEnd, _)) | None => Ok(Some(Parsed::default())),
            // A comment alone, or `---` twice with nothing between, is an empty front matter.
            Some((Event::Scalar(scalar, ScalarStyle::Plain, ..), _)) if scalar.is_empty() => {
                Ok(Some(Parsed::default()))
            }
            Some(_) => Ok(None),
        };
    }
}

/// Keys in the order of their last standing, each with its value and line.
type Entries = Vec<(String, (Value, u32))>;

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
    /// The value of each anchor and how many values it holds.
    anchors: HashMap<usize, (Value, usize)>,
    values_left: usize,
    duplicates: Vec<Duplicate>,
    text: &'t str,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Option<(Event<'t>, Span)>, Problem> {
        self.events.next_event().transpose().map_err(|error| self.explain(&error))
    }

    /// The next event inside a collection, where the parser always has one.
    fn next_inside(&mut self) -> Result<(Event<'t>, Span), Problem> {
        self.next()?
            .ok_or_else(|| Problem::error("The front matter ends too early", "Complete its last value"))
    }

    fn explain(&self, error: &ScanError) -> Problem {
        let line = u32::try_from(error.marker().line()).unwrap_or(u32::MAX).max(1);
        let column = u32::try_from(error.marker().col() + 1).unwrap_or(u32::MAX);
        let there = self.text.lines().nth(line as usize - 1).unwrap_or_default();
        let message = format!("The front matter is no YAML: {}", error.info());
        Problem::error(message, yaml_repair::remedy(there)).at(line, Some(column))
    }

    fn spend(&mut self, values: usize, line: u32) -> Result<(), Problem> {
        self.values_left = self.values_left.checked_sub(values).ok_or_else(|| {
            let message = format!("The front matter holds more than {MOST_VALUES} values, aliases expanded");
            Problem::error(message, "Use fewer values or aliases").at(line, None)
        })?;
        Ok(())
    }

    /// The entries of a mapping whose start was just read.
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
                self.duplicates.push(Duplicate { key: key.clone(), first, last: line });
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
        if depth > DEEPEST {
            let message = format!("The front matter is nested more than {DEEPEST} levels deep");
            return Err(Problem::error(message, "Make it flatter").at(line, None));
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
                let (value, size) = self.anchors.get(&id).cloned().unwrap_or((Value::Null, 1));
                self.spend(size, line)?;
                (value, 0)
            }
            _ => (Value::Null, 0),
        };
        if anchor != 0 {
            // Copies cost as much as what they copy, or nested anchors would grow without a limit.
            let size = left_before - self.values_left;
            self.spend(size, line)?;
            self.anchors.insert(anchor, (value.clone(), size));
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

fn line_of(span: &Span) -> u32 {
    u32::try_from(span.start.line()).unwrap_or(u32::MAX).max(1)
}

/// `<<: *base`: what the mapping itself does not say.
fn merge(merged: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(entries) => entries.into_iter().for_each(|(key, value)| {
            merged.entry(key).or_insert(value);
        }),
        Value::Array(items) => items.into_iter().for_each(|item| merge(merged, item)),
        _ => {}
    }
}

/// YAML's core schema, but that a number whose usual form differs from what stands there stays text: `1.10` is
/// a version, `007` an agent.
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
