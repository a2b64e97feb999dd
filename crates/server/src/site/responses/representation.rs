//! A representation (RFC 9110, 3.2): rendered bytes with everything that responses need of them, computed
//! once: validators, headers and compressed forms.

use super::body::{self, Body};
use super::shared_bytes::shared;
use super::{response, response_with_body, set};
use crate::http::content_coding::ContentCoding;
use crate::http::decision::{self, Decision, Precondition, Validators};
use crate::http::header_lookup::HeaderLookup;
use bytes::Bytes;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::io::Write as _;
use std::sync::{Arc, OnceLock};
use tokio::sync::{OnceCell, Semaphore};

/// Smallest body that is compressed, in bytes. Below it the header of a coding and the client's work cost
/// more than the bytes that are saved.
const MIN_COMPRESSED: usize = 256;

/// Approximate weight of the headers in the cache, in bytes.
const HEADERS: usize = 4096;

/// Headers of a 304. RFC 9110, 15.4.5 requires those that guide caches; a browser that fetches across origins
/// checks the last one on the 304 itself.
const HEADERS_OF_304: [HeaderName; 5] = [
    header::ETAG,
    header::LAST_MODIFIED,
    header::CACHE_CONTROL,
    header::VARY,
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
];

/// The output of a renderer.
#[derive(Debug)]
pub(crate) struct Content {
    /// UTF-8.
    pub(crate) bytes: Vec<u8>,
    /// Headers that are specific to the resource: its type, its policy, its links; `Cache-Control` where the
    /// lifetime is not the one of the settings, and `Vary` where more than the coding differs.
    pub(crate) headers: HeaderMap,
    /// The time of its last change, if it is known.
    pub(crate) changed: Option<DateTime<Utc>>,
}

/// Content that is ready to be sent.
#[derive(Debug)]
pub(crate) struct Representation {
    /// The entity tag without quotes and without the suffix of a coding.
    tag: String,
    etag: HeaderValue,
    last_modified: Option<DateTime<Utc>>,
    identity: Bytes,
    /// One for each of [`ContentCoding::COMPRESSED`], computed at the first request for it: clients that
    /// accept only identity do not wait for compression.
    encoded: [Encoded; 3],
    /// All headers of a 200 except `Content-Length`, which hyper takes from the body, and `Date`.
    headers_of_200: HeaderMap,
    /// The same for an encoded body, with a placeholder for the name of the coding.
    headers_of_encoded: HeaderMap,
    headers_of_304: HeaderMap,
    /// The same as raw bytes, computed at the first response of the fast path.
    raw_heads: OnceLock<RawHeads>,
}

/// Status line and header fields as the fast path writes them, without those that differ with the coding.
#[derive(Debug)]
struct RawHeads {
    of_200: Box<[u8]>,
    of_304: Box<[u8]>,
}

/// A compressed form.
#[derive(Debug)]
struct Encoded {
    coding: ContentCoding,
    etag: HeaderValue,
    bytes: OnceCell<Bytes>,
}

/// The parts of a response that follow from a [`Decision`]; the two writers below only write them.
struct ResponseParts<'a> {
    status: StatusCode,
    etag: &'a HeaderValue,
    /// `None`: the body is not encoded.
    coding: Option<ContentCoding>,
    /// `None`: the status allows no body.
    body: Option<&'a Bytes>,
}

impl Representation {
    /// Computes validators and headers. If `last` has the same bytes, `last` is returned, with its validators
    /// and its compressed forms: a change without a visible effect costs no reader a download.
    pub(crate) fn new(
        content: Content,
        max_age: u32,
        last: Option<Arc<Self>>,
        now: DateTime<Utc>,
    ) -> Arc<Self> {
        // 128 bits are enough to make a collision of two texts practically impossible.
        let tag = blake3::hash(&content.bytes).to_hex()[..32].to_owned();
        if let Some(last) = last.as_ref().filter(|last| last.tag == tag) {
            return last.clone();
        }
        let last_modified = last_modified(content.changed, last.and_then(|last| last.last_modified), now);
        let etag = quoted_tag(&tag);
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
        headers.insert(header::ETAG, etag.clone());
        let headers_of_304 = HEADERS_OF_304.into_iter().filter_map(|name| {
            let value = headers.get(&name)?.clone();
            Some((name, value))
        });
        let headers_of_304 = headers_of_304.collect();
        let mut headers_of_encoded = headers.clone();
        set(&mut headers_of_encoded, header::CONTENT_ENCODING, ContentCoding::Identity.name());
        Arc::new(Self {
            identity: shared(content.bytes),
            encoded: ContentCoding::COMPRESSED.map(|coding| Encoded::new(coding, &tag)),
            headers_of_200: headers,
            headers_of_encoded,
            headers_of_304,
            raw_heads: OnceLock::new(),
            tag,
            etag,
            last_modified,
        })
    }

