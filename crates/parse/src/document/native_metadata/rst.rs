//! reStructuredText: the fields below the title (Pelican), the comments at the top (Nikola), and the `post`
//! directive (ABlog).

use super::model::{MAX_LINES, NativeMetadata, is_key, parse_names};
use serde_json::Value;

pub(in crate::document) fn parse(lines: &[&str]) -> NativeMetadata {
    let mut metadata = NativeMetadata::default();
    let mut at = add_bare_fields(&mut metadata, lines);
    let mut has_text = false;
    while let Some(line) = lines.get(at).filter(|_| at < MAX_LINES) {
        let end = at + 1 + continuation(&lines[at + 1..]);
        if let Some((key, value)) = field(line).filter(|_| !has_text) {
            add_field(&mut metadata, key, value, &lines[at + 1..end], at);
            at = end;
        } else if let Some(markup) = line.strip_prefix(".. ") {
            add_explicit_markup(&mut metadata, markup, &lines[at + 1..end], at);
            at = end;
        } else if line.trim().is_empty() || line.trim() == ".." {
            at += 1;
        } else if let Some(length) = title(&lines[at..]).filter(|_| !has_text) {
            at += length;
        } else {
            // ABlog's directive may stand anywhere, so the comments and directives below the text are parsed
            // too.
            has_text = true;
            at += 1;
        }
    }
    metadata
}

/// Parses `key: value` lines without markup above the title, as in rstblog; returns the number of lines.
fn add_bare_fields(metadata: &mut NativeMetadata, lines: &[&str]) -> usize {
    let mut found: Vec<(&str, String, usize)> = Vec::new();
    let mut end = 0;
    for (at, line) in lines.iter().enumerate().take_while(|(_, line)| !line.trim().is_empty()) {
        let key = line.split_once(':').filter(|(key, value)| is_key(key) && !value.starts_with(':'));
        match (key, found.last_mut()) {
            (Some((key, value)), _) => found.push((key, value.trim().trim_matches('|').to_owned(), at)),
            (None, Some((_, value, _))) if line.starts_with(' ') => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ => return 0,
        }
        end = at + 1;
    }
    let below = lines.get(end..).unwrap_or_default();
    let blank = below.iter().take_while(|line| line.trim().is_empty()).count();
    if found.len() < 2 || title(&below[blank..]).is_none() {
        return 0;
    }
    for (key, value, at) in found {
        match key.to_lowercase().as_str() {
            "public" if ["no", "false"].contains(&value.to_lowercase().as_str()) => {
                metadata.add("draft", true, at)
            }
            "tags" | "categories" => metadata.add(key, parse_names(&value), at),
            _ => metadata.add(key, value.trim(), at),
        }
    }
    metadata.lines.extend(0..end);
    end
}

/// The number of lines that belong to the element above: indented lines, and empty lines between them.
fn continuation(lines: &[&str]) -> usize {
    let mut count = 0;
    for (at, line) in lines.iter().enumerate().take(MAX_LINES) {
        if line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            count = at + 1;
        } else if !line.trim().is_empty() {
            break;
        }
    }
    count
}

/// `:key: value`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_start().strip_prefix(':')?.split_once(':')?;
    let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
    (is_apart && is_key(&key.replace(' ', "-"))).then(|| (key, value.trim()))
}

/// The number of lines of the title that begins here, if any: it is underlined, or stands between two lines.
fn title(lines: &[&str]) -> Option<usize> {
    let is_rule = |line: &&&str| {
        let line = line.trim_end();
        let sign = line.chars().next().filter(char::is_ascii_punctuation);
        sign.is_some_and(|sign| line.len() > 1 && line.chars().all(|c| c == sign))
    };
    if lines.first().filter(is_rule).is_some() {
        return lines.get(2).filter(is_rule).map(|_| 3);
    }
    lines.get(1).filter(is_rule).map(|_| 2)
}

/// Adds a field. Docutils compares the names of its own fields without regard to case.
fn add_field(metadata: &mut NativeMetadata, key: &str, value: &str, more: &[&str], at: usize) {
    let text = join_lines(value, more);
    // Keywords of RCS and its successors: `$Date: 2026-03-04 $`.
    let text = match text.strip_prefix('$').and_then(|text| text.strip_suffix('$')) {
        Some(keyword) => keyword.split_once(": ").map_or("", |(_, value)| value).trim().to_owned(),
        None => text,
    };
    let lower = key.to_lowercase();
    match lower.as_str() {
        _ if text.starts_with('|') && text.ends_with('|') => {}
        "authors" => metadata.add("authors", people(value, more), at),
        "title" => metadata.add("title", without_double_backquotes(&text), at),
        _ => metadata.add(&lower, text, at),
    }
    metadata.lines.extend(at..=at + more.len());
}

