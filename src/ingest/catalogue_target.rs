//! The catalogue and the content folder as the policy of publishing needs them.

use super::policy::PublishTarget;
use super::report::ObservedFile;
use super::site_paths::SitePaths;
use chrono::{DateTime, Utc};
use tidings_catalogue::{BatchEffects, Catalogue, CatalogueError, Change, Observation, PerFeed};
use tidings_model::{Article, ContentPath};

/// The real catalogue and folder, for the policy.
pub(super) struct CatalogueTarget<'i> {
    pub(super) catalogue: &'i mut Catalogue,
    pub(super) paths: &'i SitePaths,
    pub(super) windows: &'i PerFeed,
    pub(super) now: DateTime<Utc>,
    /// The files of the batches that were applied, for the report.
    pub(super) files: Vec<ObservedFile>,
}

impl CatalogueTarget<'_> {
    fn record(&mut self, files: Vec<ObservedFile>, paths: &[ContentPath]) {
        self.files.extend(files);
        paths.iter().for_each(|path| tracing::debug!("{path}: applied to the catalogue"));
    }
}

impl PublishTarget for CatalogueTarget<'_> {
    fn paths_with_content(&self, article: &Article) -> Result<Vec<ContentPath>, CatalogueError> {
        self.catalogue.paths_with_content(article)
    }

    fn is_absent(&self, path: &ContentPath) -> bool {
        self.paths.is_absent(path)
    }

    fn apply(&mut self, batch: Vec<Observation>) -> Result<Vec<Change>, CatalogueError> {
        let files = ObservedFile::of_batch(&batch, self.catalogue, self.now)?;
        let paths = paths_for_log(&batch);
        let changes = self.catalogue.apply(batch, self.now)?;
        self.record(files, &paths);
        Ok(changes)
    }

    fn apply_if(
        &mut self,
        batch: Vec<Observation>,
        accept: &mut dyn FnMut(&BatchEffects) -> bool,
    ) -> Result<Option<Vec<Change>>, CatalogueError> {
        let files = ObservedFile::of_batch(&batch, self.catalogue, self.now)?;
        let paths = paths_for_log(&batch);
        let changes = self.catalogue.apply_if(batch, self.now, self.windows, accept)?;
        if changes.is_some() {
            self.record(files, &paths);
        }
        Ok(changes)
    }
}

/// The paths of a batch, if the log shows them.
fn paths_for_log(batch: &[Observation]) -> Vec<ContentPath> {
    if !tracing::enabled!(tracing::Level::DEBUG) {
        return Vec::new();
    }
    batch.iter().map(|observation| observation.path().clone()).collect()
}
