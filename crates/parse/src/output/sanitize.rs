//! The sanitiser, which every body passes last, with an allow list for feed readers.
//!
//! The list contains what readers show and what the W3C feed validator accepts without a warning. The
//! validator warns of every `style` that it does not know, and of attributes that are missing in its list,
//! such as `controls` and `loading`.

use super::links::SCHEMES;
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use tidings_model::BodyHtml;

/// Longest `data:` picture in bytes: enough for icons and diagrams, not for photographs.
pub(crate) const MAX_DATA_URL: usize = 32 * 1024;

/// Elements that are kept.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "br",
    "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "picture", "pre", "q", "rp",
    "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video",
    "wbr",
    // MathML
    "annotation", "math", "menclose", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub",
    "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
];

/// Elements that are removed with their content. Of other elements that are not in [`ELEMENTS`], only the
/// tags are removed.
#[rustfmt::skip]
const REMOVED_WITH_CONTENT: &[&str] = &[
    "script", "style", "template", "noscript", "noframes", "noembed", "iframe", "object", "embed", "applet",
    "svg", "canvas", "select", "textarea", "button", "datalist", "title", "head", "math-field", "map",
    "dialog", "plaintext", "xmp", "portal", "frameset",
];

/// Attributes that are kept on every element. `id` is the target of links within the article.
const GLOBAL_ATTRIBUTES: &[&str] = &["dir", "id", "lang", "title"];

