//! Plain text and bodies before they are written to a feed: the last filter, and whether feed readers take a
//! text for HTML.

use tidings_model::text;

/// The text on one line, without the characters that a feed cannot contain.
pub(crate) fn line(given: &str) -> String {
    text::one_line(&text::strip_forbidden_characters(given))
}

/// Like [`line`], for a text that may be missing. A blank text counts as missing.
pub(crate) fn optional_line(given: Option<&str>) -> Option<String> {
    given.map(line).filter(|line| !line.is_empty())
}

/// Filters an HTML body. XML parsers convert CR to LF (XML 1.0, 2.11), so this is done here, the same for all
/// formats. U+FFFD, the replacement for a character that was lost before, is written as a reference: W3C's
/// validator calls the bare character a broken encoding (BadCharacters), and HTML shows both in the same way.
pub(crate) fn body(html: String) -> String {
    if needs_no_filter(&html) {
        return html;
    }
    filtered(&html)
}

fn filtered(html: &str) -> String {
    let body = text::strip_forbidden_characters(html)
        .replace("\r\n", "\n")
        .replace(['\r', '\u{85}'], "\n")
        .replace(char::REPLACEMENT_CHARACTER, "&#xFFFD;");
    match body.contains(['Â', 'Ã']) {
        true => escape_double_encoding(&body),
        false => body,
    }
}

/// Whether no pair of bytes can begin a character that [`filtered`] changes. Every article of every feed
/// passes through [`body`], and most of them need only this scan of their bytes.
fn needs_no_filter(html: &str) -> bool {
    let bytes = html.as_bytes();
    let is_suspect = |byte: u8, next: u8| match byte {
        0..0x20 => byte != b'\n' && byte != b'\t',
        0x7F | 0xF0.. => true,
        // C1, then the letters of UTF-8 decoded as Latin-1, then noncharacters and U+FFFD.
        0xC2 => next < 0xA0,
        0xC3 => next == 0x82 || next == 0x83,
        0xEF => next == 0xB7 || next == 0xBF,
        _ => false,
    };
    // No early exit inside a chunk, so that the compiler can vectorise the loop.
    let is_plain =
        |some: &[u8]| some.iter().fold(true, |all, byte| all & matches!(byte, b'\n' | b'\t' | 0x20..0x7F));
    let mut following = bytes;
    bytes.chunks(64).all(|some| {
        let pairs = following;
        following = following.get(some.len()..).unwrap_or_default();
        is_plain(some) || {
            let next = pairs.iter().skip(1).chain(&[0]);
            !some.iter().zip(next).any(|(byte, next)| is_suspect(*byte, *next))
        }
    })
}

/// Writes the first letter of sequences such as `Ã©` as a reference. W3C's validator takes them for UTF-8
/// that was decoded as Latin-1 (BadCharacters), and HTML shows the reference in the same way.
fn escape_double_encoding(body: &str) -> String {
    let mut out = String::with_capacity(body.len() + 16);
    let mut rest = body.chars().peekable();
    while let Some(c) = rest.next() {
        let is_suspect = rest.peek().is_some_and(|next| ('\u{80}'..='\u{BF}').contains(next));
        match c {
            'Â' if is_suspect => out.push_str("&#xC2;"),
            'Ã' if is_suspect => out.push_str("&#xC3;"),
            c => out.push(c),
        }
    }
    out
}

/// Escapes plain text for HTML.
pub(crate) fn as_html(line: &str) -> String {
    // The first bytes of all characters that are escaped.
    let is_special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | 0xEF);
    if !line.bytes().fold(false, |any, byte| any | is_special(byte)) {
        return line.to_owned();
    }
    let mut html = String::with_capacity(line.len() + 16);
    for c in line.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            char::REPLACEMENT_CHARACTER => html.push_str("&#xFFFD;"),
            c => html.push(c),
        }
    }
    html
}

