//! TODO(first line): what is in this folder.

pub(crate) mod asciidoc;
pub(crate) mod html;
pub(crate) mod linkify;
pub(crate) mod markdown;
pub(crate) mod markup;
pub(crate) mod org;
pub(crate) mod rst;
pub(crate) mod text;
