//! Texts: the text constructs (RFC 4287, 3.1) and content (4.1.3).

use crate::Code;
use crate::datatypes::{
    Check, base64, content_source, html_fragment, is_media_type, no_undeclared_html, not_escaped_xhtml,
};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Format, Mixed, Namespace, Node, Rule,
};
use crate::vocabularies::xhtml::markup::MARKUP;

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
pub(crate) fn needs_summary(content: &Node) -> bool {
    kind(content) == Kind::Binary
}

const TYPED: Mixed = Mixed { element, text: characters };

fn text_construct(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let kind = type_of(node);
    typed(node, kind.contains('/').then_some(Code::InvalidTextType), context)
}

fn content(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let kind = type_of(node);
    typed(node, (kind == "multipart/alternative").then_some(Code::InvalidMIMEType), context)
}

/// Judges the attributes; `wrong` is what is wrong with the type in this place.
fn typed(node: &Node, wrong: Option<Code>, context: &mut dyn Context<'_>) -> Content {
    let source = node.attribute("src");
    let is_rss = context.is(Format::Rss2);
    if source.is_none() && is_rss && node.local != "summary" {
        context.report(Finding::new(Code::DuplicateDescriptionSemantics).on(node));
    }
    let kind = type_of(node);
    if node.attribute("type") == Some("") {
        context.report(
            Finding::new(Code::AttrNotBlank).on(node).param(Param::Attr, "type").param(Param::Value, kind),
        );
    }
    if let Some(wrong) = wrong {
        context.report(Finding::new(wrong).on(node).param(Param::Attr, "type").param(Param::Value, kind));
    }
    if let Some(source) = source {
        let parent = context.parent_name();
        context.check(
            node,
            &[content_source],
            source,
            Subject::new(node.start, node.name(), &parent).attribute("src"),
        );
        if node.attribute("type").is_none() {
            context.report(
                Finding::new(Code::MissingTypeAttr)
                    .on(node)
                    .param(Param::Attr, "type")
                    .param(Param::Value, kind),
            );
        }
    }
    let is_short = matches!(kind, "text" | "html" | "xhtml") && source.is_none();
    if !is_short && !kind.is_empty() && !is_media_type(kind) {
        context.report(
            Finding::new(Code::InvalidMIMEType).on(node).param(Param::Attr, "type").param(Param::Value, kind),
        );
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
    node.namespace == Namespace::Xhtml && node.local == "div"
}

/// An element in a construct. What is wrong with it is said of the construct.
fn element(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let Some(construct) = context.ancestors().next() else { return Content::Anything };
    let kind = kind(construct);
    let is_bare_html = type_of(construct) == "application/xhtml+xml" && node.local != "html";
    let is_escaped = construct.attribute("mode") == Some("escaped");
    let follows_text = follows_text(construct);
    let parent = construct.parent_name();
    let is_xhtml = node.namespace == Namespace::Xhtml;
    if !matches!(kind, Kind::Xhtml | Kind::Xml) {
        context
            .report(Finding::new(Code::UndefinedElement).at(node.start).element(node.local).parent(parent));
    }
    if kind == Kind::Xhtml && !is_div(node) && !follows_text {
        context.report(Finding::new(Code::MissingXhtmlDiv).on_open_element(node.start));
        if node.local == "div" {
            context.report(
                Finding::new(Code::NotHtml)
                    .on_open_element(node.start)
                    .param(Param::Message, "unexpected namespace"),
            );
        }
    } else if kind == Kind::Xhtml && !is_xhtml {
        context.report(
            Finding::new(Code::NotHtml)
                .on_open_element(node.start)
                .param(Param::Message, "unexpected namespace"),
        );
    }
    if is_bare_html {
        context.report(Finding::new(Code::HtmlFragment).on_open_element(node.start));
    } else if kind == Kind::Xml && !is_xhtml && is_page(context) {
        context.report(
            Finding::new(Code::NotHtml)
                .on_open_element(node.start)
                .param(Param::Message, "unexpected namespace"),
        );
    }
    if is_escaped {
        context.report(Finding::new(Code::NotEscaped).on_open_element(node.start));
    }
    if is_div(node) { Content::Mixed(&MARKUP) } else { Content::Anything }
}

/// Whether the open construct is a page of XHTML.
fn is_page(context: &dyn Context<'_>) -> bool {
    context.ancestors().next().is_some_and(|construct| type_of(construct) == "application/xhtml+xml")
}

/// Text in a construct.
fn characters(text: &str, offset: usize, context: &mut dyn Context<'_>) {
    let Some(construct) = context.ancestors().next() else { return };
    if text.trim().is_empty() {
        return;
    }
    let is_mixed = !construct.children.is_empty() || construct.attribute("src").is_some();
    let needs_div = kind(construct) == Kind::Xhtml && !follows_text(construct);
    if needs_div {
        context.report(Finding::new(Code::MissingXhtmlDiv).on_open_element(offset));
    }
    if is_mixed {
        context.report(Finding::new(Code::UnexpectedText).on_open_element(offset));
    }
}

/// The text, once it is complete.
fn text_of_its_type(construct: &Node, context: &mut dyn Context<'_>) {
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
    context.check_text(construct, checks, text);
    let is_here = construct.attribute("src").is_none();
    if is_here && kind == Kind::Html && type_of(construct) != "html" && !text.contains("<html") {
        context.report(Finding::new(Code::HtmlFragment).on(construct).param(Param::Type, type_of(construct)));
    }
    let is_blank = text.is_empty() || kind == Kind::Binary && text.trim().is_empty();
    if is_here && is_blank && construct.children.is_empty() {
        context.report(Finding::new(Code::NotBlank).on(construct));
    }
}
