//! The requests of HTTP/1.1 that the fast path understands: one GET or HEAD without a body, and nothing
//! unusual.

use super::request_fault::is_valid_host;
use httparse::{Header, Request, Status};

/// Maximum number of header fields; a request with more goes to hyper.
pub const MAX_FIELDS: usize = 32;

/// Header fields that require more than a plain response, or announce that more of the request follows.
const SPECIAL: [&str; 5] = ["content-length", "transfer-encoding", "expect", "upgrade", "http2-settings"];

/// A plain request, borrowed from the bytes that were read.
#[derive(Debug)]
pub struct PlainRequest<'a> {
    /// Whether the method is HEAD; otherwise it is GET.
    pub is_head: bool,
    /// The path as it was sent, without a query.
    pub path: &'a str,
    /// The header fields.
    pub fields: &'a [Header<'a>],
    /// Whether the client asks to close the connection after the response.
    pub closes: bool,
}

impl<'a> PlainRequest<'a> {
    /// Parses `bytes` into `request`. Returns `None` unless they are exactly one whole plain request.
    pub fn parse(bytes: &'a [u8], request: &'a mut Request<'_, 'a>) -> Option<Self> {
        if request.parse(bytes) != Ok(Status::Complete(bytes.len())) {
            return None;
        }
        let is_head = match (request.method?, request.version?) {
            ("GET", 1) => false,
            ("HEAD", 1) => true,
            _ => return None,
        };
        let (mut hosts, mut closes) = (0, false);
        for field in &*request.headers {
            if field.name.eq_ignore_ascii_case("host") {
                if !is_valid_host(field.value) {
                    return None;
                }
                hosts += 1;
            } else if field.name.eq_ignore_ascii_case("connection") {
                closes = match field.value {
                    value if value.eq_ignore_ascii_case(b"close") => true,
                    value if value.eq_ignore_ascii_case(b"keep-alive") => closes,
                    _ => return None,
                };
            } else if SPECIAL.iter().any(|special| field.name.eq_ignore_ascii_case(special)) {
                return None;
            }
        }
        let path = request.path.filter(|path| path.starts_with('/') && !path.contains(['?', '#']))?;
        (hosts == 1).then_some(Self { is_head, path, fields: request.headers, closes })
    }
}
