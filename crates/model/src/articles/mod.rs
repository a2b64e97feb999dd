//! Articles, and the values that they consist of.

pub(crate) mod article;
pub(crate) mod body_html;
pub(crate) mod entry;
pub(crate) mod id;
pub(crate) mod media;
pub(crate) mod partial_metadata;
pub(crate) mod person;
pub(crate) mod status;
pub(crate) mod term;
#[cfg(any(test, feature = "test-support"))]
mod testing;
