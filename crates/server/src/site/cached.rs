//! Requests that the cache alone can answer: no routing, no waiting, and nothing to format.
//!
//! hyper and the fast path use the same decision, [`Site::cached_answer`], and differ only in how they write
//! it: hyper gets a `Response`, and the fast path ([`crate::net`]) raw bytes.

use super::deltas;
use super::redirects::former_addresses::FormerAddress;
use super::redirects::well_known_feed_paths::asks_for_feed;
use super::responses::body::Body;
use super::responses::representation::Representation;
use super::responses::set;
use super::route::{Resource, Route, paths_below};
use super::{Site, route};
use crate::DeltaPolicy;
use crate::http::client_kind::prefers_html;
use crate::http::decision::{Decision, Precondition};
use crate::http::header_lookup::HeaderLookup;
use crate::http::plain_request::PlainRequest;
use bytes::Bytes;
use hyper::header;
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;
use tidings_feed::FeedFormat;
use tidings_model::Selection;

/// What the response to a GET or HEAD depends on, independent of the parser.
#[derive(Debug)]
pub(crate) struct RequestHead<'a, H: ?Sized> {
    pub(crate) is_head: bool,
    /// The path as it was sent.
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
    pub(crate) headers: &'a H,
}

/// The answer to a request from the cache, before it is written.
#[derive(Debug)]
pub(super) struct CachedAnswer {
    representation: Arc<Representation>,
    decision: Decision,
    /// The client supports deltas, so no shared cache may store the response.
    is_for_one_reader: bool,
}

impl<'a> RequestHead<'a, HeaderMap> {
    /// The head of a request that hyper parsed; `None` unless it is a GET or HEAD.
    pub(super) fn from_parts(request: &'a Parts) -> Option<Self> {
        matches!(request.method, Method::GET | Method::HEAD).then(|| Self {
            is_head: request.method == Method::HEAD,
            path: request.uri.path(),
            query: request.uri.query(),
            headers: &request.headers,
        })
    }
}

impl<'a> RequestHead<'a, [httparse::Header<'a>]> {
    fn from_plain(request: &'a PlainRequest<'a>) -> Self {
        Self { is_head: request.is_head, path: request.path, query: None, headers: request.fields }
    }
}

impl<H: HeaderLookup + ?Sized> RequestHead<'_, H> {
    fn is_for_feed(&self) -> bool {
        self.path.rsplit('/').next().and_then(FeedFormat::from_file_name).is_some()
    }

    fn is_unconditional(&self) -> bool {
        ![header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE].iter().any(|name| self.headers.has(name))
    }

    /// Whether a browser requests a feed in order to show it to a person.
    fn is_for_feed_page(&self) -> bool {
        self.is_for_feed() && prefers_html(self.headers)
    }
}

impl CachedAnswer {
    /// The answer for hyper. `None`: the compressed form is missing.
    pub(super) fn to_response(&self, method: &Method) -> Option<Response<Body>> {
        let response = self.representation.to_response(self.decision, method)?;
        Some(if self.is_for_one_reader { deltas::for_one_reader(response) } else { response })
    }

    /// The answer as raw bytes, see [`Representation::write_response`].
    fn write(&self, is_head: bool, head: &mut Vec<u8>) -> Option<(StatusCode, Bytes)> {
        // The stored bytes allow shared caches.
        if self.is_for_one_reader {
            return None;
        }
        self.representation.write_response(self.decision, is_head, head)
    }
}

impl Site {
    /// Decides whether and how the cache answers a request. `None`: the response depends on more than the
    /// path, or there is no fresh representation.
    pub(super) fn cached_answer<H: HeaderLookup + ?Sized>(
        &self,
        request: &RequestHead<'_, H>,
    ) -> Option<CachedAnswer> {
        let is_special = self.former_address(request.path).is_some()
            || request.query.is_some_and(asks_for_feed)
            || request.is_for_feed_page();
        if is_special {
            return None;
        }
        let paths = paths_below(request.path, self.base().path()).into_iter().flatten();
        let mut found = paths.filter_map(|path| Some((path, self.cache.fresh(path)?)));
        let (path, representation) = found.next()?;
        let decision = representation.decide(request.headers);
        let policy = self.renderer.http.deltas;
        let asks_for_delta =
            policy != DeltaPolicy::Off && request.headers.has(&deltas::A_IM) && request.is_for_feed();
        // A reader that gets deltas gets only a 304 from the cache, of a feed whose history is known.
        if asks_for_delta
            && deltas::may_get(policy, request.headers.first(&header::USER_AGENT))
            && !(decision.precondition == Precondition::NotModified
                && self.deltas.contains_version(path, &representation))
        {
            return None;
        }
        Some(CachedAnswer { representation, decision, is_for_one_reader: asks_for_delta })
    }

