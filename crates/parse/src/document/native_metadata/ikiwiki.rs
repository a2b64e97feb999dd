//! ikiwiki: `[[!meta title="x"]]` and `[[!tag a b]]` on lines of their own, anywhere in the file.

use super::Header;
use serde_json::Value;

/// What `meta` may say about an article.
const KEYS: [&str; 9] =
    ["author", "copyright", "date", "description", "guid", "license", "permalink", "title", "updated"];

/// Directives that stand for other pages' contents, which are not at hand, or for lists of them.
const LISTS: [&str; 6] = ["inline", "map", "meta", "orphans", "sidebar", "toc"];

pub(super) fn read(lines: &[&str]) -> Header {
    let mut header = Header::default();
    let mut fence = None;
    for (at, line) in lines.iter().enumerate() {
        let start = line.trim_start();
        let sign = ["```", "~~~"].into_iter().find(|sign| start.starts_with(sign));
        if sign.is_some() && (fence.is_none() || fence == sign) {
            fence = if fence.is_none() { sign } else { None };
        }
        // Within code it is shown.
        if fence.is_some() || line.starts_with("    ") || line.starts_with('\t') {
            continue;
        }
        let Some((name, rest)) = directive(line) else { continue };
        match name {
            "tag" => {
                let tags: Vec<&str> = rest.split_whitespace().filter(|tag| !tag.contains('=')).collect();
                header.add("tags", Value::from(tags), at);
            }
            "meta" => meta(&mut header, rest, at),
            name if LISTS.contains(&name) => {}
            _ => continue,
        }
        header.lines.push(at);
    }
    if header.fields.is_empty() { Header::default() } else { header }
}

/// `[[!name rest]]`.
fn directive(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim().strip_prefix("[[!")?.strip_suffix("]]")?;
    let is_one = !inner.contains("]]") && inner.starts_with(|c: char| c.is_ascii_alphabetic());
    is_one.then(|| inner.split_once(' ').unwrap_or((inner, "")))
}

/// `title="x" sortas="y"`: the first pair says what is meant.
fn meta(header: &mut Header, rest: &str, at: usize) {
    let Some((key, value)) = rest.trim().split_once('=') else { return };
    let value = value.trim();
    let quoted = value.strip_prefix("\"\"\"").and_then(|value| value.split_once("\"\"\""));
    let quoted = quoted.or_else(|| value.strip_prefix('"').and_then(|value| value.split_once('"')));
    let value =
        quoted.map_or_else(|| value.split_whitespace().next().unwrap_or_default(), |(value, _)| value);
    if KEYS.contains(&key) {
        header.add(key, value, at);
    }
}