    /// The same representation with another body, as a delta needs it (RFC 3229): validators and headers
    /// stay.
    pub(crate) fn with_body(&self, bytes: Vec<u8>) -> Arc<Self> {
        Arc::new(Self {
            tag: self.tag.clone(),
            etag: self.etag.clone(),
            last_modified: self.last_modified,
            identity: shared(bytes),
            encoded: ContentCoding::COMPRESSED.map(|coding| Encoded::new(coding, &self.tag)),
            headers_of_200: self.headers_of_200.clone(),
            headers_of_encoded: self.headers_of_encoded.clone(),
            headers_of_304: self.headers_of_304.clone(),
            raw_heads: OnceLock::new(),
        })
    }

    /// The entity tag without quotes and without the suffix of a coding.
    pub(crate) fn tag(&self) -> &str {
        &self.tag
    }

    /// The bytes before compression.
    pub(crate) fn identity(&self) -> &Bytes {
        &self.identity
    }

    /// The value of `Last-Modified`.
    pub(crate) fn last_modified(&self) -> Option<DateTime<Utc>> {
        self.last_modified
    }

    /// The memory that it uses now, in bytes.
    pub(crate) fn weight(&self) -> usize {
        let encoded = self.encoded.iter().filter_map(|encoded| encoded.bytes.get()).map(Bytes::len);
        self.identity.len() + encoded.sum::<usize>() + HEADERS
    }

    /// Decides how to answer a GET or HEAD with these headers.
    pub(crate) fn decide(&self, headers: &(impl HeaderLookup + ?Sized)) -> Decision {
        let validators = Validators { tag: &self.tag, last_modified: self.last_modified };
        decision::decide(headers, &validators, self.identity.len() >= MIN_COMPRESSED)
    }

    /// Whether the compressed form of the coding has not been computed yet.
    pub(crate) fn lacks(&self, coding: ContentCoding) -> bool {
        self.encoded(coding).is_some_and(|encoded| encoded.bytes.get().is_none())
    }

    /// Computes the compressed form, once for all clients that wait for it, on a blocking thread and with one
    /// of the permits.
    ///
    /// # Errors
    /// The compressor failed.
    pub(crate) async fn compress(&self, coding: ContentCoding, permits: &Semaphore) -> std::io::Result<()> {
        let Some(encoded) = self.encoded(coding) else { return Ok(()) };
        let compress = || async {
            let _permit = permits.acquire().await;
            let identity = self.identity.clone();
            let bytes = tokio::task::spawn_blocking(move || coding.compress(&identity)).await??;
            Ok(shared(bytes))
        };
        encoded.bytes.get_or_try_init(compress).await.map(|_| ())
    }

    /// Whether `Last-Modified` is later than now, as for a moment after the second of two changes within one second.
    fn is_in_the_future(&self, now: DateTime<Utc>) -> bool {
        self.last_modified.is_some_and(|at| at > now)
    }

    /// The response as hyper sends it. `None`: [`Representation::compress`] must come first.
    pub(crate) fn to_response(&self, decision: Decision, method: &Method) -> Option<Response<Body>> {
        let mut response = self.stored_response(decision, method)?;
        if self.is_in_the_future(Utc::now()) {
            // RFC 9110, 8.8.2.1, forbids a date later than now. An earlier one could be the date of the client's copy,
            // and libcurl then discards the body, so that Newsboat would miss the change.
            response.headers_mut().remove(header::LAST_MODIFIED);
        }
        Some(response)
    }

    fn stored_response(&self, decision: Decision, method: &Method) -> Option<Response<Body>> {
        let parts = self.parts(decision)?;
        let Some(body) = parts.body else {
            let mut headers = self.headers_of_304.clone();
            headers.insert(header::ETAG, parts.etag.clone());
            return Some(response(parts.status, headers, body::empty()));
        };
        let headers = match parts.coding {
            None => self.headers_of_200.clone(),
            Some(coding) => {
                let mut headers = self.headers_of_encoded.clone();
                headers.insert(header::ETAG, parts.etag.clone());
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
                headers
            }
        };
        Some(response_with_body(parts.status, headers, body, method))
    }

