//! OPML 1.0, 1.1 and 2.0, <http://opml.org/spec2.opml>: lists of feeds, and other outlines.

use crate::Code;
use crate::datatypes::{
    Findings, Value, comma_separated_integers, contact, html_fragment_with_addresses, integer, language,
    not_blank, positive_integer, rfc822_date, true_false, uri, web_address,
};
use crate::messages::{Finding, Param};
use crate::vocabularies::extensions;
use crate::vocabularies::schema::{Attribute, Content, Context, Element, Grammar, Namespace, Node, Table};

/// `opml`.
pub(crate) const OPML: Element = Element::parent("opml", &IN_OPML)
    .with(&[Attribute::required("version", Code::MissingAttribute, &[])])
    .rules(&[check_version]);

/// The first element of OPML before the format had that name.
pub(crate) const OUTLINE_DOCUMENT: Element = Element::parent("outlineDocument", &IN_OPML)
    .with(&[Attribute::optional("version", &[])])
    .rules(&[check_version]);

const IN_OPML: Grammar = Grammar::of(&[
    &[Table {
        namespace: Namespace::Core,
        elements: &[Element::parent("head", &HEAD), Element::parent("body", &BODY)],
    }],
    extensions::EVERYWHERE,
])
.rules(&[|opml, context| require(opml, "head", context), |opml, context| require(opml, "body", context)]);

const HEAD: Grammar =
    Grammar::of(&[&[Table { namespace: Namespace::Core, elements: IN_HEAD }], extensions::EVERYWHERE]);

const IN_HEAD: &[Element] = &[
    Element::text("title", &[html_fragment_with_addresses]).once(),
    Element::text("dateCreated", &[rfc822_date]).once(),
    Element::text("dateModified", &[rfc822_date]).once(),
    Element::text("ownerName", &[html_fragment_with_addresses]).once(),
    Element::text("ownerEmail", &[contact]).once(),
    Element::text("ownerId", &[web_address]).once(),
    // An element of OPML 2.0 that the W3C validator does not know.
    Element::text("docs", &[uri]).once(),
    Element::text("expansionState", &[expansion_state]).once(),
    Element::text("vertScrollState", &[place]).once(),
    Element::text("windowTop", &[place]).once(),
    Element::text("windowLeft", &[place]).once(),
    Element::text("windowBottom", &[place]).once(),
    Element::text("windowRight", &[place]).once(),
];

const BODY: Grammar = Grammar::of(IN_BODY).rules(&[|body, context| require(body, "outline", context)]);
const IN_OUTLINE: Grammar = Grammar::of(IN_BODY);
const IN_BODY: &[&[Table]] =
    &[&[Table { namespace: Namespace::Core, elements: &[OUTLINE] }], extensions::EVERYWHERE];

const OUTLINE: Element = Element::new("outline", Content::Chosen(|_, _| Content::Elements(&IN_OUTLINE)))
    .with(&[
        Attribute::required("text", Code::MissingAttribute, &[html_fragment_with_addresses]),
        Attribute::optional("category", &[]),
        Attribute::optional("created", &[rfc822_date]),
        Attribute::optional("description", &[html_fragment_with_addresses]),
        Attribute::optional("htmlUrl", &[uri]),
        Attribute::optional("isBreakpoint", &[true_false]),
        Attribute::optional("isComment", &[true_false]),
        Attribute::optional("language", &[language_or_unknown]),
        Attribute::optional("title", &[html_fragment_with_addresses]),
        Attribute::optional("type", &[]),
        Attribute::optional("url", &[uri]),
        Attribute::optional("version", &[]),
        Attribute::optional("xmlUrl", &[not_relative]),
        Attribute::any_if(has_own_attributes),
    ])
    .rules(&[check_type, check_feed_version, require_type]);

/// Reports a missing child.
fn require(parent: &Node, name: &'static str, context: &mut dyn Context<'_>) {
    if !parent.has(Namespace::Core, name) {
        context.report(Finding::new(Code::MissingElement).on_part(parent, name));
    }
}

