//! A body's elements as readers can show them: players become links, lazy images plain, addresses absolute.

use super::links::Resolver;
use super::plain::escape;
use dom_query::{Document, NodeRef};
use std::collections::HashSet;
use tidings_model::{ID_MARK, text};

/// Deepest nesting of elements that is read as HTML; browsers stop at 512. The parser looks through all open
/// elements for each new one, so that 200,000 nested ones would take it minutes.
const DEEPEST: usize = 600;

/// Addresses of lazy images, as the commonest scripts for that name them.
const LAZY_SOURCES: [&str; 6] =
    ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-orig-file", "data-url"];

/// Where highlighters (Chroma, Rouge, Pygments) put the numbers of lines, which are no code.
const LINE_NUMBERS: &str = "pre .ln, pre .lnt, pre .lineno, pre .linenos, td.gutter, td.linenos, td.rouge-gutter, \
    .lntable td:first-child:not(:last-child)";

/// AMP's elements, by what they stand for in HTML. Its other elements are scripts' business.
const AMP_ELEMENTS: [(&str, &str); 5] = [
    ("amp-img, amp-anim", "img"),
    ("amp-video", "video"),
    ("amp-audio", "audio"),
    ("amp-iframe", "iframe"),
    ("amp-ad, amp-embed, amp-sidebar, amp-consent, amp-sticky-ad, amp-auto-ads", "template"),
];

/// Whether the HTML is nested deeper than is worth reading. An estimate: it counts the tags of elements that
/// never close by themselves.
pub(crate) fn is_too_deep(html: &str) -> bool {
    const CLOSE_THEMSELVES: [&str; 24] = [
        "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
        "link", "meta", "option", "p", "param", "source", "td", "th", "tr", "wbr",
    ];
    if text::count_bytes(html.as_bytes(), |byte| byte == b'<') <= DEEPEST {
        return false;
    }
    let mut depth = 0_usize;
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..];
        let is_end = rest.first() == Some(&b'/');
        let name = if is_end { &rest[1..] } else { rest };
        let length = name.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = name[..length].to_ascii_lowercase();
        if CLOSE_THEMSELVES.iter().any(|known| known.as_bytes() == name) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Rewrites a body. It is not safe yet: [`super::sanitize`] comes after.
