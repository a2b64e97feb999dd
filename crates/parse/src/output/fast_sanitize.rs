//! Bodies whose HTML is regular, as Markdown's renderer writes it: made safe in one look through the text, with the
//! result that [`super::rewrite`] and [`super::sanitize`] have, which build a tree each at ten times the cost.
//!
//! Regular is what no HTML parser would mend: few elements, each closed where it must be, with few attributes, all of
//! them quoted. Whatever else there is makes it somebody else's business. What comes out is safe by itself: it is
//! put together from the names below, escaped text, and resolved addresses.

use super::links::Resolver;
use super::plain::escape;
use std::borrow::Cow;
use std::collections::HashSet;
use tidings_model::{BodyHtml, ID_MARK, text};

/// What an element is, and so what it may hold and stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The body itself.
    Root,
    Quotation,
    Item,
    List,
    /// Holds words alone.
    Paragraph,
    /// `pre`, which begins with a `code`: behind it, a line break would go.
    Listing,
    /// Stands among words, and holds words alone.
    Phrase,
    /// The same without an end tag.
    Sign,
    Rule,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "blockquote" => Self::Quotation,
            "li" => Self::Item,
            "ul" | "ol" => Self::List,
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Paragraph,
            "pre" => Self::Listing,
            "a" | "b" | "cite" | "code" | "del" | "em" | "i" | "ins" | "kbd" | "mark" | "q" | "s"
            | "small" | "strong" | "sub" | "sup" | "u" | "var" => Self::Phrase,
            "br" | "img" => Self::Sign,
            "hr" => Self::Rule,
            _ => return None,
        })
    }

    fn may_hold(self, inner: Self) -> bool {
        match self {
            Self::Root | Self::Quotation | Self::Item => !matches!(inner, Self::Item | Self::Root),
            Self::List => inner == Self::Item,
            Self::Paragraph | Self::Listing | Self::Phrase => matches!(inner, Self::Phrase | Self::Sign),
            Self::Sign | Self::Rule => false,
        }
    }
}

/// A name and its value without references.
type Attribute<'h> = (&'h str, Cow<'h, str>);

enum Piece<'h> {
    /// With its references, which are none but `&amp;`, `&lt;`, `&gt;` and `&quot;`.
    Text(&'h str),
    Start(&'h str, Vec<Attribute<'h>>),
    End(&'h str),
}

/// The safe body, with absolute addresses. `None`: the HTML is not regular; then the resolver has not been asked.
pub(crate) fn body(html: &str, resolver: &mut Resolver) -> Option<BodyHtml> {
    if resolver.has_base() || html.contains('\r') || matches!(text::clean(html), Cow::Owned(_)) {
        return None;
    }
    let pieces = pieces(html)?;
    let attributes = pieces.iter().filter_map(|piece| match piece {
        Piece::Start(_, attributes) => Some(attributes),
        Piece::Text(_) | Piece::End(_) => None,
    });
    let ids = attributes
        .flatten()
        .filter(|(name, _)| *name == "id")
        .map(|(_, id)| id.clone().into_owned())
        .collect();
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    pieces.into_iter().for_each(|piece| write(&mut out, piece, resolver, &ids));
    let kept = out.trim();
    Some(BodyHtml::from_marked(if kept.len() == out.len() { out } else { kept.to_owned() }))
}

fn write(out: &mut String, piece: Piece, resolver: &mut Resolver, ids: &HashSet<String>) {
    match piece {
        Piece::Text(text) if !text.contains('&') => push_with_spaces(out, text),
        Piece::Text(text) => push_with_spaces(out, &text.replace("&quot;", "\"")),
        Piece::End(name) => out.extend(["</", name, ">"]),
        Piece::Start(name, attributes) => {
            out.extend(["<", name]);
            for (key, value) in attributes {
                let value = match key {
                    "href" => resolver.resolve_with_ids(&value, ids),
                    "src" if value.trim().is_empty() => None,
                    "src" => resolver.resolve_with_ids(&value, ids),
                    "id" => Some(format!("{ID_MARK}{value}")),
                    _ => Some(value.into_owned()),
                };
                if let Some(value) = value {
                    out.extend([" ", key, "=\""]);
                    push_with_spaces(out, &escape(&value));
                    out.push('"');
                }
            }
            out.push('>');
        }
    }
}

/// HTML, with its spaces that don't break as references, as HTML's serialisation has them.
fn push_with_spaces(out: &mut String, html: &str) {
    for (number, part) in html.split('\u{A0}').enumerate() {
        out.push_str(if number > 0 { "&nbsp;" } else { "" });
        out.push_str(part);
    }
}

/// The pieces in order. `None`: it is not regular.
fn pieces(html: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut open: Vec<(&str, Kind)> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let within = open.last().map_or(Kind::Root, |(_, kind)| *kind);
        let (text, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.is_empty() {
            is_regular(text, within).then(|| pieces.push(Piece::Text(text)))?;
        }
        let Some(tag) = tag.strip_prefix('<') else { break };
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = after_comment(comment)?;
            continue;
        }
        let (inner, after) = tag.split_once('>')?;
        rest = after;
        if let Some(name) = inner.strip_prefix('/') {
            open.pop().filter(|(opened, _)| *opened == name)?;
            pieces.push(Piece::End(name));
            continue;
        }
        let (inner, is_closed) = inner.strip_suffix(" /").map_or((inner, false), |inner| (inner, true));
        let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
        let kind = Kind::of(name).filter(|kind| within.may_hold(*kind))?;
        let is_void = matches!(kind, Kind::Sign | Kind::Rule);
        let is_misplaced = (is_closed && !is_void)
            || (within == Kind::Listing && name != "code")
            || (kind == Kind::Listing && !rest.starts_with("<code"))
            || (name == "a" && open.iter().any(|(above, _)| *above == "a"));
        if is_misplaced {
            return None;
        }
        pieces.push(Piece::Start(name, read_attributes(name, attributes)?));
        if !is_void {
            open.push((name, kind));
        }
    }
    open.is_empty().then_some(pieces)
}

