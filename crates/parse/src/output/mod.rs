//! TODO(first line): what is in this folder.

pub(crate) mod excerpt;
pub(crate) mod fast_sanitize;
pub(crate) mod language;
pub(crate) mod links;
pub(crate) mod plain;
pub(crate) mod rewrite;
pub(crate) mod sanitize;
