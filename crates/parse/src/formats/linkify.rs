//! Turns bare addresses in Markdown text into links, as GitHub Flavored Markdown does.
//!
//! The `linkify` crate (0.10) is not used, because it deviates from the rules of GFM: it rejects hosts with
//! underscores, ends an address at `|`, and includes no-break spaces.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Shortest host name that is accepted, in bytes: `t.co` cannot be distinguished from an abbreviation such as
/// `e.g.`.
const SHORTEST_HOST: usize = 5;
/// Longest host name, in bytes (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 255;

/// Most addresses of a document that become links; each costs some hundred bytes.
const MAX_LINKS: usize = 50_000;

/// Turns addresses in text into links, except inside links, images, code blocks and raw `<a>` elements.
pub(crate) fn linkify(events: Vec<Event>) -> Vec<Event> {
    let mut out = Vec::with_capacity(events.len());
    let (mut inside, mut links) = (0_usize, 0_usize);
    for event in events {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => inside = inside.saturating_sub(1),
            Event::InlineHtml(html) if is_anchor(html) => inside += 1,
            Event::InlineHtml(html) if html.eq_ignore_ascii_case("</a>") => inside = inside.saturating_sub(1),
            Event::Text(text) if inside == 0 && links < MAX_LINKS => {
                links += push_text(&mut out, text, MAX_LINKS - links);
                continue;
            }
            _ => {}
        }
        out.push(event);
    }
    out
}

fn is_anchor(html: &str) -> bool {
    html.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<a ")) && !html.ends_with("/>")
}

/// Returns the number of links, at most `most`.
fn push_text<'s>(out: &mut Vec<Event<'s>>, text: &CowStr<'s>, most: usize) -> usize {
    let mut addresses = addresses(text);
    addresses.truncate(most);
    let count = addresses.len();
    if addresses.is_empty() {
        out.push(Event::Text(text.clone()));
        return 0;
    }
    let owned = |part: &str| CowStr::from(part.to_owned());
    let mut at = 0;
    for range in addresses {
        if at < range.start {
            out.push(Event::Text(owned(&text[at..range.start])));
        }
        let shown = &text[range.clone()];
        let dest_url = if shown.contains("://") { owned(shown) } else { owned(&format!("https://{shown}")) };
        let (title, id) = (CowStr::from(""), CowStr::from(""));
        out.push(Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, title, id }));
        out.push(Event::Text(owned(shown)));
        out.push(Event::End(TagEnd::Link));
        at = range.end;
    }
    if at < text.len() {
        out.push(Event::Text(owned(&text[at..])));
    }
    count
}

/// The ranges of the addresses in a text.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.contains("://") && !text.contains("www.") {
        return found;
    }
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        match address_end(text, start) {
            Some(end) => {
                found.push(start..end);
                at = end;
            }
            None => at = start + 1,
        }
    }
    found
}

/// The end of the address that begins at `start`; `None` if there is no address.
pub(crate) fn address_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let scheme = ["http://", "https://"].into_iter().find(|scheme| rest.starts_with(scheme));
    let host_at = scheme.map_or(0, str::len);
    // The host is checked before the end is searched: in a text full of prefixes, each prefix would otherwise
    // scan to the same distant end.
    let after = rest.as_bytes().get(host_at..)?;
    let ends = |byte: &u8| b"/?#:".contains(byte) || byte.is_ascii_whitespace();
    let length = after.iter().take(LONGEST_HOST + 1).take_while(|byte| !ends(byte)).count();
    let host = after.get(..length)?;
    let is_host = SHORTEST_HOST..=LONGEST_HOST;
    if !is_host.contains(&length) || !host.contains(&b'.') || host.windows(2).any(|two| two == b"..") {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"`“”«»„".contains(c)).unwrap_or(rest.len());
    let address = without_trail(&rest[..end]);
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    (host.contains('.') && host.len() >= SHORTEST_HOST && !host.contains(".."))
        .then_some(start + address.len())
}

/// Finds the next prefix in one pass. A separate search for each prefix would scan the whole rest for the
/// ones that are missing.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let begins = |at: &usize| {
        matches!(text.as_bytes()[*at], b'h' | b'w')
            && ["http://", "https://", "www."].iter().any(|prefix| text[*at..].starts_with(prefix))
            // A prefix inside a word, as in `xhttp://` and `api.www.x`, begins no address.
            && !text[..*at].ends_with(|c: char| c.is_alphanumeric() || ['.', '/', '@'].contains(&c))
    };
    (from..text.len()).find(begins)
}

/// The address without trailing punctuation of the sentence, and without a closing bracket that was opened
/// before the address.
fn without_trail(address: &str) -> &str {
    let opened = address.matches('(').count();
    let mut closed = address.matches(')').count();
    let mut length = address.len();
    for sign in address.bytes().rev() {
        match sign {
            b'.' | b',' | b':' | b';' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~' | b']' => {}
            b')' if closed > opened => closed -= 1,
            _ => break,
        }
        length -= 1;
    }
    &address[..length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        let cases = [
            ("see https://example.org/a.", vec!["https://example.org/a"]),
            (
                "(https://example.org/a_(b)), www.example.org!",
                vec!["https://example.org/a_(b)", "www.example.org"],
            ),
            ("http://localhost and xhttps://example.org", vec![]),
            ("www. is no address, https:// neither", vec![]),
            ("https://example.org/a)))).", vec!["https://example.org/a"]),
            ("www..example.org (http://a(http://b", vec![]),
            ("“https://example.org/ü”", vec!["https://example.org/ü"]),
            // GFM: a host may contain underscores, and the path continues up to white space or `<`.
            ("https://my_blog.example.org/a", vec!["https://my_blog.example.org/a"]),
            ("https://example.org/css?family=A|B c", vec!["https://example.org/css?family=A|B"]),
            ("https://example.org/a\u{A0}b", vec!["https://example.org/a"]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    /// Each prefix would scan through all that follow: minutes instead of milliseconds.
    #[test]
    fn a_hundred_thousand_prefixes_without_a_host_take_linear_time() {
        assert!(addresses(&"(http://a.b/".repeat(100_000)).is_empty());
    }
}
