//! The site: what is served, and the way of a request through it.

use super::audience::is_person;
use super::body::{self, Body};
use super::cache::Cache;
use super::delta::{self, Deltas};
use super::files;
use super::fresh::{is_feed, is_unconditional};
use super::guess;
use super::items::Items;
use super::readiness::Readiness;
use super::refetch::Refetches;
use super::refusal::{Refusals, options, refusal};
use super::render::{RenderError, Renderer};
use super::rendering::{Rendering, set, with_body};
use super::route::{Resource, Route, archive_page, custom_route, readings, route};
use super::since::Since;
use super::sources;
use crate::{FormerAddress, FormerAddresses, ServerSettings};
use bytes::Bytes;
use chrono::Utc;
use hyper::header;
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use std::collections::HashSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use tidings_catalogue::{AddressLookup, CatalogueReader, Change};
use tidings_model::{BaseUrl, ContentPath, Selection};
use tokio::sync::Semaphore;

/// Bytes of renderings that are kept, as [`Rendering::weight`] counts them.
const CACHE_BYTES: usize = 24 * 1024 * 1024;

/// Bytes of entries that are kept as feeds tell them, as [`tidings_feed::Item::weight`] counts them: about three hundred.
const ITEM_BYTES: usize = 4 * 1024 * 1024;

/// How many read the catalogue or look for a file at one time: each holds a thread and a connection to SQLite,
/// and made-up addresses must not take all of them.
const READERS: usize = 8;

/// Everything that is served.
#[derive(Debug)]
pub struct Site {
    pub(super) renderer: Arc<Renderer>,
    pub(super) cache: Cache<Rendering>,
    folder: PathBuf,
    /// The state folder, if it lies where the settings say: `.tidings` is hidden by its name.
    private: Option<PathBuf>,
    max_age: u32,
    since: Since,
    pub(super) deltas: Arc<Deltas>,
    pub(super) addresses: FormerAddresses,
    /// `None`: nobody counts.
    pub(super) refetches: Option<Refetches>,
    pub(super) reading: Arc<Semaphore>,
    refusals: Refusals,
    readiness: Readiness,
}

/// What a file's address leads to.
enum Found {
    Article(String),
    File(files::Served),
    Nothing(AddressLookup),
}

impl Site {
    /// The site of these settings, reached at `base` (the effective one: a port 0 is known by now), with the
    /// articles of `reader` and the files of `folder`. Reads nothing yet.
    pub fn new(settings: &ServerSettings, base: BaseUrl, folder: &Path, reader: CatalogueReader) -> Self {
        let (site, feeds, http) = (settings.site.clone(), settings.feeds.clone(), settings.http.clone());
        let custom = settings.custom.clone();
        let items = Arc::new(Items::new(ITEM_BYTES));
        let renderer = Renderer { site, feeds, http, custom, base, reader, items };
        let since = Since::open(settings.state_folder.as_deref(), &renderer.made_with(), Utc::now());
        Self {
            refusals: Refusals::new(&renderer),
            readiness: Readiness::new(),
            renderer: Arc::new(renderer),
            cache: Cache::new(CACHE_BYTES, Rendering::weight),
            folder: folder.to_path_buf(),
            private: settings.state_folder.clone(),
            max_age: settings.http.max_age,
            since,
            deltas: Arc::new(Deltas::open(settings.state_folder.as_deref(), Instant::now())),
            addresses: settings.addresses.clone(),
            refetches: Some(settings.http.refetches).filter(|most| *most > 0).map(Refetches::new),
            reading: Arc::new(Semaphore::new(READERS)),
        }
    }

