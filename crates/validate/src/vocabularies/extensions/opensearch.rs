//! OpenSearch's elements in a feed of results: <https://github.com/dewitt/opensearch>.

use super::super::search_description::charset;
use super::{Attribute, Element, Grammar, Node};
use crate::Code;
use crate::datatypes::{Findings, Value, at_most, integer, language, no_html, non_negative_integer, one_of};
use crate::engine::Judge;

const TOTAL: Element = Element::text("totalResults", &[non_negative_integer]).once();
const START: Element = Element::text("startIndex", &[integer]).once();
const PER_PAGE: Element = Element::text("itemsPerPage", &[non_negative_integer]).once();

/// OpenSearch 1.0's.
pub(super) const FEED_OF_1_0: &[Element] = &[TOTAL, START, PER_PAGE];

/// OpenSearch 1.1's.
pub(super) const FEED: &[Element] = &[TOTAL, START, PER_PAGE, QUERY];

/// A query and what it is for, in a feed of results and in a search engine's description.
pub(in crate::vocabularies) const QUERY: Element = Element::parent("Query", &Grammar::of(&[]))
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
    .rules(&[role_of_a_namespace]);

/// What a query is for: one of the specification's words, or one with the prefix of a namespace.
fn role(value: &Value<'_>, findings: &mut Findings) {
    const ROLES: &[&str] = &["request", "example", "related", "correction", "subset", "superset"];
    if !value.text().contains(':') {
        one_of(value, ROLES, Code::InvalidLocalRole, findings);
    }
}

fn role_of_a_namespace(query: &Node, judge: &mut Judge<'_>) {
    let prefix = query.attribute("role").and_then(|role| role.split_once(':')).map(|(prefix, _)| prefix);
    if let Some(prefix) = prefix.filter(|prefix| !judge.is_declared(prefix)) {
        let params = [("element", "role"), ("parent", &query.parent_name()), ("value", prefix)];
        judge.say_of(query, Code::UndeclaredPrefix, &params);
    }
}

/// Words as they stand in a query: what is no letter, digit or one of `/_.-~` is escaped.
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
        findings.say(Code::NotURLEncoded);
    }
}
