//! Jupyter notebooks (nbformat 4, and 3 from before 2014): converts cells of Markdown and code to one
//! Markdown text.
//!
//! A raw first cell with YAML becomes front matter, as does a first cell in the style of fastpages and nbdev:
//! a heading, a quoted summary, a list of keys.

mod cell;
mod front_matter_cell;
mod output;
mod source;

use super::picture::PictureVisitor;
use super::unpacked::{UnpackError, Unpacked};
use crate::document::model::Format;
use crate::document::properties::Properties;
use serde_json::{Map, Value};
use tidings_model::{Person, Problem};

/// Most cells of a notebook that are shown.
const MAX_CELLS: usize = 5_000;

/// The values that a notebook may have: one for so many of its bytes, within these limits.
const BYTES_OF_VALUE: usize = 8;
const MIN_VALUES: usize = 100_000;
const MAX_VALUES: usize = 1_500_000;

/// Reads a notebook.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked, UnpackError> {
    if let Some(line) = excess_line(bytes) {
        let problem =
            Problem::error("The notebook has too many values for its length", "Clear large outputs");
        return Err(UnpackError::Broken(problem.at(line, None)));
    }
    let notebook = parse_json(bytes).map_err(|error| {
        let problem = Problem::error(
            format!("The notebook is not valid JSON: {error}"),
            "Open it in Jupyter and save it again; look for the markers of a merge conflict",
        );
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
        UnpackError::Broken(problem.at(line, u32::try_from(error.column()).ok()))
    })?;
    let Some(cells) = cells(&notebook) else {
        return Err(UnpackError::broken(
            "The file does not contain a notebook",
            "Save it in Jupyter, or give it the right extension",
        ));
    };
    let none = Map::new();
    let metadata = notebook.get("metadata").and_then(Value::as_object).unwrap_or(&none);
    let language = language(metadata, &notebook);
    let mut problems = Vec::new();
    if cells.len() > MAX_CELLS {
        let message =
            format!("The notebook has {} cells, of which the first {MAX_CELLS} are shown", cells.len());
        problems.push(Problem::warning(message, "Split the notebook"));
    }
    let (front, rest) = front_matter_cell::split_front_matter(&cells);
    let mut writer = cell::CellWriter::new(&language);
    for (number, cell) in cells.iter().enumerate().skip(rest).take(MAX_CELLS) {
        writer.add(number, cell);
    }
    let (body, omitted) = writer.finish();
    problems.extend(omitted);
    Ok(Unpacked {
        format: Format::Markdown,
        text: format!("{front}{body}"),
        properties: properties(metadata),
        problems,
    })
}

/// The line at which a notebook has too many values, if it has. Each value takes 72 bytes or more.
fn excess_line(json: &[u8]) -> Option<u32> {
    let limit = (json.len() / BYTES_OF_VALUE).clamp(MIN_VALUES, MAX_VALUES);
    let (mut values, mut line, mut is_text, mut is_escaped) = (0_usize, 1_u32, false, false);
    for byte in json {
        match byte {
            b'\n' => line = line.saturating_add(1),
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b',' | b'[' | b'{' if !is_text => values += 1,
            _ => {}
        }
        if values > limit {
            return Some(line);
        }
    }
    None
}

fn parse_json(bytes: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
}

/// The cells; in nbformat 3, those of all worksheets.
fn cells(notebook: &Value) -> Option<Vec<&Value>> {
    if let Some(cells) = notebook.get("cells").and_then(Value::as_array) {
        return Some(cells.iter().collect());
    }
    let sheets = notebook.get("worksheets")?.as_array()?;
    Some(sheets.iter().filter_map(|sheet| sheet.get("cells")?.as_array()).flatten().collect())
}

/// The language of the code, by the name that syntax highlighters use.
fn language(metadata: &Map<String, Value>, notebook: &Value) -> String {
    let entry =
        |table: &str, key: &str| metadata.get(table).and_then(|table| table.get(key)).and_then(Value::as_str);
    let cell =
        cells(notebook).into_iter().flatten().find_map(|cell| cell.get("language").and_then(Value::as_str));
    let name = entry("language_info", "name")
        .or_else(|| entry("kernelspec", "language"))
        .or(cell)
        .unwrap_or_default();
    let name = name.to_lowercase();
    if name.chars().all(|c| c.is_ascii_alphanumeric() || "+#-_.".contains(c)) { name } else { String::new() }
}

/// The properties in the notebook's metadata; nbformat defines `title` and `authors`. It defines no date, and
/// the file's modification time is not a publication date.
fn properties(metadata: &Map<String, Value>) -> Properties {
    let text = |key: &str| metadata.get(key).and_then(Value::as_str).map(str::to_owned);
    let authors = metadata.get("authors").and_then(Value::as_array).into_iter().flatten();
    let person = |author: &Value| {
        let text_of = |key: &str| author.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(Person {
            name: author.as_str().map(str::to_owned).or_else(|| text_of("name"))?,
            email: text_of("email"),
            url: None,
        })
    };
    let tags = metadata.get("tags").and_then(Value::as_array).into_iter().flatten();
    Properties {
        title: text("title").filter(|title| !title.to_lowercase().starts_with("untitled")),
        published: text("date"),
        authors: authors.filter_map(person).collect(),
        tags: tags.filter_map(Value::as_str).map(str::to_owned).collect(),
        language: text("lang"),
        ..Properties::default()
    }
}

/// The pictures of the notebook.
pub(super) fn pictures(bytes: &[u8], visitor: &mut PictureVisitor<'_>) {
    let Ok(notebook) = parse_json(bytes) else { return };
    for (number, cell) in cells(&notebook).into_iter().flatten().enumerate().take(MAX_CELLS) {
        output::pictures(cell, &number.to_string(), visitor);
    }
}
