//! The lines around a page's headline that say when it was published and who wrote it.

use super::content;
use super::headline::is_heading;
use crate::ParseSettings;
use crate::formats::markdown::byline_lines::{PartialMetadata, said};
use crate::formats::text::shape::{Shape, shape};
use crate::output::plain;
use dom_query::{Matcher, NodeRef};
use std::sync::LazyLock;
use tidings_model::{Dated, Person};

/// A page prints no more lines between its top and its text.
const MOST_LINES: usize = 60;

/// What an article stands in, with its headline.
const SCOPES: &str = "article, main, [role='main'], .post, .hentry, .h-entry, body";

/// Elements whose words are quoted, counted or drawn, but never said about the article.
const OTHERS: &str = "th, pre, blockquote, figure, figcaption, code";

/// What the lines say.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) published: Option<Dated>,
    pub(super) authors: Vec<Person>,
}

/// Reads the lines down to the second paragraph (a standfirst may stand above the byline), and takes those out
/// of the article that say when and who, or one of the `repeated` texts again. `authors` are known already:
/// their names may stand alone.
pub(super) fn take(root: &NodeRef, repeated: &[&str], authors: &[Person], settings: &ParseSettings) -> Head {
    let scope = scope_of(root);
    let repeated: Vec<String> = repeated.iter().map(|text| plain::collapse_whitespace(text)).collect();
    let (mut above, mut below) = (Head::default(), Head::default());
    let mut is_below = false;
    for (node, text) in lines(&scope) {
        if content::is_furniture_or_inside(&element(&node), &scope) {
            continue;
        }
        if repeated.contains(&plain::collapse_whitespace(&text)) {
            is_below = true;
            node.remove_from_parent();
            continue;
        }
        // Below the headline a heading begins a part, also where it is a date.
        let is_apart = is_below && is_heading(&element(&node), 6);
        if is_apart || is_other(&node, &scope) {
            continue;
        }
        let rest = authors.iter().fold(text.clone(), |text, author| text.replace(&author.name, ""));
        if rest != text && !rest.chars().any(char::is_alphanumeric) {
            node.remove_from_parent();
            continue;
        }
        let told = said(&text, settings).or_else(|| said(rest.trim(), settings));
        let Some(PartialMetadata { published, authors }) = told else { continue };
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
    Head {
        published: below.published.or(above.published),
        authors: if below.authors.is_empty() { above.authors } else { below.authors },
    }
}

/// The nearest element around the article that holds its headline as well.
fn scope_of<'d>(root: &NodeRef<'d>) -> NodeRef<'d> {
    static SCOPE: LazyLock<Option<Matcher>> = LazyLock::new(|| Matcher::new(SCOPES).ok());
    let is_scope = |node: &NodeRef| SCOPE.as_ref().is_some_and(|matcher| node.is_match(matcher));
    std::iter::once(*root).chain(root.ancestors(None)).find(is_scope).unwrap_or(*root)
}

/// The elements and texts that stand on lines of their own, down to the second paragraph.
fn lines<'d>(scope: &NodeRef<'d>) -> Vec<(NodeRef<'d>, String)> {
    let (mut lines, mut paragraphs) = (Vec::new(), 0);
    let mut open = vec![*scope];
    while let Some(node) = open.pop() {
        if node.is_element() && node.descendants_it().any(|child| plain::is_block(&child)) {
            open.extend(node.children_it(true));
            continue;
        }
        let text =
            if node.is_text() { tidings_model::text::one_line(&node.text()) } else { plain::of_node(&node) };
        if text.is_empty() {
            continue;
        }
        if matches!(shape(&text), Shape::Prose) {
            paragraphs += 1;
        }
        if paragraphs == 2 || lines.len() == MOST_LINES {
            break;
        }
        lines.push((node, text));
    }
    lines
}

fn element<'d>(node: &NodeRef<'d>) -> NodeRef<'d> {
    if node.is_element() { *node } else { node.parent().unwrap_or(*node) }
}

fn is_other(node: &NodeRef, scope: &NodeRef) -> bool {
    static OTHER: LazyLock<Option<Matcher>> = LazyLock::new(|| Matcher::new(OTHERS).ok());
    let up = std::iter::once(*node).chain(node.ancestors(None)).take_while(|above| above.id != scope.id);
    OTHER
        .as_ref()
        .is_some_and(|matcher| up.into_iter().any(|above| above.is_element() && above.is_match(matcher)))
}
