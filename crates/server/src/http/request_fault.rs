//! Requests that are refused whatever they ask for, because two programs could understand them differently
//! (RFC 9112, 3.2, 6.1, 6.3 and 11.2; RFC 9113, 8.3.1). The fast path and hyper use the same decision. What
//! the parser itself rejects (folded lines, a bare CR, a space before the colon) never arrives here.

use httparse::Request;
use hyper::header::{CONTENT_LENGTH, HOST, HeaderMap, TRANSFER_ENCODING};
use hyper::http::uri::Uri;
use hyper::{Method, StatusCode};

/// The status with which a request of HTTP/1 is refused; `None`: it is valid. A request that is not parsed
/// completely is valid.
pub fn request_fault(request: &Request<'_, '_>) -> Option<StatusCode> {
    let (Some(method), Some(target), Some(version)) = (request.method, request.path, request.version) else {
        return None;
    };
    if !is_valid_target(method, target) || !has_valid_host(request, version) {
        return Some(StatusCode::BAD_REQUEST);
    }
    framing_fault(request, version)
}

/// The status with which a request of HTTP/2 is refused. hyper has put `:authority` into the URI.
pub fn http2_request_fault(uri: &Uri, headers: &HeaderMap) -> Option<StatusCode> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next();
    let authority = uri.authority().map(|authority| authority.as_str().as_bytes());
    let is_valid = match (authority, host.map(|host| host.as_bytes())) {
        (None, None) => false,
        (Some(name), None) | (None, Some(name)) => is_valid_host(name),
        // RFC 9113, 8.3.1: a Host field that differs from `:authority` is malformed.
        (Some(authority), Some(host)) => is_valid_host(authority) && authority.eq_ignore_ascii_case(host),
    };
    (!is_valid || hosts.next().is_some()).then_some(StatusCode::BAD_REQUEST)
}

/// Whether the value of a Host field is valid: a host and perhaps a port, no user, nothing else (RFC 9110,
/// 7.2). An empty value is valid: the target has no authority then.
pub fn is_valid_host(value: &[u8]) -> bool {
    let (is_valid_host, port) = match value.strip_prefix(b"[") {
        Some(rest) => match rest.iter().position(|byte| *byte == b']') {
            Some(end) => (is_valid_literal(&rest[..end]), &rest[end + 1..]),
            None => return false,
        },
        None => {
            let end = value.iter().position(|byte| *byte == b':').unwrap_or(value.len());
            (is_valid_name(&value[..end]), &value[end..])
        }
    };
    let is_valid_port = match port {
        [] => true,
        [b':', digits @ ..] => digits.len() <= 5 && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    is_valid_host && is_valid_port
}

/// An IPv6 address (RFC 3986, 3.2.2). Nothing uses the other kinds of literal.
fn is_valid_literal(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<std::net::Ipv6Addr>().is_ok())
}

/// A registered name or an IPv4 address.
fn is_valid_name(name: &[u8]) -> bool {
    let mut rest = name;
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => after,
            (b'%', _) => return false,
            (byte, after) if is_name_byte(*byte) => after,
            _ => return false,
        };
    }
    true
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&byte)
}

/// Whether the target has one of the four forms, and the one that its method needs (RFC 9112, 3.2).
fn is_valid_target(method: &str, target: &str) -> bool {
    if target.contains('#') {
        return false;
    }
    match (method, target) {
        ("CONNECT", target) => !target.is_empty() && is_valid_host(target.as_bytes()),
        ("OPTIONS", "*") => true,
        (_, target) if target.starts_with('/') => true,
        (_, target) => has_valid_authority(target),
    }
}

/// Whether the target is an absolute URI with an authority but without a user (RFC 9110, 4.2.4), or one of
/// another scheme.
fn has_valid_authority(target: &str) -> bool {
    let Some((scheme, rest)) = target.split_once("://") else { return false };
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let authority = rest.split(['/', '?']).next().unwrap_or_default().as_bytes();
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme && is_valid_host(authority) && !(is_web && authority.is_empty())
}

fn values<'a>(request: &'a Request<'_, '_>, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
    let fields = request.headers.iter().filter(move |field| field.name.eq_ignore_ascii_case(name));
    fields.map(|field| field.value)
}

fn has_valid_host(request: &Request<'_, '_>, version: u8) -> bool {
    let mut hosts = values(request, HOST.as_str());
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_valid_host(host),
        (Some(_), Some(_)) => false,
        // RFC 9112, 3.2: only HTTP/1.1 requires the field.
        (None, _) => version == 0,
    }
}

/// A request whose end two programs could see at different places (RFC 9112, 6.3).
fn framing_fault(request: &Request<'_, '_>, version: u8) -> Option<StatusCode> {
    let mut lengths =
        values(request, CONTENT_LENGTH.as_str()).flat_map(|value| value.split(|byte| *byte == b','));
    let first = lengths.next().map(<[u8]>::trim_ascii);
    let is_number = |length: &[u8]| !length.is_empty() && length.iter().all(u8::is_ascii_digit);
    if first.is_some_and(|first| !is_number(first) || lengths.any(|other| other.trim_ascii() != first)) {
        return Some(StatusCode::BAD_REQUEST);
    }
    let mut codings =
        values(request, TRANSFER_ENCODING.as_str()).flat_map(|value| value.split(|byte| *byte == b','));
    let coding = codings.next()?.trim_ascii();
    let is_chunked = |coding: &[u8]| coding.trim_ascii().eq_ignore_ascii_case(b"chunked");
    if first.is_some() || version == 0 {
        return Some(StatusCode::BAD_REQUEST);
    }
    match codings.next() {
        None if is_chunked(coding) => None,
        None => Some(StatusCode::BAD_REQUEST),
        Some(second) => {
            // Only the last coding may be `chunked`; a body with others cannot be read.
            let last = codings.last().unwrap_or(second);
            match is_chunked(last) && !is_chunked(coding) {
                true => Some(StatusCode::NOT_IMPLEMENTED),
                false => Some(StatusCode::BAD_REQUEST),
            }
        }
    }
}