fn is_regular(text: &str, within: Kind) -> bool {
    let is_blank = || text.bytes().all(|byte| byte == b'\n' || byte == b' ');
    let references = ["&amp;", "&lt;", "&gt;", "&quot;"];
    let is_reference = |(at, _): (usize, _)| references.iter().any(|known| text[at..].starts_with(known));
    !text.contains('>') && text.match_indices('&').all(is_reference) && (within != Kind::List || is_blank())
}

/// What follows a comment of which no parser would make anything else.
fn after_comment(comment: &str) -> Option<&str> {
    let (inner, after) = comment.split_once("-->")?;
    let is_plain = !inner.contains(['<', '>']) && !inner.contains("--");
    (is_plain && !inner.starts_with('-') && !inner.ends_with(['-', '!'])).then_some(after)
}

/// The attributes of a tag, if they are all of those that stay.
fn read_attributes<'h>(element: &str, mut rest: &'h str) -> Option<Vec<Attribute<'h>>> {
    let mut attributes: Vec<Attribute> = Vec::new();
    while !rest.is_empty() {
        let (name, quoted) = rest.split_once("=\"")?;
        let (value, after) = quoted.split_once('"')?;
        rest =
            if after.is_empty() { after } else { after.strip_prefix(' ').filter(|rest| !rest.is_empty())? };
        let value = decoded(value)?;
        if !stays(element, name, &value) || attributes.iter().any(|(known, _)| *known == name) {
            return None;
        }
        attributes.push((name, value));
    }
    Some(attributes)
}

fn stays(element: &str, name: &str, value: &str) -> bool {
    let is_word = !value.is_empty() && !value.contains(char::is_whitespace);
    // Which pictures may lie in their own address is not decided here.
    let holds_data = || value.as_bytes().windows(5).any(|five| five.eq_ignore_ascii_case(b"data:"));
    match (element, name) {
        (_, "id") => is_word,
        (_, "title") | ("img", "alt") => true,
        ("code", "class") => is_word && value.starts_with("language-"),
        ("ol", "start") => value.bytes().all(|byte| byte.is_ascii_digit()),
        ("a", "href") | ("img", "src") => !value.contains(['\n', '\t']) && !holds_data(),
        _ => false,
    }
}

