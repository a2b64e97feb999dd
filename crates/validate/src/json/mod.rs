//! JSON Feed 1 and 1.1: <https://www.jsonfeed.org/version/1.1/>.
//!
//! ```text
//! bytes ──▶ encoding ──▶ scanner ──▶ walk ──▶ Judge
//!                         Node        ▲ ▲
//!                           vocabulary┘ └value
//! ```
//!
//! `scanner` reads JSON strictly and knows no feed. `vocabulary` is data: which members an object has and what each
//! holds; to add a member is to add a row. `walk` takes the one through the other.

mod encoding;
mod node;
mod row;
mod scanner;
mod spelling;
mod text;
mod vocabulary;
mod walk;

#[cfg(test)]
mod tests;

pub(super) use encoding::{decode, is_json};
pub(super) use node::{Node, Object};
pub(super) use walk::{say, walk};

use super::Code;

/// A document's values, if it can be read to its end.
pub(super) fn read(text: &str) -> Option<Node<'_>> {
    scanner::scan(text).0
}

/// Something wrong with the JSON itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) code: Code,
    /// Where: a byte of the text.
    pub(super) offset: usize,
    /// Why, as the end of a sentence.
    pub(super) why: String,
}

impl Fault {
    fn new(code: Code, offset: usize, why: impl Into<String>) -> Self {
        Self { code, offset, why: why.into() }
    }
}
