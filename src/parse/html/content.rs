//! The article out of a page: where it stands, and what in it belongs to the page.

use crate::parse::{chrome, plain};
use dom_query::{Document, Matcher, NodeRef};
use std::sync::LazyLock;

/// Where articles stand, the surest first.
const ROOTS: &[&str] = &[
    "[itemprop='articleBody']",
    ".entry-content",
    ".post-content",
    ".article-content",
    ".article-body",
    ".article__body",
    ".story-body",
    ".post-body",
    ".e-content",
    ".post__content",
    "#article-body",
    "article",
    "main",
    "[role='main']",
    "#content",
    "#main",
    ".content",
    ".post",
];

/// Elements that are never part of an article.
const FURNITURE: &str = "nav, footer, aside, form, script, style, noscript, template, button, dialog, select, input, \
    [role='navigation'], [role='complementary'], [role='contentinfo'], [role='search'], [role='banner'], [hidden]";

/// Words in classes and ids of what belongs to the page. `related-posts` has the words `related` and `posts`.
const FURNITURE_WORDS: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "cookie",
    "disqus",
    "follow",
    "newsletter",
    "pager",
    "pagination",
    "promo",
    "recommended",
    "related",
    "respond",
    "share",
    "sharedaddy",
    "shares",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "trending",
    "widget",
];

/// Classes that hold what the metadata says already.
const REPEATED: &str = ".byline, .entry-meta, .post-meta, .article-meta, .post-tags, .tag-links, .entry-footer, \
    .post-navigation, .author-box, .author-bio, .reading-time";

/// Least text, in characters, that makes a part of the page the article.
const LEAST_TEXT: usize = 140;

/// The element that holds the article: the surest one with enough text, else the whole body.
pub(super) fn root(document: &Document) -> NodeRef<'_> {
    let body = document.body().unwrap_or_else(|| document.root());
    let whole = text_length(&body);
    for selector in ROOTS {
        let candidates = document.select(selector);
        let longest = candidates.nodes().iter().max_by_key(|node| text_length(node));
        if let Some(node) = longest
            && (text_length(node) >= LEAST_TEXT || text_length(node) * 2 > whole)
        {
            return *node;
        }
    }
    body
}

/// Takes out of the article what belongs to the page.
pub(super) fn remove_furniture(root: &NodeRef) {
    let whole = text_length(root);
    for node in root.descendants() {
        if !node.is_element() || node.parent().is_none() {
            continue;
        }
        // What holds most of the text is the article, whatever its class says.
        if is_furniture(&node) && text_length(&node) * 2 <= whole.max(1) {
            node.remove_from_parent();
        }
    }
    for node in root.descendants() {
        let is_line = ["p", "li", "div", "span"].iter().any(|name| node.has_name(name));
        if is_line && node.element_children().is_empty() && chrome::is_furniture_line(&plain::of_node(&node))
        {
            node.remove_from_parent();
        }
    }
    remove_empty_lists(root);
}

fn remove_empty_lists(root: &NodeRef) {
    for node in root.descendants() {
        if (node.has_name("ul") || node.has_name("ol")) && node.element_children().is_empty() {
            node.remove_from_parent();
        }
    }
}

/// Takes the headline out of the article, and the `<header>` that held nothing else.
pub(super) fn remove_headline(root: &NodeRef, titles: &[&str]) {
    let known: Vec<String> = titles.iter().map(|title| plain::squash(title)).collect();
    let repeats = |node: &NodeRef| known.contains(&plain::squash(&plain::of_node(node)));
    let headings = root.descendants().into_iter().filter(|node| node.has_name("h1") || node.has_name("h2"));
    if let Some(heading) = headings.filter(repeats).take(1).next() {
        heading.remove_from_parent();
    }
    for node in root.descendants() {
        if node.has_name("header") && !has_picture(&node) && is_only_metadata(&node) {
            node.remove_from_parent();
        }
    }
}

/// A header without a sentence: date, byline, links.
fn is_only_metadata(node: &NodeRef) -> bool {
    !node.descendants().iter().any(|child| child.has_name("p") && text_length(child) > 80)
}

fn has_picture(node: &NodeRef) -> bool {
    node.descendants().iter().any(|child| child.has_name("img") || child.has_name("video"))
}

/// Whether the element or one above it, up to `top`, belongs to the page.
pub(super) fn is_furniture_or_inside(node: &NodeRef, top: &NodeRef) -> bool {
    if node.id == top.id {
        return false;
    }
    let mut above = Some(*node);
    while let Some(current) = above.filter(|current| current.id != top.id) {
        let is_header = current.has_name("time") || matches(&current, &REPEATED_MATCHER);
        if !is_header && is_furniture(&current) {
            return true;
        }
        above = current.parent();
    }
    false
}

fn is_furniture(node: &NodeRef) -> bool {
    if matches(node, &FURNITURE_MATCHER) || matches(node, &REPEATED_MATCHER) {
        return true;
    }
    // A word in a span or link is about its style.
    if ["p", "a", "span", "code", "pre", "img", "figure", "h1", "h2", "h3", "body", "html", "article", "main"]
        .iter()
        .any(|name| node.has_name(name))
    {
        return false;
    }
    let names =
        format!("{} {}", node.class().unwrap_or_default(), node.id_attr().unwrap_or_default()).to_lowercase();
    names.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| FURNITURE_WORDS.contains(&word))
}

/// Compiled once: a page has thousands of elements to compare with them.
static FURNITURE_MATCHER: LazyLock<Option<Matcher>> = LazyLock::new(|| Matcher::new(FURNITURE).ok());
/// See [`FURNITURE_MATCHER`].
static REPEATED_MATCHER: LazyLock<Option<Matcher>> = LazyLock::new(|| Matcher::new(REPEATED).ok());

fn matches(node: &NodeRef, matcher: &LazyLock<Option<Matcher>>) -> bool {
    matcher.as_ref().is_some_and(|matcher| node.is_match(matcher))
}

fn text_length(node: &NodeRef) -> usize {
    node.normalized_char_count()
}
