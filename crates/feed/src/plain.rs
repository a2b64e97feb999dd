//! Plain text on its way into a feed: the last filter, and the guess that readers make about it.

use tidings_model::text;

/// Text on one line, with nothing in it that a feed cannot carry.
pub(super) fn line(given: &str) -> String {
    text::one_line(&text::strip_forbidden_characters(given))
}

/// The same for what may be missing; a blank text counts as missing.
pub(super) fn optional_line(given: Option<&str>) -> Option<String> {
    given.map(line).filter(|line| !line.is_empty())
}

/// A whole HTML body. XML turns CR into LF when it is read (XML 1.0, 2.11), so that is done here, where all
/// formats have it alike. U+FFFD, what is left of a character that someone lost before us, is written as a
/// reference: W3C's validator calls the bare one a broken encoding (BadCharacters), and HTML shows both alike.
pub(super) fn body(html: String) -> String {
    if is_surely_fit(&html) {
        return html;
    }
    mended(&html)
}

fn mended(html: &str) -> String {
    let body = text::strip_forbidden_characters(html)
        .replace("\r\n", "\n")
        .replace(['\r', '\u{85}'], "\n")
        .replace(char::REPLACEMENT_CHARACTER, "&#xFFFD;");
    match body.contains(['Â', 'Ã']) {
        true => refer_to_twice_encoded(&body),
        false => body,
    }
}

/// Whether no two bytes are such that [`body`] could have anything to do: it passes every article of every feed, and most
/// of them at the speed of bytes.
fn is_surely_fit(html: &str) -> bool {
    let bytes = html.as_bytes();
    let is_suspect = |byte: u8, next: u8| match byte {
        0..0x20 => byte != b'\n' && byte != b'\t',
        0x7F | 0xF0.. => true,
        // C1, then the letters of UTF-8 read as Latin-1, then noncharacters and U+FFFD.
        0xC2 => next < 0xA0,
        0xC3 => next == 0x82 || next == 0x83,
        0xEF => next == 0xB7 || next == 0xBF,
        _ => false,
    };
    // A machine looks at many bytes at once where there is no way out in between.
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

/// Text that shows what UTF-8 looks like when it is read as Latin-1 (`Ã©`) is taken for such an accident by W3C's validator
/// (BadCharacters); with a reference in place of its first letter HTML shows the same.
fn refer_to_twice_encoded(body: &str) -> String {
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

/// Plain text as HTML that shows it.
pub(super) fn as_html(line: &str) -> String {
    // What all characters begin with that are not themselves there.
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

/// Whether plain text means something else when it is read as HTML: it has a tag or a character reference.
/// `AT&T`, `a < b` and `<3` are the same in both readings, `<b>` and `&amp;` are not.
pub(super) fn reads_as_html(line: &str) -> bool {
    let opens_tag = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
    has_after('<', line, |rest| rest.starts_with(opens_tag)) || has_reference(line)
}

/// Whether text that is declared to be plain is taken for HTML all the same, by those who do not trust declarations
/// (W3C's validator warns: `ContainsUndeclaredHTML`): it has an end tag or a character reference.
pub(super) fn is_taken_for_html(line: &str) -> bool {
    has_after('<', line, |rest| {
        rest.strip_prefix('/').is_some_and(|name| name.starts_with(char::is_alphabetic))
    }) || has_reference(line)
}

fn has_reference(line: &str) -> bool {
    let is_reference = |rest: &str| {
        // No reference's name has one letter: 'R&D; more' is text.
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

/// Plain text for an element of which nobody knows whether it is text or HTML: RSS's titles, names and
/// categories, OPML's outlines. The RSS specification does not say; of the readers, some take it for text,
/// some for HTML, and the most careful (`SimplePie`, feedparser, W3C's validator) for HTML where it has an
/// end tag or a character reference. So text goes out as it is where both readings agree, and as HTML where
/// they don't: a title about `<script>` is then safe in every reader, and an `AT&T` right in every one.
pub(super) fn ambiguous(given: &str) -> String {
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
    fn declared_text_stays_text_unless_nobody_believes_it() {
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
        fn what_is_surely_fit_needs_no_mending(html in "([ -~é]|[\\t\\n\\r\u{7F}-\u{A0}ÂÃ\u{FDD0}，\u{FFFD}-\u{FFFF}😀\u{1FFFE}]){0,12}") {
            prop_assert!(!is_surely_fit(&html) || mended(&html) == html);
        }
    }
}
