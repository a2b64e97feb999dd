//! Answers a request in three steps: route, resolve, respond.

use super::cached::RequestHead;
use super::files::ServedFile;
use super::redirects::lookups::SiteLookups;
use super::redirects::{self, MissingAddress, MissingTarget};
use super::render::RenderError;
use super::responses::body::{self, Body};
use super::responses::error_response::{invalid_request, options_response};
use super::responses::representation::Representation;
use super::responses::{response_with_body, set};
use super::route::{Resource, Route, paths_below};
use super::{Site, route};
use bytes::Bytes;
use chrono::Utc;
use hyper::header::{self, HeaderValue};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use std::net::IpAddr;
use std::sync::Arc;
use tidings_model::text::printable;

/// What a route resolves to.
enum Resolved {
    Representation(Resource, Arc<Representation>),
    File(ServedFile),
    /// A URL, or a path below the base.
    Redirect(String),
    Error(StatusCode),
    Readiness,
    Options,
}

impl Site {
    /// Responds to a request from a client with this address. The body of the request is discarded.
    pub async fn respond<B: hyper::body::Body + Unpin>(
        self: &Arc<Self>,
        request: Request<B>,
        from: IpAddr,
    ) -> Response<Body> {
        let (request, mut unread) = request.into_parts();
        if let Some(status) = invalid_request(&request) {
            return self.error(&request.method, status);
        }
        // Copied for the log, and only if the line is logged.
        let logged =
            tracing::enabled!(tracing::Level::DEBUG).then(|| (request.method.clone(), request.uri.clone()));
        let head = RequestHead::from_parts(&request);
        let counted_path =
            head.as_ref().filter(|head| self.is_counted(head)).map(|_| request.uri.path().to_owned());
        let cached = head.and_then(|head| self.cached_answer(&head)?.to_response(&request.method));
        let response = match cached {
            Some(response) => response,
            // Boxed, so that the future of a cached response stays small.
            None => Box::pin(self.respond_uncached(request, &mut unread)).await,
        };
        let response = match counted_path {
            None => response,
            Some(path) => self.limit_fetches(response, &path, from),
        };
        if let Some((method, uri)) = logged {
            let (uri, status) = (uri.to_string(), response.status().as_u16());
            tracing::debug!(%method, uri = %printable(&uri), status, client = %from);
        }
        response
    }

    async fn respond_uncached<B: hyper::body::Body + Unpin>(
        self: &Arc<Self>,
        request: Parts,
        unread: &mut B,
    ) -> Response<Body> {
        // If the connection is closed while the client is still sending, a reset may discard the response. A
        // client that waits for '100 Continue' does not send.
        if !unread.is_end_stream() && !request.headers.contains_key(header::EXPECT) {
            body::discard(unread).await;
        }
        let route = match RequestHead::from_parts(&request) {
            Some(head) => self.route(&request.method, &head),
            None => route::route(&request.method, request.uri.path(), self.base().path()),
        };
        let resolution = self.resolve(route, &request).await.unwrap_or_else(|error| {
            self.report(request.uri.path(), &error, "cannot respond");
            Resolved::Error(StatusCode::INTERNAL_SERVER_ERROR)
        });
        self.respond_with(resolution, &request).await
    }

