//! Terms: the categories, tags, authors, folders and languages by which articles are grouped into feeds.

use crate::text::slug::slugify;
use serde::{Deserialize, Serialize};

/// A category or a tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The name as written: plain text on one line.
    pub name: String,
    /// The last part of its address. Terms with the same slug are the same term ('News' and 'news').
    pub slug: String,
}

impl Term {
    /// The term with this name. `None` if the name gives an empty slug, so that the term would have no
    /// address.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let slug = slugify(&name);
        (!slug.is_empty()).then_some(Self { name, slug })
    }
}

/// The kinds of terms by which articles are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// One of a few large groups.
    Category,
    /// One of many small groups.
    Tag,
    /// An author.
    Author,
    /// A folder inside the content folder, with all its subfolders.
    Folder,
    /// The language of the text.
    Language,
}

impl TermKind {
    /// All kinds, in the order in which pages and OPML list them.
    pub const ALL: [Self; 5] = [Self::Category, Self::Tag, Self::Author, Self::Folder, Self::Language];

    /// The first part of the address of a term of this kind: `categories`.
    pub fn directory(self) -> &'static str {
        match self {
            Self::Category => "categories",
            Self::Tag => "tags",
            Self::Author => "authors",
            Self::Folder => "folders",
            Self::Language => "languages",
        }
    }

    /// Whether nearly every article has a term of this kind. A term that all articles share selects the whole
    /// site, so it is not listed.
    pub fn covers_every_article(self) -> bool {
        matches!(self, Self::Folder | Self::Language)
    }

    /// The kind whose addresses begin with this directory.
    pub fn from_directory(directory: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.directory() == directory)
    }
}
