//! The data types that all front matter syntaxes share, and their limits.

use crate::document::model::Field;
use serde_json::Value;
use tidings_model::{Problem, text};

/// Longest front matter in bytes. The longest seen in some 24,000 real articles has 9 KiB.
pub(super) const MAX_BYTES: usize = 256 * 1024;
/// Most values in one front matter, including expanded aliases.
pub(super) const MAX_VALUES: usize = 10_000;
/// Deepest nesting of values.
pub(super) const MAX_DEPTH: usize = 32;

/// The syntax of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// An object at the top, or between `---json` and `---`.
    Json,
    /// `Key: value` lines up to the first empty line, `#key value` lines below a title, JBake's `key=value`
    /// lines, Lektor's fields, or the header of an Org, AsciiDoc or reStructuredText document.
    Headers,
}

/// Parsed front matter.
#[derive(Debug, PartialEq)]
pub(in crate::document) struct FrontMatter {
    pub(in crate::document) syntax: Syntax,
    pub(in crate::document) fields: Vec<Field>,
    pub(in crate::document) problems: Vec<Problem>,
    /// Byte offset at which the body begins.
    pub(in crate::document) body_at: usize,
    /// Byte offset at which the body ends, if more keys follow it.
    pub(in crate::document) body_end: Option<usize>,
}

/// The result of one syntax. Lines count from 1 at the start of its text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ParsedFields {
    pub(super) fields: Vec<Field>,
    pub(super) duplicates: Vec<DuplicateKey>,
    pub(super) problems: Vec<Problem>,
}

/// A key that occurs twice; the last occurrence counts.
#[derive(Debug, PartialEq)]
pub(super) struct DuplicateKey {
    pub(super) key: String,
    pub(super) first: u32,
    pub(super) last: u32,
}

/// Converts lines to lines of the file, and removes characters that no feed can contain (an escape such as
/// `"\u0008"` gets past the filter for whole files).
pub(super) fn build(syntax: Syntax, parsed: ParsedFields, body_at: usize, first_line: u32) -> FrontMatter {
    let ParsedFields { mut fields, duplicates, mut problems } = parsed;
    for field in &mut fields {
        field.line += first_line - 1;
        clean_value(&mut field.value);
    }
    problems.extend(duplicates.into_iter().map(|DuplicateKey { key, first, last }| {
        let message =
            format!("The key '{key}' is also on line {}; the later one counts", first + first_line - 1);
        Problem::warning(message, "Remove one of them").at(last, None)
    }));
    let problems = problems.into_iter().map(|problem| at_file_line(problem, first_line)).collect();
    FrontMatter { syntax, fields, problems, body_at, body_end: None }
}

pub(super) fn at_file_line(mut problem: Problem, first_line: u32) -> Problem {
    problem.line = problem.line.map(|line| line + first_line - 1);
    problem
}

pub(in crate::document) fn clean_value(value: &mut Value) {
    match value {
        Value::String(string) => {
            if let std::borrow::Cow::Owned(cleaned) = text::strip_forbidden_characters(string) {
                *string = cleaned;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(clean_value),
        Value::Object(entries) => entries.values_mut().for_each(clean_value),
        _ => {}
    }
}

pub(super) fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}
