//! Org: `#+KEY: value` lines, a drawer of properties at the top, and the properties of a single headline.

use super::model::{MAX_LINES, MAX_NAMES, NativeMetadata, is_key, parse_names};
use serde_json::Value;

/// Keywords that are metadata of an article, besides Hugo's (`hugo_`). Other keywords are export settings of
/// Emacs, or belong to the block below them.
const KEYWORDS: [&str; 41] = [
    "subtitle",
    "date",
    "author",
    "authors",
    "email",
    "filetags",
    "tags",
    "categories",
    "keywords",
    "description",
    "summary",
    "language",
    "lang",
    "draft",
    "status",
    "slug",
    "url",
    "permalink",
    "image",
    "id",
    "lastmod",
    "modified",
    "updated",
    "created",
    "publishdate",
    "expirydate",
    "export_file_name",
    "export_date",
    "license",
    "rights",
    "private",
    "hidden",
    "unlisted",
    "publish",
    "published",
    "visibility",
    "password",
    "encrypted",
    "embargo",
    "rss",
    "feed",
];
/// Properties of a file or headline that are metadata of an article.
const PROPERTIES: [&str; 17] = [
    "id",
    "created",
    "date",
    "updated",
    "modified",
    "author",
    "export_date",
    "export_author",
    "slug",
    "description",
    "draft",
    "private",
    "publish",
    "status",
    "visibility",
    "password",
    "embargo",
];

pub(in crate::document) fn parse(lines: &[&str]) -> NativeMetadata {
    let mut metadata = NativeMetadata::default();
    let mut at = 0;
    // Lines within a block are content, except in the comment block in which Nikola writes its keys.
    let mut block: Option<String> = None;
    while let Some(line) = lines.get(at).filter(|_| at < MAX_LINES).map(|line| line.trim()) {
        if is_headline(line, lines[at]) {
            break;
        }
        let keyword = line.strip_prefix("#+").and_then(|rest| rest.split_once(':'));
        if let Some(end) = &block {
            if line.eq_ignore_ascii_case(end) {
                block = None;
            } else if end.ends_with("comment") {
                comment_line(&mut metadata, line, at);
            }
        } else if let Some(name) = begun_block_name(line) {
            block = Some(format!("#+end_{name}"));
        } else if let Some((key, value)) = keyword {
            keyword_line(&mut metadata, key, value.trim(), at);
        } else if line.eq_ignore_ascii_case(":properties:") {
            at = read_drawer(&mut metadata, lines, at);
        }
        at += 1;
    }
    if !has_title(&lines[..at]) {
        single_headline(&mut metadata, lines, at);
    }
    metadata
}

fn has_title(lines: &[&str]) -> bool {
    lines.iter().any(|line| line.trim().get(..8).is_some_and(|start| start.eq_ignore_ascii_case("#+title:")))
}

/// Whether a line is a headline: stars from the first column on, then a space.
fn is_headline(trimmed: &str, line: &str) -> bool {
    line.starts_with('*') && trimmed.trim_start_matches('*').starts_with(' ')
}

/// `name` of `#+begin_name …`.
fn begun_block_name(line: &str) -> Option<String> {
    let name = line.get(..8).filter(|start| start.eq_ignore_ascii_case("#+begin_")).and(line.get(8..))?;
    name.split_whitespace().next().map(str::to_lowercase)
}

fn keyword_line(metadata: &mut NativeMetadata, key: &str, value: &str, at: usize) {
    // Hugo's lists: `#+tags[]: a b`.
    let (key, is_list) = key.strip_suffix("[]").map_or((key, false), |key| (key, true));
    let key = key.to_lowercase();
    if key == "property" {
        // `#+PROPERTY: TAGS a, b`, as in Pelican's reader.
        if let Some((name, value)) = value.split_once(' ') {
            add_keyword(metadata, &name.to_lowercase(), value.trim(), false, at);
        }
        return;
    }
    if KEYWORDS.contains(&key.as_str()) || (is_key(&key) && (is_list || key.starts_with("hugo_"))) {
        add_keyword(metadata, &key, value, is_list, at);
    }
}

fn add_keyword(metadata: &mut NativeMetadata, key: &str, value: &str, is_list: bool, at: usize) {
    let name = key.strip_prefix("hugo_").or_else(|| key.strip_prefix("export_")).unwrap_or(key);
    let is_hugo = name.len() < key.len();
    let count = metadata.fields.len();
    match name {
        // Macros (`{{{time(%Y)}}}`, `\today`) are not dates.
        "date" | "lastmod" | "modified" | "updated" | "created" | "publishdate" | "expirydate" => {
            if !value.contains('{') && !value.starts_with('\\') {
                metadata.add(name, first_timestamp(value), at);
            }
        }
        "filetags" => metadata.add("tags", tags(value), at),
        // Tag definitions for an agenda: `{ @work(w) @home(h) }`.
        "tags" if value.contains(['{', '(']) => {}
        "tags" if value.starts_with(':') => metadata.add("tags", tags(value), at),
        "tags" => metadata.add("tags", parse_names(value), at),
        "categories" if is_hugo || is_list => metadata.add("categories", parse_names(value), at),
        "file_name" => metadata.add("slug", value, at),
        _ if is_list => metadata.add(name, parse_names(value), at),
        "keywords" | "description" if metadata.has(name) => append_to(metadata, name, value),
        _ => metadata.add(name, value, at),
    }
    if metadata.fields.len() > count || name == "keywords" || name == "description" {
        metadata.lines.push(at);
    }
}

