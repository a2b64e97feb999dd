//! FeedBurner's namespace, <https://rssnamespace.org/feedburner/ext/1.0>.

use super::{Attribute, Element, Format, Grammar, Node};
use crate::Code;
use crate::datatypes::{iri_reference, no_html, uri};
use crate::engine::Judge;

pub(super) const ENTRY: &[Element] = &[
    Element::text("awareness", &[uri]).once(),
    Element::text("origEnclosureLink", &[uri]).once(),
    Element::text("origLink", &[uri]).once(),
];

pub(super) const FEED: &[Element] = &[
    Element::text("awareness", &[uri]).once(),
    Element::text("browserFriendly", &[no_html]).once(),
    Element::text("emailServiceId", &[]).once(),
    Element::text("feedFlare", &[no_html])
        .with(&[
            Attribute::required("href", Code::MissingAttribute, &[]),
            Attribute::required("src", Code::MissingAttribute, &[]),
        ])
        .rules(&[flare_addresses]),
    Element::text("feedburnerHostname", &[uri]).once(),
    Element::parent("info", &Grammar::of(&[])).with(&[Attribute::required(
        "uri",
        Code::MissingAttribute,
        &[iri_reference],
    )]),
];

/// The addresses of a flare. Only Atom says what relative ones are relative to.
fn flare_addresses(flare: &Node, judge: &mut Judge<'_>) {
    for name in ["href", "src"] {
        let Some(address) = flare.attribute(name) else { continue };
        if judge.is(Format::Rss2) || judge.is(Format::Rss1) {
            if !is_absolute(address) {
                judge.say_of(
                    flare,
                    Code::ContainsRelRef,
                    &[("element", name), ("parent", &flare.parent_name()), ("value", address)],
                );
            }
        } else {
            judge.check(flare, &[iri_reference], address, name, &flare.parent_name(), &[]);
        }
    }
}

/// Whether it has a scheme and behind it what may stand in a URI.
fn is_absolute(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let is_rest = |c: char| c.is_ascii_alphanumeric() || ";/?:@&=+$.-_!~*'()%,#".contains(c);
    is_scheme && !rest.is_empty() && rest.chars().all(is_rest)
}