/// Attributes that are kept on one element.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "name"]),
    ("audio", &["src"]),
    ("blockquote", &["cite"]),
    ("code", &["class"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "height", "sizes", "src", "srcset", "width"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("pre", &["class"]),
    ("q", &["cite"]),
    ("source", &["media", "sizes", "src", "srcset", "type"]),
    ("td", &["align", "colspan", "headers", "rowspan", "valign"]),
    ("th", &["abbr", "align", "colspan", "headers", "rowspan", "scope", "valign"]),
    ("time", &["datetime"]),
    ("video", &["height", "poster", "src", "width"]),
    ("math", &["display"]),
    ("mo", &["fence", "stretchy", "separator", "lspace", "rspace"]),
    ("mi", &["mathvariant"]),
    ("mspace", &["width", "height", "depth"]),
    ("mfrac", &["linethickness"]),
    ("mtable", &["columnalign", "rowspacing", "columnspacing"]),
    ("mstyle", &["displaystyle", "scriptlevel"]),
    ("annotation", &["encoding"]),
];

/// Sanitises a body. Its addresses must be absolute or begin with a mark (see `rewrite`).
pub fn sanitize(html: &str) -> BodyHtml {
    static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(sanitizer);
    BodyHtml::from_marked(SANITIZER.clean(html).to_string().trim().to_owned())
}

fn sanitizer() -> Builder<'static> {
    let set = |names: &[&'static str]| names.iter().copied().collect::<HashSet<_>>();
    let mut builder = Builder::empty();
    builder
        .tags(set(ELEMENTS))
        .clean_content_tags(set(REMOVED_WITH_CONTENT))
        .generic_attributes(set(GLOBAL_ATTRIBUTES))
        .tag_attributes(ATTRIBUTES.iter().map(|(tag, names)| (*tag, set(names))).collect::<HashMap<_, _>>())
        .url_schemes(SCHEMES.into_iter().chain(["data"]).collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(filter_attribute);
    builder
}

/// Filters values that are allowed only on some elements.
fn filter_attribute<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match attribute {
        "class" => {
            let language = value.split_whitespace().find(|class| class.starts_with("language-"))?;
            Some(language.into())
        }
        "src" | "href" | "poster" | "cite" if is_data_url(value) => {
            let is_picture = (element, attribute) == ("img", "src")
                && value.len() <= MAX_DATA_URL
                && is_data_picture(value);
            is_picture.then_some(value.into())
        }
        // `rewrite` has removed the addresses that are not allowed in a set.
        "srcset" if value.split([',', ' ', '\t', '\n', '\u{c}', '\r']).any(is_data_url) => None,
        "src" | "srcset" if value.trim().is_empty() => None,
        // Only numbers: `100%` and `auto` are not pixels, and some readers cannot handle them.
        "width" | "height" if ["img", "video"].contains(&element) => {
            let digits = value.trim().trim_end_matches("px");
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then_some(digits.into())
        }
        "id" | "name" => (!value.is_empty() && !value.contains(char::is_whitespace)).then_some(value.into()),
        _ => Some(value.into()),
    }
}

/// Whether browsers read the address as a `data:` URL. They ignore letter case, white space and control
/// characters before it, and tabs and line breaks within it (URL Standard, 4.4).
pub(crate) fn is_data_url(address: &str) -> bool {
    let mut signs = address
        .trim_start_matches(|c: char| c <= ' ' || c.is_whitespace())
        .chars()
        .filter(|c| !['\t', '\n', '\r'].contains(c));
    "data:".chars().all(|expected| signs.next().is_some_and(|c| c.eq_ignore_ascii_case(&expected)))
}

/// Types of `data:` pictures. SVG is not among them: it may contain scripts, and readers that show it as a
/// document would run them.
const DATA_PICTURES: [&str; 9] =
    ["png", "jpeg", "jpg", "gif", "webp", "avif", "bmp", "x-icon", "vnd.microsoft.icon"];

/// Whether a `data:` URL, as `rewrite` normalises it, is a picture of one of these types.
pub(crate) fn is_data_picture(url: &str) -> bool {
    let prefix = "data:image/";
    let is_image = url.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let kind = url.get(prefix.len()..).and_then(|rest| rest.split([';', ',']).next()).unwrap_or_default();
    is_image && DATA_PICTURES.iter().any(|known| known.eq_ignore_ascii_case(kind.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> String {
        sanitize(html).as_marked().to_owned()
    }

    #[test]
    fn content_that_readers_show_is_kept() {
        let html = "<figure><picture><source srcset=\"https://x.org/a.webp 2x\" type=\"image/webp\">\
            <img src=\"https://x.org/a.png\" alt=\"A\" width=\"3\"></picture><figcaption>C</figcaption></figure>\
            <table><thead><tr><th align=\"right\">h</th></tr></thead>\
             <tbody><tr><td colspan=\"2\">d</td></tr></tbody></table>\
            <details open=\"\"><summary>s</summary>d</details><pre><code class=\"language-rust\">x</code></pre>\
            <p><kbd>k</kbd><mark>m</mark><abbr title=\"t\">a</abbr><ins>i</ins><del>d</del><sub>1</sub></p>\
            <dl><dt>t</dt><dd>d</dd></dl><h2 id=\"part\">h</h2>\
             <math display=\"block\"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>";
        assert_eq!(clean(html), html);
    }

    #[test]
    fn harmful_content_is_removed() {
        let cases = [
            ("<p onclick=\"x()\" style=\"color:red\" class=\"c\">a</p>", "<p>a</p>"),
            ("<script>alert(1)</script>a<style>b{}</style>", "a"),
            ("<a href=\"javascript:alert(1)\">a</a>", "<a>a</a>"),
            ("<img src=\"x\" onerror=\"alert(1)\">", "<img src=\"x\">"),
            ("<svg><script>alert(1)</script></svg>b", "b"),
            ("<form><input name=\"q\"><button>Go</button>text</form>", "text"),
            ("<a href=\"data:text/html,x\">a</a>", "<a>a</a>"),
            ("<a href=\"data:image/png;base64,AA==\">a</a>", "<a>a</a>"),
            ("<img src=\"data:image/png;base64,AA==\">", "<img src=\"data:image/png;base64,AA==\">"),
            ("<img src=\"data:image/svg+xml,x\">", "<img>"),
            ("<img srcset=\"https://x.org/a 1x, data:image/svg+xml,x 2x\">", "<img>"),
            ("<video poster=\"data:image/png;base64,AA==\"></video>", "<video></video>"),
            (
                "<img src=\"https://x.org/a\" width=\"100%\" height=\"20px\">",
                "<img src=\"https://x.org/a\" height=\"20\">",
            ),
            ("<code class=\"hl language-c x\">a</code>", "<code class=\"language-c\">a</code>"),
            ("<!-- note --><p>a</p><custom-tag>b</custom-tag>", "<p>a</p>b"),
            ("<iframe src=\"https://x.org\">fallback</iframe>a", "a"),
        ];
        for (html, expected) in cases {
            assert_eq!(clean(html), expected, "{html}");
        }
        let photo = format!("<img src=\"data:image/png;base64,{}\" alt=\"a\">", "A".repeat(MAX_DATA_URL));
        assert_eq!(clean(&photo), "<img alt=\"a\">");
    }

    #[test]
    fn the_marks_are_kept() {
        let html = format!("<a href=\"{}a/b.html\">x</a>", tidings_model::SITE_MARK);
        assert_eq!(clean(&html), html);
    }
}