    /// Whether the request counts for the limit of unconditional downloads.
    pub(super) fn is_counted<H: HeaderLookup + ?Sized>(&self, request: &RequestHead<'_, H>) -> bool {
        self.fetch_limiter.is_some()
            && !request.is_head
            && request.is_for_feed()
            && request.is_unconditional()
    }

    /// The response of the fast path as raw bytes: appends the head without `Date` and without the empty
    /// line, and returns the status and the body. `None`: the request is for hyper.
    pub(crate) fn write_cached(
        &self,
        plain: &PlainRequest<'_>,
        head: &mut Vec<u8>,
    ) -> Option<(StatusCode, Bytes)> {
        let request = RequestHead::from_plain(plain);
        if self.is_counted(&request) {
            return None;
        }
        self.cached_answer(&request)?.write(request.is_head, head)
    }

    /// Renders the content of a plain request again and compresses it, if the content is in the cache but
    /// stale or not compressed. Returns whether it was. A kept connection thus stays on the fast path
    /// although a feed changes.
    pub(crate) async fn refresh_cached(self: &Arc<Self>, plain: &PlainRequest<'_>) -> bool {
        let request = RequestHead::from_plain(plain);
        if self.is_counted(&request) {
            return false;
        }
        let mut paths = paths_below(request.path, self.base().path()).into_iter().flatten();
        let Some(path) = paths.find(|path| self.cache.last(path).is_some()) else { return false };
        let Route::Resource(resource) = self.route(&Method::GET, &request) else { return false };
        let fresh = self.cache.fresh(path);
        let is_complete = fresh.is_some_and(|fresh| !fresh.lacks(fresh.decide(request.headers).coding));
        if is_complete || resource.path() != path {
            return false;
        }
        self.readiness().wait().await;
        if self.readiness().blocks(&resource) {
            return false;
        }
        let Ok(Some(representation)) = self.representation(resource).await else { return false };
        self.compress(path, &representation, representation.decide(request.headers).coding).await;
        true
    }

    /// The route of a request, which depends on its path, on the settings and on the kind of client.
    pub(super) fn route<H: HeaderLookup + ?Sized>(
        &self,
        method: &Method,
        request: &RequestHead<'_, H>,
    ) -> Route {
        match self.former_address(request.path) {
            Some(FormerAddress::Moved(to)) => return Route::Moved(to.clone()),
            Some(FormerAddress::Gone) => return Route::Gone,
            None => {}
        }
        let base = self.base().path();
        let customs = self.renderer.custom.iter().map(|custom| custom.path.as_str());
        let by_path = route::custom_route(request.path, base, customs);
        match by_path.unwrap_or_else(|| route::route(method, request.path, base)) {
            Route::Resource(Resource::Page(Selection::Site)) if request.query.is_some_and(asks_for_feed) => {
                Route::FeedByQuery
            }
            Route::Resource(Resource::Feed(selection, format)) if request.is_for_feed_page() => {
                Route::Resource(Resource::AboutFeed(selection, format))
            }
            route => route,
        }
    }

    /// The response, or 429 if the client has downloaded the feed in this version too often.
    pub(super) fn limit_fetches(&self, response: Response<Body>, path: &str, from: IpAddr) -> Response<Body> {
        let etag = response.headers().get(header::ETAG).filter(|_| response.status() == StatusCode::OK);
        let wait = self
            .fetch_limiter
            .as_ref()
            .zip(etag)
            .and_then(|(limiter, etag)| limiter.wait_time(from, path, etag.as_bytes(), Instant::now()));
        let Some(wait) = wait else { return response };
        let mut refused = self.error(&Method::GET, StatusCode::TOO_MANY_REQUESTS);
        set(refused.headers_mut(), header::RETRY_AFTER, &wait.as_secs().max(1).to_string());
        refused
    }

    /// The row of `[[moved]]` or `[[gone]]` for a path.
    pub(super) fn former_address(&self, path: &str) -> Option<&FormerAddress> {
        let paths = paths_below(path, self.base().path());
        paths.into_iter().flatten().find_map(|path| self.former_addresses.look_up(path))
    }
}