    async fn resolve(self: &Arc<Self>, route: Route, request: &Parts) -> Result<Resolved, RenderError> {
        let target = match route {
            Route::Moved(to) => return Ok(Resolved::Redirect(to)),
            Route::Gone => return Ok(Resolved::Error(StatusCode::GONE)),
            Route::Ready => return Ok(Resolved::Readiness),
            Route::Options => return Ok(Resolved::Options),
            Route::MethodNotAllowed => return Ok(Resolved::Error(StatusCode::METHOD_NOT_ALLOWED)),
            Route::Resource(resource) => MissingTarget::Resource(resource),
            Route::File(path) => MissingTarget::File(path),
            Route::FormerPage(path) => MissingTarget::Page(path),
            Route::FeedByQuery | Route::NotFound => MissingTarget::Other,
        };
        self.readiness.wait().await;
        let target = match target {
            MissingTarget::Resource(resource) if self.readiness.blocks(&resource) => {
                return Ok(Resolved::Error(StatusCode::SERVICE_UNAVAILABLE));
            }
            MissingTarget::Resource(resource) => {
                if let Some(representation) = self.representation(resource.clone()).await? {
                    return Ok(Resolved::Representation(resource, representation));
                }
                // The page about a feed is missing if the feed is.
                MissingTarget::Resource(match resource {
                    Resource::AboutFeed(selection, format) => Resource::Feed(selection, format),
                    resource => resource,
                })
            }
            target => target,
        };
        Ok(match self.resolve_missing(target, request).await? {
            redirects::Resolution::Redirect(path) => Resolved::Redirect(path),
            redirects::Resolution::File(file) => Resolved::File(file),
            redirects::Resolution::Embedded(picture) => match self.embedded_picture(picture).await? {
                Some(file) => Resolved::File(file),
                None => Resolved::Error(StatusCode::NOT_FOUND),
            },
            redirects::Resolution::Gone => Resolved::Error(StatusCode::GONE),
            redirects::Resolution::NotFound => Resolved::Error(StatusCode::NOT_FOUND),
        })
    }

    /// Resolves an address without a page.
    async fn resolve_missing(
        self: &Arc<Self>,
        target: MissingTarget,
        request: &Parts,
    ) -> Result<redirects::Resolution, RenderError> {
        let (site, uri) = (self.clone(), request.uri.clone());
        self.blocking(move || {
            let base = site.base().path();
            let below_base = paths_below(uri.path(), base);
            let lookups =
                SiteLookups { renderer: &site.renderer, folder: &site.folder, pictures: &site.pictures };
            redirects::resolve(&MissingAddress { target, below_base, query: uri.query(), base }, &lookups)
        })
        .await
    }

    /// Writes the response for a resolution.
    async fn respond_with(self: &Arc<Self>, resolution: Resolved, request: &Parts) -> Response<Body> {
        let (method, headers) = (&request.method, &request.headers);
        match resolution {
            Resolved::Representation(resource, representation) => {
                self.send(&resource, &representation, method, headers).await
            }
            Resolved::File(file) => file.response(method, headers, self.max_age, Utc::now()),
            Resolved::Redirect(to) => self.redirect(method, &to),
            // During the initial scan an address may exist in a moment; 404 would mean that it never will.
            Resolved::Error(StatusCode::NOT_FOUND | StatusCode::GONE) if self.readiness.is_first() => {
                self.error(method, StatusCode::SERVICE_UNAVAILABLE)
            }
            Resolved::Error(status) => self.error(method, status),
            Resolved::Readiness => self.readiness.response(method),
            Resolved::Options => options_response(),
        }
    }

    /// A permanent redirect to a URL, or to a path below the base.
    fn redirect(&self, method: &Method, to: &str) -> Response<Body> {
        let mut headers = HeaderMap::new();
        let address = if is_url(to) { to.to_owned() } else { self.base().join(to) };
        set(&mut headers, header::LOCATION, &address);
        set(&mut headers, header::CACHE_CONTROL, &format!("public, max-age={}", self.max_age));
        // A browser follows a redirect of a script's request only if every response allows the script.
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response_with_body(StatusCode::MOVED_PERMANENTLY, headers, &Bytes::new(), method)
    }

    /// The response to a request that is invalid regardless of its address.
    pub(crate) fn refuse(&self, method: &Method, status: StatusCode) -> Response<Body> {
        tracing::debug!(%method, status = status.as_u16(), "refused an invalid request");
        self.error(method, status)
    }

    /// An error with its page.
    pub(super) fn error(&self, method: &Method, status: StatusCode) -> Response<Body> {
        let mut response = self.errors.response(method, status);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            self.readiness.set_retry_after(response.headers_mut());
        }
        response
    }
}

/// Whether the target of a redirect is a URL. A path may contain `://` as well: `/r?to=https://example.org/`.
fn is_url(to: &str) -> bool {
    to.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn a_path_with_a_url_in_its_query_is_a_path() {
        for (to, expected) in [
            ("https://example.org/", true),
            ("HTTP://example.org", true),
            ("articles/a/", false),
            ("r?to=https://example.org/", false),
            ("/r/https://example.org/", false),
        ] {
            assert_eq!(is_url(to), expected, "{to}");
        }
    }
}
