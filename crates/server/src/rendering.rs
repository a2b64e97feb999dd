//! Rendered bytes with everything that answers need, made once: validators, headers, the compressed form.

use super::body::{self, Body};
use super::conditional::{fails_precondition, is_not_modified};
use super::encoding::{self, ContentCoding};
use super::fields::HeaderLookup;
use bytes::Bytes;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::io::Write as _;
use std::sync::{Arc, OnceLock};
use tokio::sync::OnceCell;

/// Below this, a coding's own header and the client's work cost more than the bytes saved.
const WORTH_COMPRESSING: usize = 256;

/// What a rendering's headers weigh, about.
const HEADERS: usize = 4096;

/// What a 304 repeats: RFC 9110, 15.4.5 wants only what guides caches, and a browser that fetched across origins
/// checks the 304 itself.
const WITH_304: [HeaderName; 5] = [
    header::ETAG,
    header::LAST_MODIFIED,
    header::CACHE_CONTROL,
    header::VARY,
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
];

/// What a renderer gives.
#[derive(Debug)]
pub(super) struct Content {
    /// UTF-8.
    pub(super) bytes: Vec<u8>,
    /// Those that belong to this kind of thing: its type, its policy, its links; `Cache-Control` where it is not to
    /// be kept for the time that the settings say, and `Vary` where more than the coding differs.
    pub(super) headers: HeaderMap,
    /// When it last changed, if that is known.
    pub(super) changed: Option<DateTime<Utc>>,
}

/// Content that is ready to be sent.
#[derive(Debug)]
pub(super) struct Rendering {
    /// The entity tag without quotes and coding.
    tag: String,
    last_modified: Option<DateTime<Utc>>,
    plain: Bytes,
    /// One for each of [`ContentCoding::PACKED`], made when first asked for: who takes the plain text does not wait for it.
    packed: [Packed; 3],
    /// All headers but `Content-Length`, which hyper knows from the body, and `Date`.
    of_200: HeaderMap,
    /// The same of a packed form, with a place for its name.
    of_packed: HeaderMap,
    of_304: HeaderMap,
    /// The same as bytes, made when first sent so.
    heads: OnceLock<Heads>,
}

/// What heads begin with, for the fast path: status and fields, but those that differ with the coding.
#[derive(Debug)]
struct Heads {
    of_200: Box<[u8]>,
    of_304: Box<[u8]>,
}

/// What a request is to get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    PreconditionFailed,
    NotModified,
    Whole,
}

/// One packed form.
#[derive(Debug)]
struct Packed {
    coding: ContentCoding,
    etag: HeaderValue,
    bytes: OnceCell<Bytes>,
}

impl Rendering {
    /// Makes the content ready. If `last` holds the same bytes, it stays, with its validators and its compressed
    /// form: a change that no reader can see costs no reader anything.
    pub(super) fn new(content: Content, max_age: u32, last: Option<Arc<Self>>) -> Arc<Self> {
        // 128 bits: no two texts that anyone will ever write share them.
        let tag = blake3::hash(&content.bytes).to_hex()[..32].to_owned();
        if let Some(last) = last.as_ref().filter(|last| last.tag == tag) {
            return last.clone();
        }
        let last_modified = last_modified(content.changed, last.and_then(|last| last.last_modified));
        let mut headers = content.headers;
        if !headers.contains_key(header::CACHE_CONTROL) {
            set(&mut headers, header::CACHE_CONTROL, &format!("public, max-age={max_age}"));
        }
        if !headers.contains_key(header::VARY) {
            set(&mut headers, header::VARY, "Accept-Encoding");
        }
        if let Some(at) = last_modified {
            set(&mut headers, header::LAST_MODIFIED, &httpdate::fmt_http_date(at.into()));
        }
        set(&mut headers, header::ETAG, &format!("\"{tag}\""));
        let repeated = WITH_304.into_iter().filter_map(|name| {
            let value = headers.get(&name)?.clone();
            Some((name, value))
        });
        let of_304 = repeated.collect();
        let mut of_packed = headers.clone();
        set(&mut of_packed, header::CONTENT_ENCODING, ContentCoding::Identity.name());
        Arc::new(Self {
            plain: content.bytes.into(),
            packed: ContentCoding::PACKED.map(|coding| Packed::new(coding, &tag)),
            of_200: headers,
            of_packed,
            of_304,
            heads: OnceLock::new(),
            tag,
            last_modified,
        })
    }