    /// The response as raw bytes: appends its head without `Date` and without the empty line, and returns its
    /// status and its body. `None`: [`Representation::compress`] must come first, or the status is 412, which
    /// is too rare to be kept as bytes.
    pub(crate) fn write_response(
        &self,
        decision: Decision,
        is_head: bool,
        head: &mut Vec<u8>,
    ) -> Option<(StatusCode, Bytes)> {
        if decision.precondition == Precondition::Failed {
            return None;
        }
        let parts = self.parts(decision)?;
        let heads = self.raw_heads.get_or_init(|| RawHeads::new(&self.headers_of_200, &self.headers_of_304));
        head.extend_from_slice(if parts.body.is_some() { &heads.of_200 } else { &heads.of_304 });
        write_field(head, b"etag", parts.etag.as_bytes());
        if let Some(value) = self.headers_of_200.get(header::LAST_MODIFIED)
            && !self.is_in_the_future(Utc::now())
        {
            write_field(head, b"last-modified", value.as_bytes());
        }
        let Some(body) = parts.body else { return Some((parts.status, Bytes::new())) };
        if let Some(coding) = parts.coding {
            write_field(head, b"content-encoding", coding.name().as_bytes());
        }
        // Writing to a Vec never fails.
        let _ = write!(head, "content-length: {}\r\n", body.len());
        Some((parts.status, if is_head { Bytes::new() } else { body.clone() }))
    }

    fn parts(&self, decision: Decision) -> Option<ResponseParts<'_>> {
        let encoded = self.encoded(decision.coding);
        let etag = encoded.map_or(&self.etag, |encoded| &encoded.etag);
        let without_body = |status| ResponseParts { status, etag, coding: None, body: None };
        match decision.precondition {
            Precondition::Failed => Some(without_body(StatusCode::PRECONDITION_FAILED)),
            Precondition::NotModified => Some(without_body(StatusCode::NOT_MODIFIED)),
            Precondition::Proceed => {
                let body = match encoded {
                    None => &self.identity,
                    Some(encoded) => encoded.bytes.get()?,
                };
                let coding = encoded.map(|encoded| encoded.coding);
                Some(ResponseParts { status: StatusCode::OK, etag, coding, body: Some(body) })
            }
        }
    }

    fn encoded(&self, coding: ContentCoding) -> Option<&Encoded> {
        self.encoded.iter().find(|encoded| encoded.coding == coding)
    }
}

impl RawHeads {
    fn new(headers_of_200: &HeaderMap, headers_of_304: &HeaderMap) -> Self {
        let head = |status: &str, headers: &HeaderMap| {
            let mut head = format!("HTTP/1.1 {status}\r\n").into_bytes();
            // `write_response` adds the two validators.
            let is_fixed = |name: &HeaderName| *name != header::ETAG && *name != header::LAST_MODIFIED;
            for (name, value) in headers.iter().filter(|(name, _)| is_fixed(name)) {
                write_field(&mut head, name.as_str().as_bytes(), value.as_bytes());
            }
            head.into_boxed_slice()
        };
        Self { of_200: head("200 OK", headers_of_200), of_304: head("304 Not Modified", headers_of_304) }
    }
}

fn write_field(head: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    for part in [name, b": ", value, b"\r\n"] {
        head.extend_from_slice(part);
    }
}

impl Encoded {
    fn new(coding: ContentCoding, tag: &str) -> Self {
        let etag = quoted_tag(&format!("{tag}-{}", coding.name()));
        Self { coding, etag, bytes: OnceCell::new() }
    }
}

