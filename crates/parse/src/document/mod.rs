//! Turns the bytes of a file into a [`Document`]: its format, its front matter as keys and values, and its
//! body.
//!
//! This module interprets neither the keys of front matter nor the text of the body.

mod conflict_marks;
mod decode;
mod format_detection;
mod front_matter;
mod markup;
mod model;
mod native_metadata;
mod path_rules;
mod properties;
mod reading;
mod transient;
mod unsupported_type;
pub(crate) mod authors_file;
pub(crate) mod container;
pub(crate) mod footnote;
pub(crate) mod headline_html;

pub use authors_file::{AuthorsFile, directory_of_authors_file};
pub(crate) use container::EMBEDDED;
pub use container::embedded_picture;
pub use front_matter::Syntax;
pub(crate) use headline_html::headed_fragment;
pub use markup::{article_extensions, is_article_extension};
pub use model::{Document, DocumentOutcome, Field, Format};
pub use path_rules::{ignored_because, is_in_drafts_folder};
pub use properties::Properties;
pub use reading::{read, read_included_document};
pub use transient::is_transient;