    /// The same instance told in fewer bytes (RFC 3229): with its validators and headers, and another body.
    pub(super) fn told_by(&self, bytes: Vec<u8>) -> Arc<Self> {
        Arc::new(Self {
            tag: self.tag.clone(),
            last_modified: self.last_modified,
            plain: bytes.into(),
            packed: ContentCoding::PACKED.map(|coding| Packed::new(coding, &self.tag)),
            of_200: self.of_200.clone(),
            of_packed: self.of_packed.clone(),
            of_304: self.of_304.clone(),
            heads: OnceLock::new(),
        })
    }

    /// The entity tag without quotes and coding.
    pub(super) fn tag(&self) -> &str {
        &self.tag
    }

    /// What it is before it is packed.
    pub(super) fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// What its `Last-Modified` says.
    pub(super) fn last_modified(&self) -> Option<DateTime<Utc>> {
        self.last_modified
    }

    /// Bytes that it holds by now.
    pub(super) fn weight(&self) -> usize {
        let packed = self.packed.iter().filter_map(|packed| packed.bytes.get()).map(Bytes::len);
        self.plain.len() + packed.sum::<usize>() + HEADERS
    }

    /// The answer, if everything is there for it; else [`Rendering::compress`] must come first.
    pub(super) fn answer(&self, method: &Method, asked: &HeaderMap) -> Option<Response<Body>> {
        let packed = self.chosen(asked);
        match self.verdict(asked) {
            Verdict::PreconditionFailed => {
                return Some(self.without_body(StatusCode::PRECONDITION_FAILED, packed));
            }
            Verdict::NotModified => return Some(self.without_body(StatusCode::NOT_MODIFIED, packed)),
            Verdict::Whole => {}
        }
        let Some(packed) = packed else {
            return Some(with_body(StatusCode::OK, self.of_200.clone(), &self.plain, method));
        };
        let bytes = packed.bytes.get()?;
        let mut headers = self.of_packed.clone();
        headers.insert(header::ETAG, packed.etag.clone());
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(packed.coding.name()));
        Some(with_body(StatusCode::OK, headers, bytes, method))
    }

    /// The same as bytes: appends the head, without its date and the line that ends it, and returns status and body.
    /// `None`: something is not there for it, or the answer is a rare one.
    pub(super) fn write_answer(
        &self,
        is_head: bool,
        asked: &(impl HeaderLookup + ?Sized),
        head: &mut Vec<u8>,
    ) -> Option<(StatusCode, Bytes)> {
        let packed = self.chosen(asked);
        let heads = self.heads.get_or_init(|| Heads::new(&self.of_200, &self.of_304));
        let (status, body) = match (self.verdict(asked), packed) {
            (Verdict::PreconditionFailed, _) => return None,
            (Verdict::NotModified, _) => (StatusCode::NOT_MODIFIED, None),
            (Verdict::Whole, None) => (StatusCode::OK, Some(&self.plain)),
            (Verdict::Whole, Some(packed)) => (StatusCode::OK, Some(packed.bytes.get()?)),
        };
        head.extend_from_slice(if body.is_some() { &heads.of_200 } else { &heads.of_304 });
        let etag = packed.map(|packed| &packed.etag).or(self.of_200.get(&header::ETAG));
        etag.into_iter().for_each(|etag| write_field(head, b"etag", etag.as_bytes()));
        let Some(body) = body else { return Some((status, Bytes::new())) };
        if let Some(packed) = packed {
            write_field(head, b"content-encoding", packed.coding.name().as_bytes());
        }
        // Writing into memory does not fail.
        let _ = write!(head, "content-length: {}\r\n", body.len());
        Some((status, if is_head { Bytes::new() } else { body.clone() }))
    }

    fn verdict(&self, asked: &(impl HeaderLookup + ?Sized)) -> Verdict {
        if fails_precondition(asked, &self.tag, self.last_modified) {
            Verdict::PreconditionFailed
        } else if is_not_modified(asked, &self.tag, self.last_modified) {
            Verdict::NotModified
        } else {
            Verdict::Whole
        }
    }

    /// Whether the form that the client likes best was not made yet.
    pub(super) fn lacks(&self, asked: &(impl HeaderLookup + ?Sized)) -> bool {
        self.chosen(asked).is_some_and(|packed| packed.bytes.get().is_none())
    }

    /// Makes the packed form that the client likes best, once for all who wait, off the async threads.
    ///
    /// # Errors
    /// The compressor failed.
    pub(super) async fn compress(&self, asked: &(impl HeaderLookup + ?Sized)) -> std::io::Result<()> {
        let Some(packed) = self.chosen(asked) else { return Ok(()) };
        let pack = || async {
            let (plain, coding) = (self.plain.clone(), packed.coding);
            let bytes = tokio::task::spawn_blocking(move || coding.pack(&plain)).await??;
            Ok(Bytes::from(bytes.into_boxed_slice()))
        };
        packed.bytes.get_or_try_init(pack).await.map(|_| ())
    }

    /// The packed form that the client likes best. `None`: the plain one.
    fn chosen(&self, asked: &(impl HeaderLookup + ?Sized)) -> Option<&Packed> {
        if self.plain.len() < WORTH_COMPRESSING {
            return None;
        }
        let coding = encoding::choose(asked);
        self.packed.iter().find(|packed| packed.coding == coding)
    }

    fn without_body(&self, status: StatusCode, packed: Option<&Packed>) -> Response<Body> {
        let mut headers = self.of_304.clone();
        if let Some(packed) = packed {
            headers.insert(header::ETAG, packed.etag.clone());
        }
        response(status, headers, body::empty())
    }
}

