//! The article out of a page: where it stands, and what in it belongs to the page.

use super::headline::{is_heading, is_site};
use crate::boilerplate;
use crate::boilerplate::Furniture;
use crate::formats::text::shape::{Shape, shape};
use crate::output::plain;
use dom_query::{Document, Matcher, NodeRef};
use std::sync::LazyLock;

/// Where articles stand, the surest first.
#[rustfmt::skip]
const ROOTS: &[&str] = &[
    "[itemprop='articleBody']", ".entry-content", ".post-content", ".article-content", ".article-body",
    ".entrytext", ".gh-content", ".available-content", ".mw-parser-output", ".article__body", ".story-body",
    ".post-body", ".e-content", ".post__content", "#article-body", "article", "main", "[role='main']",
    "#content", "#main", ".content", ".post",
];

/// Elements that are never part of an article.
const FURNITURE: &str = "nav, footer, aside, form, script, style, noscript, template, button, dialog, select, input, \
    [role='navigation'], [role='complementary'], [role='contentinfo'], [role='search'], [role='banner'], \
    [role='dialog'], [hidden], [style*='display:none'], [style*='display: none'], .screen-reader-text, .sr-only, \
    .visually-hidden, .noprint, .printfooter, .mw-editsection, #siteSub, .postmetadata";

/// Of these, those that hold no text even where they hold the most: 'This page needs JavaScript'.
const NEVER_TEXT: [&str; 5] = ["script", "style", "noscript", "template", "nav"];

/// Words in classes and ids of what belongs to the page. `related-posts` has the words `related` and `posts`.
#[rustfmt::skip]
const FURNITURE_WORDS: &[&str] = &[
    "ad", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "comment", "commentlist",
    "comments", "cookie", "disqus", "follow", "menu", "nav", "navigation", "newsletter", "pager",
    "pagination", "promo", "recommended", "related", "relatedposts", "respond", "share", "sharedaddy",
    "shares", "sharing", "sidebar", "signup", "skip", "social", "sponsor", "sponsored", "subscribe",
    "trending", "widget",
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
            return cell_with_text(*node);
        }
    }
    cell_with_text(body)
}

