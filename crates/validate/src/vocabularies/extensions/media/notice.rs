//! Whose media objects are, and who may see them on which terms.

use super::credit::credit;
use super::rating::rating;
use super::{Attribute, Element, Grammar, Judge, Judged, Node, judge_attributes};
use crate::Code;
use crate::datatypes::{
    Findings, Value, country, currency, float, language, media_type_attribute, no_html, one_of, true_false,
    uri,
};

pub(super) const ABOUT: &[Element] = &[
    Element::text("adult", &[true_false])
        .once()
        .rules(&[|adult, judge| judge.say_of(adult, Code::DeprecatedMediaAdult, &[])]),
    Element::text("copyright", &[no_html])
        .once()
        .with(&[Attribute::optional("url", &[])])
        .rules(&[|copyright, judge| judge_attributes(copyright, &[Judged::attribute("url", uri)], judge)]),
    Element::text("credit", &[])
        .with(&[Attribute::optional("role", &[]), Attribute::optional("scheme", &[])])
        .rules(&[credit]),
    Element::text("rating", &[]).with(&[Attribute::optional("scheme", &[])]).rules(&[rating]),
    Element::text("restriction", &[])
        .with(&[Attribute::optional("relationship", &[]), Attribute::optional("type", &[])])
        .rules(&[relationship, restriction]),
    Element::text("status", &[]).with(&[
        Attribute::required("state", Code::MissingAttribute, &[state]),
        Attribute::optional("reason", &[]),
    ]),
    Element::parent("price", &Grammar::of(&[])).with(&[
        Attribute::optional("type", &[kind_of_price]),
        Attribute::optional("info", &[uri]),
        Attribute::optional("price", &[float]),
        Attribute::optional("currency", &[currency]),
    ]),
    Element::text("license", &[no_html]).with(LINKED),
    Element::parent("subTitle", &Grammar::of(&[])).with(&[
        Attribute::optional("type", &[media_type]),
        Attribute::optional("lang", &[language]),
        Attribute::required("href", Code::MissingAttribute, &[uri]),
    ]),
    Element::parent("peerLink", &Grammar::of(&[])).with(LINKED),
    Element::parent("rights", &Grammar::of(&[])).with(&[Attribute::required(
        "status",
        Code::MissingAttribute,
        &[kind_of_rights],
    )]),
];

const LINKED: &[Attribute] = &[
    Attribute::optional("type", &[media_type]),
    Attribute::required("href", Code::MissingAttribute, &[uri]),
];

/// A media type. The specification's example of one has a space behind it.
fn media_type(value: &Value<'_>, findings: &mut Findings) {
    media_type_attribute(&Value { raw: value.raw.trim_end(), ..*value }, findings);
}

fn state(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["active", "blocked", "deleted"], Code::InvalidValue, findings);
}

fn kind_of_price(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["package", "purchase", "rent", "subscription"], Code::InvalidValue, findings);
}

fn kind_of_rights(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["official", "userCreated"], Code::InvalidValue, findings);
}

fn relationship(restriction: &Node, judge: &mut Judge<'_>) {
    match restriction.attribute("relationship").unwrap_or_default() {
        "allow" | "deny" => {}
        "" => judge.say_of(restriction, Code::MissingAttribute, &[("attr", "relationship")]),
        other => {
            let params = [("attr", "relationship"), ("value", other)];
            judge.say_of(restriction, Code::InvalidMediaRestrictionRel, &params);
        }
    }
}

/// The type says what the text lists. Sharing lists nothing.
fn restriction(restriction: &Node, judge: &mut Judge<'_>) {
    let value = restriction.value();
    match restriction.attribute("type").unwrap_or_default() {
        "" => {
            if !matches!(value, "" | "all" | "none") {
                judge.say_of(restriction, Code::InvalidMediaRestriction, &[("value", value)]);
            }
        }
        "country" => {
            let parent = judge.parent_name();
            for code in value.split(' ') {
                judge.check(restriction, &[country], &code.to_uppercase(), "country", &parent, &[]);
            }
        }
        "uri" => judge.check_element(restriction, &[uri], value),
        "sharing" => {}
        other => {
            let params = [("attr", "type"), ("value", other)];
            judge.say_of(restriction, Code::InvalidMediaRestrictionType, &params);
        }
    }
}
