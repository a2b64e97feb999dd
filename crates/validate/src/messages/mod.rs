//! TODO(first line): what is in this folder.

pub(crate) mod code;
pub(crate) mod explanation;
mod finding;
pub(crate) mod message;
mod param;
pub(crate) mod report;

pub(crate) use finding::{Finding, Name, Subject};
pub(crate) use message::Message;
pub use param::Param;