/// The cell that holds the article where a table lays the page out, else the same element. Such a table has a
/// cell with most of the page's text, and the text is in lines.
fn cell_with_text(mut node: NodeRef<'_>) -> NodeRef<'_> {
    loop {
        let least = LEAST_TEXT.max(text_length(&node) * 3 / 5);
        let holds_it = |cell: &NodeRef| {
            cell.has_name("td")
                && text_length(cell) >= least
                && !is_of_data(cell)
                && cell.descendants_it().any(|child| plain::is_block(&child))
        };
        let cell = node.descendants_it().find(holds_it);
        let Some(cell) = cell else { return node };
        node = cell;
    }
}

/// Whether the cell's table has headings, as tables of data have.
fn is_of_data(cell: &NodeRef) -> bool {
    let table = cell.ancestors_it(None).find(|above| above.has_name("table"));
    table.is_some_and(|table| {
        table.descendants_it().any(|child| child.has_name("th") || child.has_name("caption"))
    })
}

/// Takes out of the article what belongs to the page.
pub(super) fn remove_furniture(root: &NodeRef) {
    let whole = text_length(root);
    for node in root.descendants() {
        if !node.is_element() || node.parent().is_none() {
            continue;
        }
        // What holds most of the text is the article, whatever its class says; but nobody writes in a script.
        let is_never_text = NEVER_TEXT.iter().any(|name| node.has_name(name));
        if is_never_text || is_furniture(&node) && text_length(&node) * 2 <= whole.max(1) {
            node.remove_from_parent();
        }
    }
    remove_furniture_lines(root);
    remove_boxes(root);
    remove_link_rows(root);
    remove_empty_lists(root);
}

/// Takes out the lines that are furniture by their words. In code, tables and running text such words are the
/// author's, and so they are in a list with other items.
fn remove_furniture_lines(root: &NodeRef) {
    let is_furniture = |node: &NodeRef| {
        is_only_words(node) && boilerplate::is_furniture_line(&plain::of_node(node)) && !is_quoted(node)
    };
    for node in root.descendants() {
        let goes = match node.node_name().as_deref() {
            Some("p" | "div") => is_furniture(&node),
            Some("span") => stands_alone(&node) && is_furniture(&node),
            Some("ul" | "ol") => {
                let items = node.element_children();
                !items.is_empty() && items.iter().all(is_furniture)
            }
            _ => false,
        };
        if goes {
            node.remove_from_parent();
        }
    }
}

fn is_quoted(node: &NodeRef) -> bool {
    node.ancestors_it(None).any(|above| ["pre", "code", "td", "th"].iter().any(|name| above.has_name(name)))
}

/// Whether it is no part of a sentence: nothing but elements stands beside it.
fn stands_alone(node: &NodeRef) -> bool {
    node.parent().is_some_and(|parent| {
        ["div", "section", "article", "header"].iter().any(|name| parent.has_name(name))
            && parent.immediate_text().trim().is_empty()
    })
}

/// Whether the element is a line of text: neither pictures nor lines are in it.
fn is_only_words(node: &NodeRef) -> bool {
    let others = ["img", "svg", "video", "audio", "iframe", "math", "input"];
    !node
        .descendants_it()
        .any(|child| plain::is_block(&child) || others.iter().any(|name| child.has_name(name)))
}

/// Takes out the comments below their heading, and the list or links that a heading such as 'Related' is about.
fn remove_boxes(root: &NodeRef) {
    let whole = text_length(root);
    for heading in root.descendants().into_iter().filter(|node| is_heading(node, 6)) {
        let kind = boilerplate::furniture(&plain::of_node(&heading));
        let mut below = heading.next_element_sibling();
        let follow = std::iter::from_fn(|| {
            let next = below?;
            below = next.next_element_sibling();
            Some(next)
        });
        let goes: Vec<NodeRef> = match kind {
            Some(Furniture::Comments) => follow.collect(),
            Some(Furniture::Box) => follow.take_while(is_list_of_links).collect(),
            _ => continue,
        };
        // An article about comments has most of its text below such a heading.
        if goes.is_empty() || goes.iter().map(text_length).sum::<usize>() * 2 > whole {
            continue;
        }
        goes.iter().for_each(NodeRef::remove_from_parent);
        heading.remove_from_parent();
    }
}

/// Whether its words are the words of links.
fn is_list_of_links(node: &NodeRef) -> bool {
    let links = node.descendants().into_iter().filter(|child| child.has_name("a"));
    let linked: usize = links.map(|link| text_length(&link)).sum();
    linked > 0 && linked * 10 >= text_length(node) * 8
}

/// Takes out rows of two and more short links above the first and below the last paragraph, as menus and pagers
/// are; lists of them only above, since an article may end with its sources.
fn remove_link_rows(root: &NodeRef) {
    let lines: Vec<NodeRef> =
        root.descendants().into_iter().filter(|node| node.is_element() && is_only_words(node)).collect();
    let is_prose = |node: &NodeRef| !is_list_of_links(node) && shape(&plain::of_node(node)) == Shape::Prose;
    let Some(first) = lines.iter().position(is_prose) else { return };
    let last = lines.iter().rposition(is_prose).unwrap_or(first);
    for (at, node) in lines.iter().enumerate() {
        if (at < first || at > last) && !node.has_name("li") && is_link_row(node) {
            node.remove_from_parent();
        }
    }
    for list in root.descendants().into_iter().filter(|node| node.has_name("ul")) {
        let is_above =
            lines[..first].iter().any(|line| line.ancestors_it(None).any(|above| above.id == list.id));
        if is_above && is_list_of_links(&list) && list.element_children().len() > 1 {
            list.remove_from_parent();
        }
    }
}

fn is_link_row(node: &NodeRef) -> bool {
    let links: Vec<String> = node
        .descendants_it()
        .filter(|child| child.has_name("a") && child.has_attr("href"))
        .map(|link| plain::of_node(&link))
        .collect();
    let linked: usize = links.iter().map(|link| plain::collapse_whitespace(link).len()).sum();
    links.len() > 1
        && links.iter().all(|link| link.split_whitespace().count() <= 5)
        && linked == plain::collapse_whitespace(&plain::of_node(node)).len()
}

fn remove_empty_lists(root: &NodeRef) {
    for node in root.descendants() {
        if (node.has_name("ul") || node.has_name("ol")) && node.element_children().is_empty() {
            node.remove_from_parent();
        }
    }
}

/// Takes out what the metadata says already: bylines, links to tags.
pub(super) fn remove_repeated(root: &NodeRef) {
    let whole = text_length(root);
    for node in root.descendants().into_iter().filter(NodeRef::is_element) {
        let is_repeated = matches(&node, &REPEATED_MATCHER) || is_tag_line(&node);
        if is_repeated && text_length(&node) * 2 <= whole {
            node.remove_from_parent();
        }
    }
}

/// `Tags: one, two`: links that are marked as tags, and at most a label.
fn is_tag_line(node: &NodeRef) -> bool {
    let is_tag = |child: &NodeRef| {
        child.has_name("a")
            && child.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "tag"))
    };
    let tags: usize = node.descendants_it().filter(is_tag).map(|tag| text_length(&tag)).sum();
    plain::is_block(node) && is_only_words(node) && tags > 0 && text_length(node) <= tags + 20
}

/// Takes the headline out of the article, and the `<header>` that held nothing else.
pub(super) fn remove_headline(root: &NodeRef, titles: &[&str]) {
    let known: Vec<String> = titles.iter().map(|title| plain::collapse_whitespace(title)).collect();
    let repeats = |node: &NodeRef| known.contains(&plain::collapse_whitespace(&plain::of_node(node)));
    let headings = || root.descendants().into_iter().filter(|node| is_heading(node, 4));
    let headline = headings().filter(repeats).take(1);
    let sites = headings().filter(|node| is_site(node));
    headline.chain(sites).for_each(|heading| heading.remove_from_parent());
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
        let holds_most = || text_length(&current) * 2 > text_length(top);
        if !current.has_name("time") && is_furniture(&current) && !holds_most() {
            return true;
        }
        above = current.parent();
    }
    false
}

fn is_furniture(node: &NodeRef) -> bool {
    if matches(node, &FURNITURE_MATCHER) {
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
