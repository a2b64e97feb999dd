//! Prepares bodies for publication: addresses, elements, sanitising, plain text, summaries, and a check of
//! the language.

pub(crate) mod excerpt;
pub(crate) mod fast_sanitize;
pub(crate) mod language;
pub(crate) mod links;
pub(crate) mod plain;
pub(crate) mod rewrite;
pub(crate) mod sanitize;
pub(crate) mod serialize;