    /// Call it when changes are in the catalogue: no request that comes after it is answered with a rendering
    /// from before it. Costs what the changes touch, and does not wait for renderings.
    pub fn mark_stale(&self, changes: &[Change]) {
        // A batch of a thousand files names the site's own selection a thousand times.
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

    /// How far a start has come; ready, unless told otherwise.
    pub fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    /// Call it when more has changed than a list of changes tells.
    pub fn mark_all_stale(&self) {
        self.cache.mark_stale_where(|_| true);
    }

    /// Answers a request; what its body says does not matter.
    pub async fn respond<B: hyper::body::Body + Unpin>(
        self: &Arc<Self>,
        request: Request<B>,
        from: IpAddr,
    ) -> Response<Body> {
        let (request, mut unread) = request.into_parts();
        if let Some(status) = refusal(&request) {
            return self.refuse(&request.method, status);
        }
        // Copied for the log alone, and only if somebody reads it.
        let told =
            tracing::enabled!(tracing::Level::DEBUG).then(|| (request.method.clone(), request.uri.clone()));
        let excess = (self.refetches.is_some() && is_feed(request.uri.path()) && is_unconditional(&request))
            .then(|| (request.uri.path().to_owned(), from));
        let response = match self.fresh_answer(&request) {
            Some(response) => response,
            // Boxed, so that the future of the short way stays small.
            None => {
                Box::pin(async {
                    // Who still sends while the connection is closed may lose the answer to a reset. A client that waits
                    // for '100 Continue' sends nothing.
                    if !unread.is_end_stream() && !request.headers.contains_key(header::EXPECT) {
                        body::pass_over(&mut unread).await;
                    }
                    let method = request.method.clone();
                    let response = self.clone().by_route(request).await;
                    // What is not there may be so in a moment: 404 would say that it won't.
                    let is_missing = matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::GONE);
                    match is_missing && self.readiness.is_first() {
                        true => self.refuse(&method, StatusCode::SERVICE_UNAVAILABLE),
                        false => response,
                    }
                })
                .await
            }
        };
        let response = match excess {
            None => response,
            Some((path, from)) => self.unless_in_excess(response, &path, from),
        };
        if let Some((method, uri)) = told {
            tracing::debug!(%method, %uri, status = response.status().as_u16());
        }
        response
    }

    /// The short way: no routing, no waiting, nothing to format.
    fn fresh_answer(&self, request: &Parts) -> Option<Response<Body>> {
        if !matches!(request.method, Method::GET | Method::HEAD) || self.is_told_otherwise(request) {
            return None;
        }
        let paths = readings(request.uri.path(), self.base().path());
        let found = |path| self.cache.fresh(path).map(|rendering| (path, rendering));
        let (path, rendering) = paths.into_iter().flatten().find_map(found)?;
        let answer = rendering.answer(&request.method, &request.headers);
        if self.renderer.http.deltas && request.headers.contains_key(delta::A_IM) && is_feed(path) {
            // The long way, unless nothing is to be sent at all.
            let known = answer.filter(|answer| answer.status() == StatusCode::NOT_MODIFIED);
            return known.filter(|_| self.deltas.knows(path, &rendering)).map(delta::for_one_reader);
        }
        answer
    }

    /// Writes what is to be known after the next start. Blocks; call it when no request is answered any more.
    pub fn save_state(&self) {
        self.deltas.keep();
    }

    /// What the path asks for, the feeds that the publisher defines included.
    pub(super) fn route(&self, method: &Method, path: &str) -> Route {
        let customs = self.renderer.custom.iter().map(|custom| custom.path.as_str());
        match route(method, path, self.base().path()) {
            refused @ (Route::MethodNotAllowed | Route::Options) => refused,
            other => custom_route(path, self.base().path(), customs).unwrap_or(other),
        }
    }