/// A keyword on several lines has one value.
fn append_to(metadata: &mut NativeMetadata, name: &str, more: &str) {
    let sign = if name == "keywords" { ", " } else { " " };
    for (key, value, _) in &mut metadata.fields {
        if let (true, Value::String(text)) = (key == name, value) {
            text.push_str(sign);
            text.push_str(more);
        }
    }
}

/// The first of `<2026-03-04 Wed>--<2026-03-05 Thu>`, without repeaters and warnings (`+1w`, `-3d`).
fn first_timestamp(value: &str) -> String {
    let end = match value.chars().next() {
        Some('<') => value.find('>'),
        Some('[') => value.find(']'),
        _ => None,
    };
    let Some(inner) = end.and_then(|end| value.get(1..end)) else { return value.to_owned() };
    let is_time = |part: &&str| {
        // The weekday is dropped: it is in the writer's language and adds nothing to the date.
        part.starts_with(|c: char| c.is_ascii_digit())
    };
    let parts: Vec<&str> = inner.split_whitespace().filter(is_time).collect();
    let parts = parts.iter().map(|part| match part.split_once('-') {
        Some((from, _)) if from.contains(':') => from,
        _ => part,
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// `:a:b c:`.
fn tags(value: &str) -> Value {
    let tags = value.split([':', ' ', ',']).map(str::trim).filter(|tag| !tag.is_empty());
    tags.take(MAX_NAMES).collect::<Vec<_>>().into()
}

/// `.. title: x` in a comment.
fn comment_line(metadata: &mut NativeMetadata, line: &str, at: usize) {
    let Some((key, value)) = line.strip_prefix(".. ").and_then(|rest| rest.split_once(':')) else { return };
    if is_key(key) {
        metadata.add(key, value.trim(), at);
        metadata.lines.push(at);
    }
}

/// Reads a property drawer and returns the index of its last line.
fn read_drawer(metadata: &mut NativeMetadata, lines: &[&str], at: usize) -> usize {
    for (offset, line) in lines[at..].iter().enumerate().skip(1).take(50) {
        let line = line.trim();
        if line.eq_ignore_ascii_case(":end:") {
            return at + offset;
        }
        let Some((key, value)) = line.strip_prefix(':').and_then(|rest| rest.split_once(':')) else {
            return at;
        };
        let key = key.to_lowercase();
        if PROPERTIES.contains(&key.as_str()) || key.starts_with("export_hugo_") || key == "export_file_name"
        {
            let key = key.strip_prefix("export_").filter(|key| key.starts_with("hugo_")).unwrap_or(&key);
            add_keyword(metadata, key, value.trim(), false, at + offset);
        }
    }
    at
}

/// The metadata of a file whose only headline of the first level is the article, as in ox-hugo: its tags, its
/// properties, and the time at which it was closed.
fn single_headline(metadata: &mut NativeMetadata, lines: &[&str], at: usize) {
    let is_first_level = |line: &&&str| line.starts_with("* ");
    let Some(headline) = lines.get(at).filter(is_first_level) else { return };
    let has_text = lines[..at].iter().any(|line| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with(['#', ':'])
    });
    if has_text || lines[at + 1..].iter().any(|line| is_first_level(&line)) {
        return;
    }
    if let Some((_, tags_)) = headline.trim_end().rsplit_once(char::is_whitespace)
        && tags_.len() > 2
        && tags_.starts_with(':')
        && tags_.ends_with(':')
        && !metadata.has("tags")
    {
        metadata.add("tags", tags(tags_), at);
    }
    // ox-hugo: an article that is still to do is a draft.
    if headline.starts_with("* TODO ") || headline.starts_with("* DRAFT ") {
        metadata.add("draft", true, at);
    }
    let mut next = at + 1;
    if let Some(closed) = lines.get(next).and_then(|line| line.trim().split_once("CLOSED:")) {
        metadata.add("created", first_timestamp(closed.1.trim()), next);
        next += 1;
    }
    if lines.get(next).is_some_and(|line| line.trim().eq_ignore_ascii_case(":properties:")) {
        read_drawer(metadata, lines, next);
    }
}
