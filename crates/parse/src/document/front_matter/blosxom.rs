//! Blosxom and PyBlosxom: the title on the first line, `#key value` lines below it, then the body.

use super::headers::add_field;
use super::model::{FrontMatter, ParsedFields, Syntax, build};

/// Keys that are recognised below the title. Any other word after `#` may be a hashtag below a headline.
const KEYS: [&str; 10] = [
    "author",
    "categories",
    "category",
    "date",
    "description",
    "mdate",
    "parser",
    "published",
    "summary",
    "tags",
];

/// Parses the lines. `None`: the file does not begin with a title and such lines.
pub(super) fn parse(file: &str) -> Option<FrontMatter> {
    let mut lines = file.split_inclusive('\n');
    let title = lines.next().filter(|line| !line.trim().is_empty() && !line.starts_with(['#', '<', '-']))?;
    let mut parsed = ParsedFields::default();
    add_field(&mut parsed, "title", title.trim(), 1);
    let mut at = title.len();
    for (line, number) in lines.zip(2..) {
        let Some((key, value)) = key_and_value(line) else { break };
        add_field(&mut parsed, key, value, number);
        at += line.len();
    }
    (parsed.fields.len() > 1).then(|| build(Syntax::Headers, parsed, at, 1))
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix('#')?.split_once(' ')?;
    KEYS.contains(&key).then(|| (key, value.trim()))
}
