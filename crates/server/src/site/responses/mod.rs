//! Responses: bodies, representations with their validators and codings, and errors.

pub(crate) mod body;
pub(crate) mod error_response;
pub(crate) mod representation;
mod shared_bytes;

use body::Body;
use bytes::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Response, StatusCode};

/// Sets a header whose value the program computed. A value that no header can carry is logged and left out.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    match HeaderValue::from_str(value) {
        Ok(value) => {
            headers.insert(name, value);
        }
        Err(_) => tracing::warn!(header = %name, value, "a header cannot carry this value"),
    }
}

/// A response with a body; the response to HEAD has only the body's length.
pub(crate) fn response_with_body(
    status: StatusCode,
    mut headers: HeaderMap,
    bytes: &Bytes,
    method: &Method,
) -> Response<Body> {
    match *method {
        Method::HEAD => {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
            response(status, headers, body::empty())
        }
        _ => response(status, headers, body::bytes(bytes.clone())),
    }
}

/// A response of these parts.
pub(crate) fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
