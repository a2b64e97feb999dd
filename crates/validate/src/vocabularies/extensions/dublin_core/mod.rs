//! Dublin Core: the elements and the terms.

pub(crate) mod elements;
pub(crate) mod terms;
