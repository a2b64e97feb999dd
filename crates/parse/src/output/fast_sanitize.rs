//! Sanitises regular HTML in one pass, ten times as fast as [`super::rewrite`] and [`super::sanitize`], which
//! build a tree each. The result is the same.
//!
//! HTML is regular if no parser would repair it: a few elements, each closed where it must be, with a few
//! attributes in quotes. The output of the Markdown renderer is usually regular. Everything else is left to
//! the slow path. The output is safe by construction: it consists of the names below, escaped text and
//! resolved addresses.

use super::links::Resolver;
use super::plain::escape;
use std::borrow::Cow;
use std::collections::HashSet;
use tidings_model::{BodyHtml, ID_MARK, text};

/// The content model of an element: what it may contain and where it may occur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ElementKind {
    /// The body itself.
    Root,
    BlockQuote,
    ListItem,
    List,
    /// Contains inline content only.
    Paragraph,
    /// `pre`, which must begin with `code`; a parser would drop a line break directly after `<pre>`.
    Preformatted,
    /// Occurs in inline content, and contains inline content only.
    Inline,
    /// Occurs in inline content and has no end tag.
    VoidInline,
    Rule,
}

impl ElementKind {
    fn of_element(name: &str) -> Option<Self> {
        Some(match name {
            "blockquote" => Self::BlockQuote,
            "li" => Self::ListItem,
            "ul" | "ol" => Self::List,
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Paragraph,
            "pre" => Self::Preformatted,
            "a" | "b" | "cite" | "code" | "del" | "em" | "i" | "ins" | "kbd" | "mark" | "q" | "s"
            | "small" | "strong" | "sub" | "sup" | "u" | "var" => Self::Inline,
            "br" | "img" => Self::VoidInline,
            "hr" => Self::Rule,
            _ => return None,
        })
    }

    fn may_contain(self, inner: Self) -> bool {
        match self {
            Self::Root | Self::BlockQuote | Self::ListItem => !matches!(inner, Self::ListItem | Self::Root),
            Self::List => inner == Self::ListItem,
            Self::Paragraph | Self::Preformatted | Self::Inline => {
                matches!(inner, Self::Inline | Self::VoidInline)
            }
            Self::VoidInline | Self::Rule => false,
        }
    }
}

/// The name and the decoded value.
type Attribute<'h> = (&'h str, Cow<'h, str>);

