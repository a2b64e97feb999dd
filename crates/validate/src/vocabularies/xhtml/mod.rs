//! XHTML, SVG and MathML in feeds.

pub(crate) mod item_body;
pub(crate) mod markup;
pub(crate) mod robots;
