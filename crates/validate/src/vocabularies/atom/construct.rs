//! Texts: the text constructs (RFC 4287, 3.1) and content (4.1.3).

use super::super::{Attribute, Content, Element, Format, Mixed, Namespace, Node, Rule, xhtml};
use crate::Code;
use crate::datatypes::{
    Check, base64, content_source, html_fragment, is_media_type, no_undeclared_html, not_escaped_xhtml,
};
use crate::engine::Judge;

/// `atom:title`.
pub(in crate::vocabularies) const TITLE: Element = text("title");
/// `atom:subtitle`.
pub(in crate::vocabularies) const SUBTITLE: Element = text("subtitle");
/// `atom:rights`.
pub(in crate::vocabularies) const RIGHTS: Element = text("rights");
/// `atom:summary`.
pub(in crate::vocabularies) const SUMMARY: Element = text("summary");
/// `atom:content`.
pub(in crate::vocabularies) const CONTENT: Element = construct("content", Content::Chosen(content));

const fn text(name: &'static str) -> Element {
    construct(name, Content::Chosen(text_construct)).once()
}

const fn construct(name: &'static str, content: Content) -> Element {
    Element::new(name, content).with(TYPE_AND_SOURCE).rules(CHECK_TEXT)
}

const TYPE_AND_SOURCE: &[Attribute] = &[Attribute::optional("type", &[]), Attribute::optional("src", &[])];
const CHECK_TEXT: &[Rule] = &[text_of_its_type];

/// What the type says of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `text`, or no type at all.
    Text,
    /// `html`, and the media types of HTML.
    Html,
    /// `xhtml`.
    Xhtml,
    /// A media type of XML.
    Xml,
    /// A media type of other text.
    OtherText,
    /// Any other media type: base64.
    Binary,
    /// A type that is none.
    Other,
}

/// The type, which is `text` unless there is one; content that stands elsewhere has none by itself.
fn type_of<'n>(node: &'n Node<'_>) -> &'n str {
    let default = if node.attribute("src").is_some() { "" } else { "text" };
    node.attribute("type").unwrap_or(default)
}

fn kind(node: &Node) -> Kind {
    match type_of(node) {
        "text" => Kind::Text,
        "html" => Kind::Html,
        "xhtml" => Kind::Xhtml,
        kind if kind.ends_with("+xml") || kind.ends_with("/xml") => Kind::Xml,
        kind if kind.starts_with("text/") && kind.ends_with("/html") => Kind::Html,
        kind if kind.starts_with("text/") => Kind::OtherText,
        kind if kind.contains('/') => Kind::Binary,
        _ => Kind::Other,
    }
}

/// Whether an entry whose content this is must have a summary (RFC 4287, 4.1.1): its readers may not be able
/// to show it.
pub(super) fn must_be_summarised(content: &Node) -> bool {
    kind(content) == Kind::Binary
}

const TYPED: Mixed = Mixed { element, text: characters };

fn text_construct(node: &Node, judge: &mut Judge<'_>) -> Content {
    let kind = type_of(node);
    typed(node, kind.contains('/').then_some(Code::InvalidTextType), judge)
}

fn content(node: &Node, judge: &mut Judge<'_>) -> Content {
    let kind = type_of(node);
    typed(node, (kind == "multipart/alternative").then_some(Code::InvalidMIMEType), judge)
}

/// Judges the attributes; `wrong` is what is wrong with the type in this place.
fn typed(node: &Node, wrong: Option<Code>, judge: &mut Judge<'_>) -> Content {
    let source = node.attribute("src");
    let is_rss = judge.root().is_some_and(|root| root.format == Format::Rss2);
    if source.is_none() && is_rss && node.local != "summary" {
        judge.say_of(node, Code::DuplicateDescriptionSemantics, &[]);
    }
    let kind = type_of(node);
    let params = [("attr", "type"), ("value", kind)];
    if node.attribute("type") == Some("") {
        judge.say_of(node, Code::AttrNotBlank, &params);
    }
    if let Some(wrong) = wrong {
        judge.say_of(node, wrong, &params);
    }
    if let Some(source) = source {
        let parent = judge.parent_name();
        judge.check(node, &[content_source], source, &node.name(), &parent, &[("attr", "src")]);
        if node.attribute("type").is_none() {
            judge.say_of(node, Code::MissingTypeAttr, &params);
        }
    }
    let is_short = matches!(kind, "text" | "html" | "xhtml") && source.is_none();
    if !is_short && !kind.is_empty() && !is_media_type(kind) {
        judge.say_of(node, Code::InvalidMIMEType, &params);
    }
    Content::Mixed(&TYPED)
}

