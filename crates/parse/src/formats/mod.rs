//! The readers of the body formats (Markdown, HTML, plain text, Org, AsciiDoc, reStructuredText), one folder
//! each, and the code that several of them share.

pub(crate) mod asciidoc;
pub(crate) mod html;
pub(crate) mod linkify;
pub(crate) mod markdown;
pub(crate) mod markup;
pub(crate) mod org;
pub(crate) mod parse_body;
pub(crate) mod rst;
pub(crate) mod text;
