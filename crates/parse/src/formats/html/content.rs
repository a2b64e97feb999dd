//! Finds the article on a page and removes the parts of it that belong to the page.

use super::headings::{is_heading, is_site};
use crate::boilerplate;
use crate::boilerplate::Boilerplate;
use crate::formats::text::shape::{Shape, shape};
use crate::output::plain;
use dom_query::{Document, Matcher, NodeRef};
use std::sync::LazyLock;

/// Selectors of articles, the most reliable first.
#[rustfmt::skip]
const ARTICLE_SELECTORS: &[&str] = &[
    "[itemprop='articleBody']", ".entry-content", ".post-content", ".article-content", ".article-body",
    ".entrytext", ".gh-content", ".available-content", ".mw-parser-output", ".article__body", ".story-body",
    ".post-body", ".e-content", ".post__content", "#article-body", "article", "main", "[role='main']",
    "#content", "#main", ".content", ".post",
];

/// Elements that are never part of an article.
const BOILERPLATE_ELEMENTS: &str = "\
    nav, footer, aside, form, script, style, noscript, template, button, dialog, select, input, \
    [role='navigation'], [role='complementary'], [role='contentinfo'], [role='search'], \
    [role='banner'], [role='dialog'], [hidden], [style*='display:none'], [style*='display: none'], \
    .screen-reader-text, .sr-only, .visually-hidden, .noprint, .printfooter, .mw-editsection, \
    #siteSub, .postmetadata";

/// Members of [`BOILERPLATE_ELEMENTS`] that are removed even if they contain most of the text, as in 'This
/// page needs JavaScript'.
const NEVER_ARTICLE: [&str; 5] = ["script", "style", "noscript", "template", "nav"];

/// Words in the classes and ids of boilerplate. `related-posts` consists of the words `related` and `posts`.
#[rustfmt::skip]
const BOILERPLATE_CLASS_WORDS: &[&str] = &[
    "ad", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "comment", "commentlist",
    "comments", "cookie", "disqus", "follow", "menu", "nav", "navigation", "newsletter", "pager",
    "pagination", "promo", "recommended", "related", "relatedposts", "respond", "share", "sharedaddy",
    "shares", "sharing", "sidebar", "signup", "skip", "social", "sponsor", "sponsored", "subscribe",
    "trending", "widget",
];

/// Elements that repeat the metadata.
const METADATA_ELEMENTS: &str = "\
    .byline, .entry-meta, .post-meta, .article-meta, .post-tags, .tag-links, .entry-footer, \
    .post-navigation, .author-box, .author-bio, .reading-time";

/// The least length of the text, in characters, for an element to be the article.
const MIN_TEXT: usize = 140;

/// The element that contains the article: the most reliable selector with enough text, else the whole body.
pub(super) fn article_root(document: &Document) -> NodeRef<'_> {
    let body = document.body().unwrap_or_else(|| document.root());
    let whole = text_length(&body);
    for selector in ARTICLE_SELECTORS {
        let candidates = document.select(selector);
        let longest = candidates.nodes().iter().max_by_key(|node| text_length(node));
        if let Some(node) = longest
            && (text_length(node) >= MIN_TEXT || text_length(node) * 2 > whole)
        {
            return layout_cell_with_text(*node);
        }
    }
    layout_cell_with_text(body)
}

