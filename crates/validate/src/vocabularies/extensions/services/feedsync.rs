//! FeedSync, formerly Simple Sharing Extensions: <http://feedsync.org/2007/feedsync>.

use crate::Code;
use crate::datatypes::{
    Findings, Value, no_html, not_blank, one_of, positive_integer_of_31_bits, rfc3339_date,
    true_false_in_lower_case, uri, urn_specific,
};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Grammar, IdentifierKind, Namespace, Node, SharedContent, Table,
};
use chrono::DateTime;

const SYNC_NAMESPACE: Namespace = Namespace::FeedSync;

/// The element of a feed.
pub(crate) const FEED: &[Element] = &[Element::parent("sharing", &IN_SHARING)
    .with(&[
        Attribute::optional("since", &[rfc3339_date]),
        Attribute::optional("until", &[rfc3339_date]),
        Attribute::optional("expires", &[rfc3339_date]),
    ])
    .rules(&[check_period])];

const IN_SHARING: Grammar = Grammar::of(&[&[Table {
    namespace: SYNC_NAMESPACE,
    elements: &[Element::parent("related", &Grammar::EMPTY).with(&[
        Attribute::required("link", Code::MissingAttribute, &[uri]),
        Attribute::optional("title", &[no_html, not_blank]),
        Attribute::required("type", Code::MissingAttribute, &[related_type]),
    ])],
}]]);

/// The element of an entry.
pub(crate) const ENTRY: &[Element] = &[SYNC];

const SYNC: Element = Element::parent("sync", &IN_SYNC)
    .with(&[
        Attribute::optional("deleted", &[true_false_in_lower_case]),
        Attribute::optional("noconflicts", &[true_false_in_lower_case]),
        Attribute::required("id", Code::MissingAttribute, &[not_blank, urn_specific]),
        Attribute::required("updates", Code::MissingAttribute, &[positive_integer_of_31_bits]),
    ])
    .rules(&[claim_id, require_history]);

const IN_SYNC: Grammar = Grammar::of(&[&[Table {
    namespace: SYNC_NAMESPACE,
    elements: &[
        Element::parent("history", &Grammar::EMPTY)
            .with(&[
                Attribute::optional("by", &[no_html, not_blank, urn_specific]),
                Attribute::required("sequence", Code::MissingAttribute, &[positive_integer_of_31_bits]),
                Attribute::optional("when", &[rfc3339_date]),
            ])
            .rules(&[check_author_and_date]),
        // The versions of the entry that were not chosen in a conflict.
        Element::new("conflicts", Content::Shared(SharedContent::EntryVersions)),
    ],
}]]);

fn related_type(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["complete", "aggregated"], Code::InvalidSseType, findings);
}

/// A part of a feed has a start and an end, in this order.
fn check_period(sharing: &Node, context: &mut dyn Context<'_>) {
    match (sharing.attribute("since"), sharing.attribute("until")) {
        (Some(since), Some(until)) if is_after(since, until) => {
            context.report(Finding::new(Code::SinceAfterUntil).on(sharing));
        }
        (Some(_), None) => {
            context.report(Finding::new(Code::MissingAttribute).on(sharing).param(Param::Attr, "until"))
        }
        (None, Some(_)) => {
            context.report(Finding::new(Code::MissingAttribute).on(sharing).param(Param::Attr, "since"))
        }
        _ => {}
    }
}

/// Whether one date is after the other. Invalid dates are compared as strings.
fn is_after(one: &str, other: &str) -> bool {
    match (DateTime::parse_from_rfc3339(one), DateTime::parse_from_rfc3339(other)) {
        (Ok(one), Ok(other)) => one > other,
        _ => one > other,
    }
}

/// An id belongs to one entry of the feed. The versions in a conflict share it.
fn claim_id(sync: &Node, context: &mut dyn Context<'_>) {
    let Some(id) = sync.attribute("id").filter(|id| !id.is_empty()) else { return };
    let feed = context.ancestors().nth(1).map_or(0, |feed| feed.start);
    if !context.claim_identifier(IdentifierKind::FeedSync, &format!("{feed} {id}")) {
        context.report(Finding::new(Code::DuplicateValue).on_part(sync, "id").param(Param::Value, id));
    }
}

fn require_history(sync: &Node, context: &mut dyn Context<'_>) {
    if !sync.has(SYNC_NAMESPACE, "history") {
        context.report(Finding::new(Code::MissingElement).on_part(sync, "sx:history"));
    }
}

/// Section 2.4: at least one of `by` and `when`, better both.
fn check_author_and_date(history: &Node, context: &mut dyn Context<'_>) {
    match (history.attribute("by"), history.attribute("when")) {
        (Some(_), Some(_)) => {}
        (None, Some(_)) => context
            .report(Finding::new(Code::MissingRecommendedAttribute).on(history).param(Param::Attr, "by")),
        (Some(_), None) => context
            .report(Finding::new(Code::MissingRecommendedAttribute).on(history).param(Param::Attr, "when")),
        (None, None) => context.report(Finding::new(Code::MissingByAndWhenAttrs).on(history)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_dates_are_compared_as_dates() {
        assert!(is_after("2024-03-02T08:00:00Z", "2024-03-01T08:00:00Z"));
        assert!(!is_after("2024-03-02T08:00:00+02:00", "2024-03-02T07:00:00Z"), "the offset counts");
        assert!(is_after("Sat, 02 Mar 2024 08:00:00 GMT", "2024-03-02T08:00:00Z"));
        assert!(is_after("2024-03-02T08:00:00Z", ""));
        assert!(!is_after("", ""));
    }
}
