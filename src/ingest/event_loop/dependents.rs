//! Finds the files that depend on files which changed: the articles that show them, and the parts and copies of them.

use super::EventLoop;
use std::collections::BTreeSet;
use tidings_catalogue::CatalogueError;
use tidings_model::ContentPath;
use tidings_parse::document::{copies_of, directory_of_authors_file, folders_of_page, is_bundle_index};

impl EventLoop {
    /// The articles that refer to these files: an article contains the length of an image or enclosure.
    pub(in crate::ingest) fn articles_with_media<'a>(
        &self,
        files: impl Iterator<Item = &'a ContentPath>,
    ) -> Result<BTreeSet<ContentPath>, CatalogueError> {
        let mut articles = BTreeSet::new();
        for file in files {
            articles.extend(self.ingest.catalogue.articles_referencing(file)?);
        }
        Ok(articles)
    }

    /// The articles to which the authors files among `files` apply.
    pub(in crate::ingest) fn articles_with_authors<'a>(
        &self,
        files: impl Iterator<Item = &'a ContentPath>,
    ) -> Result<BTreeSet<ContentPath>, CatalogueError> {
        let mut articles = BTreeSet::new();
        for directory in files.filter_map(directory_of_authors_file) {
            let directory = ContentPath::new(directory);
            articles.extend(self.ingest.catalogue.known_files(directory.as_ref())?.into_keys());
        }
        Ok(articles)
    }

    /// The known files that may be parts or copies of `files`, which appeared, changed or are gone.
    pub(in crate::ingest) fn parts_of<'a>(
        &self,
        files: impl Iterator<Item = &'a ContentPath>,
    ) -> Result<BTreeSet<ContentPath>, CatalogueError> {
        let folder = &self.ingest.paths.content;
        let (mut parts, mut directories) = (BTreeSet::new(), BTreeSet::new());
        for file in files {
            if is_bundle_index(file) {
                directories.extend(ContentPath::new(file.directory()));
            }
            directories
                .extend(folders_of_page(file).into_iter().filter(|path| path.in_folder(folder).is_dir()));
            // The last copy of an article that is gone is the article.
            if !file.in_folder(folder).exists() {
                parts.extend(copies_of(file).filter(|path| path.in_folder(folder).is_file()));
            }
        }
        for directory in &directories {
            parts.extend(self.ingest.catalogue.known_files(Some(directory))?.into_keys());
        }
        Ok(parts)
    }
}
