//! Jupyter notebooks (nbformat 4, and 3 as of before 2014): cells of Markdown and code become one Markdown
//! text.
//!
//! A raw first cell with YAML stays at the top as front matter, and so does a first cell in the manner of
//! fastpages and nbdev: a heading, a quoted summary, a list of keys.

mod cell;
mod front;
mod output;

use super::{Fault, Unpacked};
use crate::document::{Format, Properties};
use serde_json::{Map, Value};
use tidings_model::{Person, Problem};

/// Most cells that are read.
const MOST_CELLS: usize = 5_000;

/// Reads a notebook.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked, Fault> {
    let notebook = read(bytes).map_err(|error| {
        let problem = Problem::error(
            format!("The notebook is no sound JSON: {error}"),
            "Open it in Jupyter and save it again; look for marks of a merge conflict",
        );
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
        Fault::Broken(problem.at(line, u32::try_from(error.column()).ok()))
    })?;
    let Some(cells) = cells(&notebook) else {
        return Err(Fault::broken(
            "The file holds no notebook",
            "Save it in Jupyter, or name it for what it is",
        ));
    };
    let metadata = notebook.get("metadata").and_then(Value::as_object).cloned().unwrap_or_default();
    let language = language(&metadata, &notebook);
    let mut problems = Vec::new();
    if cells.len() > MOST_CELLS {
        let message =
            format!("The notebook has {} cells, of which the first {MOST_CELLS} are shown", cells.len());
        problems.push(Problem::warning(message, "Split it"));
    }
    let (front, rest) = front::split(&cells);
    let mut writer = cell::Writer::new(&language);
    for (number, cell) in cells.iter().enumerate().skip(rest).take(MOST_CELLS) {
        writer.add(number, cell);
    }
    let (body, left_out) = writer.finish();
    problems.extend(left_out);
    Ok(Unpacked {
        format: Format::Markdown,
        text: format!("{front}{body}"),
        properties: properties(&metadata),
        problems,
    })
}

fn read(bytes: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
}

/// The cells, in version 3 those of all worksheets.
fn cells(notebook: &Value) -> Option<Vec<&Value>> {
    if let Some(cells) = notebook.get("cells").and_then(Value::as_array) {
        return Some(cells.iter().collect());
    }
    let sheets = notebook.get("worksheets")?.as_array()?;
    Some(sheets.iter().filter_map(|sheet| sheet.get("cells")?.as_array()).flatten().collect())
}

/// The language of the code, as highlighters name it.
fn language(metadata: &Map<String, Value>, notebook: &Value) -> String {
    let of =
        |table: &str, key: &str| metadata.get(table).and_then(|table| table.get(key)).and_then(Value::as_str);
    let cell =
        cells(notebook).into_iter().flatten().find_map(|cell| cell.get("language").and_then(Value::as_str));
    let name =
        of("language_info", "name").or_else(|| of("kernelspec", "language")).or(cell).unwrap_or_default();
    let name = name.to_lowercase();
    if name.chars().all(|c| c.is_ascii_alphanumeric() || "+#-_.".contains(c)) { name } else { String::new() }
}

/// What the notebook's metadata says; nbformat has `title` and `authors`. It has no date, and the file's own
/// is none.
fn properties(metadata: &Map<String, Value>) -> Properties {
    let text = |key: &str| metadata.get(key).and_then(Value::as_str).map(str::to_owned);
    let authors = metadata.get("authors").and_then(Value::as_array).into_iter().flatten();
    let person = |author: &Value| {
        let of = |key: &str| author.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(Person {
            name: author.as_str().map(str::to_owned).or_else(|| of("name"))?,
            email: of("email"),
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

/// A picture of the notebook by the name that the body has for it.
pub(super) fn picture(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let notebook = read(bytes).ok()?;
    let cells = cells(&notebook)?;
    let (number, rest) = name.split_once('/')?;
    let cell = cells.get(number.parse::<usize>().ok()?)?;
    output::picture(cell, rest)
}

/// A text as notebooks have it: one string, or a list of lines.
fn source(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}
