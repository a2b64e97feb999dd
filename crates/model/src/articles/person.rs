//! People: authors and contributors.

use crate::text::slug::slugify;
use serde::{Deserialize, Serialize};

/// An author of an article, or someone who contributed to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// Plain text, never empty.
    pub name: String,
    /// An e-mail address: `addr-spec` in RFC 5322.
    pub email: Option<String>,
    /// The address of a page about the person.
    pub url: Option<String>,
}

impl Person {
    /// A person with a name and nothing else.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The last part of the address of the person's feed.
    pub fn slug(&self) -> String {
        slugify(&self.name)
    }
}
