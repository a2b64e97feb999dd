//! The content module: <https://web.resource.org/rss/1.0/modules/content/>.

use super::rdf_schema::resource;
use super::{Element, Grammar, Namespace, Table};
use crate::datatypes::html_fragment_with_addresses;

/// The whole article, as HTML.
pub(in crate::vocabularies) const ENCODED: Element =
    Element::text("encoded", &[html_fragment_with_addresses]).once();

/// The older form: a bag of items.
pub(in crate::vocabularies) const ITEMS: Element = Element::parent("items", &BAG).once();

const BAG: Grammar = Grammar::of(&[&[Table {
    namespace: Namespace::Known("rdf"),
    elements: &[Element::parent("Bag", &LIST).once()],
}]]);

const LIST: Grammar = Grammar::of(&[&[Table {
    namespace: Namespace::Known("rdf"),
    elements: &[Element::parent("li", &PLACE)],
}]]);

const PLACE: Grammar = Grammar::of(&[&[Table {
    namespace: Namespace::Known("content"),
    elements: &[Element::parent("item", &ITEM)],
}]]);

const ITEM: Grammar = Grammar::of(&[&[
    Table {
        namespace: Namespace::Known("content"),
        elements: &[resource("format").once(), resource("encoding").once()],
    },
    Table { namespace: Namespace::Known("rdf"), elements: &[Element::text("value", &[]).once()] },
]]);
