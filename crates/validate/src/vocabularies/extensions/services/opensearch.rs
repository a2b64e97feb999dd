//! The OpenSearch elements of a feed of search results: <https://github.com/dewitt/opensearch>.

use crate::Code;
use crate::datatypes::{Findings, Value, at_most, integer, language, no_html, non_negative_integer, one_of};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Node};

const TOTAL: Element = Element::text("totalResults", &[non_negative_integer]).once();
const START: Element = Element::text("startIndex", &[integer]).once();
const PER_PAGE: Element = Element::text("itemsPerPage", &[non_negative_integer]).once();

/// The elements of OpenSearch 1.0.
pub(crate) const FEED_OF_1_0: &[Element] = &[TOTAL, START, PER_PAGE];

/// The elements of OpenSearch 1.1.
pub(crate) const FEED: &[Element] = &[TOTAL, START, PER_PAGE, QUERY];

/// A search query and its role.
const QUERY: Element = Element::parent("Query", &Grammar::EMPTY)
    .with(&[
        Attribute::required("role", Code::MissingAttribute, &[role]),
        Attribute::optional("title", &[at_most::<256>, no_html]),
        Attribute::optional("totalResults", &[non_negative_integer]),
        Attribute::optional("searchTerms", &[url_encoded]),
        Attribute::optional("count", &[non_negative_integer]),
        Attribute::optional("startIndex", &[integer]),
        Attribute::optional("startPage", &[integer]),
        Attribute::optional("language", &[language]),
        Attribute::optional("inputEncoding", &[charset]),
        Attribute::optional("outputEncoding", &[charset]),
        Attribute::optional("parameter", &[]),
    ])
    .rules(&[check_role_prefix]);

/// The role of a query: a word of the specification, or a word with a namespace prefix.
fn role(value: &Value<'_>, findings: &mut Findings) {
    const ROLES: &[&str] = &["request", "example", "related", "correction", "subset", "superset"];
    if !value.text().contains(':') {
        one_of(value, ROLES, Code::InvalidLocalRole, findings);
    }
}

fn check_role_prefix(query: &Node, context: &mut dyn Context<'_>) {
    let prefix = query.attribute("role").and_then(|role| role.split_once(':')).map(|(prefix, _)| prefix);
    if let Some(prefix) = prefix.filter(|prefix| !context.is_declared(prefix)) {
        context.report(
            Finding::new(Code::UndeclaredPrefix)
                .on(query)
                .element("role")
                .parent(query.parent_name())
                .param(Param::Value, prefix),
        );
    }
}

/// The name of an encoding.
fn charset(value: &Value<'_>, findings: &mut Findings) {
    if encoding_rs::Encoding::for_label(value.text().as_bytes()).is_none() {
        findings.report(Code::InvalidEncoding);
    }
}

/// Words in a query: characters other than letters, digits and `/_.-~` are percent-encoded.
fn url_encoded(value: &Value<'_>, findings: &mut Findings) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/_.-~".contains(&byte);
    let is_encoded = |word: &str| {
        let mut parts = word.split('%');
        let has_plain_start = parts.next().is_none_or(|start| start.bytes().all(is_plain));
        has_plain_start
            && parts.all(|part| {
                let (escape, rest) = part.as_bytes().split_at(part.len().min(2));
                let code = std::str::from_utf8(escape).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                escape.len() == 2
                    && code.is_some_and(|code| !is_plain(code))
                    && rest.iter().copied().all(is_plain)
            })
    };
    if !value.text().split_whitespace().all(is_encoded) {
        findings.report(Code::NotURLEncoded);
    }
}
