//! The names of documents by directory, so that each directory is listed once and not asked for each name that a
//! document may have: 2,000 articles with two missing references each cost 1.2 million system calls.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use tidings_parse::document::is_article_extension;

/// Most names that are kept; the next directory begins anew.
const MAX_NAMES: usize = 100_000;

/// The names of the documents of each directory that was asked for, without their extensions.
#[derive(Debug, Default)]
pub(super) struct SourceNames {
    by_directory: HashMap<PathBuf, HashSet<String>>,
    count: usize,
    /// How many directories were listed.
    #[cfg(test)]
    listed: usize,
}

impl SourceNames {
    /// Whether a page at this path is made from a document: `posts/a` from `posts/a.md` or `posts/a/index.md`.
    pub(super) fn contains_source_of(&mut self, page: &Path) -> bool {
        let (Some(directory), Some(name)) = (page.parent(), page.file_name().and_then(|name| name.to_str()))
        else {
            return false;
        };
        self.contains(directory, name) || (self.is_listed(page) && self.contains(page, "index"))
    }

    /// Whether the directory has a document of this name. A directory that cannot be listed has none.
    fn contains(&mut self, directory: &Path, name: &str) -> bool {
        if !self.by_directory.contains_key(directory) {
            let names = names_in(directory);
            self.count += names.len() + 1;
            if self.count > MAX_NAMES {
                self.by_directory.clear();
                self.count = names.len() + 1;
            }
            self.by_directory.insert(directory.to_owned(), names);
            #[cfg(test)]
            {
                self.listed += 1;
            }
        }
        self.by_directory.get(directory).is_some_and(|names| names.contains(name))
    }

    /// Whether the path is a directory; those that were listed are known.
    fn is_listed(&self, directory: &Path) -> bool {
        self.by_directory.contains_key(directory) || directory.is_dir()
    }
}

fn names_in(directory: &Path) -> HashSet<String> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names
        .filter_map(|name| {
            let (stem, extension) = name.rsplit_once('.')?;
            is_article_extension(&extension.to_lowercase()).then(|| stem.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing test may panic")]

    use super::*;

    #[test]
    fn a_directory_is_listed_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("posts/bundle")).unwrap();
        for name in ["posts/a.md", "posts/bundle/index.rst", "posts/picture.png"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let mut names = SourceNames::default();
        for _ in 0..100 {
            assert!(names.contains_source_of(&folder.path().join("posts/a")));
            assert!(names.contains_source_of(&folder.path().join("posts/bundle")));
            assert!(!names.contains_source_of(&folder.path().join("posts/picture")));
            assert!(!names.contains_source_of(&folder.path().join("posts/b")));
        }
        assert_eq!(names.listed, 2);
    }
}