/// Whether plain text has another meaning when it is parsed as HTML, because it has a tag or a character
/// reference. `AT&T`, `a < b` and `<3` have the same meaning, `<b>` and `&amp;` do not.
pub(crate) fn reads_as_html(line: &str) -> bool {
    let opens_tag = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
    has_after('<', line, |rest| rest.starts_with(opens_tag)) || has_reference(line)
}

/// Whether programs that do not trust declarations take declared plain text for HTML (W3C's validator warns:
/// `ContainsUndeclaredHTML`), because it has an end tag or a character reference.
pub(crate) fn is_taken_for_html(line: &str) -> bool {
    has_after('<', line, |rest| {
        rest.strip_prefix('/').is_some_and(|name| name.starts_with(char::is_alphabetic))
    }) || has_reference(line)
}

fn has_reference(line: &str) -> bool {
    let is_reference = |rest: &str| {
        // No name of a reference has one letter, so 'R&D; more' is text.
        let name = rest.split(';').next().unwrap_or_default();
        name.len() > 1
            && name.len() < rest.len()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
    };
    has_after('&', line, is_reference) || line.contains(char::REPLACEMENT_CHARACTER)
}

fn has_after(sign: char, line: &str, test: impl Fn(&str) -> bool) -> bool {
    line.match_indices(sign).any(|(at, _)| test(&line[at + sign.len_utf8()..]))
}

/// Plain text for an element that may be text or HTML: RSS's titles, names and categories, OPML's outlines.
/// The RSS specification does not define it. Some feed readers treat it as text, some as HTML, and the most
/// careful ones (`SimplePie`, feedparser, W3C's validator) as HTML if it has an end tag or a character
/// reference. So the text is written unchanged if both interpretations agree, and as HTML otherwise: a title
/// about `<script>` is safe in every reader, and `AT&T` is correct in every one.
pub(crate) fn ambiguous(given: &str) -> String {
    let line = line(given);
    if reads_as_html(&line) { as_html(&line) } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_text_that_means_something_else_as_html_is_escaped() {
        let cases = [
            ("AT&T, R&D; a < b & c", "AT&T, R&D; a < b & c"),
            ("I <3 you", "I <3 you"),
            ("fish &; chips", "fish &; chips"),
            ("the <b> tag", "the &lt;b&gt; tag"),
            ("</b>", "&lt;/b&gt;"),
            ("the &amp; entity", "the &amp;amp; entity"),
            ("&#8217;", "&amp;#8217;"),
            ("\u{FFFD}", "&#xFFFD;"),
            (" two\r\n\u{8}lines ", "two lines"),
        ];
        for (given, written) in cases {
            assert_eq!(ambiguous(given), written, "{given}");
        }
    }

    #[test]
    fn declared_text_is_plain_unless_programs_distrust_it() {
        for (line, taken) in [
            ("the <b> tag", false),
            ("Vec<T>", false),
            ("a </b> b", true),
            ("x &lt; y", true),
            ("AT&T", false),
        ] {
            assert_eq!(is_taken_for_html(line), taken, "{line}");
        }
    }

    #[test]
    fn a_body_has_unix_line_ends_and_no_bare_replacement_character() {
        let body = |html: &str| body(html.to_owned());
        assert_eq!(body("a\r\nb\rc\u{85}\u{FFFD}\u{0}"), "a\nb\nc\n&#xFFFD;");
        assert_eq!(body("Ãge Ã© Â« é"), "Ãge &#xC3;© &#xC2;« é");
    }

    proptest! {
        #[test]
        fn the_filter_does_not_change_bodies_that_need_none(
            html in "([ -~é]|[\\t\\n\\r\u{7F}-\u{A0}ÂÃ\u{FDD0}，\u{FFFD}-\u{FFFF}😀\u{1FFFE}]){0,12}",
        ) {
            prop_assert!(!needs_no_filter(&html) || filtered(&html) == html);
        }
    }
}
