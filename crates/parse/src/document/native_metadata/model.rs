//! The data types and helpers that the readers of native metadata share.

use serde_json::Value;

/// How many lines of a body the readers examine.
pub(super) const MAX_LINES: usize = 400;

/// The metadata of a body.
#[derive(Debug, Default)]
pub(in crate::document) struct NativeMetadata {
    /// Keys with their values and the index of their line in the body.
    pub(super) fields: Vec<(String, Value, usize)>,
    /// Indices of the lines that contain only metadata.
    pub(super) lines: Vec<usize>,
}

impl NativeMetadata {
    /// Adds a key unless its value is empty; its line stays in the body unless it is added to `lines`.
    pub(super) fn add(&mut self, key: &str, value: impl Into<Value>, line: usize) {
        let value = value.into();
        let is_empty = value.as_str().is_some_and(|text| text.trim().is_empty());
        if !is_empty {
            self.fields.push((key.to_owned(), value, line));
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|(known, _, _)| known.eq_ignore_ascii_case(key))
    }
}

/// Most names in one value, as in front matter: each takes some hundred bytes.
pub(super) const MAX_NAMES: usize = 10_000;

/// Splits names at commas or semicolons, or else at white space; `[a, b]` may enclose them.
pub(super) fn parse_names(text: &str) -> Value {
    let text = text.trim();
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let has_sign = text.contains([',', ';']);
    if !has_sign && text.contains('"') {
        return quoted_names(text).into();
    }
    let parts = text.split(|c: char| if has_sign { [',', ';'].contains(&c) } else { c.is_whitespace() });
    let parse_names = parts.map(|part| part.trim().trim_matches(['"', '\'']).to_owned());
    parse_names.filter(|name| !name.is_empty()).take(MAX_NAMES).collect::<Vec<_>>().into()
}

/// `"two words" one`, as in ox-hugo: white space within quotes does not separate names.
fn quoted_names(text: &str) -> Vec<String> {
    let pieces = text.split('"').enumerate();
    let parse_names = pieces.flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![piece.trim().to_owned()],
    });
    parse_names.filter(|name| !name.is_empty()).take(MAX_NAMES).collect()
}

/// Whether the text is a key: letters, digits, `-` and `_`.
pub(super) fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.len() <= 40
        && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}
