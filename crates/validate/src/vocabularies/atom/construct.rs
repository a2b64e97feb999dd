//! Text constructs (RFC 4287, 3.1) and content (4.1.3).

use crate::datatypes::{
    Check, base64, content_source, html_fragment, is_media_type, no_undeclared_html, not_escaped_xhtml,
};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Format, Mixed, Namespace, Node, Rule,
};
use crate::vocabularies::xhtml::markup::MARKUP;
use crate::{Code, Profile};

/// `atom:title`.
pub(crate) const TITLE: Element = text("title");
/// `atom:subtitle`.
pub(crate) const SUBTITLE: Element = text("subtitle");
/// `atom:rights`.
pub(crate) const RIGHTS: Element = text("rights");
/// `atom:summary`.
pub(crate) const SUMMARY: Element = text("summary");
/// `atom:content`.
pub(crate) const CONTENT: Element = construct("content", Content::Chosen(content));

const fn text(name: &'static str) -> Element {
    construct(name, Content::Chosen(text_construct)).once()
}

const fn construct(name: &'static str, content: Content) -> Element {
    Element::new(name, content).with(TYPE_AND_SOURCE).rules(CHECK_TEXT)
}

const TYPE_AND_SOURCE: &[Attribute] = &[Attribute::optional("type", &[]), Attribute::optional("src", &[])];
const CHECK_TEXT: &[Rule] = &[check_complete_text];

/// The kind of content that the type stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextKind {
    /// `text`, or no type.
    Text,
    /// `html`, or a media type of HTML.
    Html,
    /// `xhtml`.
    Xhtml,
    /// A media type of XML.
    Xml,
    /// A media type of text other than HTML.
    OtherText,
    /// Any other media type; the content is base64.
    Binary,
    /// Not a valid type.
    Other,
}

/// The type: `text` if there is no type attribute, or an empty type if the content is at another address.
fn type_of<'n>(node: &'n Node<'_>) -> &'n str {
    let default = if node.attribute("src").is_some() { "" } else { "text" };
    node.attribute("type").unwrap_or(default)
}

/// Media types are equal in any case (RFC 6838, 4.2); `text`, `html` and `xhtml` are written in lower case.
fn kind_of(node: &Node, profile: Profile) -> TextKind {
    let name = type_of(node);
    let lower = name.to_ascii_lowercase();
    match if name.contains('/') && !profile.is_w3c() { &lower } else { name } {
        "text" => TextKind::Text,
        "html" => TextKind::Html,
        "xhtml" => TextKind::Xhtml,
        name if name.ends_with("+xml") || name.ends_with("/xml") => TextKind::Xml,
        name if name.starts_with("text/") && name.ends_with("/html") => TextKind::Html,
        name if name.starts_with("text/") => TextKind::OtherText,
        name if name.contains('/') => TextKind::Binary,
        _ => TextKind::Other,
    }
}

/// Whether an entry with this content needs a summary (RFC 4287, 4.1.1), because readers may be unable to
/// show the content.
pub(crate) fn needs_summary(content: &Node, profile: Profile) -> bool {
    kind_of(content, profile) == TextKind::Binary
}

const TYPED: Mixed = Mixed { element: check_element, text: check_text };

fn text_construct(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let is_wrong = type_of(node).contains('/');
    check_type(node, is_wrong.then_some(Code::InvalidTextType), context)
}

fn content(node: &Node, context: &mut dyn Context<'_>) -> Content {
    // RFC 4287, 4.1.3.1: the type is not a composite one (RFC 2045, 5.1).
    let is_composite = |kind: &str| {
        let kind = kind.split('/').next().unwrap_or_default();
        ["multipart", "message"].iter().any(|composite| composite.eq_ignore_ascii_case(kind))
    };
    let name = type_of(node);
    let is_wrong =
        name == "multipart/alternative" || !context.is_w3c() && name.contains('/') && is_composite(name);
    check_type(node, is_wrong.then_some(Code::InvalidMIMEType), context)
}

/// Checks the attributes. `wrong` is the code of the problem with the type in this place.
fn check_type(node: &Node, wrong: Option<Code>, context: &mut dyn Context<'_>) -> Content {
    let source = node.attribute("src");
    if source.is_none() && context.is(Format::Rss2) && node.local != "summary" {
        context.report(Finding::new(Code::DuplicateDescriptionSemantics).on(node));
    }
    let name = type_of(node);
    let report = |code, context: &mut dyn Context<'_>| {
        context.report(Finding::new(code).on(node).param(Param::Attr, "type").param(Param::Value, name));
    };
    if node.attribute("type") == Some("") {
        report(Code::AttrNotBlank, context);
    }
    if let Some(wrong) = wrong {
        report(wrong, context);
    }
    if let Some(source) = source {
        let subject = Subject::new(node.start, node.name(), context.parent_name()).attribute("src");
        context.check(node, &[content_source], source, subject);
        if node.attribute("type").is_none() {
            report(Code::MissingTypeAttr, context);
        }
    }
    let is_short = matches!(name, "text" | "html" | "xhtml") && source.is_none();
    if !is_short && !name.is_empty() && !is_media_type(name, context.options().profile) {
        report(Code::InvalidMIMEType, context);
    }
    Content::Mixed(&TYPED)
}

