//! Selections: the set of articles behind a feed.

use crate::articles::term::TermKind;
use serde::{Deserialize, Serialize};

/// The articles that a feed selects: all of the site, those with one term, or those that match a rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selection {
    /// Every public article.
    Site,
    /// The articles in a category, with a tag, by an author, in a folder, or in a language.
    Term {
        /// The kind of the term.
        kind: TermKind,
        /// The term's slug.
        slug: String,
    },
    /// The articles that match a rule of the publisher's.
    Custom {
        /// The path of its page below the site's base, without a slash at either end.
        path: String,
    },
}

/// First parts of addresses that are in use already, besides the kinds of terms.
const RESERVED: [&str; 3] = ["articles", "archive", "readyz"];

impl Selection {
    /// The selection with this [`Self::directory`]. `None` if no selection can have it.
    pub fn from_directory(directory: &str) -> Option<Self> {
        let Some(path) = directory.strip_suffix('/') else {
            return directory.is_empty().then_some(Self::Site);
        };
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        match TermKind::from_directory(first) {
            Some(kind) if !rest.is_empty() && !rest.contains('/') => {
                Some(Self::Term { kind, slug: rest.to_owned() })
            }
            Some(_) => None,
            None => Self::is_custom_path(path).then(|| Self::Custom { path: path.to_owned() }),
        }
    }

    /// Whether a publisher may define a feed with this path: it has lower-case letters, digits, hyphens and
    /// slashes only, and is not reserved.
    pub fn is_custom_path(path: &str) -> bool {
        let is_valid = |part: &str| {
            !part.is_empty()
                && part != "archive"
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        path.split('/').all(is_valid) && !Self::is_reserved(path)
    }

    /// Whether the path begins with a part that other pages use.
    pub fn is_reserved(path: &str) -> bool {
        let first = path.split('/').next().unwrap_or_default();
        RESERVED.contains(&first) || TermKind::from_directory(first).is_some()
    }

    /// The directory of a page of the selection's archive, `tags/rust/archive/1/`.
    pub fn archive_directory(&self, page: u64) -> String {
        format!("{}archive/{page}/", self.directory())
    }

    /// The directory of the selection's feeds and page below the site's base: `tags/rust/`, empty for the
    /// site. It is also the key of the selection in the catalogue.
    pub fn directory(&self) -> String {
        match self {
            Self::Site => String::new(),
            Self::Custom { path } => format!("{path}/"),
            Self::Term { kind, slug } => format!("{}/{slug}/", kind.directory()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_directory_belongs_to_one_selection() {
        let term = |kind, slug: &str| Selection::Term { kind, slug: slug.to_owned() };
        let custom = |path: &str| Selection::Custom { path: path.to_owned() };
        let all = [
            Selection::Site,
            term(TermKind::Tag, "rust"),
            term(TermKind::Folder, "a--b"),
            custom("rust-news"),
            custom("a/b"),
        ];
        for selection in all {
            assert_eq!(Selection::from_directory(&selection.directory()), Some(selection));
        }
        for none in
            ["/", "tags/", "tags//", "tags/a/b/", "x", "articles/x/", "a/archive/", "a//b/", "../a/", "A/"]
        {
            assert_eq!(Selection::from_directory(none), None, "{none}");
        }
    }
}
