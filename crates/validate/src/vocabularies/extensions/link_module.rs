//! The link module: <https://web.resource.org/rss/1.0/modules/link/>.

use super::rdf_schema::{RESOURCE, points};
use super::{Attribute, Element, Namespace, Node};
use crate::Code;
use crate::datatypes::{Findings, Value, language, media_type, no_html, uri};
use crate::engine::Judge;

const L: Namespace = Namespace::Known("l");
const TITLE_OF_POINTER: Attribute = Attribute::optional("title", &[]).of(Namespace::Known("dc"));

pub(super) const LINK: &[Element] = &[Element::text("link", &[])
    .with(&[
        RESOURCE,
        TITLE_OF_POINTER,
        Attribute::optional("lang", &[language]).of(L),
        Attribute::required("rel", Code::MissingAttribute, &[uri]).of(L),
        Attribute::optional("type", &[media_type_or_uri]).of(L),
        Attribute::optional("title", &[no_html]).of(L),
    ])
    .rules(&[points])];

/// Where an item stays, in RSS 1.0.
pub(in crate::vocabularies) const PERMALINK: &[Element] = &[Element::text("permalink", &[])
    .with(&[RESOURCE, TITLE_OF_POINTER, Attribute::optional("type", &[]).of(L)])
    .rules(&[type_of_permalink, points])];

fn media_type_or_uri(value: &Value<'_>, findings: &mut Findings) {
    if value.raw.contains(':') { uri(value, findings) } else { media_type(value, findings) }
}

fn type_of_permalink(node: &Node, judge: &mut Judge<'_>) {
    if let Some(wanted) = node.attribute_in(L, "type") {
        judge.check_element(node, &[media_type], wanted);
    }
}
