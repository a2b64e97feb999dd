//! The authors files of the content folder: lists of authors by key.
//!
//! MkDocs Material, Docusaurus and Jekyll have such files.

use std::collections::BTreeMap;
use std::sync::Arc;
use tidings_model::ContentPath;
use tidings_parse::document::{AuthorsFile, directory_of_authors_file};

/// The authors files, by the directory whose articles they apply to.
#[derive(Debug, Clone, Default)]
pub(super) struct AuthorFiles(BTreeMap<String, BTreeMap<ContentPath, Arc<AuthorsFile>>>);

impl AuthorFiles {
    /// Replaces the content of the authors file at `path`; `None` if the file is gone or cannot be read.
    pub(super) fn set(&mut self, path: &ContentPath, authors: Option<AuthorsFile>) {
        let Some(directory) = directory_of_authors_file(path) else { return };
        let files = self.0.entry(directory.to_owned()).or_default();
        match authors {
            Some(authors) => drop(files.insert(path.clone(), Arc::new(authors))),
            None => drop(files.remove(path)),
        }
    }

    /// The authors file that applies to the article at `path`: the nearest one above it, else an empty one.
    pub(super) fn nearest(&self, path: &ContentPath) -> Arc<AuthorsFile> {
        let mut directory = path.directory();
        loop {
            if let Some(authors) = self.0.get(directory).and_then(|files| files.values().next()) {
                return Arc::clone(authors);
            }
            if directory.is_empty() {
                return Arc::default();
            }
            directory = directory.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
}

/// Whether `authors_file` is an authors file that may apply to the article at `path`.
pub(in crate::ingest) fn is_authors_file_of(authors_file: &ContentPath, path: &ContentPath) -> bool {
    let Some(directory) = directory_of_authors_file(authors_file) else { return false };
    ContentPath::new(directory).is_none_or(|directory| path.is_within(&directory))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_applies() {
        let path = |text: &str| ContentPath::new(text).unwrap();
        let authors = |name: &str| AuthorsFile::read(format!("jane: {name}\n").as_bytes());
        let mut files = AuthorFiles::default();
        files.set(&path("authors.yml"), authors("Root"));
        files.set(&path("blog/authors.yml"), authors("Blog"));
        let jane = |files: &AuthorFiles, at: &str| files.nearest(&path(at)).get("jane").cloned();
        assert_eq!(jane(&files, "blog/2026/a.md"), Some("Blog".into()));
        assert_eq!(jane(&files, "a.md"), Some("Root".into()));
        files.set(&path("blog/authors.yml"), None);
        assert_eq!(jane(&files, "blog/2026/a.md"), Some("Root".into()));
        assert!(is_authors_file_of(&path("blog/authors.yml"), &path("blog/x/a.md")));
        assert!(!is_authors_file_of(&path("blog/authors.yml"), &path("blogs/a.md")));
        assert!(is_authors_file_of(&path("authors.yml"), &path("a.md")));
    }
}
