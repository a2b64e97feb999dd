//! Converts containers: `:::note … :::` (Docusaurus, VuePress, Pandoc), and `!!! note` with indented text
//! (MkDocs, Pelican).

use super::code_ranges::CodeRanges;
use crate::output::plain::escape;
use crate::shortcodes::code::indentation;
use crate::shortcodes::known_tags::note_heading;

/// Deepest nesting of indented containers; each level is scanned once more.
const MAX_DEPTH: usize = 6;

/// Converts the containers of a text to HTML.
pub(super) fn convert_containers(source: String) -> String {
    let has_colons = source.contains(":::");
    let source = if has_colons { fenced(&source) } else { source };
    indented(source, 0)
}

/// The HTML before and after the content of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ContainerHtml {
    before: String,
    after: String,
}

fn container_html(name: &str, title: Option<&str>) -> ContainerHtml {
    let title = title.map(str::trim).filter(|title| !title.is_empty()).map(escape);
    let name = name.to_lowercase();
    let kind = name.strip_prefix("callout-").unwrap_or(&name);
    let (before, after) = if let Some(heading) = note_heading(kind) {
        let heading = title.unwrap_or_else(|| heading.to_owned());
        (format!("<blockquote><p><strong>{heading}</strong></p>"), "</blockquote>".to_owned())
    } else if ["details", "spoiler", "collapse"].contains(&kind) {
        let summary = title.unwrap_or_else(|| "Details".to_owned());
        (format!("<details><summary>{summary}</summary>"), "</details>".to_owned())
    } else if kind == "figure" {
        let caption = title.map_or_else(String::new, |title| format!("<figcaption>{title}</figcaption>"));
        ("<figure>".to_owned(), format!("{caption}</figure>"))
    } else if ["quote", "blockquote", "epigraph"].contains(&kind) {
        ("<blockquote>".to_owned(), "</blockquote>".to_owned())
    } else {
        (title.map_or_else(String::new, |title| format!("<p>{title}</p>")), String::new())
    };
    ContainerHtml { before, after }
}

/// A line outside code that begins or ends a container.
enum Fence {
    Opening(ContainerHtml),
    Closing,
}

fn fenced(source: &str) -> String {
    let mut code = CodeRanges::new(source);
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    // The replacement of each line. That of an opening line is set once its end is found.
    let mut replacements: Vec<Option<String>> = vec![None; lines.len()];
    let mut open: Vec<(usize, ContainerHtml)> = Vec::new();
    let mut at = 0;
    for (number, line) in lines.iter().enumerate() {
        let start = at;
        at += line.len();
        if code.advance_to(start) {
            continue;
        }
        let own = line.find(|c: char| !c.is_whitespace() && c != '>').unwrap_or(line.len());
        let container = line[..own].trim_end_matches('\n');
        match fence(&line[own..]) {
            Some(Fence::Opening(html)) => open.push((number, html)),
            Some(Fence::Closing) => {
                let Some((opening, html)) = open.pop() else { continue };
                let own = lines[opening].find(':').unwrap_or(0);
                let around = lines[opening].get(..own).unwrap_or_default();
                replacements[opening] = Some(format!("{around}{}\n{around}\n", html.before));
                replacements[number] = Some(format!("{container}\n{container}{}\n{container}\n", html.after));
            }
            None => {}
        }
    }
    // Of a container without an end only the opening line is removed, unless it may be prose.
    for (opening, html) in open {
        let is_bare = lines[opening]
            .trim_matches([' ', '>', ':', '\n'])
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-');
        if is_bare {
            let heading = html.before.strip_prefix("<blockquote>").unwrap_or_default();
            replacements[opening] = Some(format!("{heading}\n\n"));
        }
    }
    lines
        .iter()
        .zip(replacements)
        .map(|(line, replacement)| replacement.unwrap_or_else(|| (*line).to_owned()))
        .collect()
}

fn fence(line: &str) -> Option<Fence> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    // Pandoc also writes `::: warning :::`.
    let rest = rest.trim().trim_end_matches(':').trim_end();
    if rest.is_empty() {
        return Some(Fence::Closing);
    }
    if let Some(attributes) = rest.strip_prefix('{') {
        let attributes = attributes.strip_suffix('}')?;
        let (words, named) = crate::shortcodes::parse_arguments(attributes);
        let class = words.iter().find_map(|word| word.strip_prefix('.')).unwrap_or_default();
        let title = named.iter().find(|(key, _)| key == "title").map(|(_, value)| value.as_str());
        return Some(Fence::Opening(container_html(class, title)));
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    if !name.starts_with(char::is_alphabetic) {
        return None;
    }
    let rest = rest.trim();
    let title = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((title, _)) => title,
        None if rest.starts_with('{') => "",
        None => rest,
    };
    Some(Fence::Opening(container_html(name, Some(title))))
}

