//! The site: everything that is served, and the path of a request through it.
//!
//! A request passes three steps: [`route`] maps its path to a route; [`respond`] resolves the route to a
//! representation, a file, a redirect or an error, and then writes the response. A representation that is
//! cached and fresh skips these steps ([`cached`]).

mod cache;
mod cached;
mod deltas;
mod files;
mod last_modified_floor;
mod link_check;
mod rate_limit;
pub(crate) mod readiness;
pub(crate) mod redirects;
pub(crate) mod render;
mod respond;
pub(crate) mod responses;
pub mod route;
mod send;

use crate::{FormerAddresses, ServerSettings};
use cache::Cache;
use cache::item_cache::ItemCache;
use chrono::Utc;
use deltas::Deltas;
use files::PictureStore;
use last_modified_floor::LastModifiedFloor;
use rate_limit::UnconditionalFetchLimiter;
use readiness::Readiness;
use render::{RenderError, Renderer};
use responses::error_response::ErrorResponses;
use responses::representation::Representation;
use route::{Resource, archive_page};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tidings_catalogue::{CatalogueError, CatalogueReader, Change};
use tidings_folder::ContentFolder;
use tidings_model::{BaseUrl, Selection};
use tokio::sync::Semaphore;

/// Capacity of the cache of representations in bytes, as [`Representation::weight`] counts them.
const CACHE_BYTES: usize = 24 * 1024 * 1024;

/// Capacity of the cache of feed items in bytes, as [`tidings_feed::Item::weight`] counts them: about three
/// hundred.
const ITEM_CACHE_BYTES: usize = 4 * 1024 * 1024;

/// Maximum number of blocking jobs at a time: each occupies a thread and a connection of SQLite, and requests
/// for random addresses must not occupy all of them.
const MAX_BLOCKING_JOBS: usize = 8;

/// Everything that is served.
#[derive(Debug)]
pub struct Site {
    renderer: Arc<Renderer>,
    cache: Cache<Representation>,
    folder: ContentFolder,
    pictures: PictureStore,
    max_age: u32,
    last_modified_floor: LastModifiedFloor,
    deltas: Arc<Deltas>,
    former_addresses: FormerAddresses,
    /// `None`: unconditional downloads are not limited.
    fetch_limiter: Option<UnconditionalFetchLimiter>,
    blocking_permits: Arc<Semaphore>,
    errors: ErrorResponses,
    readiness: Readiness,
}

impl Site {
    /// The site with these settings at the URL `base` (with the port that the server listens on, where the
    /// settings name port 0), with the articles of `reader` and the files of `folder`. Does not read articles
    /// yet.
    pub fn new(settings: &ServerSettings, base: BaseUrl, folder: &Path, reader: CatalogueReader) -> Self {
        let renderer = Renderer {
            site: settings.site.clone(),
            feeds: settings.feeds.clone(),
            http: settings.http.clone(),
            custom: settings.custom.clone(),
            base,
            reader,
            items: Arc::new(ItemCache::new(ITEM_CACHE_BYTES)),
        };
        let state_folder = settings.state_folder.as_deref();
        let limit = settings.http.refetches;
        Self {
            errors: ErrorResponses::new(&renderer),
            readiness: Readiness::new(),
            last_modified_floor: LastModifiedFloor::open(state_folder, &renderer.settings_text(), Utc::now()),
            renderer: Arc::new(renderer),
            cache: Cache::new(CACHE_BYTES, Representation::weight),
            folder: ContentFolder::new(folder, settings.state_folder.as_slice()),
            pictures: PictureStore::open(state_folder),
            max_age: settings.http.max_age,
            deltas: Arc::new(Deltas::open(state_folder, Instant::now())),
            former_addresses: settings.addresses.clone(),
            fetch_limiter: (limit > 0).then(|| UnconditionalFetchLimiter::new(limit)),
            blocking_permits: Arc::new(Semaphore::new(MAX_BLOCKING_JOBS)),
        }
    }