/// If a table is used for the layout of the page, returns the cell that contains the article; otherwise
/// returns the same element. Such a cell has most of the page's text, and the text is in blocks.
fn layout_cell_with_text(mut node: NodeRef<'_>) -> NodeRef<'_> {
    loop {
        let least = MIN_TEXT.max(text_length(&node) * 3 / 5);
        let holds_it = |cell: &NodeRef| {
            cell.has_name("td")
                && text_length(cell) >= least
                && !is_in_data_table(cell)
                && cell.descendants_it().any(|child| plain::is_block(&child))
        };
        let cell = node.descendants_it().find(holds_it);
        let Some(cell) = cell else { return node };
        node = cell;
    }
}

/// Returns true if the cell's table has headings, as data tables do.
fn is_in_data_table(cell: &NodeRef) -> bool {
    let table = cell.ancestors_it(None).find(|above| above.has_name("table"));
    table.is_some_and(|table| {
        table.descendants_it().any(|child| child.has_name("th") || child.has_name("caption"))
    })
}

/// Removes the parts of the article that belong to the page.
pub(super) fn remove_boilerplate(root: &NodeRef) {
    let whole = text_length(root);
    for node in root.descendants() {
        if !node.is_element() || node.parent().is_none() {
            continue;
        }
        // The element with most of the text is the article, whatever its class is, unless the element cannot
        // contain prose, like `script`.
        let is_never_text = NEVER_ARTICLE.iter().any(|name| node.has_name(name));
        if is_never_text || is_boilerplate(&node) && text_length(&node) * 2 <= whole.max(1) {
            node.remove_from_parent();
        }
    }
    remove_boilerplate_lines(root);
    remove_side_boxes(root);
    remove_link_rows(root);
    remove_empty_lists(root);
}

/// Removes lines that are boilerplate by their words. In code, tables and running text, and in lists with
/// other items, such words are the author's.
fn remove_boilerplate_lines(root: &NodeRef) {
    let is_boilerplate = |node: &NodeRef| {
        is_only_words(node) && boilerplate::is_boilerplate_line(&plain::from_node(node)) && !is_quoted(node)
    };
    for node in root.descendants() {
        let is_boilerplate = match node.node_name().as_deref() {
            Some("p" | "div") => is_boilerplate(&node),
            Some("span") => stands_alone(&node) && is_boilerplate(&node),
            Some("ul" | "ol") => {
                let items = node.element_children();
                !items.is_empty() && items.iter().all(is_boilerplate)
            }
            _ => false,
        };
        if is_boilerplate {
            node.remove_from_parent();
        }
    }
}

fn is_quoted(node: &NodeRef) -> bool {
    node.ancestors_it(None).any(|above| ["pre", "code", "td", "th"].iter().any(|name| above.has_name(name)))
}

/// Returns true if the element is not part of a sentence: only elements are beside it.
fn stands_alone(node: &NodeRef) -> bool {
    node.parent().is_some_and(|parent| {
        ["div", "section", "article", "header"].iter().any(|name| parent.has_name(name))
            && parent.immediate_text().trim().is_empty()
    })
}

/// Returns true if the element is one line of text, without pictures and blocks.
fn is_only_words(node: &NodeRef) -> bool {
    let others = ["img", "svg", "video", "audio", "iframe", "math", "input"];
    !node
        .descendants_it()
        .any(|child| plain::is_block(&child) || others.iter().any(|name| child.has_name(name)))
}

/// Removes the comments below their heading, and the list or links below a heading such as 'Related'.
fn remove_side_boxes(root: &NodeRef) {
    let whole = text_length(root);
    for heading in root.descendants().into_iter().filter(|node| is_heading(node, 6)) {
        let kind = boilerplate::classify_line(&plain::from_node(&heading));
        let mut below = heading.next_element_sibling();
        let follow = std::iter::from_fn(|| {
            let next = below?;
            below = next.next_element_sibling();
            Some(next)
        });
        let removed: Vec<NodeRef> = match kind {
            Some(Boilerplate::Comments) => follow.collect(),
            Some(Boilerplate::SideBox) => follow.take_while(is_list_of_links).collect(),
            _ => continue,
        };
        // In an article about comments, most of the text is below such a heading.
        if removed.is_empty() || removed.iter().map(text_length).sum::<usize>() * 2 > whole {
            continue;
        }
        removed.iter().for_each(NodeRef::remove_from_parent);
        heading.remove_from_parent();
    }
}

/// Returns true if nearly all words belong to links.
fn is_list_of_links(node: &NodeRef) -> bool {
    let links = node.descendants().into_iter().filter(|child| child.has_name("a"));
    let linked: usize = links.map(|link| text_length(&link)).sum();
    linked > 0 && linked * 10 >= text_length(node) * 8
}

/// Removes rows of two or more short links above the first and below the last paragraph (menus, pagers).
/// Lists of links are removed only above, since an article may end with its sources.
fn remove_link_rows(root: &NodeRef) {
    let lines: Vec<NodeRef> =
        root.descendants().into_iter().filter(|node| node.is_element() && is_only_words(node)).collect();
    let is_prose = |node: &NodeRef| !is_list_of_links(node) && shape(&plain::from_node(node)) == Shape::Prose;
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
        .map(|link| plain::from_node(&link))
        .collect();
    let linked: usize = links.iter().map(|link| plain::comparison_key(link).len()).sum();
    links.len() > 1
        && links.iter().all(|link| link.split_whitespace().count() <= 5)
        && linked == plain::comparison_key(&plain::from_node(node)).len()
}

fn remove_empty_lists(root: &NodeRef) {
    for node in root.descendants() {
        if (node.has_name("ul") || node.has_name("ol")) && node.element_children().is_empty() {
            node.remove_from_parent();
        }
    }
}

/// Removes elements that repeat the metadata: bylines and links to tags.
pub(super) fn remove_metadata_elements(root: &NodeRef) {
    let whole = text_length(root);
    for node in root.descendants().into_iter().filter(NodeRef::is_element) {
        let is_metadata = matches(&node, &METADATA_MATCHER) || is_tag_line(&node);
        if is_metadata && text_length(&node) * 2 <= whole {
            node.remove_from_parent();
        }
    }
}

/// Returns true for `Tags: one, two`: links that are marked as tags, with at most a label.
fn is_tag_line(node: &NodeRef) -> bool {
    let is_tag = |child: &NodeRef| {
        child.has_name("a")
            && child.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "tag"))
    };
    let tags: usize = node.descendants_it().filter(is_tag).map(|tag| text_length(&tag)).sum();
    plain::is_block(node) && is_only_words(node) && tags > 0 && text_length(node) <= tags + 20
}

