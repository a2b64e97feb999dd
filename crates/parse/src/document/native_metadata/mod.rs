//! Metadata that Org, AsciiDoc and reStructuredText have in a syntax of their own, and Markdown in a comment, as keys
//! like those of front matter.

mod asciidoc;
mod comment;
mod ikiwiki;
mod module;
mod org;
mod rst;

use super::{Document, Field, Format, Syntax, front_matter};
use serde_json::Value;

/// How far down a header can reach, in lines.
const LONGEST: usize = 400;

/// What a header says.
#[derive(Debug, Default)]
struct Header {
    /// Keys with their values and the index of their line in the body.
    fields: Vec<(String, Value, usize)>,
    /// Indices of the lines that say nothing else.
    lines: Vec<usize>,
}

impl Header {
    /// Adds a key that says something; the line itself stays.
    fn add(&mut self, key: &str, value: impl Into<Value>, line: usize) {
        let value = value.into();
        let is_empty = value.as_str().is_some_and(|text| text.trim().is_empty());
        if !is_empty {
            self.fields.push((key.to_owned(), value, line));
        }
    }

    fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|(known, _, _)| known.eq_ignore_ascii_case(key))
    }
}

/// Takes the keys out of the body. A key of the front matter wins over the same one here, and of two here the last.
pub(super) fn take(document: &mut Document) {
    let has_front_matter = document.syntax.is_some();
    if document.format == Format::Text
        || has_front_matter && matches!(document.format, Format::Markdown | Format::Html)
    {
        return;
    }
    let lines: Vec<&str> = document.body.split('\n').collect();
    let is_mdx = document.path.extension().is_some_and(|extension| extension == "mdx");
    let mut header = match document.format {
        Format::Org => org::read(&lines),
        Format::AsciiDoc => asciidoc::read(&lines),
        Format::Rst => rst::read(&lines),
        Format::Markdown if is_mdx => module::read(&lines),
        Format::Markdown if document.body.contains("[[!") => ikiwiki::read(&lines),
        Format::Markdown | Format::Html | Format::Text => comment::read(&lines),
    };
    if header.fields.is_empty() {
        return;
    }
    header.lines.sort_unstable();
    let normal = |key: &str| key.replace(['-', '_'], "").to_lowercase();
    let above: Vec<String> = document.front_matter.iter().map(|field| normal(&field.key)).collect();
    for (key, mut value, line) in header.fields {
        if above.contains(&normal(&key)) {
            continue;
        }
        front_matter::clean_value(&mut value);
        let line = document.body_line.saturating_add(u32::try_from(line).unwrap_or(u32::MAX));
        document.front_matter.push(Field { key, value, line });
    }
    let kept = lines.iter().enumerate().filter(|(at, _)| header.lines.binary_search(at).is_err());
    document.body = kept.map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
    document.syntax = document.syntax.or(Some(Syntax::Headers));
}

/// Names in one string: between commas or semicolons, or else between white space; `[a, b]` may enclose them.
fn names(text: &str) -> Value {
    let text = text.trim();
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let has_sign = text.contains([',', ';']);
    if !has_sign && text.contains('"') {
        return quoted_names(text).into();
    }
    let parts = text.split(|c: char| if has_sign { [',', ';'].contains(&c) } else { c.is_whitespace() });
    let names = parts.map(|part| part.trim().trim_matches(['"', '\'']).to_owned());
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().into()
}

/// `"two words" one`, as ox-hugo has it: white space within quotes parts nothing.
fn quoted_names(text: &str) -> Vec<String> {
    let pieces = text.split('"').enumerate();
    let names = pieces.flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![piece.trim().to_owned()],
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// A name of a key: letters, digits, `-` and `_`.
fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.len() <= 40
        && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}
