//! AsciiDoc: the lines below the title that name authors and revision, and the attributes of the header.

use super::{Header, LONGEST, names};
use serde_json::{Value, json};

/// Attributes that say something about the article wherever they stand. Others of such names are an author's
/// shorthands (`:url:`, `:link:`), unless they have one of the [`PREFIXES`].
const KEYS: [&str; 19] = [
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
];
/// What Jekyll, Antora, JBake, Awestruct and HubPress put before the names of their own.
const PREFIXES: [&str; 4] = ["page-", "jbake-", "awestruct-", "hp-"];

pub(super) fn read(lines: &[&str]) -> Header {
    let mut header = Header::default();
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    let mut title_at: Option<usize> = None;
    let mut authors: Option<(Value, usize)> = None;
    while let Some(line) = lines.get(at).filter(|_| at < LONGEST) {
        let line = line.trim_end();
        let is_below_title = title_at.is_some();
        if line.is_empty() && is_below_title && !has_keys_below(lines, at) {
            break;
        }
        if line == "////" {
            at += 1 + lines[at + 1..].iter().take_while(|line| line.trim_end() != "////").count();
        } else if line.is_empty() || line.starts_with("//") || is_directive(line) {
        } else if let Some((name, value, next)) = attribute(lines, at) {
            attribute_line(&mut header, &mut attributes, name, &value, at..next);
            at = next - 1;
        } else if is_title(lines, at) && !is_below_title {
            at += usize::from(!line.starts_with(['=', '#']));
            title_at = Some(at);
        } else if is_below_title && title_at == Some(at.wrapping_sub(1)) {
            let Some(found) = author_line(line) else { break };
            authors = Some((found, at));
            header.lines.push(at);
        } else if authors.as_ref().is_some_and(|(_, line)| line + 1 == at) {
            revision_line(&mut header, line, at);
        } else {
            break;
        }
        at += 1;
    }
    finish(header, authors, &attributes)
}

/// Whether the next line that says something is a generator's attribute: HubPress takes those below an empty line, too.
fn has_keys_below(lines: &[&str], at: usize) -> bool {
    let next = (at..lines.len().min(LONGEST)).find(|at| !lines[*at].trim().is_empty());
    let name = next.and_then(|next| attribute(lines, next)).map(|(name, _, _)| name.to_lowercase());
    name.is_some_and(|name| {
        KEYS.contains(&name.as_str()) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    })
}

/// Puts together what stands in several places: of the dates the generator's own counts most, then the attribute of the
/// revision, then the line.
fn finish(mut header: Header, authors: Option<(Value, usize)>, attributes: &[(String, String)]) -> Header {
    let value = |name: &str| attributes.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value);
    let named = header.has("author") || header.has("authors");
    if let Some((authors, line)) = authors.filter(|_| !named) {
        header.add("authors", authors, line);
    } else if let (Some(email), false) = (value("email"), header.has("authors")) {
        for (key, author, _) in &mut header.fields {
            if let (true, Value::String(name)) = (key == "author", &*author) {
                *author = json!({"name": name, "email": email});
            }
        }
    }
    let dates: Vec<usize> = (0..header.fields.len())
        .filter(|at| ["date", "revdate", "revision"].contains(&header.fields[*at].0.as_str()))
        .collect();
    let best = ["date", "revdate", "revision"]
        .iter()
        .find_map(|name| dates.iter().rev().find(|at| header.fields[**at].0 == *name).copied());
    if let Some(best) = best {
        let (_, value, line) = header.fields[best].clone();
        header.fields.retain(|(key, _, _)| !["date", "revdate", "revision"].contains(&key.as_str()));
        header.fields.push(("date".to_owned(), value, line));
    }
    header.fields.retain(|(key, _, _)| key != "email");
    header
}

/// `ifdef::x[]` and its cousins.
fn is_directive(line: &str) -> bool {
    ["ifdef::", "ifndef::", "ifeval::", "endif::", "include::"].iter().any(|start| line.starts_with(start))
}

fn is_title(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    if ["= ", "# "].iter().any(|mark| line.starts_with(mark)) {
        return true;
    }
    // Underlined, as before Asciidoctor: within two signs as long as the text.
    let Some(under) = lines.get(at + 1).map(|line| line.trim_end()) else { return false };
    let is_rule = under.len() > 2 && under.bytes().all(|byte| byte == b'=');
    is_rule && line.trim_end().chars().count().abs_diff(under.len()) < 3
}

/// An attribute: its name, its value (which `\` at a line's end continues), and the index of the line after it.
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

fn attribute_line(
    header: &mut Header,
    attributes: &mut Vec<(String, String)>,
    name: &str,
    value: &str,
    lines: std::ops::Range<usize>,
) {
    let value = resolved(value.trim_end_matches('@'), attributes);
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
        "tags" | "categories" => header.add(&meant, names(&value), at),
        // JBake's word for what is public is `published`.
        "status" | "published" | "draft" => header.add(&meant, value.as_str(), at),
        "title" | "layout" => {}
        "authors" if value.contains(';') => {
            let people: Vec<Value> = value.split(';').map(|one| person(one.trim())).collect();
            header.add("authors", people, at);
        }
        _ => header.add(&meant, value.as_str(), at),
    }
    attributes.push((name, value));
    header.lines.extend(lines);
}

/// With `{name}` of attributes that stand above. A value that grows beyond all measure stays as it is.
fn resolved(value: &str, attributes: &[(String, String)]) -> String {
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

/// `Jane Q. Doe <jane@example.org>; John Roe`. `None`: it is a sentence.
fn author_line(line: &str) -> Option<Value> {
    const MOST_WORDS: usize = 6;
    let people: Vec<&str> = line.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_name = |part: &&str| {
        let name = part.split('<').next().unwrap_or_default().trim();
        !name.is_empty() && name.split_whitespace().count() <= MOST_WORDS && !name.contains([':', '[', '{'])
    };
    let are_names = !people.is_empty() && people.iter().all(is_name) && line.starts_with(char::is_alphabetic);
    are_names.then(|| people.into_iter().map(person).collect::<Vec<_>>().into())
}

/// A name, and an address of mail or the web in angle brackets; `_` stands for a space in one part of a name.
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

/// `v1.0, 2026-03-04: the first`, `2026-03-04` or `v1.0`.
fn revision_line(header: &mut Header, line: &str, at: usize) {
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
        header.add("revision", date, at);
        header.lines.push(at);
    }
}

fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}