fn check_version(opml: &Node, context: &mut dyn Context<'_>) {
    if let Some(version) = opml.attribute("version")
        && !matches!(version, "1.0" | "1.1" | "2.0")
    {
        context.report(Finding::new(Code::InvalidOPMLVersion).on(opml).param(Param::Value, version));
    }
}

/// The place of a window or a line: any integer, since a window may be left of the screen. The W3C validator
/// accepts positive ones.
fn place(value: &Value<'_>, findings: &mut Findings) {
    if value.is_w3c() {
        positive_integer(value, findings);
        not_blank(value, findings);
    } else if !value.text().is_empty() {
        integer(value, findings);
    }
}

/// A language, or `unknown`, as the list of subscriptions in the specification of OPML 2.0 has it.
fn language_or_unknown(value: &Value<'_>, findings: &mut Findings) {
    if value.is_w3c() || value.text() != "unknown" {
        language(value, findings);
    }
}

/// Whether an outline may have any attribute: in OPML 1.0 ("any number of arbitrary attributes"), and if its type
/// says how they are interpreted.
fn has_own_attributes(outline: &Node, context: &dyn Context<'_>) -> bool {
    let is_known =
        |kind: &str| ["rss", "link", "include"].iter().any(|known| known.eq_ignore_ascii_case(kind));
    !context.is_w3c()
        && (is_version_1(context) || outline.attribute("type").is_some_and(|kind| !is_known(kind)))
}

fn is_version_1(context: &dyn Context<'_>) -> bool {
    let version = context.ancestors().last().and_then(|opml| opml.attribute("version"));
    version.is_some_and(|version| version.starts_with("1."))
}

/// The numbers of the expanded lines; empty if there are none.
fn expansion_state(value: &Value<'_>, findings: &mut Findings) {
    let mut found = Findings::default();
    if !value.text().is_empty() {
        comma_separated_integers(value, &mut found);
    }
    if !found.is_empty() {
        findings.report(Code::InvalidExpansionState);
    }
}

/// Lists of feeds are moved between readers, so relative addresses in them have no base.
fn not_relative(value: &Value<'_>, findings: &mut Findings) {
    if !value.text().contains(':') {
        findings.report(Code::ContainsRelRef);
    }
}

/// A feed must have the feed's address and name; a link and an include must have the address of their target.
/// OPML 1 has no other types; OPML 2.0 allows other types.
fn check_type(outline: &Node, context: &mut dyn Context<'_>) {
    let Some(kind) = outline.attribute("type") else { return };
    let is = |name: &str| kind.eq_ignore_ascii_case(name);
    let is_version_1 = is_version_1(context);
    let required: &[(&str, Code)] = if is("rss") {
        &[("xmlUrl", Code::MissingXmlURL), ("title", Code::MissingTitleAttr)]
    } else if is("link") || is("include") && !is_version_1 {
        &[("url", Code::MissingUrlAttr)]
    } else {
        if is_version_1 && context.is_w3c() {
            context.report(Finding::new(Code::InvalidOutlineType).on(outline).param(Param::Value, kind));
        }
        &[]
    };
    for (name, code) in required {
        if outline.attribute(name).is_none() {
            context.report(Finding::new(*code).on(outline).param(Param::Attr, name));
        }
    }
}

/// The versions that the specification of subscription lists defines.
fn check_feed_version(outline: &Node, context: &mut dyn Context<'_>) {
    if let Some(version) = outline.attribute("version")
        && !matches!(version, "RSS" | "RSS1" | "RSS2" | "scriptingNews")
    {
        context.report(Finding::new(Code::InvalidOutlineVersion).on(outline).param(Param::Value, version));
    }
}

/// Readers ignore the attributes of a feed if the type is missing.
fn require_type(outline: &Node, context: &mut dyn Context<'_>) {
    let has = |name: &&str| outline.attribute(name).is_some();
    let feed_attributes = ["description", "htmlUrl", "language", "title", "version", "xmlUrl"];
    if outline.attributes.len() > 1 && outline.attribute("type").is_none() && feed_attributes.iter().any(has)
    {
        context.report(Finding::new(Code::MissingOutlineType).on(outline));
    }
}
