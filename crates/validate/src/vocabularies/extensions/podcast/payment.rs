//! Who is paid for listening.

use super::{
    Attribute, EMPTY, Element, Grammar, Judge, Node, PODCAST, needs, podcast, remote, true_or_false,
};
use crate::Code;
use crate::datatypes::{float, non_negative_integer, not_blank};

/// `podcast:value`.
pub(super) const VALUE: Element = Element::parent("value", &IN_VALUE)
    .with(&[
        Attribute::required("type", Code::MissingAttribute, &[not_blank]),
        Attribute::required("method", Code::MissingAttribute, &[not_blank]),
        Attribute::optional("suggested", &[float]),
    ])
    .rules(&[|value, judge| needs(value, "valueRecipient", judge)]);

const IN_VALUE: Grammar = Grammar::of(&[&[podcast(&[
    RECIPIENT,
    Element::parent("valueTimeSplit", &IN_SPLIT)
        .with(&[
            Attribute::required("startTime", Code::MissingAttribute, &[float]),
            Attribute::required("duration", Code::MissingAttribute, &[float]),
            Attribute::optional("remoteStartTime", &[float]),
            // Beyond 0 and 100 it is taken for these.
            Attribute::optional("remotePercentage", &[super::signed_float]),
        ])
        .rules(&[either_here_or_there]),
])]]);

const RECIPIENT: Element = Element::parent("valueRecipient", &EMPTY).with(&[
    Attribute::optional("name", &[]),
    Attribute::optional("customKey", &[]),
    Attribute::optional("customValue", &[]),
    Attribute::required("type", Code::MissingAttribute, &[not_blank]),
    Attribute::required("address", Code::MissingAttribute, &[not_blank]),
    Attribute::required("split", Code::MissingAttribute, &[non_negative_integer]),
    Attribute::optional("fee", &[true_or_false]),
]);

const IN_SPLIT: Grammar = Grammar::of(&[&[podcast(&[RECIPIENT, remote::REMOTE_ITEM.once()])]]);

/// A part of the time is paid to one item elsewhere, or to recipients that are listed here.
fn either_here_or_there(split: &Node, judge: &mut Judge<'_>) {
    if !split.has(PODCAST, "remoteItem") {
        needs(split, "valueRecipient", judge);
    } else if let Some(recipient) = split.all(PODCAST, "valueRecipient").next() {
        judge.say_of_child(split, recipient, Code::UndefinedElement, &[]);
    }
}