/// Whether a request is followed by a body, or by bytes that are not HTTP.
pub fn has_body(request: &Request<'_, '_>) -> bool {
    let length = values(request, CONTENT_LENGTH.as_str()).any(|value| value.iter().any(|byte| *byte != b'0'));
    length
        || values(request, TRANSFER_ENCODING.as_str()).next().is_some()
        || request.method == Some(Method::CONNECT.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<u16> {
        let mut fields = [httparse::EMPTY_HEADER; 32];
        let mut request = Request::new(&mut fields);
        let parsed = request.parse(text.as_bytes()).unwrap();
        assert!(parsed.is_complete(), "{text}");
        request_fault(&request).map(|status| status.as_u16())
    }

    #[test]
    fn hosts() {
        for (host, is_valid) in [
            ("example.org", true),
            ("example.org:8080", true),
            ("example.org:", true),
            ("EXAMPLE_1.org.", true),
            ("192.0.2.1", true),
            ("[::1]:80", true),
            ("[2001:db8::1]", true),
            ("xn--bcher-kva.example", true),
            ("a%20b", true),
            ("", true),
            (":80", true),
            ("a b", false),
            ("a%2", false),
            ("user@example.org", false),
            ("example.org/", false),
            ("example.org:80:80", false),
            ("example.org:x", false),
            ("example.org:123456", false),
            ("http://example.org", false),
            ("[::1", false),
            ("[::1]x", false),
            ("[x]", false),
            ("b\u{fc}cher.example", false),
            ("a\"b", false),
            ("a<b>", false),
            ("a\\b", false),
        ] {
            assert_eq!(is_valid_host(host.as_bytes()), is_valid, "{host}");
        }
    }

    #[test]
    fn targets_and_hosts() {
        for (head, expected) in [
            ("GET / HTTP/1.1\r\nHost: x\r\n", None),
            ("GET / HTTP/1.0\r\n", None),
            ("GET / HTTP/1.1\r\n", Some(400)),
            ("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n", Some(400)),
            ("GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n", Some(400)),
            ("GET / HTTP/1.1\r\nHost: a b\r\n", Some(400)),
            ("GET / HTTP/1.1\r\nHost:\r\n", None),
            ("GET /#top HTTP/1.1\r\nHost: x\r\n", Some(400)),
            ("GET /?a#top HTTP/1.1\r\nHost: x\r\n", Some(400)),
            ("GET feed.xml HTTP/1.1\r\nHost: x\r\n", Some(400)),
            ("GET * HTTP/1.1\r\nHost: x\r\n", Some(400)),
            ("OPTIONS * HTTP/1.1\r\nHost: x\r\n", None),
            ("GET http://x/feed.xml HTTP/1.1\r\nHost: y\r\n", None),
            ("GET http://x HTTP/1.1\r\nHost: y\r\n", None),
            ("GET http:///feed.xml HTTP/1.1\r\nHost: y\r\n", Some(400)),
            ("GET http://u@x/ HTTP/1.1\r\nHost: x\r\n", Some(400)),
            ("GET file:///etc/passwd HTTP/1.1\r\nHost: x\r\n", None),
            ("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n", None),
            ("CONNECT /x HTTP/1.1\r\nHost: x\r\n", Some(400)),
        ] {
            assert_eq!(fault(&format!("{head}\r\n")), expected, "{head}");
        }
    }

    #[test]
    fn framing() {
        for (fields, expected) in [
            ("Content-Length: 0", None),
            ("Content-Length: 5, 5", None),
            ("Content-Length: 5\r\nContent-Length: 5", None),
            ("Content-Length: 5\r\nContent-Length: 6", Some(400)),
            ("Content-Length: 5, 6", Some(400)),
            ("Content-Length: +5", Some(400)),
            ("Content-Length:", Some(400)),
            ("Content-Length: 5\r\nTransfer-Encoding: chunked", Some(400)),
            ("Transfer-Encoding: chunked", None),
            ("Transfer-Encoding: Chunked", None),
            ("Transfer-Encoding: gzip, chunked", Some(501)),
            ("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", Some(501)),
            ("Transfer-Encoding: chunked, gzip", Some(400)),
            ("Transfer-Encoding: chunked, chunked", Some(400)),
            ("Transfer-Encoding: gzip", Some(400)),
            ("Transfer-Encoding: identity", Some(400)),
            ("TE: gzip, chunked", None),
        ] {
            let head = format!("POST / HTTP/1.1\r\nHost: x\r\n{fields}\r\n\r\n");
            assert_eq!(fault(&head), expected, "{fields}");
        }
        assert_eq!(fault("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), Some(400));
    }

    #[test]
    fn http2() {
        for (uri, hosts, expected) in [
            ("http://x/", &[][..], None),
            ("/", &["x"][..], None),
            ("/", &[], Some(StatusCode::BAD_REQUEST)),
            ("http://x/", &["X"], None),
            ("http://x/", &["y"], Some(StatusCode::BAD_REQUEST)),
            ("http://x/", &["x", "x"], Some(StatusCode::BAD_REQUEST)),
            ("http://u@x/", &[], Some(StatusCode::BAD_REQUEST)),
        ] {
            let mut headers = HeaderMap::new();
            hosts.iter().for_each(|host| _ = headers.append(HOST, host.parse().unwrap()));
            assert_eq!(http2_request_fault(&uri.parse().unwrap(), &headers), expected, "{uri} {hosts:?}");
        }
    }
}
