//! What stands inside a paragraph: addresses become links; of Markdown's signs the three that people use in plain
//! text too are understood: `**bold**`, `[text](address)`, `![picture](address)`.

use crate::output::plain::escape;

/// The text as HTML.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    let mut plain_from = text;
    let mut last = ' ';
    while let Some(c) = rest.chars().next() {
        let found = match c {
            '[' | '!' => link(rest),
            '*' => bold(rest),
            'h' | 'H' | 'w' | 'W' if !last.is_alphanumeric() => address(rest),
            _ => None,
        };
        match found {
            Some((html, length)) => {
                out.push_str(&escape(&plain_from[..plain_from.len() - rest.len()]));
                out.push_str(&html);
                rest = &rest[length..];
                plain_from = rest;
            }
            None => rest = &rest[c.len_utf8()..],
        }
        last = c;
    }
    out.push_str(&escape(plain_from));
    out
}

/// The text without the signs of Markdown that [`inline`] understands.
pub(in crate::formats::text) fn plain(text: &str) -> String {
    crate::output::plain::from_html(&inline(text))
}

/// The longest stretch in which an end is looked for, bytes, so that the time stays linear.
const LOOK_AHEAD: usize = 1000;

fn window(text: &str) -> &str {
    let mut end = text.len().min(LOOK_AHEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A line that is a picture and nothing else.
pub(super) fn image(text: &str) -> Option<String> {
    let (html, length) = link(text).filter(|_| text.starts_with('!'))?;
    (length == text.len()).then_some(html)
}

/// `[text](address)` or `![alt](address)` at the beginning: its HTML and its length.
fn link(text: &str) -> Option<(String, usize)> {
    let text = window(text);
    let is_image = text.starts_with('!');
    let inside = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    // The first bracket must close the label, so that `[[[[…` is looked at once.
    let close = inside.find(['[', ']', '\n']).filter(|at| inside[*at..].starts_with("]("))?;
    let label = &inside[..close];
    let target = &inside[close + 2..];
    let end = target.find(')')?;
    let length = text.len() - target.len() + end + 1;
    let address = target[..end].split_whitespace().next().unwrap_or_default();
    if address.is_empty() || !is_address(address) {
        return None;
    }
    let (label, address) = (escape(label), escape(address));
    Some(match is_image {
        true => (format!("<img src=\"{address}\" alt=\"{label}\">"), length),
        false => (format!("<a href=\"{address}\">{label}</a>"), length),
    })
}

/// An address on the web, to a mailbox, or within the site; no script.
fn is_address(address: &str) -> bool {
    match address.split_once(':') {
        Some((scheme, _)) => matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto"),
        None => address.contains(['/', '.', '#']),
    }
}

/// `**words**` at the beginning.
fn bold(text: &str) -> Option<(String, usize)> {
    let inside = window(text).strip_prefix("**")?;
    let end = inside.find("**")?;
    let words = &inside[..end];
    let is_bold =
        !words.is_empty() && !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    is_bold.then(|| (format!("<strong>{}</strong>", escape(words)), end + 4))
}

/// `https://…` or `www.…` at the beginning. Marks after it belong to the sentence.
fn address(text: &str) -> Option<(String, usize)> {
    let text = window(text);
    let has_start =
        |start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let scheme = ["https://", "http://"].into_iter().find(|start| has_start(start));
    if scheme.is_none() && !has_start("www.") {
        return None;
    }
    let end =
        text.find(|c: char| c.is_whitespace() || "<>\"“”»«、。，（）".contains(c)).unwrap_or(text.len());
    let mut address = &text[..end];
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', ']', '…']);
        // A bracket belongs to the address if it was opened in it.
        let shorter = match shorter.strip_suffix(')') {
            Some(inside) if inside.matches('(').count() <= inside.matches(')').count() => inside,
            _ => shorter,
        };
        if shorter.len() == address.len() {
            break;
        }
        address = shorter;
    }
    let host = &address[scheme.unwrap_or_default().len()..];
    if !host.starts_with(|c: char| c.is_alphanumeric()) || !host.contains('.') {
        return None;
    }
    let prefix = if scheme.is_some() { "" } else { "https://" };
    let shown = escape(address);
    Some((format!("<a href=\"{prefix}{shown}\">{shown}</a>"), address.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_inside_a_paragraph() {
        let cases = [
            ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
            (
                "see https://example.org/a?b=1&c=2.",
                "see <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>.",
            ),
            ("(www.example.org)", "(<a href=\"https://www.example.org\">www.example.org</a>)"),
            (
                "https://example.org/a_(b)",
                "<a href=\"https://example.org/a_(b)\">https://example.org/a_(b)</a>",
            ),
            ("**bold** and 2 ** 3", "<strong>bold</strong> and 2 ** 3"),
            ("[text](https://example.org)", "<a href=\"https://example.org\">text</a>"),
            ("[text](javascript:alert)", "[text](javascript:alert)"),
            ("[1] a note (b)", "[1] a note (b)"),
            ("what http:// is", "what http:// is"),
        ];
        for (text, want) in cases {
            assert_eq!(inline(text), want, "{text}");
        }
    }
}
