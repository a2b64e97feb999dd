//! The vocabularies as data: which elements may contain which others, how often, and with which values.
//!
//! Each vocabulary has a file with tables of rows. To add an element, add a row. A requirement that a row
//! cannot express is a [`Rule`](schema::Rule), a function beside the table. `schema` defines rows, tables and
//! the view of a document that rules have. The vocabularies contain no code that reads XML.

mod atom;
mod equivalent_elements;
mod extensions;
mod media_types;
mod opml;
pub(crate) mod quality;
mod questionable;
mod root;
mod rss1;
mod rss2;
mod schema;
mod xhtml;

pub(super) use media_types::fault_of_media_type;
pub(super) use questionable::questionable;
pub(super) use root::{Root, misnamed, root, shared_content};
pub(super) use schema::{
    Attribute, Content, Context, DeclaredType, DetectedFormat, Element, Format, IdentifierKind,
    MEDIA_WITHOUT_SLASH, Namespace, Node, NodeAttribute, Occurs, Requirement, is_html_entity,
};