/// Converts `!!! note "Title"` and the indented text below it.
fn indented(source: String, depth: usize) -> String {
    if depth > MAX_DEPTH || !may_have_admonitions(&source) {
        return source;
    }
    let mut code = CodeRanges::new(&source);
    let mut out = String::with_capacity(source.len());
    let mut lines = source.split_inclusive('\n').peekable();
    let mut at = 0;
    while let Some(line) = lines.next() {
        let is_code = code.advance_to(at);
        at += line.len();
        let (indent, rest) = indentation(line);
        let Some(html) = admonition(rest).filter(|_| !is_code) else {
            out.push_str(line);
            continue;
        };
        let mut inner = String::new();
        let mut blank = String::new();
        while let Some(next) = lines.peek() {
            let (columns, text) = indentation(next);
            if text.is_empty() {
                blank.push_str(next);
            } else if columns >= indent + 4 {
                inner.push_str(&std::mem::take(&mut blank));
                inner.push_str(dedented(next, indent + 4));
            } else {
                break;
            }
            at += next.len();
            lines.next();
        }
        if inner.is_empty() {
            out.push_str(line);
        } else {
            let container = " ".repeat(indent);
            push_indented(&mut out, &container, &html, &indented(inner, depth + 1));
            out.push_str(if blank.is_empty() { "\n" } else { "" });
        }
        out.push_str(&blank);
    }
    out
}

/// A fast test, since most texts have no admonition.
fn may_have_admonitions(source: &str) -> bool {
    let begins = |line: &str| ["!!! ", "??? ", "???+ ", "=== \""].iter().any(|sign| line.starts_with(sign));
    ["!!! ", "???", "=== \""].iter().any(|sign| source.contains(sign))
        && source.lines().any(|line| begins(line.trim_start()))
}

/// Writes the content between the HTML of the container, indented like the container itself.
fn push_indented(out: &mut String, container: &str, html: &ContainerHtml, content: &str) {
    out.push_str(&format!("{container}{}\n\n", html.before));
    for line in content.split_inclusive('\n') {
        out.push_str(if line.trim().is_empty() { "" } else { container });
        out.push_str(line);
    }
    out.push_str(&format!("\n\n{container}{}\n", html.after));
}

/// Removes this many columns of white space from the start of a line.
fn dedented(line: &str, columns: usize) -> &str {
    let mut seen = 0;
    for (at, c) in line.char_indices() {
        match c {
            _ if seen >= columns => return &line[at..],
            ' ' => seen += 1,
            '\t' => seen += 4 - seen % 4,
            _ => return &line[at..],
        }
    }
    line.trim_start_matches([' ', '\t'])
}

fn admonition(line: &str) -> Option<ContainerHtml> {
    let signs = ["!!! ", "???+ ", "??? ", "=== "];
    let (sign, rest) = signs.iter().find_map(|sign| Some((*sign, line.strip_prefix(sign)?)))?;
    let (words, title) = match rest.split_once('"') {
        Some((words, rest)) => (words.trim(), Some(rest.strip_suffix('"')?)),
        None => (rest.trim(), None),
    };
    if sign == "=== " {
        let title = title.filter(|_| words.is_empty())?;
        return Some(ContainerHtml {
            before: format!("<p><strong>{}</strong></p>", escape(title)),
            after: String::new(),
        });
    }
    let name = words.split(' ').next().filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    if words.split(' ').count() > 3 {
        return None;
    }
    if title == Some("") {
        return Some(ContainerHtml { before: "<blockquote>".to_owned(), after: "</blockquote>".to_owned() });
    }
    if sign.starts_with('?') {
        return Some(container_html("details", title.or(Some(note_heading(name).unwrap_or(name)))));
    }
    let is_known = note_heading(name).is_some();
    Some(container_html(
        if is_known { name } else { "note" },
        title.or(if is_known { None } else { Some(name) }),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_become_elements() {
        let note = "<blockquote><p><strong>Note</strong></p>\n\na\n\n</blockquote>\n\nb";
        let cases = [
            (":::note\na\n:::\nb", note),
            ("::: note\na\n:::\nb", note),
            ("!!! note\n    a\n\nb", "<blockquote><p><strong>Note</strong></p>\n\na\n\n\n</blockquote>\n\nb"),
            (
                ":::tip[A & b]\na\n:::\n",
                "<blockquote><p><strong>A &amp; b</strong></p>\n\na\n\n</blockquote>\n\n",
            ),
            (
                "::: {.callout-tip title=\"A\"}\na\n:::\n",
                "<blockquote><p><strong>A</strong></p>\n\na\n\n</blockquote>\n\n",
            ),
            (":::wrapper\na\n:::\n", "\n\na\n\n\n\n"),
            (
                "::: figure A caption\na\n:::\n",
                "<figure>\n\na\n\n<figcaption>A caption</figcaption></figure>\n\n",
            ),
            (
                "> :::note\n> a\n> :::\n",
                "> <blockquote><p><strong>Note</strong></p>\n> \n> a\n> \n> </blockquote>\n> \n",
            ),
            ("```\n:::note\n:::\n```\n", "```\n:::note\n:::\n```\n"),
            (":::box\n> a\n", "\n\n> a\n"),
            (":::note never ended\na", ":::note never ended\na"),
            ("!!! wow\nno text", "!!! wow\nno text"),
            (
                "!!! tip \"T\"\n    a\n\n    !!! bug \"\"\n        b\nc",
                "<blockquote><p><strong>T</strong></p>\n\na\n\n<blockquote>\n\nb\n\n\n</blockquote>\n\n\n\n\
                 </blockquote>\n\nc",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(convert_containers(text.to_owned()), expected, "{text}");
        }
    }
}
