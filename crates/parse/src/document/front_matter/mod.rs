//! Front matter: where it begins and ends, and which syntax it is in.

mod blosxom;
mod franklin;
mod headers;
mod jbake;
mod json;
mod lektor;
mod surrogates;
mod toml;
mod unclosed;
mod yaml;

use super::Field;
use serde_json::Value;
use tidings_model::{Problem, text};

/// Longest front matter in bytes. The longest seen in some 24,000 real articles has 9 KiB.
const LONGEST: usize = 256 * 1024;
/// Most values in one front matter, aliases expanded.
const MOST_VALUES: usize = 10_000;
/// Deepest nesting of values.
const DEEPEST: usize = 32;

/// The syntax of a front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// An object at the top, or between `---json` and `---`.
    Json,
    /// `Key: value` lines up to the first empty line, `#key value` lines below a title, JBake's `key=value` lines, Lektor's
    /// fields, or the header that Org, AsciiDoc or reStructuredText has.
    Headers,
}

/// A front matter that was read.
#[derive(Debug, PartialEq)]
pub(super) struct FrontMatter {
    pub(super) syntax: Syntax,
    pub(super) fields: Vec<Field>,
    pub(super) problems: Vec<Problem>,
    /// Byte at which the body begins.
    pub(super) body_at: usize,
    /// Byte at which it ends, where keys stand below it as well.
    pub(super) body_end: Option<usize>,
}

/// What one of the syntaxes makes of its text. Lines count from 1 at the start of that text.
#[derive(Debug, Default, PartialEq)]
struct Parsed {
    fields: Vec<Field>,
    duplicates: Vec<Duplicate>,
    problems: Vec<Problem>,
}

/// A key that stands twice; the last standing counts.
#[derive(Debug, PartialEq)]
struct Duplicate {
    key: String,
    first: u32,
    last: u32,
}

/// Where a fenced front matter lies in the file.
struct Fenced<'t> {
    syntax: Syntax,
    /// What stands between the fences.
    inner: &'t str,
    /// Byte of the file at which `inner` begins.
    inner_at: usize,
    /// The line of the file on which `inner` begins, from 1.
    first_line: u32,
    /// Byte after the end fence's line; `None`: there is no end fence.
    body_at: Option<usize>,
}

/// Finds and reads the front matter of a decoded file.
///
/// # Errors
/// It is meant as front matter but can't be read.
pub(super) fn read(file: &str) -> Result<Option<FrontMatter>, Vec<Problem>> {
    if let Some(language) = program_in_fences(file) {
        let message = format!("The front matter is a program ({language}), which is not run");
        return Err(vec![
            Problem::error(message, "Write its values as YAML between --- and ---").at(1, Some(1)),
        ]);
    }
    if let Some(fenced) = fenced(file) {
        return read_fenced(file, &fenced);
    }
    if file.trim_start().starts_with('{') {
        return json::read_bare(file);
    }
    if let Some(front_matter) = without_opening_fence(file) {
        return Ok(Some(front_matter));
    }
    let others = [jbake::read, franklin::read, headers::read, blosxom::read];
    Ok(others.iter().find_map(|read| read(file)))
}

/// Reads a file of Lektor's, all of which is fields.
pub(super) fn read_fields(file: &str) -> Option<FrontMatter> {
    lektor::read(file)
}

/// The language of front matter that Eleventy would run: `---js`.
fn program_in_fences(file: &str) -> Option<&str> {
    let mut lines = file.lines();
    let language = lines.next()?.strip_prefix("---")?.trim();
    let is_closed = lines.any(|line| line.trim_end() == "---");
    (["js", "javascript", "ts", "coffee"].contains(&language) && is_closed).then_some(language)
}

/// Reads a file that is YAML, of which JSON is a part, and nothing else. `None`: it can't be read, or is too long.
pub(super) fn read_alone(text: &str) -> Option<Vec<Field>> {
    let text = (text.len() <= LONGEST).then_some(text)?;
    yaml::read(text).ok().flatten().map(|parsed| parsed.fields)
}

/// Keys with which YAML may begin that has an end fence alone, besides those of other headers.
const YAML_FIRST_KEYS: [&str; 6] = ["categories", "description", "id", "layout", "permalink", "type"];

/// YAML with an end fence alone, as Hexo allows: at least two keys, or it may be a heading that is underlined.
fn without_opening_fence(file: &str) -> Option<FrontMatter> {
    let (first_key, _) = file.split_once(':')?;
    if !headers::begins_block(first_key) && !YAML_FIRST_KEYS.contains(&first_key.to_lowercase().as_str()) {
        return None;
    }
    let end = file.find("\n---").map(|at| at + 1)?;
    let inner = file.get(..end).filter(|inner| inner.len() <= LONGEST)?;
    let fence = file[end..].split_inclusive('\n').next().filter(|line| line.trim_end() == "---")?;
    let parsed = yaml::read(inner).ok()??;
    (parsed.fields.len() > 1).then(|| finish(Syntax::Yaml, parsed, end + fence.len(), 1))
}

