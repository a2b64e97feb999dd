//! Rewrites the elements of a body for feed readers: players become links, lazy images normal images,
//! addresses absolute.

use super::links::Resolver;
use super::plain::escape;
use super::sanitize::is_data_url;
use super::serialize;
use dom_query::{Document, NodeRef};
use std::collections::HashSet;
use tidings_model::{ID_MARK, text};

/// Attributes in which common scripts for lazy images keep the address.
const LAZY_SOURCES: [&str; 6] =
    ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-orig-file", "data-url"];

/// Addresses without content, which such scripts set until the picture or the player is needed.
const PLACEHOLDERS: [&str; 6] = ["", "#", "//:0", "about:blank", "javascript:void(0)", "javascript:;"];

/// Line numbers in the output of highlighters (Chroma, Rouge, Pygments). They are not part of the code.
const LINE_NUMBERS: &str = "pre .ln, pre .lnt, pre .lineno, pre .linenos, td.gutter, td.linenos, td.rouge-gutter, \
    .lntable td:first-child:not(:last-child)";

/// AMP elements and the HTML elements that they correspond to. Other AMP elements depend on scripts.
const AMP_ELEMENTS: [(&str, &str); 5] = [
    ("amp-img, amp-anim", "img"),
    ("amp-video", "video"),
    ("amp-audio", "audio"),
    ("amp-iframe", "iframe"),
    ("amp-ad, amp-embed, amp-sidebar, amp-consent, amp-sticky-ad, amp-auto-ads", "template"),
];

/// Rewrites a body. The result is not safe: [`super::sanitize`] must follow.
pub(crate) fn rewrite(html: &str, resolver: &mut Resolver) -> String {
    let document = Document::fragment(html);
    remove_invalid_characters(&document);
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
        if is_invisible(node) {
            node.remove_from_parent();
        } else {
            restore_lazy_image(node);
        }
    }
    for node in document.select(LINE_NUMBERS).nodes() {
        node.remove_from_parent();
    }
    // Spans for colours, which readers do not show, would make code five times as long.
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
    // Collected first, because an iterator would borrow the tree while it changes.
    let elements: Vec<NodeRef> =
        document.root().descendants().into_iter().filter(NodeRef::is_element).collect();
    let ids = fragment_targets(&elements);
    for node in elements {
        resolve_addresses(&node, resolver, &ids);
        prefix_ids(&node);
    }
    serialize::inner_html_for_sanitizer(&document.html_root())
}

/// Whether the address leads nowhere, so that a script is meant to replace it.
fn is_placeholder(address: &str) -> bool {
    PLACEHOLDERS.contains(&address.trim().to_ascii_lowercase().as_str())
}

/// Removes characters that XML does not allow. The filter for files does not see `&#8;`.
fn remove_invalid_characters(document: &Document) {
    for node in document.root().descendants() {
        if node.is_text() {
            let content = node.text();
            if !content.chars().all(text::is_xml_char) {
                node.set_text(text::strip_forbidden_characters(&content).as_ref());
            }
        } else if node.is_element() {
            for attribute in node.attrs() {
                if !attribute.value.chars().all(text::is_xml_char) {
                    node.set_attr(&attribute.name.local, &text::strip_forbidden_characters(&attribute.value));
                }
            }
        }
    }
}

/// Replaces a player by a link to its content, since readers do not show frames.
fn player_to_link(node: &NodeRef) {
    let addresses = ["src", "data", "data-src"].iter().filter_map(|name| node.attr(name));
    let address = addresses.map(|address| address.trim().to_owned()).find(|address| !is_placeholder(address));
    let address = watch_page(&address.unwrap_or_default());
    let is_link = ["http://", "https://", "//", "/"].iter().any(|start| address.starts_with(start));
    // A frame inside a link needs no second link.
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

/// The page of a video, for players whose own address does not show a good page.
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

/// Whether the image is one that nobody sees: a pixel by which the sender of a newsletter or the owner of a site
/// learns who reads the text.
fn is_invisible(node: &NodeRef) -> bool {
    let is_tiny = |name: &str| {
        let size = node.attr(name);
        size.is_some_and(|size| matches!(size.trim().trim_end_matches("px").trim(), "0" | "1" | "2"))
    };
    let style: String = node.attr("style").unwrap_or_default().to_lowercase().split_whitespace().collect();
    let declares = |declaration: &str| style.split(';').any(|part| part == declaration);
    (is_tiny("width") && is_tiny("height"))
        || ["display:none", "visibility:hidden"].iter().any(|declaration| declares(declaration))
        || (["width:0", "width:0px", "width:1px"].iter().any(|declaration| declares(declaration))
            && ["height:0", "height:0px", "height:1px"].iter().any(|declaration| declares(declaration)))
}

/// Sets the real address of a lazy image in place of the placeholder.
fn restore_lazy_image(node: &NodeRef) {
    let source = node.attr("src").unwrap_or_default();
    let lazy =
        LAZY_SOURCES.iter().find_map(|name| node.attr(name)).filter(|address| !address.trim().is_empty());
    let is_placeholder = is_placeholder(&source)
        || is_data_url(&source)
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

/// Markdown tables are aligned by `style`, which is removed; `align` is allowed.
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

/// Adds a link after audio and video. Many readers show no player, and without `controls` (for which the W3C
/// validator has a warning) browsers show none for audio.
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

/// All targets of fragments.
fn fragment_targets(elements: &[NodeRef]) -> HashSet<String> {
    let id = |node: &NodeRef| node.attr("id").or_else(|| node.attr("name").filter(|_| node.has_name("a")));
    elements.iter().filter_map(id).map(|id| id.trim().to_owned()).collect()
}

/// Prefixes ids with the mark that becomes the article's own prefix, since readers and pages show several
/// articles at once.
fn prefix_ids(node: &NodeRef) {
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
        // An empty `src` is not the address of the page.
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
            (
                "<iframe src=\"about:blank\" data-src=\"//x.org/p/\"></iframe>",
                "<a href=\"https://x.org/p/\">x.org/p</a>",
            ),
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
                "<pre><code><span class=\"ln\">1</span><span class=\"k\">if</span> \
                 <span>(<b>x</b>)</span></code></pre>",
                "<pre><code>if (<b>x</b>)</code></pre>",
            ),
            ("a&#8;b<b title=\"x&#xFDD0;y\">c</b>", "ab<b title=\"xy\">c</b>"),
        ];
        for (html, expected) in cases {
            assert_eq!(rewritten(html), expected, "{html}");
        }
        for placeholder in ["data:image/gif;base64,R0=", "DATA:image/gif,", "", "#", "about:blank", "//:0"] {
            let lazy = rewritten(&format!("<img src=\"{placeholder}\" data-src=\"/r.jpg\">"));
            assert!(lazy.contains(" src=\"SITE/r.jpg\""), "{lazy}");
        }
    }
}
