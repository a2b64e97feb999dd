//! Turns the bytes of a file into a [`Document`]: its format, its front matter as keys and values, and its
//! body.
//!
//! This module interprets neither the keys of front matter nor the text of the body.

mod companions;
mod content_rules;
mod decode;
mod format_detection;
mod front_matter;
mod markup;
mod model;
mod native_metadata;
mod path_rules;
mod properties;
mod reading;
mod served_files;
mod transient;
mod unsupported_type;
pub(crate) mod authors_file;
pub(crate) mod container;
pub(crate) mod footnote;
pub(crate) mod headline_html;
pub(crate) mod subscription_lines;

pub use authors_file::{AuthorsFile, directory_of_authors_file};
pub use companions::{Companion, Relation, companions, folders_of_page, is_bundle_index};
pub(crate) use container::EMBEDDED;
pub use container::{PictureBudget, embedded_pictures, may_embed_pictures};
pub use content_rules::private_content;
pub use front_matter::Syntax;
pub(crate) use front_matter::{parse_toml_file, parse_yaml_file};
pub(crate) use headline_html::headed_fragment;
pub use markup::{article_extensions, is_article_extension};
pub use model::{Document, DocumentOutcome, Field, Format};
pub use path_rules::{
    Certainty, DraftPath, copied_original, copies_of, draft_path, ignored_because, private_because,
};
pub use properties::Properties;
pub use reading::{read, read_by_content, read_included_document};
pub use served_files::not_served_because;
pub use transient::is_transient;
pub use unsupported_type::is_unsupported_document;
