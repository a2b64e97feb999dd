//! Renders the text of a paragraph as HTML: links addresses, and converts the Markdown that people also use
//! in plain text (`**bold**`, `[text](address)`, `![picture](address)`).

use crate::output::plain::escape;

/// Renders the text as HTML.
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

/// The text without the Markdown that [`inline`] converts.
pub(in crate::formats::text) fn without_markup(text: &str) -> String {
    crate::output::plain::from_html(&inline(text))
}

/// Longest text that is searched for a closing mark, in bytes; keeps the time linear.
const MAX_LOOK_AHEAD: usize = 1000;

fn look_ahead(text: &str) -> &str {
    tidings_model::text::truncated(text, MAX_LOOK_AHEAD)
}

/// A line that consists of a picture.
pub(super) fn image(text: &str) -> Option<String> {
    let (html, length) = link(text).filter(|_| text.starts_with('!'))?;
    (length == text.len()).then_some(html)
}

/// Parses `[text](address)` or `![alt](address)` at the start; returns its HTML and its length.
fn link(text: &str) -> Option<(String, usize)> {
    let text = look_ahead(text);
    let is_image = text.starts_with('!');
    let inside = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    // The first bracket must close the label, so that `[[[[…` is searched once.
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

/// Whether the address is a web, e-mail or relative address; scripts are not.
fn is_address(address: &str) -> bool {
    match address.split_once(':') {
        Some((scheme, _)) => matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto"),
        None => address.contains(['/', '.', '#']),
    }
}

/// Parses `**words**` at the start.
fn bold(text: &str) -> Option<(String, usize)> {
    let inside = look_ahead(text).strip_prefix("**")?;
    let end = inside.find("**")?;
    let words = &inside[..end];
    let is_bold =
        !words.is_empty() && !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    is_bold.then(|| (format!("<strong>{}</strong>", escape(words)), end + 4))
}

/// Parses `https://…` or `www.…` at the start. Punctuation after the address belongs to the sentence.
fn address(text: &str) -> Option<(String, usize)> {
    let text = look_ahead(text);
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
        // A closing bracket belongs to the address if the address opens it.
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
