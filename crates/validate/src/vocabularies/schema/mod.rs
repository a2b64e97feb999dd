//! The types that tables are made of, and the view of a document that rules have.

mod context;
mod document_type;
mod format;
mod namespace;
mod node;
mod table;
mod well_known;

pub(crate) use context::{Context, IdentifierKind};
pub(crate) use document_type::{DeclaredType, is_html_entity};
pub(crate) use format::{DetectedFormat, Format};
pub(crate) use namespace::{MEDIA_WITHOUT_SLASH, Namespace};
pub(crate) use node::{Node, NodeAttribute};
pub(crate) use table::{
    Attribute, Content, Element, Grammar, Mixed, Occurs, Requirement, Rule, SharedContent, Table,
};