    /// Marks all representations that these changes affect as stale. Call it when the changes are in the
    /// catalogue: no later request gets a rendering from before them. The cost depends on what the changes
    /// affect; the function does not wait for renderings.
    pub fn mark_stale(&self, changes: &[Change]) {
        for change in changes {
            tracing::debug!(
                article = %Resource::Article(change.slug.clone()).path(),
                kind = ?change.kind,
                selections = change.selections.len(),
                "marked as stale"
            );
        }
        // A batch of a thousand files contains the site's own selection a thousand times.
        let mut selections: HashSet<&Selection> =
            changes.iter().flat_map(|change| &change.selections).collect();
        if !changes.is_empty() {
            selections.insert(&Selection::Site);
        }
        let directories: HashSet<String> = selections.iter().map(|selection| selection.directory()).collect();
        self.cache.mark_stale_where(|path| {
            archive_page(path).is_some_and(|(directory, _)| directories.contains(directory))
        });
        let slugs = changes.iter().flat_map(|change| change.former_slug.iter().chain([&change.slug]));
        let articles = slugs.map(|slug| Resource::Article(slug.clone()));
        for resource in selections.into_iter().flat_map(Resource::showing).chain(articles) {
            self.cache.mark_stale(&resource.path());
        }
    }

    /// Marks everything as stale. Call it when more has changed than a list of changes contains.
    pub fn mark_all_stale(&self) {
        self.cache.mark_stale_where(|_| true);
    }

    /// The stage of the start; [`StartupStage::Ready`](crate::StartupStage::Ready) unless it is set.
    pub fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    /// Writes the state that the next start needs. Blocks; call it after the last request.
    pub fn save_state(&self) {
        self.deltas.save();
    }

    /// The fresh representation of a resource. It is rendered in a task of its own: if the first client
    /// disconnects, the other clients that wait for it still get it. If the catalogue cannot be read, the
    /// last representation is served on.
    async fn representation(
        self: &Arc<Self>,
        resource: Resource,
    ) -> Result<Option<Arc<Representation>>, RenderError> {
        let path = resource.path();
        let site = self.clone();
        let task = async move {
            let path = resource.path();
            site.cache.get_or_render(&path, |last| site.render(resource, last)).await
        };
        let rendered = tokio::spawn(task).await?;
        match (rendered, self.cache.last(&path)) {
            (Err(error), Some(last)) => {
                self.report(&path, &error, "serving the last representation");
                Ok(Some(last))
            }
            (rendered, _) => rendered,
        }
    }

    async fn render(
        self: &Arc<Self>,
        resource: Resource,
        last: Option<Arc<Representation>>,
    ) -> Result<Option<Arc<Representation>>, RenderError> {
        let site = self.clone();
        self.blocking(move || {
            let Some(mut content) = site.renderer.render(&resource)? else { return Ok(None) };
            content.changed = content.changed.map(|at| site.last_modified_floor.apply(at));
            let changed = content.changed;
            let representation = Representation::new(content, site.max_age, last, Utc::now());
            if let Some(at) = representation.last_modified().filter(|at| Some(*at) > changed) {
                site.last_modified_floor.raise(at);
            }
            if let Resource::Feed(_, format) = resource {
                site.deltas.record_if_followed(&resource.path(), format, &representation, Instant::now());
            }
            Ok(Some(representation))
        })
        .await
    }

    /// Runs a blocking job on another thread, at most [`MAX_BLOCKING_JOBS`] at a time.
    async fn blocking<R: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<R, RenderError> + Send + 'static,
    ) -> Result<R, RenderError> {
        // The semaphore is never closed, so acquiring never fails.
        let permit = self.blocking_permits.clone().acquire_owned().await.ok();
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            job()
        })
        .await?
    }

    /// Logs an error of a request. If the catalogue's file is damaged, `/readyz` reports that from now on.
    fn report(&self, path: &str, error: &RenderError, consequence: &str) {
        tracing::error!(path, %error, "{consequence}");
        if matches!(error, RenderError::Catalogue(CatalogueError::Corrupt { .. })) {
            self.readiness.report_damage();
        }
    }

    fn base(&self) -> &BaseUrl {
        &self.renderer.base
    }
}
