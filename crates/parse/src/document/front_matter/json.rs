//! JSON front matter: between fences, or as an object at the top of the file.

use super::model::{DuplicateKey, FrontMatter, ParsedFields, Syntax, at_file_line, build, count_lines};
use super::surrogates::without_lone_surrogates;
use crate::document::model::Field;
use serde_json::{Map, Value};
use std::collections::HashMap;
use tidings_model::Problem;

/// Parses JSON.
///
/// # Errors
/// The text is not a JSON object.
pub(super) fn parse(text: &str) -> Result<ParsedFields, Problem> {
    let (text, problems) = without_lone_surrogates(text);
    let object: Map<String, Value> = serde_json::from_str(&text).map_err(|error| json_problem(&error))?;
    Ok(ParsedFields { problems, ..with_lines(object, &text) })
}

/// Parses an object at the top of the file without fences, as in Hugo. `None`: the file begins with a brace
/// but not with an object.
///
/// # Errors
/// The file begins like an object but can't be parsed.
pub(super) fn parse_unfenced(file: &str) -> Result<Option<FrontMatter>, Vec<Problem>> {
    let start = file.len() - file.trim_start().len();
    let text = super::head(&file[start..]);
    let first_line = 1 + count_lines(&file[..start]);
    // The text after the object is the body, so problems in it are not reported here.
    let (text, _) =
        if begins_like_an_object(text) { without_lone_surrogates(text) } else { (text.into(), Vec::new()) };
    let mut values = serde_json::Deserializer::from_str(&text).into_iter::<Map<String, Value>>();
    match values.next() {
        Some(Ok(object)) => {
            let end = start + values.byte_offset();
            let (_, problems) = without_lone_surrogates(&file[start..end]);
            let parsed = ParsedFields { problems, ..with_lines(object, &text[..end - start]) };
            Ok(Some(build(Syntax::Json, parsed, end, first_line)))
        }
        // An object that goes on beyond the longest front matter is text.
        Some(Err(error)) if error.is_eof() && start + text.len() < file.len() => Ok(None),
        Some(Err(error)) if begins_like_an_object(&text) => {
            Err(vec![at_file_line(json_problem(&error), first_line)])
        }
        _ => Ok(None),
    }
}

/// Whether the text begins with a brace, a quoted key and a colon; template syntax and set notation do not.
fn begins_like_an_object(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('{') else { return false };
    let Some(rest) = rest.trim_start().strip_prefix('"') else { return false };
    rest.split_once('"').is_some_and(|(key, rest)| !key.contains('\n') && rest.trim_start().starts_with(':'))
}

fn json_problem(error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let line = u32::try_from(error.line()).unwrap_or(u32::MAX).max(1);
    Problem::error(
        format!("The front matter is not valid JSON: {message}"),
        "Put keys and texts in double quotes, and a comma between two keys but not after the last",
    )
    .at(line, u32::try_from(error.column()).ok().filter(|column| *column > 0))
}

fn with_lines(object: Map<String, Value>, text: &str) -> ParsedFields {
    let mut lines: HashMap<String, Vec<u32>> = HashMap::new();
    for (key, line) in key_lines(text) {
        lines.entry(key).or_default().push(line);
    }
    let mut parsed = ParsedFields::default();
    for (key, value) in object {
        let lines_of_key = lines.remove(&key).unwrap_or_default();
        let line = lines_of_key.last().copied().unwrap_or(1);
        if let [first, .., last] = lines_of_key[..] {
            parsed.duplicates.push(DuplicateKey { key: key.clone(), first, last });
        }
        parsed.fields.push(Field { key, value, line });
    }
    parsed.fields.sort_by_key(|field| field.line);
    parsed
}

/// The keys of the outermost object of valid JSON, with their lines.
fn key_lines(text: &str) -> Vec<(String, u32)> {
    let mut keys = Vec::new();
    let (mut depth, mut line, mut at) = (0_u32, 1, 0);
    let mut awaits_key = false;
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' => line += 1,
            b'{' | b'[' => {
                depth += 1;
                awaits_key = depth == 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => awaits_key = depth == 1,
            b'"' => {
                let end = at + string_length(&bytes[at..]);
                if std::mem::take(&mut awaits_key)
                    && let Ok(key) = serde_json::from_str(&text[at..end])
                {
                    keys.push((key, line));
                }
                at = end - 1;
            }
            _ => {}
        }
        at += 1;
    }
    keys
}

/// Length in bytes of the string that begins here, including both quotes.
fn string_length(bytes: &[u8]) -> usize {
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'"' => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}
