//! The link module: <https://web.resource.org/rss/1.0/modules/link/>.

use crate::Code;
use crate::datatypes::{Findings, Value, language, media_type, no_html, uri};
use crate::vocabularies::extensions::rss_modules::rdf_pointers::{RESOURCE, check_resource};
use crate::vocabularies::schema::{Attribute, Context, Element, Namespace, Node};

const L: Namespace = Namespace::Link;
const TITLE_OF_POINTER: Attribute = Attribute::optional("title", &[]).of(Namespace::DublinCore);

pub(crate) const LINK: &[Element] = &[Element::text("link", &[])
    .with(&[
        RESOURCE,
        TITLE_OF_POINTER,
        Attribute::optional("lang", &[language]).of(L),
        Attribute::required("rel", Code::MissingAttribute, &[uri]).of(L),
        Attribute::optional("type", &[media_type_or_uri]).of(L),
        Attribute::optional("title", &[no_html]).of(L),
    ])
    .rules(&[check_resource])];

/// The permanent address of an item, in RSS 1.0.
pub(crate) const PERMALINK: &[Element] = &[Element::text("permalink", &[])
    .with(&[RESOURCE, TITLE_OF_POINTER, Attribute::optional("type", &[]).of(L)])
    .rules(&[check_permalink_type, check_resource])];

fn media_type_or_uri(value: &Value<'_>, findings: &mut Findings) {
    if value.raw.contains(':') { uri(value, findings) } else { media_type(value, findings) }
}

fn check_permalink_type(node: &Node, context: &mut dyn Context<'_>) {
    if let Some(wanted) = node.attribute_in(L, "type") {
        context.check_element(node, &[media_type], wanted);
    }
}
