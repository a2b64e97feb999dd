//! Rights, ratings, restrictions and prices of media.

use super::credit::credit;
use super::parts::{CheckedAttribute, check_attributes};
use super::rating::rating;
use crate::Code;
use crate::datatypes::{
    Findings, Value, country, currency, float, language, media_type_attribute, no_html, one_of, true_false,
    uri,
};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Node};

pub(crate) const ABOUT: &[Element] = &[
    Element::text("adult", &[true_false])
        .once()
        .rules(&[|adult, context| context.report(Finding::new(Code::DeprecatedMediaAdult).on(adult))]),
    Element::text("copyright", &[no_html]).once().with(&[Attribute::optional("url", &[])]).rules(&[
        |copyright, context| check_attributes(copyright, &[CheckedAttribute::attribute("url", uri)], context),
    ]),
    Element::text("credit", &[])
        .with(&[Attribute::optional("role", &[]), Attribute::optional("scheme", &[])])
        .rules(&[credit]),
    Element::text("rating", &[]).with(&[Attribute::optional("scheme", &[])]).rules(&[rating]),
    Element::text("restriction", &[])
        .with(&[Attribute::optional("relationship", &[]), Attribute::optional("type", &[])])
        .rules(&[check_relationship, check_restriction]),
    Element::text("status", &[]).with(&[
        Attribute::required("state", Code::MissingAttribute, &[state]),
        Attribute::optional("reason", &[]),
    ]),
    Element::parent("price", &Grammar::EMPTY).with(&[
        Attribute::optional("type", &[price_type]),
        Attribute::optional("info", &[uri]),
        Attribute::optional("price", &[float]),
        Attribute::optional("currency", &[currency]),
    ]),
    Element::text("license", &[no_html]).with(LINKED),
    Element::parent("subTitle", &Grammar::EMPTY).with(&[
        Attribute::optional("type", &[media_type]),
        Attribute::optional("lang", &[language]),
        Attribute::required("href", Code::MissingAttribute, &[uri]),
    ]),
    Element::parent("peerLink", &Grammar::EMPTY).with(LINKED),
    Element::parent("rights", &Grammar::EMPTY).with(&[Attribute::required(
        "status",
        Code::MissingAttribute,
        &[rights_status],
    )]),
];

const LINKED: &[Attribute] = &[
    Attribute::optional("type", &[media_type]),
    Attribute::required("href", Code::MissingAttribute, &[uri]),
];

/// A media type. The example in the specification has a space after it.
fn media_type(value: &Value<'_>, findings: &mut Findings) {
    media_type_attribute(&Value { raw: value.raw.trim_end(), ..*value }, findings);
}

fn state(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["active", "blocked", "deleted"], Code::InvalidValue, findings);
}

fn price_type(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["package", "purchase", "rent", "subscription"], Code::InvalidValue, findings);
}

fn rights_status(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["official", "userCreated"], Code::InvalidValue, findings);
}

fn check_relationship(check_restriction: &Node, context: &mut dyn Context<'_>) {
    match check_restriction.attribute("relationship").unwrap_or_default() {
        "allow" | "deny" => {}
        "" => context.report(
            Finding::new(Code::MissingAttribute).on(check_restriction).param(Param::Attr, "relationship"),
        ),
        other => {
            context.report(
                Finding::new(Code::InvalidMediaRestrictionRel)
                    .on(check_restriction)
                    .param(Param::Attr, "relationship")
                    .param(Param::Value, other),
            );
        }
    }
}

/// The type determines what the text lists. For the type `sharing`, the text is not checked.
fn check_restriction(restriction: &Node, context: &mut dyn Context<'_>) {
    let value = restriction.value();
    match restriction.attribute("type").unwrap_or_default() {
        "" => {
            if !matches!(value, "" | "all" | "none") {
                context.report(
                    Finding::new(Code::InvalidMediaRestriction).on(restriction).param(Param::Value, value),
                );
            }
        }
        "country" => {
            let parent = context.parent_name();
            for code in value.split(' ') {
                context.check(
                    restriction,
                    &[country],
                    &code.to_uppercase(),
                    Subject::new(restriction.start, "country", &parent),
                );
            }
        }
        "uri" => context.check_element(restriction, &[uri], value),
        "sharing" => {}
        other => {
            context.report(
                Finding::new(Code::InvalidMediaRestrictionType)
                    .on(restriction)
                    .param(Param::Attr, "type")
                    .param(Param::Value, other),
            );
        }
    }
}
