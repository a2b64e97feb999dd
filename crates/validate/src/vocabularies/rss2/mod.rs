//! TODO(first line): what is in this folder.

pub(crate) mod channel;
pub(crate) mod image;
pub(crate) mod item;
pub(crate) mod schedule;
