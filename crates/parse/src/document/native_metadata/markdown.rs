//! Markdown: selects the reader of MDX's exported object, of ikiwiki's directives or of Nikola's comment.

use super::model::NativeMetadata;
use super::{ikiwiki, mdx_export, nikola_comment};
use crate::document::model::Document;

/// Parses the metadata of a Markdown document; `lines` are the lines of its body.
pub(in crate::document) fn parse(document: &Document, lines: &[&str]) -> NativeMetadata {
    if document.path.extension().is_some_and(|extension| extension == "mdx") {
        mdx_export::parse(lines)
    } else if document.body.contains("[[!") {
        ikiwiki::parse(lines)
    } else {
        nikola_comment::parse(lines)
    }
}
