//! Faults of JSON documents below the level of the feed: syntax and encoding.

use crate::Code;

/// A fault of the JSON syntax or of the encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The code of the message.
    pub(super) code: Code,
    /// Byte of the text.
    pub(super) offset: usize,
    /// The reason, as the end of a sentence.
    pub(super) why: String,
}

impl Fault {
    pub(super) fn new(code: Code, offset: usize, why: impl Into<String>) -> Self {
        Self { code, offset, why: why.into() }
    }
}
