//! Responses to requests that cannot be served: an HTML page with the reason.

use super::body::{self, Body};
use super::{response, response_with_body};
use crate::pages;
use crate::site::render::{Renderer, page};
use bytes::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Response, StatusCode, Version};

/// The supported methods.
const METHODS: &str = "GET, HEAD, OPTIONS";

/// Maximum length of a path with its query in bytes. RFC 9110, 4.1 asks for at least 8,000; hyper alone
/// accepts 65,534.
const MAX_PATH_LENGTH: usize = 8192;

/// The pages of errors, rendered once.
#[derive(Debug)]
pub(crate) struct ErrorResponses {
    not_found: Bytes,
    gone: Bytes,
    method_not_allowed: Bytes,
    uri_too_long: Bytes,
    bad_request: Bytes,
    not_implemented: Bytes,
    too_many_requests: Bytes,
    service_unavailable: Bytes,
    internal_error: Bytes,
}

impl ErrorResponses {
    pub(crate) fn new(renderer: &Renderer) -> Self {
        let page = |heading: &str, text: &str| -> Bytes {
            let page = pages::message(renderer.frame(), heading, text);
            page.unwrap_or_else(|_| heading.to_owned()).into()
        };
        Self {
            not_found: page(
                "Not found",
                "There is no page or file at this address, or it is not public any more.",
            ),
            gone: page("Gone", "The page at this address has been removed."),
            method_not_allowed: page(
                "Method not allowed",
                "This server supports GET, HEAD and OPTIONS only.",
            ),
            uri_too_long: page("Address too long", "The address has more than 8,192 bytes."),
            too_many_requests: page(
                "Too many requests",
                "This feed has not changed since you fetched it. Send If-None-Match or If-Modified-Since with each \
                 request; such requests are not limited.",
            ),
            bad_request: page(
                "Bad request",
                "The request is not valid HTTP. It needs exactly one Host field with a host and perhaps a port, an \
                 address without '#', and one unambiguous length.",
            ),
            not_implemented: page(
                "Not implemented",
                "This server understands no other transfer coding than 'chunked'.",
            ),
            service_unavailable: page(
                "Not ready yet",
                "The server is reading this site for the first time. Try again in a moment.",
            ),
            internal_error: page(
                "Internal server error",
                "The server could not answer this request. The reason is in its log; try again later.",
            ),
        }
    }

    /// The response with this status. A status without a page of its own gets the page of 500.
    pub(crate) fn response(&self, method: &Method, status: StatusCode) -> Response<Body> {
        let mut headers = page(String::new()).headers;
        let bytes = match status {
            StatusCode::NOT_FOUND => &self.not_found,
            StatusCode::GONE => &self.gone,
            StatusCode::METHOD_NOT_ALLOWED => {
                headers.insert(header::ALLOW, HeaderValue::from_static(METHODS));
                &self.method_not_allowed
            }
            StatusCode::URI_TOO_LONG => &self.uri_too_long,
            StatusCode::BAD_REQUEST => &self.bad_request,
            StatusCode::NOT_IMPLEMENTED => &self.not_implemented,
            StatusCode::TOO_MANY_REQUESTS => &self.too_many_requests,
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                &self.service_unavailable
            }
            _ => &self.internal_error,
        };
        response_with_body(status, headers, bytes, method)
    }
}

/// The status for a request that is invalid regardless of its path; `None` if it is valid.
pub(crate) fn invalid_request(request: &Parts) -> Option<StatusCode> {
    // RFC 9112, 3.2: a proxy and this server could understand a request with two hosts, or none, differently.
    if request.version == Version::HTTP_11 {
        let mut hosts = request.headers.get_all(header::HOST).iter();
        if hosts.next().is_none() || hosts.next().is_some() {
            return Some(StatusCode::BAD_REQUEST);
        }
    }
    let length = request.uri.path_and_query().map_or(0, |all| all.as_str().len());
    (length > MAX_PATH_LENGTH).then_some(StatusCode::URI_TOO_LONG)
}

/// The response to OPTIONS: the methods, and the headers that scripts of other origins may send: conditions,
/// ranges and RFC 3229's `A-IM`.
pub(crate) fn options_response() -> Response<Body> {
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