fn read_fenced(file: &str, fenced: &Fenced) -> Result<Option<FrontMatter>, Vec<Problem>> {
    let Some(body_at) = fenced.body_at else { return unclosed::read(file, fenced) };
    let looks_meant = looks_like_keys(fenced.inner, fenced.syntax);
    if fenced.inner.len() > LONGEST {
        let message = format!("The front matter is longer than {} KiB", LONGEST / 1024);
        return if looks_meant {
            Err(vec![Problem::error(message, "Move its bulk into the body")])
        } else {
            Ok(None)
        };
    }
    let parsed = match fenced.syntax {
        Syntax::Toml => toml::parse(fenced.inner)
            .or_else(|error| franklin::with_dates(fenced.inner).map_or(Err(error), |text| toml::parse(&text)))
            .map(Some),
        Syntax::Json => json::parse(fenced.inner).map(Some),
        Syntax::Yaml | Syntax::Headers => yaml::read(fenced.inner),
    };
    match parsed {
        Ok(Some(parsed)) => Ok(Some(finish(fenced.syntax, parsed, body_at, fenced.first_line))),
        // Two thematic breaks with text between.
        Ok(None) => Ok(None),
        Err(_) if !looks_meant => Ok(None),
        // The fence may be a thematic break of the text, where the front matter's own is missing.
        Err(problem) => match unclosed::only_reading(fenced) {
            Some(front_matter) => Ok(Some(front_matter)),
            None => Err(vec![moved(problem, fenced.first_line)]),
        },
    }
}

/// Moves lines from the front matter's to the file's count, and takes out what no feed can carry (an escape
/// such as `"\u0008"` passes by the filter that all files go through).
fn finish(syntax: Syntax, parsed: Parsed, body_at: usize, first_line: u32) -> FrontMatter {
    let Parsed { mut fields, duplicates, mut problems } = parsed;
    for field in &mut fields {
        field.line += first_line - 1;
        clean_value(&mut field.value);
    }
    problems.extend(duplicates.into_iter().map(|Duplicate { key, first, last }| {
        let message =
            format!("The key '{key}' stands on line {} as well; this one counts", first + first_line - 1);
        Problem::warning(message, "Remove one of them").at(last, None)
    }));
    let problems = problems.into_iter().map(|problem| moved(problem, first_line)).collect();
    FrontMatter { syntax, fields, problems, body_at, body_end: None }
}

fn moved(mut problem: Problem, first_line: u32) -> Problem {
    problem.line = problem.line.map(|line| line + first_line - 1);
    problem
}

pub(super) fn clean_value(value: &mut Value) {
    match value {
        Value::String(string) => {
            if let std::borrow::Cow::Owned(cleaned) = text::clean(string) {
                *string = cleaned;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(clean_value),
        Value::Object(entries) => entries.values_mut().for_each(clean_value),
        _ => {}
    }
}

/// The front matter between fences, if the file begins with one.
fn fenced(file: &str) -> Option<Fenced<'_>> {
    let start = file.len() - file.trim_start_matches(['\n', ' ', '\t']).len();
    // An indented fence is code in Markdown.
    if start > 0 && !file[..start].ends_with('\n') {
        return None;
    }
    let (fence, rest) = file[start..].split_once('\n').unwrap_or((&file[start..], ""));
    let (syntax, ends) = fence_kind(fence)?;
    let inner_at = file.len() - rest.len();
    let mut first_line = 1;
    first_line += count_lines(&file[..inner_at]);
    let mut at = inner_at;
    for line in rest.split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            let body_at = Some(at + line.len());
            return Some(Fenced { syntax, inner: &file[inner_at..at], inner_at, first_line, body_at });
        }
        at += line.len();
    }
    Some(Fenced { syntax, inner: rest, inner_at, first_line, body_at: None })
}

/// The syntax that an opening fence announces, and the fences that end it.
fn fence_kind(line: &str) -> Option<(Syntax, &'static [&'static str])> {
    const YAML_ENDS: &[&str] = &["---", "..."];
    const OTHER_ENDS: &[&str] = &["---"];
    const TOML_ENDS: &[&str] = &["+++"];
    let line = line.trim_end();
    if line == "+++" {
        return Some((Syntax::Toml, TOML_ENDS));
    }
    match line.strip_prefix("---")?.trim().to_ascii_lowercase().as_str() {
        "" | "yaml" | "yml" => Some((Syntax::Yaml, YAML_ENDS)),
        "toml" => Some((Syntax::Toml, OTHER_ENDS)),
        "json" => Some((Syntax::Json, OTHER_ENDS)),
        _ => None,
    }
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Whether the first line that says something has a key, so that front matter is meant and no thematic break.
fn looks_like_keys(inner: &str, syntax: Syntax) -> bool {
    let first = inner.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let Some(first) = first else { return false };
    match syntax {
        Syntax::Toml => first.starts_with('[') || first.contains('='),
        Syntax::Json => first.trim_start().starts_with('{'),
        Syntax::Yaml | Syntax::Headers => yaml_repair::key_of(first).is_some(),
    }
}

#[cfg(test)]
mod tests;
pub(crate) mod yaml_repair;
