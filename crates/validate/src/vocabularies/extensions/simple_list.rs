//! Microsoft's simple list extensions: a feed that is a list to sort and group.

use super::{Attribute, Element, Grammar, Namespace, Table};

pub(super) const FEED: &[Element] = &[Element::parent("listinfo", &LIST), Element::text("treatAs", &[])];

const LIST: Grammar = Grammar::of(&[&[Table {
    namespace: Namespace::Known("cf"),
    elements: &[
        Element::parent("sort", &Grammar::of(&[])).with(&[
            Attribute::optional("data-type", &[]),
            Attribute::optional("default", &[]),
            ELEMENT,
            LABEL,
            NS,
        ]),
        Element::parent("group", &Grammar::of(&[])).with(&[ELEMENT, LABEL, NS]),
    ],
}]]);

const ELEMENT: Attribute = Attribute::optional("element", &[]);
const LABEL: Attribute = Attribute::optional("label", &[]);
const NS: Attribute = Attribute::optional("ns", &[]);
