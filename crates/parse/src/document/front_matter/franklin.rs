//! Franklin, the generator of Julia's web site: `@def key = value` lines at the top, with values in Julia.

use super::model::{FrontMatter, ParsedFields, Syntax, build};
use super::toml;

/// Parses the lines, which may have empty lines between them. `None`: the file does not begin with such a
/// line.
pub(super) fn parse(file: &str) -> Option<FrontMatter> {
    let (mut parsed, mut at, mut end) = (ParsedFields::default(), 0, 0);
    for (line, number) in file.split_inclusive('\n').zip(1..) {
        at += line.len();
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        let Some(assignment) = text.strip_prefix("@def ") else { break };
        end = at;
        // A value that is not a literal (`@def author = f(x)`) is ignored.
        let dated = with_julia_dates(assignment);
        for mut field in toml::parse(dated.as_deref().unwrap_or(assignment))
            .map(|parsed| parsed.fields)
            .unwrap_or_default()
        {
            field.line = number;
            parsed.fields.push(field);
        }
    }
    (!parsed.fields.is_empty()).then(|| build(Syntax::Toml, parsed, end, 1))
}

/// Replaces Julia's dates by TOML strings: `Date(2026, 3, 4)` becomes `"2026-03-04"`. `None`: there are none.
pub(super) fn with_julia_dates(text: &str) -> Option<String> {
    let mut changed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("Date(") {
        let (before, call) = rest.split_at(at);
        let is_value = before.trim_end_matches([' ', '\t']).ends_with('=');
        let (inner, after) = call["Date(".len()..].split_once(')')?;
        let numbers: Vec<u32> =
            inner.split(',').map(|number| number.trim().parse()).collect::<Result<_, _>>().ok()?;
        let [year, month, day] = numbers.as_slice() else { return None };
        if !is_value {
            return None;
        }
        changed.push_str(before);
        changed.push_str(&format!("\"{year:04}-{month:02}-{day:02}\""));
        rest = after;
    }
    (!changed.is_empty()).then(|| changed + rest)
}