fn join_lines(value: &str, more: &[&str]) -> String {
    let lines = std::iter::once(value).chain(more.iter().map(|line| line.trim()));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Authors are the items of a list, or are separated by semicolons or commas.
fn people(value: &str, more: &[&str]) -> Value {
    let items: Vec<String> = std::iter::once(&value)
        .chain(more)
        .filter_map(|line| line.trim().strip_prefix("- ").or_else(|| line.trim().strip_prefix("* ")))
        .map(str::to_owned)
        .collect();
    if !items.is_empty() {
        return items.into();
    }
    let text = join_lines(value, more);
    let sign = if text.contains(';') { ';' } else { ',' };
    text.split(sign)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .into()
}

/// Replaces double backquotes by single ones: titles are read as Markdown, and these marks are the only ones
/// that differ.
fn without_double_backquotes(text: &str) -> String {
    text.replace("``", "`")
}

/// Comments and directives: `.. title: x`, `.. post:: Mar 4, 2026`, `.. tags:: a, b`, `.. meta::`.
fn add_explicit_markup(metadata: &mut NativeMetadata, markup: &str, more: &[&str], at: usize) {
    if let Some((name, argument)) = markup.split_once("::") {
        add_directive(metadata, name.trim(), argument.trim(), more, at);
    } else if let Some((key, value)) = markup.split_once(':').filter(|(key, _)| is_key(key)) {
        // Nikola's keys are comments of their own, or stand in one comment.
        let keys =
            ["title", "slug", "date", "tags", "category", "author", "description", "link", "type", "status"];
        if !keys.contains(&key.to_lowercase().as_str()) && !metadata.has("title") {
            return;
        }
        add_comment_field(metadata, key, value.trim(), at);
        metadata.lines.extend(at..=at + more.len());
        for (offset, line) in more.iter().enumerate() {
            if let Some((key, value)) = line.trim().split_once(':').filter(|(key, _)| is_key(key)) {
                add_comment_field(metadata, key, value.trim(), at + 1 + offset);
            }
        }
    }
}

pub(super) fn add_comment_field(metadata: &mut NativeMetadata, key: &str, value: &str, at: usize) {
    let key = key.to_lowercase();
    match key.as_str() {
        "title" => metadata.add("title", without_double_backquotes(value), at),
        // Nikola: the tags `draft` and `private` make an article a draft.
        "tags" if value.split(',').any(|tag| ["draft", "private"].contains(&tag.trim())) => {
            let others = value.split(',').map(str::trim).filter(|tag| !["draft", "private"].contains(tag));
            metadata.add("tags", others.filter(|tag| !tag.is_empty()).collect::<Vec<_>>(), at);
            metadata.add("draft", true, at);
        }
        "tags" => {
            let tags = value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
            metadata.add("tags", tags.collect::<Vec<_>>(), at);
        }
        _ => metadata.add(&key, value, at),
    }
}

fn add_directive(metadata: &mut NativeMetadata, name: &str, argument: &str, more: &[&str], at: usize) {
    match name {
        // ABlog: a post without a date is a draft.
        "post" => {
            metadata.add("date", argument, at);
            if argument.is_empty() {
                metadata.add("draft", true, at);
            }
            for (offset, line) in more.iter().enumerate() {
                let Some((key, value)) = field(line) else { continue };
                match key {
                    "tags" | "category" | "author" => {
                        let key = match key {
                            "category" => "categories",
                            "author" => "authors",
                            key => key,
                        };
                        metadata.add(key, parse_terms(value), at + 1 + offset);
                    }
                    "title" | "language" => metadata.add(key, value, at + 1 + offset),
                    _ => {}
                }
            }
        }
        // Tinkerer: `default` means the site's author, and `none` means no terms.
        "author" if argument == "default" => {}
        "author" if !argument.is_empty() => metadata.add("author", argument, at),
        "tags" | "categories" if argument == "none" => {}
        "tags" | "categories" => metadata.add(name, parse_terms(argument), at),
        "meta" => {
            for (offset, line) in more.iter().enumerate() {
                if let Some((key @ ("description" | "keywords"), value)) = field(line) {
                    metadata.add(key, value, at + 1 + offset);
                }
            }
        }
        _ => return,
    }
    // The rest of ABlog's `post` directive is text.
    let kept = if name == "post" {
        more.iter().take_while(|line| field(line).is_some()).count()
    } else {
        more.len()
    };
    metadata.lines.extend(at..=at + kept);
}

/// Splits terms at commas; a single term needs none.
fn parse_terms(value: &str) -> Value {
    if value.contains([',', ';']) {
        return parse_names(value);
    }
    let value = value.trim();
    if value.is_empty() { Value::Null } else { vec![value.to_owned()].into() }
}
