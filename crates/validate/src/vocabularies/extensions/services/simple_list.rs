//! Microsoft's simple list extensions, for feeds that are lists to sort and group.

use crate::vocabularies::schema::{Attribute, Element, Grammar, Namespace, Table};

pub(crate) const FEED: &[Element] = &[Element::parent("listinfo", &LIST), Element::text("treatAs", &[])];

const LIST: Grammar = Grammar::of(&[&[Table {
    namespace: Namespace::SimpleList,
    elements: &[
        Element::parent("sort", &Grammar::EMPTY).with(&[
            Attribute::optional("data-type", &[]),
            Attribute::optional("default", &[]),
            ELEMENT,
            LABEL,
            NS,
        ]),
        Element::parent("group", &Grammar::EMPTY).with(&[ELEMENT, LABEL, NS]),
    ],
}]]);

const ELEMENT: Attribute = Attribute::optional("element", &[]);
const LABEL: Attribute = Attribute::optional("label", &[]);
const NS: Attribute = Attribute::optional("ns", &[]);
