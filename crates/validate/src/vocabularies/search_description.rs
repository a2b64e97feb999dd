//! OpenSearch description documents:
//! <https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md>.

use super::{Attribute, Element, Grammar, Namespace, Node, Table};
use crate::Code;
use crate::datatypes::{
    Findings, Value, at_most, email_address, integer, language, media_type, no_html, non_negative_integer,
    one_of, uri,
};
use crate::engine::Judge;
use crate::vocabularies::extensions::SEARCH_QUERY;

/// The namespace.
pub(super) const ADDRESS: &str = "http://a9.com/-/spec/opensearch/1.1/";

/// `OpenSearchDescription`.
pub(super) const DESCRIPTION: Element = Element::parent("OpenSearchDescription", &IN_DESCRIPTION);

const SEARCH: Namespace = Namespace::Known("opensearch");

const IN_DESCRIPTION: Grammar = Grammar {
    tables: &[&[
        Table { namespace: Namespace::Core, elements: PARTS },
        Table { namespace: SEARCH, elements: PARTS },
    ]],
    rules: &[complete],
    takes_text: false,
};

const PARTS: &[Element] = &[
    Element::text("ShortName", &[at_most::<16>, no_html]).once(),
    Element::text("Description", &[at_most::<1024>, no_html]).once(),
    Element::parent("Url", &NOTHING)
        .with(&[
            Attribute::required("template", Code::MissingAttribute, &[]),
            Attribute::required("type", Code::MissingAttribute, &[media_type]),
            Attribute::optional("indexOffset", &[integer]),
            Attribute::optional("pageOffset", &[integer]),
            Attribute::optional("rel", &[]),
        ])
        .rules(&[template]),
    Element::text("Contact", &[email_address]).once(),
    Element::text("Tags", &[at_most::<256>, no_html]).once(),
    Element::text("LongName", &[at_most::<48>, no_html]).once(),
    Element::text("Image", &[uri]).with(&[
        Attribute::required("height", Code::MissingAttribute, &[non_negative_integer]),
        Attribute::required("width", Code::MissingAttribute, &[non_negative_integer]),
        Attribute::required("type", Code::MissingAttribute, &[media_type]),
    ]),
    Element::text("Developer", &[at_most::<64>, no_html]).once(),
    Element::text("Attribution", &[at_most::<256>, no_html]).once(),
    Element::text("SyndicationRight", &[syndication_right]).once(),
    Element::text("AdultContent", &[adult_content]).once(),
    Element::text("Language", &[language_or_any]),
    SEARCH_QUERY,
    Element::text("InputEncoding", &[charset]),
    Element::text("OutputEncoding", &[charset]),
];

const NOTHING: Grammar = Grammar { tables: &[], rules: &[], takes_text: false };

/// What must be there, and the example that shows a search engine at work.
fn complete(description: &Node, judge: &mut Judge<'_>) {
    let named = |name: &str| description.children.iter().any(|child| is_search(child) && child.local == name);
    for name in ["ShortName", "Description", "Url"] {
        if !named(name) {
            let params = [("parent", description.local), ("element", name)];
            judge.say_of(description, Code::MissingElement, &params);
        }
    }
    let is_example = |child: &Node| child.local == "Query" && child.attribute("role") == Some("example");
    if !description.children.iter().any(|child| is_search(child) && is_example(child)) {
        judge.say_of(description, Code::ShouldIncludeExample, &[]);
    }
}

fn is_search(node: &Node) -> bool {
    matches!(node.namespace, Namespace::Core | SEARCH)
}

/// The parameters without a prefix.
const PARAMETERS: &[&str] =
    &["searchTerms", "count", "startIndex", "startPage", "language", "inputEncoding", "outputEncoding"];

/// Parameters in braces: known ones, or such with a prefix. Without the braces it is an address.
fn template(url: &Node, judge: &mut Judge<'_>) {
    let Some(template) = url.attribute("template") else { return };
    let parent = url.parent_name();
    let mut address = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        address.push_str(before);
        let Some((parameter, after)) = after.split_once('}') else {
            address.push('{');
            rest = after;
            continue;
        };
        let name = parameter.strip_suffix('?').unwrap_or(parameter);
        if !is_parameter(name) {
            address.push('{');
            address.push_str(parameter);
            address.push('}');
        } else {
            let (code, value) = match name.split_once(':') {
                None => (Code::InvalidLocalParameter, name),
                Some((prefix, _)) => (Code::UndeclaredPrefix, prefix),
            };
            let is_known = if value == name { PARAMETERS.contains(&name) } else { judge.is_declared(value) };
            if !is_known {
                let params = [("element", "template"), ("parent", parent.as_str()), ("value", value)];
                judge.say_of(url, code, &params);
            }
            address.push_str(name);
        }
        rest = after;
    }
    address.push_str(rest);
    judge.check(url, &[uri], &address, "template", &parent, &[]);
}

/// Letters, digits, marks and escapes, with one colon at most.
fn is_parameter(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~%".contains(c);
    let (first, second) = name.split_once(':').unwrap_or((name, ""));
    !first.is_empty() && first.chars().all(is_plain) && second.chars().all(is_plain)
}

fn syndication_right(value: &Value<'_>, findings: &mut Findings) {
    const RIGHTS: &[&str] = &["open", "limited", "private", "closed"];
    if !RIGHTS.contains(&value.text().to_ascii_lowercase().as_str()) {
        findings.say(Code::InvalidSyndicationRight);
    }
}

fn adult_content(value: &Value<'_>, findings: &mut Findings) {
    const ANSWERS: &[&str] = &["false", "FALSE", "0", "no", "NO", "true", "TRUE", "1", "yes", "YES"];
    one_of(value, ANSWERS, Code::InvalidAdultContent, findings);
}

fn language_or_any(value: &Value<'_>, findings: &mut Findings) {
    if value.text() != "*" {
        language(value, findings);
    }
}

/// The name of an encoding.
pub(super) fn charset(value: &Value<'_>, findings: &mut Findings) {
    if encoding_rs::Encoding::for_label(value.text().as_bytes()).is_none() {
        findings.say(Code::InvalidEncoding);
    }
}
