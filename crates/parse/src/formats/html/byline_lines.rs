//! Reads the lines around a page's headline that give its date and authors.

use super::content;
use super::headings::is_heading;
use crate::formats::markdown::byline_lines::{Byline, parse_byline};
use crate::formats::text::shape::{Shape, shape};
use crate::output::plain;
use crate::settings::ParseSettings;
use dom_query::{Matcher, NodeRef};
use std::sync::LazyLock;
use tidings_model::{Dated, Person};

/// The greatest number of lines between the top of a page and its text.
const MAX_LINES: usize = 60;

/// Elements that contain an article together with its headline.
const SCOPES: &str = "article, main, [role='main'], .post, .hentry, .h-entry, body";

/// Elements whose text is never a byline: quotations, tables, captions, code.
const NON_BYLINE_ELEMENTS: &str = "th, pre, blockquote, figure, figcaption, code";

/// The metadata in the lines.
#[derive(Debug, Default)]
pub(super) struct PageByline {
    pub(super) published: Option<Dated>,
    pub(super) authors: Vec<Person>,
}

/// Reads the lines down to the second paragraph (a standfirst may precede the byline). Lines that give the
/// date and the authors, or that repeat one of the texts in `repeated`, are removed from the article.
/// `authors` are known from the metadata, so their names may be alone on a line.
pub(super) fn take_byline_lines(
    root: &NodeRef,
    repeated: &[&str],
    authors: &[Person],
    settings: &ParseSettings,
) -> PageByline {
    let scope = scope_of(root);
    let repeated: Vec<String> = repeated.iter().map(|text| plain::comparison_key(text)).collect();
    let (mut above, mut below) = (PageByline::default(), PageByline::default());
    let mut is_below = false;
    for (node, text) in lines(&scope) {
        if content::is_in_boilerplate(&element(&node), &scope) {
            continue;
        }
        if repeated.contains(&plain::comparison_key(&text)) {
            is_below = true;
            node.remove_from_parent();
            continue;
        }
        // Below the headline, a heading begins a section, even if its text is a date.
        let is_apart = is_below && is_heading(&element(&node), 6);
        if is_apart || is_in_other_element(&node, &scope) {
            continue;
        }
        let rest = authors.iter().fold(text.clone(), |text, author| text.replace(&author.name, ""));
        if rest != text && !rest.chars().any(char::is_alphanumeric) {
            node.remove_from_parent();
            continue;
        }
        let byline = parse_byline(&text, settings).or_else(|| parse_byline(rest.trim(), settings));
        let Some(Byline { published, authors }) = byline else { continue };
        let head = if is_below { &mut below } else { &mut above };
        head.published = match is_below {
            true => head.published.or(published),
            false => published.or(head.published),
        };
        if head.authors.is_empty() {
            head.authors = authors;
        }
        node.remove_from_parent();
    }
    PageByline {
        published: below.published.or(above.published),
        authors: if below.authors.is_empty() { above.authors } else { below.authors },
    }
}

/// The nearest element around the article that also contains its headline.
fn scope_of<'d>(root: &NodeRef<'d>) -> NodeRef<'d> {
    static SCOPE: LazyLock<Option<Matcher>> = LazyLock::new(|| Matcher::new(SCOPES).ok());
    let is_scope = |node: &NodeRef| SCOPE.as_ref().is_some_and(|matcher| node.is_match(matcher));
    std::iter::once(*root).chain(root.ancestors(None)).find(is_scope).unwrap_or(*root)
}

/// The elements and texts that form lines of their own, down to the second paragraph.
fn lines<'d>(scope: &NodeRef<'d>) -> Vec<(NodeRef<'d>, String)> {
    let (mut lines, mut paragraphs) = (Vec::new(), 0);
    let mut open = vec![*scope];
    while let Some(node) = open.pop() {
        if node.is_element() && node.descendants_it().any(|child| plain::is_block(&child)) {
            open.extend(node.children_it(true));
            continue;
        }
        let text = if node.is_text() {
            tidings_model::text::one_line(&node.text())
        } else {
            plain::from_node(&node)
        };
        if text.is_empty() {
            continue;
        }
        if matches!(shape(&text), Shape::Prose) {
            paragraphs += 1;
        }
        if paragraphs == 2 || lines.len() == MAX_LINES {
            break;
        }
        lines.push((node, text));
    }
    lines
}

fn element<'d>(node: &NodeRef<'d>) -> NodeRef<'d> {
    if node.is_element() { *node } else { node.parent().unwrap_or(*node) }
}

fn is_in_other_element(node: &NodeRef, scope: &NodeRef) -> bool {
    static NON_BYLINE: LazyLock<Option<Matcher>> = LazyLock::new(|| Matcher::new(NON_BYLINE_ELEMENTS).ok());
    let up = std::iter::once(*node).chain(node.ancestors(None)).take_while(|above| above.id != scope.id);
    NON_BYLINE
        .as_ref()
        .is_some_and(|matcher| up.into_iter().any(|above| above.is_element() && above.is_match(matcher)))
}
