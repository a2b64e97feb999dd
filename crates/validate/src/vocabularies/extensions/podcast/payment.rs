//! Payments to the makers of a podcast.

use super::parts::{PODCAST, podcast, require, true_or_false};
use super::remote;
use crate::Code;
use crate::datatypes::{float, non_negative_integer, not_blank, signed_float};
use crate::messages::Finding;
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Node};

/// `podcast:value`.
pub(crate) const VALUE: Element = Element::parent("value", &IN_VALUE)
    .with(&[
        Attribute::required("type", Code::MissingAttribute, &[not_blank]),
        Attribute::required("method", Code::MissingAttribute, &[not_blank]),
        Attribute::optional("suggested", &[float]),
    ])
    .rules(&[|value, context| require(value, "valueRecipient", context)]);

const IN_VALUE: Grammar = Grammar::of(&[&[podcast(&[
    RECIPIENT,
    Element::parent("valueTimeSplit", &IN_SPLIT)
        .with(&[
            Attribute::required("startTime", Code::MissingAttribute, &[float]),
            Attribute::required("duration", Code::MissingAttribute, &[float]),
            Attribute::optional("remoteStartTime", &[float]),
            // Values below 0 and above 100 are read as 0 and 100.
            Attribute::optional("remotePercentage", &[signed_float]),
        ])
        .rules(&[check_recipients]),
])]]);

const RECIPIENT: Element = Element::parent("valueRecipient", &Grammar::EMPTY).with(&[
    Attribute::optional("name", &[]),
    Attribute::optional("customKey", &[]),
    Attribute::optional("customValue", &[]),
    Attribute::required("type", Code::MissingAttribute, &[not_blank]),
    Attribute::required("address", Code::MissingAttribute, &[not_blank]),
    Attribute::required("split", Code::MissingAttribute, &[non_negative_integer]),
    Attribute::optional("fee", &[true_or_false]),
]);

const IN_SPLIT: Grammar = Grammar::of(&[&[podcast(&[RECIPIENT, remote::REMOTE_ITEM.once()])]]);

/// A part of the playing time is paid to one remote item, or to the recipients in the element.
fn check_recipients(split: &Node, context: &mut dyn Context<'_>) {
    if !split.has(PODCAST, "remoteItem") {
        require(split, "valueRecipient", context);
    } else if let Some(recipient) = split.all(PODCAST, "valueRecipient").next() {
        context.report(Finding::new(Code::UndefinedElement).on_child(recipient, split));
    }
}
