//! Categories, tags and authors, by which feeds are selected.

use super::slugify;
use serde::{Deserialize, Serialize};

/// A category or a tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// As written: plain text on one line.
    pub name: String,
    /// The last part of its address. Terms with one slug are one term ('News' and 'news').
    pub slug: String,
}

impl Term {
    /// The term of that name. `None`: nothing can be its address.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let slug = slugify(&name);
        (!slug.is_empty()).then_some(Self { name, slug })
    }
}

/// What articles are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// One of a few large groups.
    Category,
    /// One of many small ones.
    Tag,
    /// Who wrote it.
    Author,
}

impl TermKind {
    /// All of them, in the order of pages and OPML.
    pub const ALL: [Self; 3] = [Self::Category, Self::Tag, Self::Author];

    /// The first part of the addresses: `categories`.
    pub fn directory(self) -> &'static str {
        match self {
            Self::Category => "categories",
            Self::Tag => "tags",
            Self::Author => "authors",
        }
    }

    /// The kind whose addresses begin so.
    pub fn from_directory(directory: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.directory() == directory)
    }
}
