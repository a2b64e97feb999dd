//! AsciiDoc: the author and revision lines below the title, and the attributes of the header.

use super::model::{MAX_LINES, NativeMetadata, parse_names};
use serde_json::{Value, json};

/// Attributes that are metadata of the article. Others of such names are an author's abbreviations (`:url:`,
/// `:link:`), unless they have one of the [`PREFIXES`].
const KEYS: [&str; 32] = [
    "author",
    "authors",
    "email",
    "date",
    "pubdate",
    "published_at",
    "published-at",
    "publish-date",
    "tags",
    "category",
    "categories",
    "keywords",
    "description",
    "summary",
    "subtitle",
    "draft",
    "lang",
    "slug",
    "copyright",
    "status",
    "docstatus",
    "private",
    "hidden",
    "unlisted",
    "published",
    "publish",
    "visibility",
    "password",
    "encrypted",
    "embargo",
    "rss",
    "feed",
];
/// Attributes that mean `true` if they are set without a value.
const SWITCHES: [&str; 8] =
    ["draft", "private", "hidden", "unlisted", "encrypted", "embargo", "noindex", "exclude-from-feed"];
/// Prefixes of the attributes of Jekyll, Antora, JBake, Awestruct and HubPress.
const PREFIXES: [&str; 4] = ["page-", "jbake-", "awestruct-", "hp-"];

pub(in crate::document) fn parse(lines: &[&str]) -> NativeMetadata {
    let mut metadata = NativeMetadata::default();
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    let mut title_at: Option<usize> = None;
    let mut authors: Option<(Value, usize)> = None;
    while let Some(line) = lines.get(at).filter(|_| at < MAX_LINES) {
        let line = line.trim_end();
        let is_below_title = title_at.is_some();
        if line.is_empty() && is_below_title && !has_keys_below(lines, at) {
            break;
        }
        if line == "////" {
            at += 1 + lines[at + 1..].iter().take_while(|line| line.trim_end() != "////").count();
        } else if line.is_empty() || line.starts_with("//") || is_directive(line) {
        } else if let Some((name, value, next)) = attribute(lines, at) {
            add_attribute(&mut metadata, &mut attributes, name, &value, at..next);
            at = next - 1;
        } else if is_title(lines, at) && !is_below_title {
            at += usize::from(!line.starts_with(['=', '#']));
            title_at = Some(at);
        } else if is_below_title && title_at == Some(at.wrapping_sub(1)) {
            let Some(found) = parse_author_line(line) else { break };
            authors = Some((found, at));
            metadata.lines.push(at);
        } else if authors.as_ref().is_some_and(|(_, line)| line + 1 == at) {
            add_revision(&mut metadata, line, at);
        } else {
            break;
        }
        at += 1;
    }
    merge_attributes(metadata, authors, &attributes)
}

/// Whether the next non-empty line is an attribute of a generator: HubPress accepts those below an empty
/// line.
fn has_keys_below(lines: &[&str], at: usize) -> bool {
    let next = (at..lines.len().min(MAX_LINES)).find(|at| !lines[*at].trim().is_empty());
    let name = next.and_then(|next| attribute(lines, next)).map(|(name, _, _)| name.to_lowercase());
    name.is_some_and(|name| {
        KEYS.contains(&name.as_str()) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    })
}

/// Merges metadata from several places: the generator's date wins over the attribute `revdate`, which wins
/// over the revision line.
fn merge_attributes(
    mut metadata: NativeMetadata,
    authors: Option<(Value, usize)>,
    attributes: &[(String, String)],
) -> NativeMetadata {
    let value = |name: &str| attributes.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value);
    let named = metadata.has("author") || metadata.has("authors");
    if let Some((authors, line)) = authors.filter(|_| !named) {
        metadata.add("authors", authors, line);
    } else if let (Some(email), false) = (value("email"), metadata.has("authors")) {
        for (key, author, _) in &mut metadata.fields {
            if let (true, Value::String(name)) = (key == "author", &*author) {
                *author = json!({"name": name, "email": email});
            }
        }
    }
    let dates: Vec<usize> = (0..metadata.fields.len())
        .filter(|at| ["date", "revdate", "revision"].contains(&metadata.fields[*at].0.as_str()))
        .collect();
    let best = ["date", "revdate", "revision"]
        .iter()
        .find_map(|name| dates.iter().rev().find(|at| metadata.fields[**at].0 == *name).copied());
    if let Some(best) = best {
        let (_, value, line) = metadata.fields[best].clone();
        metadata.fields.retain(|(key, _, _)| !["date", "revdate", "revision"].contains(&key.as_str()));
        metadata.fields.push(("date".to_owned(), value, line));
    }
    metadata.fields.retain(|(key, _, _)| key != "email");
    metadata
}

/// Preprocessor directives such as `ifdef::x[]`.
fn is_directive(line: &str) -> bool {
    ["ifdef::", "ifndef::", "ifeval::", "endif::", "include::"].iter().any(|start| line.starts_with(start))
}

