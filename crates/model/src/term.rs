//! Categories, tags, authors, folders and languages, by which feeds are selected.

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
    /// A folder inside the content folder, with all below it.
    Folder,
    /// What it is written in.
    Language,
}

impl TermKind {
    /// All of them, in the order of pages and OPML.
    pub const ALL: [Self; 5] = [Self::Category, Self::Tag, Self::Author, Self::Folder, Self::Language];

    /// The first part of the addresses: `categories`.
    pub fn directory(self) -> &'static str {
        match self {
            Self::Category => "categories",
            Self::Tag => "tags",
            Self::Author => "authors",
            Self::Folder => "folders",
            Self::Language => "languages",
        }
    }

    /// Whether every article has one by its nature, so that one that all of them have tells nothing apart.
    pub fn covers_every_article(self) -> bool {
        matches!(self, Self::Folder | Self::Language)
    }

    /// The kind whose addresses begin so.
    pub fn from_directory(directory: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.directory() == directory)
    }
}
