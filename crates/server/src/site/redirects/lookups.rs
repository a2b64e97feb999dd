//! [`Lookups`] over the catalogue and the content folder.

use super::Lookups;
use crate::site::files::{self, Found, PictureStore};
use crate::site::render::{RenderError, Renderer};
use tidings_catalogue::{AddressLookup, AddressMatches};
use tidings_folder::ContentFolder;
use tidings_model::{ContentPath, Selection};

/// Looks up addresses in the catalogue, and opens files of the content folder. Blocks.
pub(in crate::site) struct SiteLookups<'a> {
    pub(in crate::site) renderer: &'a Renderer,
    /// The content folder.
    pub(in crate::site) folder: &'a ContentFolder,
    /// The pictures of documents.
    pub(in crate::site) pictures: &'a PictureStore,
}

impl Lookups for SiteLookups<'_> {
    fn former_slug(&self, slug: &str) -> Result<AddressLookup, RenderError> {
        Ok(self.renderer.reader.look_up_slug(slug)?)
    }

    fn find_address(&self, aliases: &[&str], sources: &[ContentPath]) -> Result<AddressMatches, RenderError> {
        Ok(self.renderer.reader.find_address(aliases, sources)?)
    }

    fn referenced_files(&self, url_path: &str) -> Result<Vec<ContentPath>, RenderError> {
        let mut candidates = self.renderer.reader.reference_candidates(url_path)?;
        let site = &self.renderer.site;
        if [&site.icon, &site.logo].into_iter().flatten().any(|picture| picture == url_path) {
            candidates.extend(ContentPath::new(url_path));
        }
        Ok(candidates)
    }

    fn find_file(&self, candidates: &[ContentPath]) -> Option<Found> {
        match candidates {
            [] => None,
            _ => files::find(self.folder, self.pictures, candidates),
        }
    }

    fn has_article(&self, slug: &str) -> Result<bool, RenderError> {
        Ok(self.renderer.reader.entry(slug)?.is_some())
    }

    fn has_feed(&self, selection: &Selection) -> Result<bool, RenderError> {
        Ok(self.renderer.has_feed(selection)?)
    }
}
