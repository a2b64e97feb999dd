//! Who is who in the folder: its people files as they are now.

use std::collections::BTreeMap;
use std::sync::Arc;
use tidings_model::ContentPath;
use tidings_parse::document::{AuthorsFile, directory_of_authors_file};

/// The people files, by the directory for which they speak.
#[derive(Debug, Clone, Default)]
pub(super) struct PeopleFiles(BTreeMap<String, BTreeMap<ContentPath, Arc<AuthorsFile>>>);

impl PeopleFiles {
    /// Takes in what such a file says now; `None`: it is gone, or cannot be read.
    pub(super) fn put(&mut self, path: &ContentPath, people: Option<AuthorsFile>) {
        let Some(directory) = directory_of_authors_file(path) else { return };
        let files = self.0.entry(directory.to_owned()).or_default();
        match people {
            Some(people) => drop(files.insert(path.clone(), Arc::new(people))),
            None => drop(files.remove(path)),
        }
    }

    /// The people of the nearest file above the article; nobody where there is none.
    pub(super) fn of(&self, path: &ContentPath) -> Arc<AuthorsFile> {
        let mut directory = path.directory();
        loop {
            if let Some(people) = self.0.get(directory).and_then(|files| files.values().next()) {
                return Arc::clone(people);
            }
            if directory.is_empty() {
                return Arc::default();
            }
            directory = directory.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
}

/// Whether a file speaks of the people of articles at `path`.
pub(super) fn speaks_for(people_file: &ContentPath, path: &ContentPath) -> bool {
    let Some(directory) = directory_of_authors_file(people_file) else { return false };
    ContentPath::new(directory).is_none_or(|directory| path.is_within(&directory))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_speaks() {
        let path = |text: &str| ContentPath::new(text).unwrap();
        let people = |name: &str| AuthorsFile::read(format!("jane: {name}\n").as_bytes());
        let mut files = PeopleFiles::default();
        files.put(&path("authors.yml"), people("Root"));
        files.put(&path("blog/authors.yml"), people("Blog"));
        let jane = |files: &PeopleFiles, at: &str| files.of(&path(at)).get("jane").cloned();
        assert_eq!(jane(&files, "blog/2026/a.md"), Some("Blog".into()));
        assert_eq!(jane(&files, "a.md"), Some("Root".into()));
        files.put(&path("blog/authors.yml"), None);
        assert_eq!(jane(&files, "blog/2026/a.md"), Some("Root".into()));
        assert!(speaks_for(&path("blog/authors.yml"), &path("blog/x/a.md")));
        assert!(!speaks_for(&path("blog/authors.yml"), &path("blogs/a.md")));
        assert!(speaks_for(&path("authors.yml"), &path("a.md")));
    }
}
