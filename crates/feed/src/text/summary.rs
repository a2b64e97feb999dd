//! Summaries: the author's own, or the beginning of the body as plain text.

use super::plain_text;
use tidings_model::Entry;

/// Longest summary from a body, in characters: the most that list views and search results show.
const MAX_LENGTH: usize = 300;

/// The summary of an article, plain text on one line: the author's summary, or the subtitle, or the beginning
/// of the body, cut at a word and followed by `…`. Empty if the article has no text. The author's own texts
/// are never cut.
pub fn summary(entry: &Entry) -> String {
    let article = &entry.article;
    let written = [&article.summary, &article.subtitle];
    let written = written.into_iter().find_map(|given| plain_text::optional_line(given.as_deref()));
    written.unwrap_or_else(|| {
        let html = article.body.as_marked();
        let prose = text_of(html, is_aside);
        // A body with only code or a table still needs a summary.
        let text = if prose.is_empty() { text_of(html, |_, _| false) } else { prose };
        shorten(&text)
    })
}

/// Whether an element interrupts the prose; `after` is the HTML after its start tag. These are code, tables,
/// pictures with their captions, headings, ruby annotations, and footnote marks: a superscript link. Other
/// superscript text, as in 10<sup>th</sup>, belongs to its word.
fn is_aside(element: &str, after: &str) -> bool {
    match element {
        "pre" | "table" | "figure" | "figcaption" | "audio" | "video" | "math" | "svg" => true,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "rt" | "rp" => true,
        "sup" => after.starts_with("<a"),
        _ => false,
    }
}

/// Whether the element can be inside a word or sentence. At the boundaries of all other elements a word ends.
#[rustfmt::skip]
fn is_inline(element: &str) -> bool {
    matches!(
        element,
        "a" | "abbr" | "b" | "bdi" | "bdo" | "cite" | "code" | "data" | "del" | "dfn" | "em" | "font" | "i" | "ins"
            | "kbd" | "mark" | "q" | "ruby" | "rb" | "s" | "samp" | "small" | "span" | "strike" | "strong" | "sub"
            | "sup" | "time" | "tt" | "u" | "var" | "wbr"
    )
}

/// The text of HTML on one line, without the elements for which `skip` is true. The HTML comes from a
/// serialiser, which balances tags and quotes attributes; for other input the result is less exact.
fn text_of(html: &str, skip: fn(&str, &str) -> bool) -> String {
    let mut text = String::new();
    let mut skipped: Option<(&str, u32)> = None;
    let mut tokens = Tokens(html);
    let mut check_at = 2 * MAX_LENGTH;
    while let Some(token) = tokens.next() {
        skipped = match (skipped, token) {
            (Some((name, depth)), Token::Start(start)) if start == name => Some((name, depth + 1)),
            (Some((name, 1)), Token::End(end)) if end == name => None,
            (Some((name, depth)), Token::End(end)) if end == name => Some((name, depth - 1)),
            (Some(inside), _) => Some(inside),
            (None, Token::Start(name)) if skip(name, tokens.0) => Some((name, 1)),
            (None, Token::Text(raw)) => {
                text.push_str(&decoded(raw));
                None
            }
            (None, Token::Start(name) | Token::End(name)) => {
                text.push_str(if is_inline(name) { "" } else { " " });
                None
            }
        };
        // Stops when the text is long enough, so that a long body is not converted as a whole. White space is
        // collapsed first, so a text that seems long enough may not be.
        if text.len() > check_at {
            if plain_text::line(&text).chars().nth(MAX_LENGTH).is_some() {
                break;
            }
            check_at *= 2;
        }
    }
    plain_text::line(&text)
}

/// A token of HTML.
enum Token<'a> {
    /// Text between tags, with its character references.
    Text(&'a str),
    /// The name of a start tag.
    Start(&'a str),
    /// The name of an end tag; empty for a comment.
    End(&'a str),
}

/// Splits HTML into tokens.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let html = self.0;
        let (token, rest) = match html.strip_prefix('<') {
            None if html.is_empty() => return None,
            Some(tag) if tag.starts_with("!--") => {
                (Token::End(""), html.split_once("-->").map_or("", |two| two.1))
            }
            Some(tag) if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') => {
                let (tag, rest) = tag.split_at(end_of_tag(tag));
                let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
                let name = name.unwrap_or_default();
                (
                    if tag.starts_with('/') { Token::End(name) } else { Token::Start(name) },
                    rest.get(1..).unwrap_or_default(),
                )
            }
            // A bare '<' is text, up to the next one.
            Some(bare) => {
                let (text, rest) = html.split_at(bare.find('<').map_or(html.len(), |at| at + 1));
                (Token::Text(text), rest)
            }
            None => {
                let (text, rest) = html.split_at(html.find('<').unwrap_or(html.len()));
                (Token::Text(text), rest)
            }
        };
        self.0 = rest;
        Some(token)
    }
}

