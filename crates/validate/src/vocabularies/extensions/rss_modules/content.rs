//! The content module: <https://web.resource.org/rss/1.0/modules/content/>.

use crate::datatypes::html_fragment_with_addresses;
use crate::vocabularies::extensions::rss_modules::rdf_pointers::resource;
use crate::vocabularies::schema::{Element, Grammar, Namespace, Table};

/// The full text of an item as HTML.
pub(crate) const ENCODED: Element = Element::text("encoded", &[html_fragment_with_addresses]).once();

/// The older form: a bag of items.
pub(crate) const ITEMS: Element = Element::parent("items", &BAG).once();

const BAG: Grammar =
    Grammar::of(&[&[Table { namespace: Namespace::Rdf, elements: &[Element::parent("Bag", &LIST).once()] }]]);

const LIST: Grammar =
    Grammar::of(&[&[Table { namespace: Namespace::Rdf, elements: &[Element::parent("li", &PLACE)] }]]);

const PLACE: Grammar =
    Grammar::of(&[&[Table { namespace: Namespace::Content, elements: &[Element::parent("item", &ITEM)] }]]);

const ITEM: Grammar = Grammar::of(&[&[
    Table {
        namespace: Namespace::Content,
        elements: &[resource("format").once(), resource("encoding").once()],
    },
    Table { namespace: Namespace::Rdf, elements: &[Element::text("value", &[]).once()] },
]]);
