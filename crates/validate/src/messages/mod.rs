//! TODO(first line): what is in this folder.

pub(crate) mod code;
pub(crate) mod explanation;
pub(crate) mod message;
pub(crate) mod report;
