//! The vocabularies as data: which element stands in which, how often, and what it holds.
//!
//! One file for each vocabulary. To add an element is to add a row; what a row cannot say is a [`Rule`] in the same
//! file. Knows no XML and no walk: it only tells.

mod atom;
mod doctype;
mod feed_history;
mod kml;
mod namespace;
mod node;
mod opml;
mod publishing;
mod questionable;
mod rdf;
mod resource_descriptor;
mod root;
mod row;
mod rss1;
mod search_description;
mod served_as;
mod threading;
mod tombstone;
mod xhtml;
mod xhtml_body;
pub(crate) mod equivalent_elements;
pub(crate) mod extensions;
pub(crate) mod rss2;

pub(super) use doctype::{DeclaredType, is_html_entity};
pub(super) use namespace::{ATOM, Namespace};
pub(super) use node::{Node, NodeAttribute};
pub(super) use questionable::questionable;
pub(super) use root::{Format, Root, misnamed, root};
pub(super) use row::{Attribute, Content, Element, Grammar, Mixed, Need, Occurs, Rule, Table};
pub(super) use served_as::fault_of_media_type;
