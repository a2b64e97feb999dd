//! Answers to requests for which there is nothing to send.

use super::body::{self, Body};
use super::pages;
use super::render::{Renderer, page};
use super::rendering::{response, with_body};
use bytes::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Response, StatusCode, Version};

/// What can be asked for.
const METHODS: &str = "GET, HEAD, OPTIONS";

/// Longest path with its query in bytes. RFC 9110, 4.1 asks for 8,000 at least; hyper alone would take 65,534.
const LONGEST_ADDRESS: usize = 8192;

/// Pages that say why there is none, made once.
#[derive(Debug)]
pub(super) struct Refusals {
    not_found: Bytes,
    gone: Bytes,
    method_not_allowed: Bytes,
    too_long: Bytes,
    no_host: Bytes,
    too_many: Bytes,
    starting: Bytes,
    broken: Bytes,
}

impl Refusals {
    /// The answer to a request that is refused.
    pub(super) fn answer(&self, method: &Method, status: StatusCode) -> Response<Body> {
        let mut headers = page(String::new()).headers;
        let bytes = match status {
            StatusCode::NOT_FOUND => &self.not_found,
            StatusCode::GONE => &self.gone,
            StatusCode::METHOD_NOT_ALLOWED => {
                headers.insert(header::ALLOW, HeaderValue::from_static(METHODS));
                &self.method_not_allowed
            }
            StatusCode::URI_TOO_LONG => &self.too_long,
            StatusCode::BAD_REQUEST => &self.no_host,
            StatusCode::TOO_MANY_REQUESTS => &self.too_many,
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                &self.starting
            }
            _ => &self.broken,
        };
        with_body(status, headers, bytes, method)
    }

    pub(super) fn new(renderer: &Renderer) -> Self {
        let page = |heading: &str, text: &str| -> Bytes {
            let page = pages::message(renderer.frame(), heading, text);
            page.unwrap_or_else(|_| heading.to_owned()).into()
        };
        Self {
            not_found: page("Not found", "There is nothing at this address, or it is not public any more."),
            gone: page("Gone", "There was an article at this address; it has been taken away."),
            method_not_allowed: page("Method not allowed", "This address can only be read: GET and HEAD."),
            too_long: page("Address too long", "No address of this site is as long as that."),
            too_many: page(
                "Too many requests",
                "This feed has not changed since you fetched it last. Ask with If-None-Match or If-Modified-Since, which \
                 costs nobody anything.",
            ),
            no_host: page("Bad request", "A request of HTTP/1.1 names the host, once."),
            starting: page("Not yet", "This site is being read for the first time. Try again in a moment."),
            broken: page(
                "Something went wrong",
                "The server could not answer. Its log says why; try again later.",
            ),
        }
    }
}

/// What is wrong with a request whatever it asks for.
pub(super) fn refusal(request: &Parts) -> Option<StatusCode> {
    // RFC 9112, 3.2: two hosts, or none, are two readings of one request, by a proxy and by us.
    if request.version == Version::HTTP_11 {
        let mut hosts = request.headers.get_all(header::HOST).iter();
        if hosts.next().is_none() || hosts.next().is_some() {
            return Some(StatusCode::BAD_REQUEST);
        }
    }
    let length = request.uri.path_and_query().map_or(0, |all| all.as_str().len());
    (length > LONGEST_ADDRESS).then_some(StatusCode::URI_TOO_LONG)
}

/// What may be asked, and what scripts of other sites may ask with: conditions, ranges and RFC 3229's `A-IM`.
pub(super) fn options() -> Response<Body> {
    let mut headers = HeaderMap::new();
    let fields = [
        (header::ALLOW, METHODS),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "If-None-Match, If-Modified-Since, Range, If-Range, A-IM, Cache-Control",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    for (name, value) in fields {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response(StatusCode::NO_CONTENT, headers, body::empty())
}