    async fn by_route(self: Arc<Self>, request: Parts) -> Response<Body> {
        let (method, asked) = (&request.method, &request.headers);
        let reads = matches!(*method, Method::GET | Method::HEAD);
        match self.former(&request).filter(|_| reads) {
            Some(FormerAddress::Moved(to)) => return self.moved(to),
            Some(FormerAddress::Gone) => return self.refuse(method, StatusCode::GONE),
            None => {}
        }
        let broken = |error: RenderError| {
            tracing::error!(path = request.uri.path(), %error, "cannot answer");
            self.refuse(method, StatusCode::INTERNAL_SERVER_ERROR)
        };
        let route = self.route(method, request.uri.path());
        if !matches!(route, Route::Ready | Route::Options | Route::MethodNotAllowed) {
            self.readiness.wait().await;
        }
        match route {
            Route::Resource(resource) if self.readiness.holds(&resource) => {
                self.refuse(method, StatusCode::SERVICE_UNAVAILABLE)
            }
            // `?feed=rss2` asks for something else than the front page.
            Route::Resource(Resource::Page(Selection::Site))
                if request.uri.query().is_some_and(guess::asks_for_feed) =>
            {
                self.elsewhere(&request).await
            }
            Route::Resource(Resource::Feed(selection, format)) if is_person(asked) => {
                let resource = Resource::AboutFeed(selection, format);
                match self.rendering(resource.clone()).await {
                    Ok(Some(page)) => self.send(&resource, &page, method, asked).await,
                    Ok(None) => self.elsewhere(&request).await,
                    Err(error) => broken(error),
                }
            }
            Route::Resource(resource) => match self.rendering(resource.clone()).await {
                Ok(Some(rendering)) => self.send(&resource, &rendering, method, asked).await,
                Ok(None) => match self.trace(resource).await {
                    Ok(trace) => self.follow(trace, &request).await,
                    Err(error) => broken(error),
                },
                Err(error) => broken(error),
            },
            Route::File(path) => match self.find(path).await {
                Ok(Found::Article(slug)) => self.moved(&Resource::Article(slug).path()),
                Ok(Found::File(file)) => file.answer(method, asked, self.max_age, Utc::now()),
                Ok(Found::Nothing(trace)) => self.follow(trace, &request).await,
                Err(error) => broken(error),
            },
            Route::FormerAddress(path) => match self.find_page(path).await {
                Ok(trace) => self.follow(trace, &request).await,
                Err(error) => broken(error),
            },
            Route::Moved(path) => self.moved(&path),
            Route::Options => options(),
            Route::Ready => self.readiness.answer(method),
            Route::NotFound => self.elsewhere(&request).await,
            Route::MethodNotAllowed => self.refuse(method, StatusCode::METHOD_NOT_ALLOWED),
        }
    }

    /// The resource's fresh rendering, in a task of its own: if the client that asked first leaves, those who
    /// wait for the same rendering still get it. When the catalogue fails, what was last known is served on.
    pub(super) async fn rendering(
        self: &Arc<Self>,
        resource: Resource,
    ) -> Result<Option<Arc<Rendering>>, RenderError> {
        let path = resource.path();
        let site = self.clone();
        let task = async move {
            let path = resource.path();
            site.cache.get(&path, |last| site.render(resource, last)).await
        };
        let rendered = tokio::spawn(task).await?;
        match (rendered, self.cache.last(&path)) {
            (Err(error), Some(last)) => {
                tracing::error!(path, %error, "serving what was last known");
                Ok(Some(last))
            }
            (rendered, _) => rendered,
        }
    }

    async fn render(
        self: &Arc<Self>,
        resource: Resource,
        last: Option<Arc<Rendering>>,
    ) -> Result<Option<Arc<Rendering>>, RenderError> {
        let site = self.clone();
        self.blocking(move || {
            let Some(mut content) = site.renderer.render(&resource)? else { return Ok(None) };
            content.changed = content.changed.map(|at| site.since.at_least(at));
            let changed = content.changed;
            let rendering = Rendering::new(content, site.max_age, last);
            if let Some(said) = rendering.last_modified().filter(|said| Some(*said) > changed) {
                site.since.raise(said);
            }
            if let Resource::Feed(_, format) = resource {
                site.deltas.follow(&resource.path(), format, &rendering, Instant::now());
            }
            Ok(Some(rendering))
        })
        .await
    }