/// An attribute's value without references, if they are those that renderers write.
fn decoded(value: &str) -> Option<Cow<'_, str>> {
    if value.contains(['<', '>']) {
        return None;
    }
    if !value.contains('&') {
        return Some(value.into());
    }
    let references = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#x27;", '\'')];
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        let (reference, sign) = references.iter().find(|(reference, _)| rest[at..].starts_with(reference))?;
        out.push_str(&rest[..at]);
        out.push(*sign);
        rest = &rest[at + reference.len()..];
    }
    out.push_str(rest);
    Some(out.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{rewrite, sanitize};
    use tidings_model::{ContentPath, Reference};

    fn both(html: &str) -> (Option<String>, String, Vec<Reference>, Vec<Reference>) {
        let path = ContentPath::new("posts/a.md").unwrap();
        let (mut one, mut other) = (Resolver::new(&path, None), Resolver::new(&path, None));
        let regular = body(html, &mut one).map(|body| body.as_marked().to_owned());
        let tree = sanitize::sanitize(&rewrite::rewrite(html, &mut other)).as_marked().to_owned();
        (regular, tree, one.into_references(), other.into_references())
    }

    #[test]
    fn what_renderers_write_is_regular() {
        let cases = [
            "<p>a <em>b</em> &amp; <a href=\"b.html?a=1&amp;b=2\" title=\"&quot;t&quot;\">c</a><br />\nd&quot;é\u{A0}!</p>\n",
            "<h2 id=\"x\">A</h2>\n<ul>\n<li>a\n<ol start=\"3\">\n<li>\n<p>b</p>\n</li>\n</ol>\n</li>\n</ul>\n",
            "<pre><code class=\"language-rust\">\nlet a = &lt;b&gt;;\n</code></pre>\n<hr />\n<blockquote>\n<p>q</p>\n</blockquote>\n",
            "<p><img src=\"/a.png\" alt=\"A &lt; b\" title=\"t\" /><a href=\"#x\">up</a></p><h1 id=\"x\">y</h1>",
            "<p>a<!-- more -->b<sup id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup></p>",
            "<a href=\"javascript:x\">a</a> <a href=\"mailto:a@b.org\">m</a><img src=\"\" alt=\"\">",
            "<em><em><em><em><em>a</em></em></em></em></em> b",
        ];
        for html in cases {
            let (regular, tree, references, expected) = both(html);
            assert_eq!(regular.as_deref(), Some(tree.as_str()), "{html}");
            assert_eq!(references, expected, "{html}");
        }
    }

    #[test]
    fn what_a_parser_would_mend_is_not() {
        let cases = [
            "<p>a<p>b</p></p>",
            "<ul>a<li>b</li></ul>",
            "<em>a",
            "a</em>",
            "<em><p>a</p></em>",
            "<p onclick=\"x\">a</p>",
            "<a href=x>a</a>",
            "<a href=\"a\"><em><a href=\"b\">c</a></em></a>",
            "<pre>\na</pre>",
            "<script>a</script>",
            "<img src=\"data:image/png;base64,AA==\">",
            "a > b",
            "a &nbsp; b",
            "<p/>",
            "<br/>",
            "<!-->a",
            "<P>a</P>",
            "<em title=\"a\" title=\"b\">c</em>",
            "<td>a</td>",
            "a\u{FDD0}",
            "<code class=\"a\">b</code>",
            "<svg></svg>",
        ];
        for html in cases {
            assert_eq!(both(html).0, None, "{html}");
        }
    }

    #[test]
    fn whatever_is_regular_is_what_the_parsers_make_of_it() {
        const PIECES: [&str; 44] = [
            "<p>",
            "</p>",
            "<em>",
            "</em>",
            "<strong>",
            "</strong>",
            "<a href=\"b.md\">",
            "<a href=\"#i\" title=\"x\">",
            "</a>",
            "<code>",
            "</code>",
            "<pre>",
            "<pre><code class=\"language-c\">",
            "</code></pre>",
            "<ul>\n",
            "</ul>",
            "<ol start=\"2\">",
            "</ol>",
            "<li>",
            "</li>\n",
            "<blockquote>\n",
            "</blockquote>",
            "<h2 id=\"i\">",
            "</h2>",
            "<hr />\n",
            "<br />",
            "<img src=\"../a.png\" alt=\"\" />",
            "<!-- c -->",
            "<sup id=\"j\">",
            "</sup>",
            "<del>",
            "</del>",
            "<q>",
            "</q>",
            "text",
            " a&amp;b ",
            "&quot;",
            "\u{A0}",
            "\n",
            "é",
            "<b>",
            "</b>",
            "<small>",
            "</small>",
        ];
        let mut random = fastrand::Rng::with_seed(7);
        let mut regular = 0;
        for _ in 0..20_000 {
            let mut html = String::new();
            let mut ends: Vec<&str> = Vec::new();
            for _ in 0..random.usize(1..14) {
                let piece = PIECES[random.usize(..PIECES.len())];
                // Mostly the end that fits, or next to nothing would be regular.
                match (piece.starts_with("</"), random.u8(..10)) {
                    (true, 1..) => html.push_str(ends.pop().unwrap_or("x")),
                    _ => {
                        html.push_str(piece);
                        let name = piece.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default();
                        let end = PIECES.iter().find(|end| end.trim_end() == format!("</{name}>"));
                        ends.extend(if piece.starts_with("<pre><") { Some(&"</code></pre>") } else { end });
                    }
                }
            }
            html.extend(ends.iter().rev().copied());
            let (body, tree, references, expected) = both(&html);
            if let Some(body) = body {
                regular += 1;
                assert_eq!(body, tree, "{html}");
                assert_eq!(references, expected, "{html}");
            }
        }
        assert!(regular > 2_000, "{regular}");
    }
}