fn quoted_tag(tag: &str) -> HeaderValue {
    // Letters, digits and hyphens are always valid in a header.
    HeaderValue::from_str(&format!("\"{tag}\"")).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// `Last-Modified` of new bytes, in whole seconds and later than any that was sent with the previous bytes. Otherwise
/// `If-Modified-Since` would hide the second of two changes within one second, and a removal that leaves only
/// older articles. The result is at most a second later than `now`, because none later than `now` was sent.
fn last_modified(
    changed: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    // An empty feed has the epoch as its time of change, which means that the time is unknown.
    let changed = changed.map(|at| at.trunc_subsecs(0)).filter(|at| at.timestamp() > 0);
    let sent = before.map(|at| at.min(now.trunc_subsecs(0)));
    changed.max(sent.map(|at| at + TimeDelta::seconds(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;
    use hyper::header::{ACCEPT_ENCODING, ETAG, IF_NONE_MATCH, LAST_MODIFIED};

    fn at(text: &str) -> Option<DateTime<Utc>> {
        Some(text.parse().unwrap())
    }

    fn representation(text: &str, changed: &str, last: Option<&Arc<Representation>>) -> Arc<Representation> {
        let mut headers = HeaderMap::new();
        set(&mut headers, header::CONTENT_TYPE, "application/rss+xml; charset=utf-8");
        set(&mut headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        let content = Content { bytes: text.repeat(100).into_bytes(), headers, changed: at(changed) };
        Representation::new(content, 60, last.cloned(), "2026-03-04T05:06:08.5Z".parse().unwrap())
    }

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    fn answer(representation: &Representation, headers: &HeaderMap) -> Option<Response<Body>> {
        representation.to_response(representation.decide(headers), &Method::GET)
    }

    fn field(response: &Response<Body>, name: HeaderName) -> String {
        response.headers().get(name).unwrap().to_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn each_coding_has_its_own_tag_and_304() {
        let feed = representation("text", "2026-03-04T05:06:07.9Z", None);
        let mut tags = Vec::new();
        for coding in ["", "gzip", "br", "zstd"] {
            let accepted = headers(ACCEPT_ENCODING, coding);
            let weight = feed.weight();
            if !coding.is_empty() {
                assert!(
                    answer(&feed, &accepted).is_none(),
                    "nothing is compressed before a client asks for it"
                );
                feed.compress(feed.decide(&accepted).coding, &Semaphore::new(1)).await.unwrap();
                assert!(feed.weight() > weight, "the weight includes the compressed form: {coding}");
            }
            let full = answer(&feed, &accepted).unwrap();
            let encoding =
                full.headers().get(header::CONTENT_ENCODING).map_or("", |value| value.to_str().unwrap());
            assert_eq!(encoding, coding);
            assert_eq!(field(&full, LAST_MODIFIED), "Wed, 04 Mar 2026 05:06:07 GMT");
            let mut again = headers(IF_NONE_MATCH, &field(&full, ETAG));
            again.extend(accepted);
            let unchanged = answer(&feed, &again).unwrap();
            assert_eq!(unchanged.status(), StatusCode::NOT_MODIFIED);
            for name in HEADERS_OF_304 {
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
    fn equal_bytes_keep_the_representation_and_other_bytes_get_a_later_last_modified() {
        let first = representation("one", "2026-03-04T05:06:07Z", None);
        assert!(Arc::ptr_eq(&first, &representation("one", "2026-03-05T00:00:00Z", Some(&first))));
        let second = representation("two", "2026-03-04T05:06:07.5Z", Some(&first));
        assert_eq!(second.last_modified, at("2026-03-04T05:06:08Z"), "within the same second");
        let third = representation("three", "2020-01-01T00:00:00Z", Some(&second));
        assert_eq!(third.last_modified, at("2026-03-04T05:06:09Z"), "never backwards");
        let mut last = third.clone();
        for number in 0..40 {
            last = representation(&number.to_string(), "2026-03-04T05:06:08Z", Some(&last));
        }
        assert_eq!(last.last_modified, at("2026-03-04T05:06:09Z"), "at most a second later than now");
        let fourth = representation("four", "2027-01-01T00:00:00Z", Some(&third));
        assert_eq!(fourth.last_modified, at("2027-01-01T00:00:00Z"));
        assert_eq!(representation("empty", "1970-01-01T00:00:00Z", None).last_modified, None);
    }

    #[test]
    fn last_modified_is_not_sent_before_its_time() {
        let ahead = representation("one", &(Utc::now() + TimeDelta::hours(1)).to_rfc3339(), None);
        let past = representation("one", "2026-03-04T05:06:07Z", None);
        for (representation, is_sent) in [(ahead, false), (past, true)] {
            let decision = representation.decide(&HeaderMap::new());
            let response = representation.to_response(decision, &Method::GET).unwrap();
            assert_eq!(response.headers().contains_key(LAST_MODIFIED), is_sent);
            let mut head = Vec::new();
            representation.write_response(decision, false, &mut head).unwrap();
            assert_eq!(String::from_utf8(head).unwrap().contains("\r\nlast-modified: "), is_sent);
        }
    }

    #[tokio::test]
    async fn small_bodies_are_not_compressed() {
        let content = Content { bytes: b"short".to_vec(), headers: HeaderMap::new(), changed: None };
        let small = Representation::new(content, 60, None, Utc::now());
        let answer = answer(&small, &headers(ACCEPT_ENCODING, "gzip")).unwrap();
        assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), "short");
    }
}