pub(crate) fn rewrite(html: &str, resolver: &mut Resolver) -> String {
    let document = Document::fragment(html);
    clean_characters(&document);
    for (amp, name) in AMP_ELEMENTS {
        for node in document.select(amp).nodes() {
            node.rename(name);
        }
    }
    for node in document.select("amp-youtube[data-videoid]").nodes() {
        let mut id = node.attr("data-videoid").unwrap_or_default().to_string();
        id.retain(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        node.set_attr("src", &format!("https://www.youtube.com/embed/{id}"));
        node.rename("iframe");
    }
    for node in document.select("iframe, embed, object").nodes() {
        player_to_link(node);
    }
    for node in document.select("img").nodes() {
        make_plain(node);
    }
    for node in document.select(LINE_NUMBERS).nodes() {
        node.remove_from_parent();
    }
    // Colours, which readers don't show, at five times the code's length.
    for node in document.select("pre span").nodes() {
        while let Some(child) = node.first_child() {
            node.insert_before(&child);
        }
        node.remove_from_parent();
    }
    for node in document.select("[style]").nodes() {
        keep_alignment(node);
    }
    for node in document.select("video, audio").nodes() {
        add_media_link(node);
    }
    // Collected first: an iterator would keep the tree borrowed while it changes.
    let elements: Vec<NodeRef> =
        document.root().descendants().into_iter().filter(NodeRef::is_element).collect();
    let ids = ids(&elements);
    for node in elements {
        resolve_addresses(&node, resolver, &ids);
        make_ids_own(&node);
    }
    document.html_root().inner_html().to_string()
}

/// Takes out what XML can't carry: `&#8;` passes by the filter that all files go through.
fn clean_characters(document: &Document) {
    for node in document.root().descendants() {
        if node.is_text() {
            let content = node.text();
            if !content.chars().all(text::is_allowed) {
                node.set_text(text::clean(&content).as_ref());
            }
        } else if node.is_element() {
            for attribute in node.attrs() {
                if !attribute.value.chars().all(text::is_allowed) {
                    node.set_attr(&attribute.name.local, &text::clean(&attribute.value));
                }
            }
        }
    }
}

/// A player becomes a link to what it plays; readers show no frames.
fn player_to_link(node: &NodeRef) {
    let address = ["src", "data", "data-src"].iter().find_map(|name| node.attr(name)).unwrap_or_default();
    let address = watch_page(address.trim());
    let is_link = ["http://", "https://", "//", "/"].iter().any(|start| address.starts_with(start));
    // A frame in a link is one already.
    if !is_link || node.ancestors(None).iter().any(|above| above.has_name("a")) {
        node.remove_from_parent();
        return;
    }
    let label =
        node.attr("title").filter(|title| !title.trim().is_empty()).map(|title| text::one_line(&title));
    let label = label.unwrap_or_else(|| {
        let bare = address.trim_start_matches("https:").trim_start_matches("http:").trim_start_matches('/');
        bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
    });
    node.replace_with_html(format!("<a href=\"{}\">{}</a>", escape(&address), escape(&label)));
}

/// The page to watch, for players that give no good page when opened by themselves.
fn watch_page(address: &str) -> String {
    let Some((_, rest)) = address.split_once("//") else { return address.to_owned() };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let id = |prefix: &str| path.strip_prefix(prefix).and_then(|path| path.split(['?', '/', '&']).next());
    match host.trim_start_matches("www.") {
        "youtube.com" | "youtube-nocookie.com" => {
            id("embed/").map(|id| format!("https://www.youtube.com/watch?v={id}"))
        }
        "player.vimeo.com" => id("video/").map(|id| format!("https://vimeo.com/{id}")),
        _ => None,
    }
    .unwrap_or_else(|| address.to_owned())
}

/// A lazy image gets its address back, and loses the placeholder.
fn make_plain(node: &NodeRef) {
    let source = node.attr("src").unwrap_or_default();
    let lazy =
        LAZY_SOURCES.iter().find_map(|name| node.attr(name)).filter(|address| !address.trim().is_empty());
    let is_placeholder = source.trim().is_empty()
        || source.starts_with("data:")
        || ["lazy", "placeholder", "blank.gif", "spacer"].iter().any(|word| source.contains(word))
        || node.attr("class").is_some_and(|class| class.contains("lazy"));
    if let Some(address) = lazy
        && is_placeholder
    {
        node.set_attr("src", &address);
    }
    if let Some(set) = ["data-srcset", "data-lazy-srcset"].iter().find_map(|name| node.attr(name)) {
        node.set_attr("srcset", &set);
    }
}

/// Markdown's tables align by `style`, which goes; `align` may stay.
fn keep_alignment(node: &NodeRef) {
    let style = node.attr("style").unwrap_or_default();
    let alignment =
        style.split_once("text-align:").map(|(_, rest)| rest.split(';').next().unwrap_or_default().trim());
    if let Some(alignment @ ("left" | "right" | "center")) = alignment
        && (node.has_name("td") || node.has_name("th"))
    {
        node.set_attr("align", alignment);
    }
}

/// Video and sound are followed by a link: many readers show no player, and without `controls` (of which the
/// W3C's validator warns) a browser shows none for sound.
fn add_media_link(node: &NodeRef) {
    let own = node.attr("src").filter(|address| !address.trim().is_empty());
    let inner = || {
        node.descendants()
            .into_iter()
            .find(|child| child.has_name("source"))
            .and_then(|child| child.attr("src"))
    };
    let Some(address) = own.or_else(inner) else { return };
    if node.ancestors(None).iter().any(|above| above.has_name("a")) {
        return;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path);
    node.after_html(format!(" <a href=\"{}\">{}</a>", escape(&address), escape(name)));
}

/// All that a fragment may mean.
fn ids(elements: &[NodeRef]) -> HashSet<String> {
    let id = |node: &NodeRef| node.attr("id").or_else(|| node.attr("name").filter(|_| node.has_name("a")));
    elements.iter().filter_map(id).map(|id| id.trim().to_owned()).collect()
}

/// Ids get the mark that becomes the article's: readers and pages show several articles at once.
fn make_ids_own(node: &NodeRef) {
    for name in ["id", "name", "headers"] {
        let Some(value) = node.attr(name) else { continue };
        let own: Vec<String> = value.split_whitespace().map(|id| format!("{ID_MARK}{id}")).collect();
        if own.is_empty() || (name != "headers" && own.len() > 1) {
            node.remove_attr(name);
        } else {
            node.set_attr(name, &own.join(" "));
        }
    }
}

fn resolve_addresses(node: &NodeRef, resolver: &mut Resolver, ids: &HashSet<String>) {
    for name in ["href", "src", "poster", "cite"] {
        let Some(value) = node.attr(name) else { continue };
        // An empty `src` is no address of the page.
        let resolved = if value.trim().is_empty() && name != "href" {
            None
        } else {
            resolver.resolve_with_ids(&value, ids)
        };
        match resolved {
            Some(address) => node.set_attr(name, &address),
            None => node.remove_attr(name),
        }
    }
    if let Some(set) = node.attr("srcset") {
        let resolved = resolver.resolve_set(&set);
        if resolved.is_empty() {
            node.remove_attr("srcset");
        } else {
            node.set_attr("srcset", &resolved);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_model::{ContentPath, SITE_MARK};

    fn rewritten(html: &str) -> String {
        let path = ContentPath::new("posts/a.md").unwrap();
        rewrite(html, &mut Resolver::new(&path, None)).replace(SITE_MARK, "SITE/")
    }

    #[test]
    fn elements() {
        let cases = [
            (
                "<iframe src=\"https://www.youtube.com/embed/AbC?rel=0\" title=\"A &amp; B\"></iframe>",
                "<a href=\"https://www.youtube.com/watch?v=AbC\">A &amp; B</a>",
            ),
            ("<iframe src=\"//x.org/p/\"></iframe>", "<a href=\"https://x.org/p/\">x.org/p</a>"),
            ("<a href=\"/x\"><iframe src=\"//x.org/\"></iframe>t</a>", "<a href=\"SITE/x\">t</a>"),
            ("<iframe srcdoc=\"x\"></iframe>", ""),
            (
                "<video src=\"v/m.mp4\"></video>",
                "<video src=\"SITE/posts/v/m.mp4\"></video> <a href=\"SITE/posts/v/m.mp4\">m.mp4</a>",
            ),
            (
                "<img src=\"b.png\" srcset=\"b.png 1x\" cite=\"\">",
                "<img src=\"SITE/posts/b.png\" srcset=\"SITE/posts/b.png 1x\">",
            ),
            (
                "<amp-img src=\"/a.png\"></amp-img><amp-ad>x</amp-ad>",
                "<img src=\"SITE/a.png\"><template>x</template>",
            ),
            (
                "<pre><code><span class=\"ln\">1</span><span class=\"k\">if</span> <span>(<b>x</b>)</span></code></pre>",
                "<pre><code>if (<b>x</b>)</code></pre>",
            ),
            ("a&#8;b<b title=\"x&#xFDD0;y\">c</b>", "ab<b title=\"xy\">c</b>"),
        ];
        for (html, expected) in cases {
            assert_eq!(rewritten(html), expected, "{html}");
        }
        let lazy = rewritten("<img src=\"data:image/gif;base64,R0=\" data-src=\"/r.jpg\">");
        assert!(lazy.contains("src=\"SITE/r.jpg\""), "{lazy}");
    }

    #[test]
    fn depth_is_estimated() {
        assert!(is_too_deep(&"<div>".repeat(1000)));
        assert!(!is_too_deep(&"<p>text<br><img>".repeat(1000)));
        assert!(!is_too_deep(&"<div><b>x</b></div>".repeat(1000)));
    }
}
