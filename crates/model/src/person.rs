//! Authors.

use super::slugify;
use serde::{Deserialize, Serialize};

/// Someone who wrote an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// Plain text, never empty.
    pub name: String,
    /// An address as in RFC 5322's `addr-spec`.
    pub email: Option<String>,
    /// A page about them.
    pub url: Option<String>,
}

impl Person {
    /// Someone of whom only the name is known.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The last part of the address of their feed.
    pub fn slug(&self) -> String {
        slugify(&self.name)
    }
}
