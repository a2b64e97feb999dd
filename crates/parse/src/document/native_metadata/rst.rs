//! reStructuredText: the fields below the title as Pelican reads them, the comments at the top as Nikola writes them,
//! and the `post` directive of ABlog.

use super::{Header, LONGEST, is_key, names};
use serde_json::Value;

pub(super) fn read(lines: &[&str]) -> Header {
    let mut header = Header::default();
    let mut at = unfenced(&mut header, lines);
    let mut has_text = false;
    while let Some(line) = lines.get(at).filter(|_| at < LONGEST) {
        let end = at + 1 + continuation(&lines[at + 1..]);
        if let Some((key, value)) = field(line).filter(|_| !has_text) {
            take_field(&mut header, key, value, &lines[at + 1..end], at);
            at = end;
        } else if let Some(markup) = line.strip_prefix(".. ") {
            explicit(&mut header, markup, &lines[at + 1..end], at);
            at = end;
        } else if line.trim().is_empty() || line.trim() == ".." {
            at += 1;
        } else if let Some(length) = title(&lines[at..]).filter(|_| !has_text) {
            at += length;
        } else {
            // ABlog's directive may stand anywhere, so that the comments and directives below are looked at, too.
            has_text = true;
            at += 1;
        }
    }
    header
}

/// `key: value` lines above the title, without anything around them, as rstblog has them; how many lines they take.
fn unfenced(header: &mut Header, lines: &[&str]) -> usize {
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
                header.add("draft", true, at)
            }
            "tags" | "categories" => header.add(key, names(&value), at),
            _ => header.add(key, value.trim(), at),
        }
    }
    header.lines.extend(0..end);
    end
}

/// How many lines belong to the element above: indented ones, and empty ones between them.
fn continuation(lines: &[&str]) -> usize {
    let mut count = 0;
    for (at, line) in lines.iter().enumerate().take(LONGEST) {
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

/// How many lines the title takes, if one begins here: it is underlined, or lies between two lines.
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

/// Docutils gives the names of its own fields in any case.
fn take_field(header: &mut Header, key: &str, value: &str, more: &[&str], at: usize) {
    let text = joined(value, more);
    // RCS and its heirs: `$Date: 2026-03-04 $`.
    let text = match text.strip_prefix('$').and_then(|text| text.strip_suffix('$')) {
        Some(keyword) => keyword.split_once(": ").map_or("", |(_, value)| value).trim().to_owned(),
        None => text,
    };
    let lower = key.to_lowercase();
    match lower.as_str() {
        _ if text.starts_with('|') && text.ends_with('|') => {}
        "authors" => header.add("authors", people(value, more), at),
        "title" => header.add("title", plain(&text), at),
        _ => header.add(&lower, text, at),
    }
    header.lines.extend(at..=at + more.len());
}

fn joined(value: &str, more: &[&str]) -> String {
    let lines = std::iter::once(value).chain(more.iter().map(|line| line.trim()));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Authors are a list of items, or lie between semicolons or commas.
fn people(value: &str, more: &[&str]) -> Value {
    let items: Vec<String> = std::iter::once(&value)
        .chain(more)
        .filter_map(|line| line.trim().strip_prefix("- ").or_else(|| line.trim().strip_prefix("* ")))
        .map(str::to_owned)
        .collect();
    if !items.is_empty() {
        return items.into();
    }
    let text = joined(value, more);
    let sign = if text.contains(';') { ';' } else { ',' };
    text.split(sign)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .into()
}

/// Marks for code are the only ones in titles that Markdown, by whose rules titles are read, doubles otherwise.
fn plain(text: &str) -> String {
    text.replace("``", "`")
}

/// Comments and directives: `.. title: x`, `.. post:: Mar 4, 2026`, `.. tags:: a, b`, `.. meta::`.
fn explicit(header: &mut Header, markup: &str, more: &[&str], at: usize) {
    if let Some((name, argument)) = markup.split_once("::") {
        directive(header, name.trim(), argument.trim(), more, at);
    } else if let Some((key, value)) = markup.split_once(':').filter(|(key, _)| is_key(key)) {
        // Nikola's comment stands for itself, or all keys are in one.
        let keys =
            ["title", "slug", "date", "tags", "category", "author", "description", "link", "type", "status"];
        if !keys.contains(&key.to_lowercase().as_str()) && !header.has("title") {
            return;
        }
        comment_field(header, key, value.trim(), at);
        header.lines.extend(at..=at + more.len());
        for (offset, line) in more.iter().enumerate() {
            if let Some((key, value)) = line.trim().split_once(':').filter(|(key, _)| is_key(key)) {
                comment_field(header, key, value.trim(), at + 1 + offset);
            }
        }
    }
}

pub(super) fn comment_field(header: &mut Header, key: &str, value: &str, at: usize) {
    let key = key.to_lowercase();
    match key.as_str() {
        "title" => header.add("title", plain(value), at),
        // Nikola: these two among the tags hold an article back.
        "tags" if value.split(',').any(|tag| ["draft", "private"].contains(&tag.trim())) => {
            let others = value.split(',').map(str::trim).filter(|tag| !["draft", "private"].contains(tag));
            header.add("tags", others.filter(|tag| !tag.is_empty()).collect::<Vec<_>>(), at);
            header.add("draft", true, at);
        }
        "tags" => {
            let tags = value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
            header.add("tags", tags.collect::<Vec<_>>(), at);
        }
        _ => header.add(&key, value, at),
    }
}

fn directive(header: &mut Header, name: &str, argument: &str, more: &[&str], at: usize) {
    match name {
        // ABlog: without a date it is a draft.
        "post" => {
            header.add("date", argument, at);
            if argument.is_empty() {
                header.add("draft", true, at);
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
                        header.add(key, listed(value), at + 1 + offset);
                    }
                    "title" | "language" => header.add(key, value, at + 1 + offset),
                    _ => {}
                }
            }
        }
        // Tinkerer: the site's own author and no terms are words, too.
        "author" if argument == "default" => {}
        "author" if !argument.is_empty() => header.add("author", argument, at),
        "tags" | "categories" if argument == "none" => {}
        "tags" | "categories" => header.add(name, listed(argument), at),
        "meta" => {
            for (offset, line) in more.iter().enumerate() {
                if let Some((key @ ("description" | "keywords"), value)) = field(line) {
                    header.add(key, value, at + 1 + offset);
                }
            }
        }
        _ => return,
    }
    // What is left of ABlog's `post` is its text.
    let kept = if name == "post" {
        more.iter().take_while(|line| field(line).is_some()).count()
    } else {
        more.len()
    };
    header.lines.extend(at..=at + kept);
}

/// Terms lie between commas; those of one word need none.
fn listed(value: &str) -> Value {
    if value.contains([',', ';']) {
        return names(value);
    }
    let value = value.trim();
    if value.is_empty() { Value::Null } else { vec![value.to_owned()].into() }
}
