//! The explanation of one or several message codes.

use crate::Code;

/// Explains why a message matters and how to fix its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The codes that the explanation is for.
    pub(super) codes: &'static [Code],
    /// Which readers fail, and how. One or more sentences.
    pub why: &'static str,
    /// How to fix the cause. One or more sentences.
    pub fix: &'static str,
    /// A correct fragment of a document or an HTTP header; empty if no example helps.
    pub example: &'static str,
    /// The URL of the clause in the specification.
    pub link: &'static str,
}
