//! Media RSS 1.5.1: <https://www.rssboard.org/media-rss>.

mod community;
mod content;
mod credit;
mod notice;
mod rating;

use super::{Attribute, Content, Element, Grammar, Namespace, Node, Table, georss};
use crate::Code;
use crate::datatypes::{Check, Findings, Value, html_fragment, no_undeclared_html, one_of};
use crate::engine::Judge;

const MEDIA: Namespace = Namespace::Known("media");

/// A table of elements of Media RSS.
const fn media(elements: &'static [Element]) -> Table {
    Table { namespace: MEDIA, elements }
}

/// What is said of media in a feed, an entry, a group and an object: further out it holds for all that is in it.
pub(super) const ABOUT: Table = media(content::ABOUT);
/// Their terms.
pub(super) const NOTICES: Table = media(notice::ABOUT);
/// What others say of them.
pub(super) const COMMUNITY: Table = media(community::ABOUT);

const EVERYWHERE: &[Table] = &[ABOUT, NOTICES, COMMUNITY];

/// What else stands in an entry: the objects.
pub(super) const OBJECTS: Table = media(&[
    content::CONTENT,
    Element::parent(
        "group",
        &Grammar::of(&[&[media(&[content::CONTENT])], EVERYWHERE]).rules(&[has_alternatives]),
    ),
]);

/// A group has the same content in several forms.
fn has_alternatives(group: &Node, judge: &mut Judge<'_>) {
    if group.all(MEDIA, "content").count() < 2 {
        judge.say_of(group, Code::MediaGroupWithoutAlternatives, &[]);
    }
}

/// An attribute that is judged if it says anything. What is found is said of a child of the element's parent: of the
/// attribute, or of the element where the code itself says what it is about.
#[derive(Debug, Clone, Copy)]
struct Judged {
    name: &'static str,
    check: Check,
    is_of_element: bool,
}

impl Judged {
    /// An attribute of which its own name is said.
    const fn attribute(name: &'static str, check: Check) -> Self {
        Self { name, check, is_of_element: false }
    }

    /// An attribute of which the element's name is said.
    const fn element(name: &'static str, check: Check) -> Self {
        Self { name, check, is_of_element: true }
    }
}

/// Judges the attributes of an element.
fn judge_attributes(node: &Node, attributes: &[Judged], judge: &mut Judge<'_>) {
    let parent = judge.parent_name();
    let own_name = node.name();
    for Judged { name, check, is_of_element } in attributes {
        let Some(value) = node.attribute(name).filter(|value| !value.is_empty()) else { continue };
        let element = if *is_of_element { &own_name } else { *name };
        judge.check(node, &[*check], value, element, &parent, &[("attr", name)]);
    }
}

/// Says that an attribute is missing, or says nothing.
fn needs_attribute(node: &Node, name: &'static str, judge: &mut Judge<'_>) {
    if node.attribute(name).is_none_or(str::is_empty) {
        judge.say_of(node, Code::MissingAttribute, &[("attr", name)]);
    }
}

/// What the type of a text says that its content is.
fn content_of_text(text: &Node, _: &mut Judge<'_>) -> Content {
    match text.attribute("type") {
        Some("html") => Content::Text(&[html_fragment]),
        _ => Content::Text(&[no_undeclared_html]),
    }
}

fn text_type(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["plain", "html"], Code::InvalidMediaTextType, findings);
}
