//! OPML 1.0, 1.1 and 2.0: <http://opml.org/spec2.opml>. Lists of feeds, and outlines of anything else.

use super::{Attribute, Content, Element, Grammar, Namespace, Node, Table};
use crate::Code;
use crate::datatypes::{
    Findings, Value, comma_separated_integers, contact, html_fragment_with_addresses, language, not_blank,
    positive_integer, rfc822_date, true_false, uri, web_address,
};
use crate::engine::Judge;
use crate::vocabularies::extensions;

/// `opml`.
pub(super) const OPML: Element = Element::parent("opml", &IN_OPML)
    .with(&[Attribute::required("version", Code::MissingAttribute, &[])])
    .rules(&[is_of_a_version]);

/// The first element before there was a name for the format.
pub(super) const OUTLINE_DOCUMENT: Element = Element::parent("outlineDocument", &IN_OPML)
    .with(&[Attribute::optional("version", &[])])
    .rules(&[is_of_a_version]);

const IN_OPML: Grammar = Grammar::of(&[
    &[Table {
        namespace: Namespace::Core,
        elements: &[Element::parent("head", &HEAD), Element::parent("body", &BODY)],
    }],
    extensions::EVERYWHERE,
])
.rules(&[|opml, judge| needs(opml, "head", judge), |opml, judge| needs(opml, "body", judge)]);

const HEAD: Grammar =
    Grammar::of(&[&[Table { namespace: Namespace::Core, elements: IN_HEAD }], extensions::EVERYWHERE]);

const IN_HEAD: &[Element] = &[
    Element::text("title", &[html_fragment_with_addresses]).once(),
    Element::text("dateCreated", &[rfc822_date]).once(),
    Element::text("dateModified", &[rfc822_date]).once(),
    Element::text("ownerName", &[html_fragment_with_addresses]).once(),
    Element::text("ownerEmail", &[contact]).once(),
    Element::text("ownerId", &[web_address]).once(),
    // Of OPML 2.0; the W3C's validator does not know it.
    Element::text("docs", &[uri]).once(),
    Element::text("expansionState", &[expansion_state]).once(),
    Element::text("vertScrollState", &[positive_integer, not_blank]).once(),
    Element::text("windowTop", &[positive_integer, not_blank]).once(),
    Element::text("windowLeft", &[positive_integer, not_blank]).once(),
    Element::text("windowBottom", &[positive_integer, not_blank]).once(),
    Element::text("windowRight", &[positive_integer, not_blank]).once(),
];

const BODY: Grammar = Grammar::of(IN_BODY).rules(&[|body, judge| needs(body, "outline", judge)]);
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
        Attribute::optional("language", &[language]),
        Attribute::optional("title", &[html_fragment_with_addresses]),
        Attribute::optional("type", &[]),
        Attribute::optional("url", &[uri]),
        Attribute::optional("version", &[]),
        Attribute::optional("xmlUrl", &[not_relative]),
    ])
    .rules(&[fits_its_type, names_a_version_of_rss, says_its_type]);

/// Says what is missing of children that must be there.
fn needs(parent: &Node, name: &'static str, judge: &mut Judge<'_>) {
    if !parent.has(Namespace::Core, name) {
        judge.say(Code::MissingElement, parent.start, name, &parent.parent_name(), &[]);
    }
}

fn is_of_a_version(opml: &Node, judge: &mut Judge<'_>) {
    if let Some(version) = opml.attribute("version")
        && !matches!(version, "1.0" | "1.1" | "2.0")
    {
        judge.say_of(opml, Code::InvalidOPMLVersion, &[("value", version)]);
    }
}

/// The lines that are expanded; none, if none is.
fn expansion_state(value: &Value<'_>, findings: &mut Findings) {
    let mut found = Findings::default();
    if !value.text().is_empty() {
        comma_separated_integers(value, &mut found);
    }
    if found.len() > 0 {
        findings.say(Code::InvalidExpansionState);
    }
}

/// A list of feeds is moved from one reader to another: nothing says what a relative address is relative to.
fn not_relative(value: &Value<'_>, findings: &mut Findings) {
    if !value.text().contains(':') {
        findings.say(Code::ContainsRelRef);
    }
}

/// A feed needs the feed's address and name, a link and what is included the address of their target. OPML 1 has no
/// types but these; OPML 2.0 lets everybody make their own.
fn fits_its_type(outline: &Node, judge: &mut Judge<'_>) {
    let Some(kind) = outline.attribute("type") else { return };
    let is = |name: &str| kind.eq_ignore_ascii_case(name);
    let version = judge.ancestors().last().and_then(|opml| opml.attribute("version"));
    let is_version_1 = version.is_some_and(|version| version.starts_with("1."));
    let wanted: &[(&str, Code)] = if is("rss") {
        &[("xmlUrl", Code::MissingXmlURL), ("title", Code::MissingTitleAttr)]
    } else if is("link") || is("include") && !is_version_1 {
        &[("url", Code::MissingUrlAttr)]
    } else {
        if is_version_1 {
            judge.say_of(outline, Code::InvalidOutlineType, &[("value", kind)]);
        }
        &[]
    };
    for (name, code) in wanted {
        if outline.attribute(name).is_none() {
            judge.say_of(outline, *code, &[("attr", name)]);
        }
    }
}

/// The versions that the specification of lists of feeds names.
fn names_a_version_of_rss(outline: &Node, judge: &mut Judge<'_>) {
    if let Some(version) = outline.attribute("version")
        && !matches!(version, "RSS" | "RSS1" | "RSS2" | "scriptingNews")
    {
        judge.say_of(outline, Code::InvalidOutlineVersion, &[("value", version)]);
    }
}

/// Attributes that only a feed has tell readers nothing if the type is missing.
fn says_its_type(outline: &Node, judge: &mut Judge<'_>) {
    let has = |name: &&str| outline.attribute(name).is_some();
    let of_feeds = ["description", "htmlUrl", "language", "title", "version", "xmlUrl"];
    if outline.attributes.len() > 1 && outline.attribute("type").is_none() && of_feeds.iter().any(has) {
        judge.say_of(outline, Code::MissingOutlineType, &[]);
    }
}