fn is_title(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    if ["= ", "# "].iter().any(|mark| line.starts_with(mark)) {
        return true;
    }
    // Underlined titles, from before Asciidoctor: the underline may be two characters shorter or longer than
    // the title.
    let Some(under) = lines.get(at + 1).map(|line| line.trim_end()) else { return false };
    let is_rule = under.len() > 2 && under.bytes().all(|byte| byte == b'=');
    is_rule && line.trim_end().chars().count().abs_diff(under.len()) < 3
}

/// Parses an attribute: its name, its value (which `\` at a line's end continues), and the index of the line
/// after it.
fn attribute<'t>(lines: &[&'t str], at: usize) -> Option<(&'t str, String, usize)> {
    let (name, value) = lines[at].strip_prefix(':')?.split_once(':')?;
    let is_name = name.trim_matches('!').chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    if name.is_empty() || !is_name || !(value.is_empty() || value.starts_with([' ', '\t'])) {
        return None;
    }
    let (mut value, mut next) = (value.trim().to_owned(), at + 1);
    while let Some(more) = lines.get(next).filter(|_| value.ends_with(" \\")) {
        value.truncate(value.trim_end_matches(" \\").trim_end_matches(" +").len());
        value.push(' ');
        value.push_str(more.trim());
        next += 1;
    }
    Some((name, value, next))
}

fn add_attribute(
    metadata: &mut NativeMetadata,
    attributes: &mut Vec<(String, String)>,
    name: &str,
    value: &str,
    lines: std::ops::Range<usize>,
) {
    let value = resolve_references(value.trim_end_matches('@'), attributes);
    let key = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix));
    let name = name.to_lowercase();
    let at = lines.start;
    let meant = match key {
        Some(key) => key.to_owned(),
        None if KEYS.contains(&name.as_str()) => name.clone(),
        None if name == "revdate" && has_year(&value) => name.clone(),
        None => {
            attributes.push((name, value));
            return;
        }
    };
    match meant.as_str() {
        _ if value.contains('{') => {}
        "tags" | "categories" => metadata.add(&meant, parse_names(&value), at),
        name if value.is_empty() && SWITCHES.contains(&name) => metadata.add(name, true, at),
        // JBake's word for public is `published`.
        "status" | "published" | "draft" => metadata.add(&meant, value.as_str(), at),
        "title" | "layout" => {}
        "authors" if value.contains(';') => {
            let people: Vec<Value> = value.split(';').map(|one| person(one.trim())).collect();
            metadata.add("authors", people, at);
        }
        _ => metadata.add(&meant, value.as_str(), at),
    }
    attributes.push((name, value));
    metadata.lines.extend(lines);
}

/// Replaces `{name}` by the attributes set above. A value that becomes too long is left as written.
fn resolve_references(value: &str, attributes: &[(String, String)]) -> String {
    const LONGEST_VALUE: usize = 4000;
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, rest)| {
            let (_, value) = attributes.iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            Some((value, rest))
        });
        match known {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
        if out.len() > LONGEST_VALUE {
            return value.to_owned();
        }
    }
    out.push_str(rest);
    out
}

/// Parses `Jane Q. Doe <jane@example.org>; John Roe`. `None`: the line is a sentence.
fn parse_author_line(line: &str) -> Option<Value> {
    const MOST_WORDS: usize = 6;
    let people: Vec<&str> = line.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_name = |part: &&str| {
        let name = part.split('<').next().unwrap_or_default().trim();
        !name.is_empty() && name.split_whitespace().count() <= MOST_WORDS && !name.contains([':', '[', '{'])
    };
    let are_names = !people.is_empty() && people.iter().all(is_name) && line.starts_with(char::is_alphabetic);
    are_names.then(|| people.into_iter().map(person).collect::<Vec<_>>().into())
}

/// A name, and an e-mail or web address in angle brackets; `_` stands for a space within one part of a name.
fn person(text: &str) -> Value {
    let (name, address) = text.split_once('<').unwrap_or((text, ""));
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").replace('_', " ");
    let address = address.trim_end().trim_end_matches('>');
    let address = address.split('[').next().unwrap_or_default().trim();
    match address {
        "" => json!({"name": name}),
        address if address.contains("://") => json!({"name": name, "url": address}),
        address => json!({"name": name, "email": address}),
    }
}

/// Parses `v1.0, 2026-03-04: the first`, `2026-03-04` or `v1.0`.
fn add_revision(metadata: &mut NativeMetadata, line: &str, at: usize) {
    let is_version = |text: &str| {
        let digits = text.trim().trim_start_matches(['v', 'V']);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
    };
    let date = match line.split_once(',') {
        Some((version, date)) if is_version(version) => date,
        _ => line,
    };
    let date = date.split_once(": ").map_or(date, |(date, _)| date).trim();
    if has_year(date) {
        metadata.add("revision", date, at);
        metadata.lines.push(at);
    }
}

fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}