impl Heads {
    fn new(of_200: &HeaderMap, of_304: &HeaderMap) -> Self {
        let head = |status: &str, headers: &HeaderMap| {
            let mut head = format!("HTTP/1.1 {status}\r\n").into_bytes();
            // What `write_answer` adds.
            for (name, value) in headers.iter().filter(|(name, _)| *name != header::ETAG) {
                write_field(&mut head, name.as_str().as_bytes(), value.as_bytes());
            }
            head.into_boxed_slice()
        };
        Self { of_200: head("200 OK", of_200), of_304: head("304 Not Modified", of_304) }
    }
}

fn write_field(head: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    for part in [name, b": ", value, b"\r\n"] {
        head.extend_from_slice(part);
    }
}

impl Packed {
    fn new(coding: ContentCoding, tag: &str) -> Self {
        // Letters, digits and hyphens: always a header's value.
        let etag = HeaderValue::from_str(&format!("\"{tag}-{}\"", coding.name()));
        Self { coding, etag: etag.unwrap_or_else(|_| HeaderValue::from_static("")), bytes: OnceCell::new() }
    }
}

/// `Last-Modified` of new bytes: whole seconds, and later than that of the bytes before, or `If-Modified-Since`
/// would hide the second of two changes within one second, or of a removal that leaves older articles only.
fn last_modified(changed: Option<DateTime<Utc>>, before: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    // Nothing that Tidings keeps changed in 1970: the epoch is what an empty feed says.
    let changed = changed.map(|at| at.trunc_subsecs(0)).filter(|at| at.timestamp() > 0);
    let after = before.map(|at| at + TimeDelta::seconds(1));
    changed.max(after)
}

/// Sets a header that the program itself makes up; one that no header can carry is left out.
pub(super) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    match HeaderValue::from_str(value) {
        Ok(value) => {
            headers.insert(name, value);
        }
        Err(_) => tracing::warn!(header = %name, value, "a header cannot carry this value"),
    }
}