/// What of the text of an XHTML construct stands in no element but the `div` itself. Escaped markup would be
/// there.
fn outer_text<'n>(construct: &'n Node<'n>) -> impl Iterator<Item = &'n str> {
    let plain = construct.children.iter().filter(|child| is_div(child) && child.children.is_empty());
    std::iter::once(construct.text.as_ref()).chain(plain.map(|child| child.text.as_ref()))
}

/// Whether an XHTML construct holds such text already. Asked again for each of its children, so that not all
/// that stands before is looked at: it should be one `div`.
fn follows_text(construct: &Node) -> bool {
    let plain = |child: &&Node| is_div(child) && child.children.is_empty();
    let mut divs = construct.children.iter().take(16).filter(plain);
    let is_text = |text: &str| text.chars().take(256).any(|c| !c.is_whitespace());
    is_text(&construct.text) || divs.any(|child| is_text(&child.text))
}

fn is_div(node: &Node) -> bool {
    node.namespace == Namespace::Known("xhtml") && node.local == "div"
}

/// An element in a construct. What is wrong with it is said of the construct.
fn element(node: &Node, judge: &mut Judge<'_>) -> Content {
    let Some(construct) = judge.ancestors().next() else { return Content::Anything };
    let kind = kind(construct);
    let is_bare_html = type_of(construct) == "application/xhtml+xml" && node.local != "html";
    let is_escaped = construct.attribute("mode") == Some("escaped");
    let follows_text = follows_text(construct);
    let parent = construct.parent_name();
    let is_xhtml = node.namespace == Namespace::Known("xhtml");
    if !matches!(kind, Kind::Xhtml | Kind::Xml) {
        judge.say(Code::UndefinedElement, node.start, node.local, &parent, &[]);
    }
    let namespace = [("message", "unexpected namespace")];
    if kind == Kind::Xhtml && !is_div(node) && !follows_text {
        judge.say_of_open(Code::MissingXhtmlDiv, node.start, &[]);
        if node.local == "div" {
            judge.say_of_open(Code::NotHtml, node.start, &namespace);
        }
    } else if kind == Kind::Xhtml && !is_xhtml {
        judge.say_of_open(Code::NotHtml, node.start, &namespace);
    }
    if is_bare_html {
        judge.say_of_open(Code::HtmlFragment, node.start, &[]);
    } else if kind == Kind::Xml && !is_xhtml && is_page(judge) {
        judge.say_of_open(Code::NotHtml, node.start, &namespace);
    }
    if is_escaped {
        judge.say_of_open(Code::NotEscaped, node.start, &[]);
    }
    if is_div(node) { Content::Mixed(&xhtml::MARKUP) } else { Content::Anything }
}

/// Whether the open construct is a page of XHTML.
fn is_page(judge: &Judge<'_>) -> bool {
    judge.ancestors().next().is_some_and(|construct| type_of(construct) == "application/xhtml+xml")
}

/// Text in a construct.
fn characters(text: &str, offset: usize, judge: &mut Judge<'_>) {
    let Some(construct) = judge.ancestors().next() else { return };
    if text.trim().is_empty() {
        return;
    }
    let is_mixed = !construct.children.is_empty() || construct.attribute("src").is_some();
    let needs_div = kind(construct) == Kind::Xhtml && !follows_text(construct);
    if needs_div {
        judge.say_of_open(Code::MissingXhtmlDiv, offset, &[]);
    }
    if is_mixed {
        judge.say_of_open(Code::UnexpectedText, offset, &[]);
    }
}

/// The text, once it is complete.
fn text_of_its_type(construct: &Node, judge: &mut Judge<'_>) {
    let parent = judge.parent_name();
    let kind = kind(construct);
    let checks: &[Check] = match kind {
        Kind::Text | Kind::Xml | Kind::OtherText | Kind::Other => &[no_undeclared_html],
        Kind::Html => &[html_fragment],
        Kind::Xhtml => &[not_escaped_xhtml],
        Kind::Binary => &[base64],
    };
    let text: String = match kind {
        Kind::Xhtml => outer_text(construct).collect(),
        _ => String::new(),
    };
    let text = if kind == Kind::Xhtml { &text } else { construct.text.as_ref() };
    judge.check_text(construct, checks, text, &parent);
    let is_here = construct.attribute("src").is_none();
    if is_here && kind == Kind::Html && type_of(construct) != "html" && !text.contains("<html") {
        judge.say_of(construct, Code::HtmlFragment, &[("type", type_of(construct))]);
    }
    let is_blank = text.is_empty() || kind == Kind::Binary && text.trim().is_empty();
    if is_here && is_blank && construct.children.is_empty() {
        judge.say_of(construct, Code::NotBlank, &[]);
    }
}
