//! What the tables of the podcast namespace share.

use crate::Code;
use crate::datatypes::{Findings, Value, media_type_attribute, one_of_in_any_case, web_address};
use crate::messages::Finding;
use crate::vocabularies::schema::{Attribute, Context, Element, Namespace, Node, Table};

/// The namespace.
pub(super) const PODCAST: Namespace = Namespace::Podcast;

/// A table of elements of the namespace.
pub(super) const fn podcast(elements: &'static [Element]) -> Table {
    Table { namespace: PODCAST, elements }
}

/// A required attribute that contains a media type.
pub(super) const fn media_type(name: &'static str) -> Attribute {
    Attribute::required(name, Code::MissingAttribute, &[media_type_attribute])
}

/// A required attribute that contains a web address.
pub(super) const fn address(name: &'static str) -> Attribute {
    Attribute::required(name, Code::MissingAttribute, &[web_address])
}

/// The words `true` and `false`, in any case.
pub(super) fn true_or_false(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(value, &["true", "false"], Code::InvalidTrueFalse, findings);
}

/// Reports an element of the namespace that is missing in a parent.
pub(super) fn require(parent: &Node<'_>, name: &str, context: &mut dyn Context<'_>) {
    if !parent.has(PODCAST, name) {
        context.report(Finding::new(Code::MissingElement).on_part(parent, PODCAST.qualify(name)));
    }
}