/// Removes the headline from the article, and a `<header>` that contains nothing else.
pub(super) fn remove_headline(root: &NodeRef, titles: &[&str]) {
    let known: Vec<String> = titles.iter().map(|title| plain::comparison_key(title)).collect();
    let repeats = |node: &NodeRef| known.contains(&plain::comparison_key(&plain::from_node(node)));
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

/// Returns true for a header without a sentence: date, byline, links.
fn is_only_metadata(node: &NodeRef) -> bool {
    !node.descendants().iter().any(|child| child.has_name("p") && text_length(child) > 80)
}

fn has_picture(node: &NodeRef) -> bool {
    node.descendants().iter().any(|child| child.has_name("img") || child.has_name("video"))
}

/// Returns true if the element, or an element above it up to `top`, is boilerplate.
pub(super) fn is_in_boilerplate(node: &NodeRef, top: &NodeRef) -> bool {
    if node.id == top.id {
        return false;
    }
    let mut above = Some(*node);
    while let Some(current) = above.filter(|current| current.id != top.id) {
        let holds_most = || text_length(&current) * 2 > text_length(top);
        if !current.has_name("time") && is_boilerplate(&current) && !holds_most() {
            return true;
        }
        above = current.parent();
    }
    false
}

fn is_boilerplate(node: &NodeRef) -> bool {
    if matches(node, &BOILERPLATE_MATCHER) {
        return true;
    }
    // On these elements, a class describes the style.
    if ["p", "a", "span", "code", "pre", "img", "figure", "h1", "h2", "h3", "body", "html", "article", "main"]
        .iter()
        .any(|name| node.has_name(name))
    {
        return false;
    }
    let names =
        format!("{} {}", node.class().unwrap_or_default(), node.id_attr().unwrap_or_default()).to_lowercase();
    names.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| BOILERPLATE_CLASS_WORDS.contains(&word))
}

/// Compiled once, because thousands of elements of each page are matched.
static BOILERPLATE_MATCHER: LazyLock<Option<Matcher>> =
    LazyLock::new(|| Matcher::new(BOILERPLATE_ELEMENTS).ok());
/// See [`BOILERPLATE_MATCHER`].
static METADATA_MATCHER: LazyLock<Option<Matcher>> = LazyLock::new(|| Matcher::new(METADATA_ELEMENTS).ok());

fn matches(node: &NodeRef, matcher: &LazyLock<Option<Matcher>>) -> bool {
    matcher.as_ref().is_some_and(|matcher| node.is_match(matcher))
}

fn text_length(node: &NodeRef) -> usize {
    node.normalized_char_count()
}
