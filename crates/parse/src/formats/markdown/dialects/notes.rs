//! What notes of Obsidian's have beside Markdown: callouts with a title, and links between notes.

use super::Code;
use crate::output::plain::escape;
use crate::shortcodes::code::indentation;
use crate::shortcodes::known_tags::note_heading;

/// Kinds that the parser shows itself, where they have no title.
const KNOWN: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

/// `> [!info]- Title` as a quotation that begins with its title.
pub(super) fn callouts(source: String) -> String {
    if !source.contains("[!") {
        return source;
    }
    let mut code = Code::of(&source);
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        match callout(line).filter(|_| !code.holds(at)) {
            Some((marks, title)) => out.push_str(&format!("{marks}**{title}**\n{}\n", marks.trim_end())),
            None => out.push_str(line),
        }
        at += line.len();
    }
    out
}

/// The signs of quotation and the title of a callout's first line.
fn callout(line: &str) -> Option<(&str, String)> {
    let (indent, rest) = indentation(line);
    let inner = rest.trim_start_matches(['>', ' ']);
    if indent > 3 || !rest.starts_with('>') {
        return None;
    }
    let (kind, title) = inner.strip_prefix("[!")?.split_once(']')?;
    let title = title.trim_start_matches(['-', '+']).trim();
    let kind = kind.split('|').next().unwrap_or_default().to_lowercase();
    let is_word = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || c == '-');
    if !is_word || (title.is_empty() && KNOWN.contains(&kind.as_str())) {
        return None;
    }
    let title = match title {
        "" => note_heading(&kind).map_or_else(|| capitalised(&kind), str::to_owned),
        title => title.to_owned(),
    };
    let marks = line.len() - line.trim_start_matches(['>', ' ', '\t']).len();
    Some((&line[..marks], title))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `[[Another note|that one]]` as a link, `![[map.png]]` as a picture. One word alone in such brackets is as often
/// somebody's C++, so that it stays.
pub(super) fn links(source: String) -> String {
    if !source.contains("[[") {
        return source;
    }
    let mut code = Code::of(&source);
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for (at, _) in source.match_indices("[[") {
        if at < done || code.holds(at) || source[..at].ends_with(['[', '\\']) {
            continue;
        }
        let Some((inner, after)) = inner(&source[at + 2..]) else { continue };
        let is_picture = source[..at].ends_with('!');
        let Some(shown) = (if is_picture { picture(inner) } else { link(inner, after) }) else { continue };
        out.push_str(&source[done..at - usize::from(is_picture)]);
        out.push_str(&shown);
        done = at + inner.len() + 4;
    }
    out.push_str(&source[done..]);
    out
}

/// What stands in the brackets, on one line, and what follows them.
fn inner(rest: &str) -> Option<(&str, &str)> {
    let end = rest.char_indices().take(300).find(|(_, c)| ['[', ']', '\n'].contains(c))?.0;
    let after = rest[end..].strip_prefix("]]")?;
    let inner = &rest[..end];
    let is_name = inner.trim() == inner && inner.chars().any(char::is_alphabetic);
    (is_name && !inner.contains(['<', '`', '"', '=', '$'])).then_some((inner, after))
}

fn link(inner: &str, after: &str) -> Option<String> {
    let (target, label) =
        inner.split_once('|').map_or((inner, None), |(target, label)| (target, Some(label)));
    let target = target.trim_end_matches('\\');
    let is_title = target.contains(' ') && !target.contains([',', ':', ';', '(', ')']);
    if after.starts_with(['(', '[', ':', ']']) || (label.is_none() && !is_title) {
        return None;
    }
    let label = label.unwrap_or_else(|| target.rsplit('/').next().unwrap_or_default());
    Some(format!("<a href=\"{}\">{}</a>", escape(&address(target)), escape(label)))
}

fn picture(inner: &str) -> Option<String> {
    const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"];
    let target = inner.split('|').next()?;
    let ending = target.rsplit_once('.')?.1.to_lowercase();
    let is_picture = PICTURES.contains(&ending.as_str());
    is_picture.then(|| format!("<img src=\"{}\" alt=\"\">", escape(&address(target))))
}

/// The part of a note is written as its heading.
fn address(target: &str) -> String {
    let (path, part) = target.split_once('#').map_or((target, None), |(path, part)| (path, Some(part)));
    let part = part.map(|part| format!("#{}", tidings_model::slugify(part))).unwrap_or_default();
    format!("{}{part}", path.replace('%', "%25").replace(' ', "%20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_what_is_none() {
        let cases = [
            ("[[A note|that]]", "<a href=\"A%20note\">that</a>"),
            ("[[folder/A note]]", "<a href=\"folder/A%20note\">A note</a>"),
            ("[[A note#Part one|it]]", "<a href=\"A%20note#part-one\">it</a>"),
            ("![[a b.png|300]]", "<img src=\"a%20b.png\" alt=\"\">"),
            ("[[nodiscard]] int f();", "[[nodiscard]] int f();"),
            ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"),
            ("[[ -f x ]] && y", "[[ -f x ]] && y"),
            ("`[[a b|c]]`", "`[[a b|c]]`"),
            ("[[a b]](https://example.org)", "[[a b]](https://example.org)"),
        ];
        for (source, expected) in cases {
            assert_eq!(links(source.to_owned()), expected, "{source}");
        }
    }

    #[test]
    fn callouts_with_titles() {
        let cases = [
            ("> [!info] Mind *this*\n> Text\n", "> **Mind *this***\n>\n> Text\n"),
            ("> [!quote]-\n> Text\n", "> **Quote**\n>\n> Text\n"),
            ("> [!NOTE]\n> Text\n", "> [!NOTE]\n> Text\n"),
            ("[!info] Text\n", "[!info] Text\n"),
        ];
        for (source, expected) in cases {
            assert_eq!(callouts(source.to_owned()), expected, "{source}");
        }
    }
}