/// A response; to HEAD without its body, but with the body's length.
pub(super) fn with_body(
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
        _ => response(status, headers, body::whole(bytes.clone())),
    }
}

/// A response of these parts.
pub(super) fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;
    use hyper::header::{ACCEPT_ENCODING, ETAG, IF_NONE_MATCH, LAST_MODIFIED};

    fn at(text: &str) -> Option<DateTime<Utc>> {
        Some(text.parse().unwrap())
    }

    fn rendering(text: &str, changed: &str, last: Option<&Arc<Rendering>>) -> Arc<Rendering> {
        let mut headers = HeaderMap::new();
        set(&mut headers, header::CONTENT_TYPE, "application/rss+xml; charset=utf-8");
        set(&mut headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        let content = Content { bytes: text.repeat(100).into_bytes(), headers, changed: at(changed) };
        Rendering::new(content, 60, last.cloned())
    }

    fn asked(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    fn field(response: &Response<Body>, name: HeaderName) -> String {
        response.headers().get(name).unwrap().to_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn each_coding_has_its_tag_and_its_304() {
        let feed = rendering("text", "2026-03-04T05:06:07.9Z", None);
        let mut tags = Vec::new();
        for coding in ["", "gzip", "br", "zstd"] {
            let wish = asked(ACCEPT_ENCODING, coding);
            let weight = feed.weight();
            if !coding.is_empty() {
                assert!(
                    feed.answer(&Method::GET, &wish).is_none(),
                    "nothing is compressed before it is wanted"
                );
                feed.compress(&wish).await.unwrap();
                assert!(feed.weight() > weight, "what is kept is counted: {coding}");
            }
            let full = feed.answer(&Method::GET, &wish).unwrap();
            let said = full.headers().get(header::CONTENT_ENCODING).map_or("", |said| said.to_str().unwrap());
            assert_eq!(said, coding);
            assert_eq!(field(&full, LAST_MODIFIED), "Wed, 04 Mar 2026 05:06:07 GMT");
            let mut again = asked(IF_NONE_MATCH, &field(&full, ETAG));
            again.extend(wish);
            let unchanged = feed.answer(&Method::GET, &again).unwrap();
            assert_eq!(unchanged.status(), StatusCode::NOT_MODIFIED);
            for name in WITH_304 {
                assert_eq!(unchanged.headers().get(&name), full.headers().get(&name), "{name}");
            }
            assert!(!unchanged.headers().contains_key(header::CONTENT_TYPE));
            assert!(unchanged.into_body().collect().await.unwrap().to_bytes().is_empty());
            tags.push(field(&full, ETAG));
        }
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), 4);
    }

    #[test]
    fn the_same_bytes_stay_and_other_bytes_are_later() {
        let first = rendering("one", "2026-03-04T05:06:07Z", None);
        assert!(Arc::ptr_eq(&first, &rendering("one", "2026-03-05T00:00:00Z", Some(&first))));
        let second = rendering("two", "2026-03-04T05:06:07.5Z", Some(&first));
        assert_eq!(second.last_modified, at("2026-03-04T05:06:08Z"), "within the same second");
        let third = rendering("three", "2020-01-01T00:00:00Z", Some(&second));
        assert_eq!(third.last_modified, at("2026-03-04T05:06:09Z"), "never backwards");
        let fourth = rendering("four", "2027-01-01T00:00:00Z", Some(&third));
        assert_eq!(fourth.last_modified, at("2027-01-01T00:00:00Z"));
        assert_eq!(rendering("empty", "1970-01-01T00:00:00Z", None).last_modified, None);
    }

    #[tokio::test]
    async fn small_bodies_are_sent_as_they_are() {
        let content = Content { bytes: b"short".to_vec(), headers: HeaderMap::new(), changed: None };
        let small = Rendering::new(content, 60, None);
        let answer = small.answer(&Method::GET, &asked(ACCEPT_ENCODING, "gzip")).unwrap();
        assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), "short");
    }
}