/// The text of an XHTML construct that is outside all elements or directly in a `div`. Escaped markup would
/// be there.
fn outer_text<'n>(construct: &'n Node<'n>) -> impl Iterator<Item = &'n str> {
    let plain = construct.children.iter().filter(|child| is_div(child) && child.children.is_empty());
    std::iter::once(construct.text.as_ref()).chain(plain.map(|child| child.text.as_ref()))
}

/// Whether an XHTML construct contains such text so far. This runs again for each child, so it looks at a
/// limited part: a valid construct has one `div`.
fn follows_text(construct: &Node) -> bool {
    let plain = |child: &&Node| is_div(child) && child.children.is_empty();
    let mut divs = construct.children.iter().take(16).filter(plain);
    let is_text = |text: &str| text.chars().take(256).any(|c| !c.is_whitespace());
    is_text(&construct.text) || divs.any(|child| is_text(&child.text))
}

fn is_div(node: &Node) -> bool {
    node.namespace == Namespace::Xhtml && node.local == "div"
}

/// Checks an element in a construct. Findings are about the construct.
fn check_element(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let Some(construct) = context.ancestors().next() else { return Content::Anything };
    let kind = kind_of(construct, context.options().profile);
    let is_page = type_of(construct).eq_ignore_ascii_case("application/xhtml+xml");
    let is_escaped = construct.attribute("mode") == Some("escaped");
    let follows_text = follows_text(construct);
    let has_div = !context.is_w3c() && construct.children.iter().take(16).any(is_div);
    let parent = construct.parent_name();
    let is_xhtml = node.namespace == Namespace::Xhtml;
    let report = |code, context: &mut dyn Context<'_>| {
        context.report(Finding::new(code).on_open_element(node.start));
    };
    let report_namespace = |context: &mut dyn Context<'_>| {
        let finding = Finding::new(Code::NotHtml).on_open_element(node.start);
        context.report(finding.param(Param::Message, "unexpected namespace"));
    };
    if !matches!(kind, TextKind::Xhtml | TextKind::Xml) {
        let finding = Finding::new(Code::UndefinedElement).at(node.start);
        context.report(finding.element(node.local).parent(parent));
    }
    if kind == TextKind::Xhtml && !is_div(node) && !follows_text {
        report(Code::MissingXhtmlDiv, context);
        if node.local == "div" {
            report_namespace(context);
        }
    } else if kind == TextKind::Xhtml && !is_xhtml {
        report_namespace(context);
    } else if kind == TextKind::Xhtml && has_div {
        // RFC 4287, 3.1.1.3: a single XHTML div.
        report(Code::MissingXhtmlDiv, context);
    }
    if is_page && node.local != "html" {
        report(Code::HtmlFragment, context);
    } else if is_page && kind == TextKind::Xml && !is_xhtml {
        report_namespace(context);
    }
    if is_escaped {
        report(Code::NotEscaped, context);
    }
    if is_div(node) { Content::Mixed(&MARKUP) } else { Content::Anything }
}

/// Checks text in a construct.
fn check_text(text: &str, offset: usize, context: &mut dyn Context<'_>) {
    let Some(construct) = context.ancestors().next() else { return };
    if text.trim().is_empty() {
        return;
    }
    let is_mixed = !construct.children.is_empty() || construct.attribute("src").is_some();
    let needs_div =
        kind_of(construct, context.options().profile) == TextKind::Xhtml && !follows_text(construct);
    if needs_div {
        context.report(Finding::new(Code::MissingXhtmlDiv).on_open_element(offset));
    }
    if is_mixed {
        context.report(Finding::new(Code::UnexpectedText).on_open_element(offset));
    }
}

/// Checks the text of a construct when it is complete.
fn check_complete_text(construct: &Node, context: &mut dyn Context<'_>) {
    let kind = kind_of(construct, context.options().profile);
    let checks: &[Check] = match kind {
        TextKind::Text | TextKind::Xml | TextKind::OtherText | TextKind::Other => &[no_undeclared_html],
        TextKind::Html => &[html_fragment],
        TextKind::Xhtml => &[not_escaped_xhtml],
        TextKind::Binary => &[base64],
    };
    let text: String = match kind {
        TextKind::Xhtml => outer_text(construct).collect(),
        _ => String::new(),
    };
    let text = if kind == TextKind::Xhtml { &text } else { construct.text.as_ref() };
    context.check_text(construct, checks, text);
    let is_inline = construct.attribute("src").is_none();
    if is_inline && kind == TextKind::Html && type_of(construct) != "html" && !text.contains("<html") {
        context.report(Finding::new(Code::HtmlFragment).on(construct).param(Param::Type, type_of(construct)));
    }
    let is_blank = text.is_empty() || kind == TextKind::Binary && text.trim().is_empty();
    if is_inline && is_blank && construct.children.is_empty() {
        context.report(Finding::new(Code::NotBlank).on(construct));
    }
}