/// The index of the `>` that ends a tag. One inside a quoted value is skipped.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.unwrap_or(tag.len())
}

/// Resolves character references: those that a serialiser writes, and numeric ones.
fn decoded(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let name = after.split(';').next().unwrap_or_default();
        match character(name).filter(|_| name.len() < after.len()) {
            Some(c) => {
                text.push(c);
                rest = &after[name.len() + 1..];
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// The character for `amp`, `#8217` or `#x2019`.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// Cuts the text after the last word that fits.
fn shorten(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(MAX_LENGTH) else {
        return text.to_owned();
    };
    let end = match text[..limit].rfind(' ') {
        _ if text[limit..].starts_with(' ') => limit,
        Some(space) if space * 2 > limit => space,
        // A script without spaces, or one endless word.
        _ => character_boundary(text, limit),
    };
    format!("{}…", text[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c)))
}

/// The last index up to `limit` that does not separate a letter from its accents, or the parts of an emoji.
fn character_boundary(text: &str, limit: usize) -> usize {
    let is_combining = |c: char| {
        let is_mark = matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}');
        is_mark || matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
    };
    let mut end = limit;
    while text[end..].starts_with(is_combining) || text[..end].ends_with('\u{200D}') {
        let Some(before) = text[..end].chars().next_back() else { return limit };
        end -= before.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_beginning_of_a_body() {
        let cases = [
            ("<p>One</p><p>two<br>three</p>", "One two three"),
            (
                "<p>a <em>b</em>c, x<sub>2</sub> &amp; 10<sup>th</sup> &lt;d&gt;&nbsp;e&#8217;s &eacute;</p>",
                "a bc, x2 & 10th <d> e’s &eacute;",
            ),
            ("<h2>Head</h2><pre><code>let x;</code></pre><p>Then.</p>", "Then."),
            ("<figure><img alt=\"a > b\"><figcaption>Caption</figcaption></figure><p>Text.</p>", "Text."),
            ("<p>Word<sup><a href=\"#fn1\">1</a></sup> on.</p>", "Word on."),
            ("<ul><li>a</li><li>b</li></ul><!-- c > d --><table><tr><td>e</td></tr></table>", "a b"),
            ("<pre>only <b>code</b></pre>", "only code"),
            ("<blockquote><blockquote>a</blockquote> b</blockquote>", "a b"),
            ("1 < 2 & 3", "1 < 2 & 3"),
            ("<p>unfinished <a href=\"", "unfinished"),
            ("<img src=\"a.png\">", ""),
        ];
        for (html, text) in cases {
            assert_eq!(summary(&crate::tests::entry_with_body(html)), text, "{html}");
        }
    }

    #[test]
    fn the_authors_own_text_comes_first() {
        let mut entry = crate::tests::entry_with_body("<p>Body</p>");
        entry.article.subtitle = Some("Subtitle".into());
        assert_eq!(summary(&entry), "Subtitle");
        entry.article.summary = Some(format!("  Given\n{}", "long ".repeat(200)));
        assert_eq!(summary(&entry).chars().count(), 6 + 5 * 200 - 1);
        entry.article.summary = Some(" \n".into());
        assert_eq!(summary(&entry), "Subtitle");
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let cut = shorten(&"sentence, ".repeat(60));
        assert!(cut.ends_with("sentence…") && cut.chars().count() <= MAX_LENGTH + 1, "{cut}");
        let exact = format!("{} {}", "a".repeat(MAX_LENGTH), "b");
        assert_eq!(shorten(&exact), format!("{}…", "a".repeat(MAX_LENGTH)));
        let family = "👩\u{200D}👩\u{200D}👧";
        let cut = shorten(&format!("{}{family}", "字".repeat(MAX_LENGTH - 2)));
        assert_eq!(cut, format!("{}…", "字".repeat(MAX_LENGTH - 2)));
    }

    proptest! {
        #[test]
        fn a_summary_is_short_plain_and_on_one_line(
            html in "(<[a-z/!]{0,3}[^>]{0,4}>?|&[a-z#0-9]{0,5};?|.|\\s){0,900}",
        ) {
            let summary = summary(&crate::tests::entry_with_body(&html));
            prop_assert!(summary.chars().count() <= MAX_LENGTH + 1);
            prop_assert_eq!(plain_text::line(&summary), summary);
        }
    }
}
