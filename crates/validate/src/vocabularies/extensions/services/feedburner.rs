//! FeedBurner's namespace: <https://rssnamespace.org/feedburner/ext/1.0>.

use crate::Code;
use crate::datatypes::{iri_reference, no_html, uri};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::schema::{Attribute, Context, Element, Format, Grammar, Node};

pub(crate) const ENTRY: &[Element] = &[
    Element::text("awareness", &[uri]).once(),
    Element::text("origEnclosureLink", &[uri]).once(),
    Element::text("origLink", &[uri]).once(),
];

pub(crate) const FEED: &[Element] = &[
    Element::text("awareness", &[uri]).once(),
    Element::text("browserFriendly", &[no_html]).once(),
    Element::text("emailServiceId", &[]).once(),
    Element::text("feedFlare", &[no_html])
        .with(&[
            Attribute::required("href", Code::MissingAttribute, &[]),
            Attribute::required("src", Code::MissingAttribute, &[]),
        ])
        .rules(&[check_flare_addresses]),
    Element::text("feedburnerHostname", &[uri]).once(),
    Element::parent("info", &Grammar::EMPTY).with(&[Attribute::required(
        "uri",
        Code::MissingAttribute,
        &[iri_reference],
    )]),
];

/// Checks the addresses of a flare. Only Atom defines a base for relative addresses.
fn check_flare_addresses(flare: &Node, context: &mut dyn Context<'_>) {
    for name in ["href", "src"] {
        let Some(address) = flare.attribute(name) else { continue };
        if context.is(Format::Rss2) || context.is(Format::Rss1) {
            if !is_absolute(address) {
                context.report(
                    Finding::new(Code::ContainsRelRef)
                        .on(flare)
                        .element(name)
                        .parent(flare.parent_name())
                        .param(Param::Value, address),
                );
            }
        } else {
            context.check(
                flare,
                &[iri_reference],
                address,
                Subject::new(flare.start, name, flare.parent_name()),
            );
        }
    }
}

/// Whether there are a scheme and, after it, only characters of a URI.
fn is_absolute(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let is_rest = |c: char| c.is_ascii_alphanumeric() || ";/?:@&=+$.-_!~*'()%,#".contains(c);
    is_scheme && !rest.is_empty() && rest.chars().all(is_rest)
}