    /// What lies at an address that is no resource: an article's source leads to its permalink; a file that
    /// public articles refer to is served; nothing else of the folder ever is.
    async fn find(&self, path: ContentPath) -> Result<Found, RenderError> {
        let (renderer, folder) = (self.renderer.clone(), self.folder.clone());
        let private = self.private.clone();
        self.blocking(move || {
            if let Some(slug) = renderer.reader.slug_for_path(&path)? {
                return Ok(Found::Article(slug));
            }
            let mut candidates = renderer.reader.reference_candidates(path.as_str())?;
            let pictures = [&renderer.site.icon, &renderer.site.logo];
            if pictures.into_iter().flatten().any(|picture| picture == path.as_str()) {
                candidates.push(path.clone());
            }
            match files::open(&folder, private.as_deref(), &candidates) {
                Some(file) => Ok(Found::File(file)),
                None => Ok(Found::Nothing(sources::page(&renderer, path.as_str(), &candidates)?)),
            }
        })
        .await
    }

    /// What became of a resource that is not there.
    async fn trace(&self, resource: Resource) -> Result<AddressLookup, RenderError> {
        let renderer = self.renderer.clone();
        self.blocking(move || {
            if let Resource::Article(slug) = &resource {
                match renderer.reader.look_up_slug(slug, Utc::now())? {
                    AddressLookup::Unknown => {}
                    known => return Ok(known),
                }
            }
            sources::former(&renderer, &resource.path())
        })
        .await
    }

    /// What lies at an address that ends in a slash, given here without it, and is no resource.
    async fn find_page(&self, path: String) -> Result<AddressLookup, RenderError> {
        let renderer = self.renderer.clone();
        self.blocking(move || {
            let candidates = renderer.reader.reference_candidates(&path)?;
            sources::page(&renderer, &path, &candidates)
        })
        .await
    }

    async fn follow(self: &Arc<Self>, trace: AddressLookup, request: &Parts) -> Response<Body> {
        match trace {
            AddressLookup::Moved(slug) => self.moved(&Resource::Article(slug).path()),
            AddressLookup::Gone => self.refuse(&request.method, StatusCode::GONE),
            AddressLookup::Unknown => self.elsewhere(request).await,
        }
    }

    /// Nothing lies there. Perhaps it is where other programs have their feeds; then it leads to ours, if there is one.
    async fn elsewhere(self: &Arc<Self>, request: &Parts) -> Response<Body> {
        let paths = readings(request.uri.path(), self.base().path());
        let query = request.uri.query();
        let meant = paths.into_iter().flatten().flat_map(|path| guess::feeds_meant(path, query));
        for (selection, format) in meant {
            let feed = Resource::Feed(selection, format);
            if let Ok(Some(_)) = self.rendering(feed.clone()).await {
                return self.moved(&feed.path());
            }
        }
        self.refuse(&request.method, StatusCode::NOT_FOUND)
    }

    /// Runs what blocks off the async threads, at most [`READERS`] at a time.
    pub(super) async fn blocking<R: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<R, RenderError> + Send + 'static,
    ) -> Result<R, RenderError> {
        // The semaphore is never closed, so there is always a permit to wait for.
        let permit = self.reading.clone().acquire_owned().await.ok();
        tokio::task::spawn_blocking(move || {
            let _held = permit;
            work()
        })
        .await?
    }

    fn moved(&self, path: &str) -> Response<Body> {
        let mut headers = HeaderMap::new();
        let is_elsewhere = path.contains("://");
        let address = if is_elsewhere { path.to_owned() } else { self.base().join(path) };
        set(&mut headers, header::LOCATION, &address);
        set(&mut headers, header::CACHE_CONTROL, &format!("public, max-age={}", self.max_age));
        with_body(StatusCode::MOVED_PERMANENTLY, headers, &Bytes::new(), &Method::GET)
    }

    pub(super) fn refuse(&self, method: &Method, status: StatusCode) -> Response<Body> {
        let mut refused = self.refusals.answer(method, status);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            self.readiness.retry_after(refused.headers_mut());
        }
        refused
    }

    pub(super) fn base(&self) -> &BaseUrl {
        &self.renderer.base
    }
}
