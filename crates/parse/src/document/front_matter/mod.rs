//! Front matter: metadata at the top of a file, in YAML, TOML, JSON or `Key: value` lines.

mod blosxom;
mod fences;
mod franklin;
mod headers;
mod jbake;
mod json;
mod lektor;
mod model;
mod surrogates;
mod toml;
mod unclosed;
mod yaml;
mod yaml_repair;

use super::model::Field;
use fences::{FencedBlock, fenced, looks_like_keys};
pub use model::Syntax;
pub(super) use model::{FrontMatter, clean_value};
use model::{MAX_BYTES, at_file_line, build};
use tidings_model::Problem;

/// Finds and parses the front matter of a decoded file.
///
/// # Errors
/// The file begins with front matter that can't be parsed.
pub(super) fn parse(file: &str) -> Result<Option<FrontMatter>, Vec<Problem>> {
    if let Some(language) = executable_language(file) {
        let message = format!("The front matter is a program ({language}), and programs are not executed");
        return Err(vec![
            Problem::error(message, "Write its values as YAML between --- and ---").at(1, Some(1)),
        ]);
    }
    if let Some(fenced) = fenced(file) {
        return parse_fenced(file, &fenced);
    }
    if file.trim_start().starts_with('{') {
        return json::parse_unfenced(file);
    }
    if let Some(front_matter) = without_opening_fence(file) {
        return Ok(Some(front_matter));
    }
    let others = [jbake::parse, franklin::parse, headers::parse, blosxom::parse];
    let head = head(file);
    let found = others.iter().find_map(|parse| parse(head));
    // What reaches the end of the head would be longer.
    Ok(found.filter(|found| found.body_at < head.len() || head.len() == file.len()))
}

/// The start of a file, which has any front matter without fences.
fn head(file: &str) -> &str {
    tidings_model::text::truncated(file, MAX_BYTES)
}

/// Extensions, in lower case, of files that consist of fields only; one of the fields is the body.
pub(super) const FIELD_FILE_EXTENSIONS: [&str; 1] = ["lr"];

/// Whether files of this extension, in lower case, consist of fields only.
pub(super) fn is_field_file(extension: &str) -> bool {
    FIELD_FILE_EXTENSIONS.contains(&extension)
}

/// Parses a file that consists of fields only (Lektor's `contents.lr`). `None`: it has no fields.
pub(super) fn parse_field_file(file: &str) -> Option<FrontMatter> {
    lektor::parse(file)
}

/// The programming language of front matter that Eleventy would execute: `---js`.
fn executable_language(file: &str) -> Option<&str> {
    let mut lines = file.lines();
    let language = lines.next()?.strip_prefix("---")?.trim();
    let is_closed = lines.any(|line| line.trim_end() == "---");
    (["js", "javascript", "ts", "coffee"].contains(&language) && is_closed).then_some(language)
}

/// Parses a file that is YAML or JSON as a whole. `None`: it can't be parsed, or is too long.
pub(super) fn parse_data_file(text: &str) -> Option<Vec<Field>> {
    let text = (text.len() <= MAX_BYTES).then_some(text)?;
    yaml::parse_or_repair(text).ok().flatten().map(|parsed| parsed.fields)
}

/// Parses a file that is YAML or JSON as a whole.
///
/// # Errors
/// The file can't be parsed, is no table, or is too long.
pub(crate) fn parse_yaml_file(text: &str) -> Result<Vec<Field>, Problem> {
    let parsed = if text.len() <= MAX_BYTES { yaml::parse_or_repair(text)? } else { None };
    let no_table = || Problem::error("The front matter is not a table of keys", "Write 'key: value' lines");
    parsed.map(|parsed| parsed.fields).ok_or_else(no_table)
}

/// Parses a file that is TOML as a whole.
///
/// # Errors
/// The file can't be parsed.
pub(crate) fn parse_toml_file(text: &str) -> Result<Vec<Field>, Problem> {
    toml::parse(text).map(|parsed| parsed.fields)
}

/// Keys, besides those of `headers`, with which YAML without an opening fence can begin.
const YAML_FIRST_KEYS: [&str; 6] = ["categories", "description", "id", "layout", "permalink", "type"];

/// YAML with an end fence only, as Hexo allows. It needs at least two keys; otherwise it may be an underlined
/// heading.
fn without_opening_fence(file: &str) -> Option<FrontMatter> {
    let (first_key, _) = file.split_once(':')?;
    if !headers::begins_block(first_key) && !YAML_FIRST_KEYS.contains(&first_key.to_lowercase().as_str()) {
        return None;
    }
    let end = file.find("\n---").map(|at| at + 1)?;
    let inner = file.get(..end).filter(|inner| inner.len() <= MAX_BYTES)?;
    let fence = file[end..].split_inclusive('\n').next().filter(|line| line.trim_end() == "---")?;
    let parsed = yaml::parse_or_repair(inner).ok()??;
    (parsed.fields.len() > 1).then(|| build(Syntax::Yaml, parsed, end + fence.len(), 1))
}

fn parse_fenced(file: &str, fenced: &FencedBlock) -> Result<Option<FrontMatter>, Vec<Problem>> {
    let Some(body_at) = fenced.body_at else { return unclosed::parse_unclosed(file, fenced) };
    let looks_meant = looks_like_keys(fenced.inner, fenced.syntax);
    if fenced.inner.len() > MAX_BYTES {
        let message = format!("The front matter is longer than {} KiB", MAX_BYTES / 1024);
        return if looks_meant {
            Err(vec![Problem::error(message, "Move most of it into the body")])
        } else {
            Ok(None)
        };
    }
    let parsed = match fenced.syntax {
        Syntax::Toml => toml::parse(fenced.inner)
            .or_else(|error| {
                franklin::with_julia_dates(fenced.inner).map_or(Err(error), |text| toml::parse(&text))
            })
            .map(Some),
        Syntax::Json => json::parse(fenced.inner).map(Some),
        Syntax::Yaml | Syntax::Headers => yaml::parse_or_repair(fenced.inner),
    };
    match parsed {
        Ok(Some(parsed)) => Ok(Some(build(fenced.syntax, parsed, body_at, fenced.first_line))),
        // Text between two thematic breaks.
        Ok(None) => Ok(None),
        Err(_) if !looks_meant => Ok(None),
        // The fence may be a thematic break of the text if the front matter's own end fence is missing.
        Err(problem) => match unclosed::read_unambiguous(fenced) {
            Some(front_matter) => Ok(Some(front_matter)),
            None => Err(vec![at_file_line(problem, fenced.first_line)]),
        },
    }
}

#[cfg(test)]
mod tests;
