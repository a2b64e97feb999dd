//! Which articles a feed selects.

use super::TermKind;
use serde::{Deserialize, Serialize};

/// The selection behind a feed: the whole site, or the articles with one term.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selection {
    /// Every public article.
    Site,
    /// Those in a category, with a tag, by an author, in a folder, or in a language.
    Term {
        /// Which of these.
        kind: TermKind,
        /// The term's slug.
        slug: String,
    },
    /// Those that the publisher chose by a rule.
    Custom {
        /// The path of its page below the site's base, without a slash at either end.
        path: String,
    },
}

impl Selection {
    /// The directory of a page of its archive, `tags/rust/archive/1/`.
    pub fn archive_directory(&self, page: u64) -> String {
        format!("{}archive/{page}/", self.directory())
    }

    /// The directory of its feeds and page below the site's base, with a slash at the end unless empty:
    /// `tags/rust/`. It is also the catalogue's key.
    pub fn directory(&self) -> String {
        match self {
            Self::Site => String::new(),
            Self::Custom { path } => format!("{path}/"),
            Self::Term { kind, slug } => format!("{}/{slug}/", kind.directory()),
        }
    }
}
