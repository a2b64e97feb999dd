//! FeedSync, which was called Simple Sharing Extensions: <http://feedsync.org/2007/feedsync>.

use super::super::atom;
use super::{Attribute, Content, Element, Grammar, Namespace, Node, Table};
use crate::Code;
use crate::datatypes::{
    Findings, Value, no_html, not_blank, one_of, positive_integer_of_31_bits, rfc3339_date,
    true_false_in_lower_case, uri, urn_specific,
};
use crate::engine::Judge;
use crate::vocabularies::rss2::item;
use chrono::DateTime;

const SYNC_NAMESPACE: Namespace = Namespace::Known("sx");

/// What stands in a feed.
pub(super) const FEED: &[Element] = &[Element::parent("sharing", &IN_SHARING)
    .with(&[
        Attribute::optional("since", &[rfc3339_date]),
        Attribute::optional("until", &[rfc3339_date]),
        Attribute::optional("expires", &[rfc3339_date]),
    ])
    .rules(&[span])];

const IN_SHARING: Grammar = Grammar::of(&[&[Table {
    namespace: SYNC_NAMESPACE,
    elements: &[Element::parent("related", &Grammar::of(&[])).with(&[
        Attribute::required("link", Code::MissingAttribute, &[uri]),
        Attribute::optional("title", &[no_html, not_blank]),
        Attribute::required("type", Code::MissingAttribute, &[kind_of_feed]),
    ])],
}]]);

/// What stands in an entry.
pub(super) const ENTRY: &[Element] = &[SYNC];

const SYNC: Element = Element::parent("sync", &IN_SYNC)
    .with(&[
        Attribute::optional("deleted", &[true_false_in_lower_case]),
        Attribute::optional("noconflicts", &[true_false_in_lower_case]),
        Attribute::required("id", Code::MissingAttribute, &[not_blank, urn_specific]),
        Attribute::required("updates", Code::MissingAttribute, &[positive_integer_of_31_bits]),
    ])
    .rules(&[id_once, has_history]);

const IN_SYNC: Grammar = Grammar::of(&[&[Table {
    namespace: SYNC_NAMESPACE,
    elements: &[
        Element::parent("history", &Grammar::of(&[]))
            .with(&[
                Attribute::optional("by", &[no_html, not_blank, urn_specific]),
                Attribute::required("sequence", Code::MissingAttribute, &[positive_integer_of_31_bits]),
                Attribute::optional("when", &[rfc3339_date]),
            ])
            .rules(&[by_whom_and_when]),
        Element::new("conflicts", Content::Chosen(|_, _| Content::Elements(&IN_CONFLICTS))),
    ],
}]]);

/// The versions that lost.
const IN_CONFLICTS: Grammar = Grammar::of(&[&[Table {
    namespace: Namespace::Core,
    elements: &[atom::VERSION_OF_ENTRY, item::VERSION_OF_ITEM],
}]]);

fn kind_of_feed(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["complete", "aggregated"], Code::InvalidSseType, findings);
}

/// A part of a feed starts and ends, and not the other way round.
fn span(sharing: &Node, judge: &mut Judge<'_>) {
    match (sharing.attribute("since"), sharing.attribute("until")) {
        (Some(since), Some(until)) if is_after(since, until) => {
            judge.say_of(sharing, Code::SinceAfterUntil, &[]);
        }
        (Some(_), None) => judge.say_of(sharing, Code::MissingAttribute, &[("attr", "until")]),
        (None, Some(_)) => judge.say_of(sharing, Code::MissingAttribute, &[("attr", "since")]),
        _ => {}
    }
}

/// Whether one moment is after another; if one is none, by their letters, as a machine would order them.
fn is_after(one: &str, other: &str) -> bool {
    match (DateTime::parse_from_rfc3339(one), DateTime::parse_from_rfc3339(other)) {
        (Ok(one), Ok(other)) => one > other,
        _ => one > other,
    }
}

/// An identifier is that of one entry of the feed. The versions in a conflict share it.
fn id_once(sync: &Node, judge: &mut Judge<'_>) {
    let Some(id) = sync.attribute("id").filter(|id| !id.is_empty()) else { return };
    let feed = judge.ancestors().nth(1).map_or(0, |feed| feed.start);
    if !judge.is_first("sx:id", &format!("{feed} {id}")) {
        judge.say(Code::DuplicateValue, sync.start, "id", &sync.parent_name(), &[("value", id)]);
    }
}

fn has_history(sync: &Node, judge: &mut Judge<'_>) {
    if !sync.has(SYNC_NAMESPACE, "history") {
        judge.say(Code::MissingElement, sync.start, "sx:history", &sync.parent_name(), &[]);
    }
}

/// Section 2.4: at least one of both, better both.
fn by_whom_and_when(history: &Node, judge: &mut Judge<'_>) {
    match (history.attribute("by"), history.attribute("when")) {
        (Some(_), Some(_)) => {}
        (None, Some(_)) => judge.say_of(history, Code::MissingRecommendedAttribute, &[("attr", "by")]),
        (Some(_), None) => judge.say_of(history, Code::MissingRecommendedAttribute, &[("attr", "when")]),
        (None, None) => judge.say_of(history, Code::MissingByAndWhenAttrs, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_compared_as_moments_where_they_are_some() {
        assert!(is_after("2024-03-02T08:00:00Z", "2024-03-01T08:00:00Z"));
        assert!(!is_after("2024-03-02T08:00:00+02:00", "2024-03-02T07:00:00Z"), "the offset counts");
        assert!(is_after("Sat, 02 Mar 2024 08:00:00 GMT", "2024-03-02T08:00:00Z"));
        assert!(is_after("2024-03-02T08:00:00Z", ""));
        assert!(!is_after("", ""));
    }
}