enum HtmlToken<'h> {
    /// Encoded text, whose only references are `&amp;`, `&lt;`, `&gt;` and `&quot;`.
    Text(&'h str),
    Start(&'h str, Vec<Attribute<'h>>),
    End(&'h str),
}

/// Sanitises a body and makes its addresses absolute. Returns `None`, without having used the resolver, if
/// the HTML is not regular.
pub(crate) fn sanitize_regular(html: &str, resolver: &mut Resolver) -> Option<BodyHtml> {
    if resolver.has_base()
        || html.contains('\r')
        || matches!(text::strip_forbidden_characters(html), Cow::Owned(_))
    {
        return None;
    }
    let tokens = tokenize(html)?;
    let attributes = tokens.iter().filter_map(|token| match token {
        HtmlToken::Start(_, attributes) => Some(attributes),
        HtmlToken::Text(_) | HtmlToken::End(_) => None,
    });
    let ids = attributes
        .flatten()
        .filter(|(name, _)| *name == "id")
        .map(|(_, id)| id.clone().into_owned())
        .collect();
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    tokens.into_iter().for_each(|token| write_token(&mut out, token, resolver, &ids));
    let kept = out.trim();
    Some(BodyHtml::from_marked(if kept.len() == out.len() { out } else { kept.to_owned() }))
}

fn write_token(out: &mut String, token: HtmlToken, resolver: &mut Resolver, ids: &HashSet<String>) {
    match token {
        HtmlToken::Text(text) if !text.contains('&') => push_with_spaces(out, text),
        HtmlToken::Text(text) => push_with_spaces(out, &text.replace("&quot;", "\"")),
        HtmlToken::End(name) => out.extend(["</", name, ">"]),
        HtmlToken::Start(name, attributes) => {
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

/// Writes HTML with references for its no-break spaces, as the HTML serialisation requires.
fn push_with_spaces(out: &mut String, html: &str) {
    for (number, part) in html.split('\u{A0}').enumerate() {
        out.push_str(if number > 0 { "&nbsp;" } else { "" });
        out.push_str(part);
    }
}

/// The tokens in order, or `None` if the HTML is not regular.
fn tokenize(html: &str) -> Option<Vec<HtmlToken<'_>>> {
    let mut tokens = Vec::new();
    let mut open: Vec<(&str, ElementKind)> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let within = open.last().map_or(ElementKind::Root, |(_, kind)| *kind);
        let (text, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.is_empty() {
            is_regular(text, within).then(|| tokens.push(HtmlToken::Text(text)))?;
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
            tokens.push(HtmlToken::End(name));
            continue;
        }
        let (inner, is_closed) = inner.strip_suffix(" /").map_or((inner, false), |inner| (inner, true));
        let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
        let kind = ElementKind::of_element(name).filter(|kind| within.may_contain(*kind))?;
        let is_void = matches!(kind, ElementKind::VoidInline | ElementKind::Rule);
        let is_misplaced = (is_closed && !is_void)
            || (within == ElementKind::Preformatted && name != "code")
            || (kind == ElementKind::Preformatted && !rest.starts_with("<code"))
            || (name == "a" && open.iter().any(|(above, _)| *above == "a"));
        if is_misplaced {
            return None;
        }
        tokens.push(HtmlToken::Start(name, parse_attributes(name, attributes)?));
        if !is_void {
            open.push((name, kind));
        }
    }
    open.is_empty().then_some(tokens)
}

fn is_regular(text: &str, within: ElementKind) -> bool {
    let is_blank = || text.bytes().all(|byte| byte == b'\n' || byte == b' ');
    let references = ["&amp;", "&lt;", "&gt;", "&quot;"];
    let is_reference = |(at, _): (usize, _)| references.iter().any(|known| text[at..].starts_with(known));
    !text.contains('>')
        && text.match_indices('&').all(is_reference)
        && (within != ElementKind::List || is_blank())
}

/// The rest after a comment that every parser reads alike.
fn after_comment(comment: &str) -> Option<&str> {
    let (inner, after) = comment.split_once("-->")?;
    let is_plain = !inner.contains(['<', '>']) && !inner.contains("--");
    (is_plain && !inner.starts_with('-') && !inner.ends_with(['-', '!'])).then_some(after)
}

/// The attributes of a tag, or `None` if one of them is not allowed.
fn parse_attributes<'h>(element: &str, mut rest: &'h str) -> Option<Vec<Attribute<'h>>> {
    let mut attributes: Vec<Attribute> = Vec::new();
    while !rest.is_empty() {
        let (name, quoted) = rest.split_once("=\"")?;
        let (value, after) = quoted.split_once('"')?;
        rest =
            if after.is_empty() { after } else { after.strip_prefix(' ').filter(|rest| !rest.is_empty())? };
        let value = decode(value)?;
        if !is_allowed_attribute(element, name, &value) || attributes.iter().any(|(known, _)| *known == name)
        {
            return None;
        }
        attributes.push((name, value));
    }
    Some(attributes)
}

fn is_allowed_attribute(element: &str, name: &str, value: &str) -> bool {
    let is_word = !value.is_empty() && !value.contains(char::is_whitespace);
    // Which pictures may be embedded as `data:` URLs is decided by the slow path.
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

/// The value of an attribute without references, or `None` if it has references that renderers do not write.
fn decode(value: &str) -> Option<Cow<'_, str>> {
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
        let regular = sanitize_regular(html, &mut one).map(|body| body.as_marked().to_owned());
        let tree = sanitize::sanitize(&rewrite::rewrite(html, &mut other)).as_marked().to_owned();
        (regular, tree, one.into_references(), other.into_references())
    }

    #[test]
    fn output_of_renderers_is_regular() {
        let cases = [
            "<p>a <em>b</em> &amp; <a href=\"b.html?a=1&amp;b=2\" title=\"&quot;t&quot;\">c</a><br />\n\
             d&quot;é\u{A0}!</p>\n",
            "<h2 id=\"x\">A</h2>\n<ul>\n<li>a\n<ol start=\"3\">\n<li>\n<p>b</p>\n</li>\n</ol>\n</li>\n</ul>\n",
            "<pre><code class=\"language-rust\">\nlet a = &lt;b&gt;;\n</code></pre>\n<hr />\n\
             <blockquote>\n<p>q</p>\n</blockquote>\n",
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
    fn html_that_a_parser_would_repair_is_not_regular() {
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
    fn regular_html_gives_the_result_of_the_parsers() {
        #[rustfmt::skip]
        const FRAGMENTS: [&str; 44] = [
            "<p>", "</p>", "<em>", "</em>", "<strong>", "</strong>", "<a href=\"b.md\">",
            "<a href=\"#i\" title=\"x\">", "</a>", "<code>", "</code>", "<pre>",
            "<pre><code class=\"language-c\">", "</code></pre>", "<ul>\n", "</ul>", "<ol start=\"2\">",
            "</ol>", "<li>", "</li>\n", "<blockquote>\n", "</blockquote>", "<h2 id=\"i\">", "</h2>",
            "<hr />\n", "<br />", "<img src=\"../a.png\" alt=\"\" />", "<!-- c -->", "<sup id=\"j\">",
            "</sup>", "<del>", "</del>", "<q>", "</q>", "text", " a&amp;b ", "&quot;", "\u{A0}", "\n", "é",
            "<b>", "</b>", "<small>", "</small>",
        ];
        let mut random = fastrand::Rng::with_seed(7);
        let mut regular = 0;
        for _ in 0..20_000 {
            let mut html = String::new();
            let mut ends: Vec<&str> = Vec::new();
            for _ in 0..random.usize(1..14) {
                let token = FRAGMENTS[random.usize(..FRAGMENTS.len())];
                // Mostly the matching end tag is chosen; otherwise hardly any sample would be regular.
                match (token.starts_with("</"), random.u8(..10)) {
                    (true, 1..) => html.push_str(ends.pop().unwrap_or("x")),
                    _ => {
                        html.push_str(token);
                        let name = token.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default();
                        let end = FRAGMENTS.iter().find(|end| end.trim_end() == format!("</{name}>"));
                        ends.extend(if token.starts_with("<pre><") { Some(&"</code></pre>") } else { end });
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
