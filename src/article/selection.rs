//! Which articles a feed selects.

use super::TermKind;
use serde::{Deserialize, Serialize};

/// The selection behind a feed: the whole site, or the articles with one term.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selection {
    /// Every public article.
    Site,
    /// Those in a category, with a tag, or by an author.
    Term {
        /// Which of the three.
        kind: TermKind,
        /// The term's slug.
        slug: String,
    },
}

impl Selection {
    /// The directory of its feeds and page below the site's base, with a slash at the end unless empty:
    /// `tags/rust/`. It is also the catalogue's key.
    pub fn directory(&self) -> String {
        match self {
            Self::Site => String::new(),
            Self::Term { kind, slug } => format!("{}/{slug}/", kind.directory()),
        }
    }
}
