//! What is loaded from elsewhere, and how often.

use super::feature::{ADDRESS, LOOK_AT, OF_FEATURES, SNIPPET};
use super::value::{refresh_mode, view_refresh_mode};
use super::{ATOM, Element, Grammar, ID, Node, Table, needs, number, own, replaced, switch, text};
use crate::Code;
use crate::datatypes::w3cdtf_date;
use crate::engine::Judge;

/// `Link`.
pub(super) const LINK: Element = Element::parent("Link", &Grammar::of(&[&[OF_LINKS]])).with(ID).once();

/// What a link has, and an icon, which is one.
pub(super) const OF_LINKS: Table = own(&[
    ADDRESS,
    text("refreshMode", &[refresh_mode]),
    number("refreshInterval"),
    text("viewRefreshMode", &[view_refresh_mode]),
    number("viewRefreshTime"),
    number("viewBoundScale"),
    text("viewFormat", &[]),
    text("httpQuery", &[]),
    switch("refreshVisibility").rules(&[|switch, judge| replaced(switch, "Update", judge)]),
]);

/// What stands in a `NetworkLink`.
pub(super) const IN_LINK: Grammar = Grammar::of(&[
    &[
        OF_FEATURES,
        own(&[
            switch("refreshVisibility"),
            switch("flyToView"),
            number("refreshInterval"),
            LINK,
            LINK.named("Url").rules(&[|url, judge| replaced(url, "Link", judge)]),
        ]),
    ],
    ATOM,
])
.rules(&[leads_somewhere]);

fn leads_somewhere(link: &Node, judge: &mut Judge<'_>) {
    if !link.has(super::Namespace::Core, "Url") {
        needs(link, &["Link"], judge);
    }
}

/// What stands in a `NetworkLinkControl`.
pub(super) const IN_CONTROL: Grammar = Grammar::of(&[&[own(&[
    number("minRefreshPeriod"),
    number("maxSessionLength"),
    text("cookie", &[]),
    text("message", &[]),
    text("linkName", &[]),
    text("linkDescription", &[]),
    SNIPPET.named("linkSnippet"),
    text("expires", &[w3cdtf_date]),
    Element::parent("Update", &IN_UPDATE).once(),
    LOOK_AT,
    LOOK_AT.named("Camera"),
    LOOK_AT
        .named("View")
        .rules(&[|view, judge| judge.say_of(view, Code::Deprecated, &[("replacement", "LookAt")])]),
])]]);

/// What is changed is in another document.
const IN_UPDATE: Grammar = Grammar::of(&[&[own(&[
    text("targetHref", &[]),
    Element::any("Change"),
    Element::any("Create"),
    Element::any("Delete"),
    Element::any("Update"),
])]])
.rules(&[|update, judge| needs(update, &["targetHref"], judge)]);
