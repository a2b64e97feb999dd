//! Deltas of feeds: RFC 3229 with the instance manipulation `feed` of Bob Wyman, which Newsboat, Liferea and others
//! support. A reader that sends `A-IM: feed` and the entity tag of the version that it has gets a 226 with the entries
//! that it lacks, if the reader is one of those that are known to read it.
//!
//! The delta is cut from the bytes of the whole feed that the entity tag of the response names, so the two
//! cannot differ. It is computed once for all readers with the same version, and cached with the
//! representations.

mod clients;
mod feed_history;
#[cfg(test)]
mod sharing_tests;

use super::responses::body::Body;
use super::responses::representation::Representation;
use super::responses::set;
use crate::http::conditional::listed_tags;
use crate::http::content_coding::weight;
use feed_history::{EntryHash, FeedHistory, Tag};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Response, StatusCode};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tidings_feed::{FeedFormat, FeedParts};
use tidings_folder::state_file;

/// Request header: the instance manipulations that the client accepts (RFC 3229, 10.5.3).
pub(super) const A_IM: HeaderName = HeaderName::from_static("a-im");

/// Response headers: the manipulation that was applied (10.5.2), and the version it has to be combined with
/// (10.5.1).
const IM: HeaderName = HeaderName::from_static("im");
const DELTA_BASE: HeaderName = HeaderName::from_static("delta-base");

/// The name of the manipulation.
const FEED: &str = "feed";

/// Capacity of the history of all feeds, and of one feed, in bytes. The latter is enough for a thousand
/// changes.
const HISTORY_BYTES: usize = 2 * 1024 * 1024;
const HISTORY_BYTES_OF_FEED: usize = 64 * 1024;

/// The file's name in the state folder, its maximum size in bytes (the history as text has about twice its
/// size in memory), and the minimum time between two writes.
const FILE: &str = "instances";
const MAX_FILE_SIZE: u64 = 16 * 1024 * 1024;
const WRITE_INTERVAL: Duration = Duration::from_secs(600);

/// Whether a client accepts a delta of a feed.
pub(super) fn is_accepted(headers: &HeaderMap) -> bool {
    let fields = headers.get_all(A_IM).iter().filter_map(|field| field.to_str().ok());
    fields.flat_map(|field| field.split(',')).any(|item| {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        name.trim().eq_ignore_ascii_case(FEED) && weight(parameters) > 0
    })
}

pub(super) use clients::may_get;

/// The history of the feeds of which some client accepts deltas; other feeds have none.
#[derive(Debug)]
pub(super) struct Deltas {
    history: Mutex<FeedHistory>,
    /// `None`: the history does not survive a restart.
    file: Option<PathBuf>,
    last_write: Mutex<Instant>,
}

/// A delta that can be computed.
#[derive(Debug)]
pub(super) struct Delta {
    /// Entries that the client has.
    client_entries: HashSet<EntryHash>,
    /// The key of the delta in the cache. The path of a request never contains a line break.
    pub(super) key: String,
    /// The entity tag of the version that the client has, as the client sent it.
    base: HeaderValue,
}

impl Deltas {
    /// Reads the history from the state folder. A damaged file is ignored: a client with an unknown tag gets
    /// the whole feed.
    pub(super) fn open(state: Option<&Path>, now: Instant) -> Self {
        let file = state.map(|state| state.join(FILE));
        let new = || FeedHistory::new(HISTORY_BYTES_OF_FEED, HISTORY_BYTES);
        let mut history = new();
        let text = file.as_deref().and_then(|file| state_file::read_text(file, MAX_FILE_SIZE).ok());
        if text.is_some_and(|text| history.load(&text).is_none()) {
            history = new();
        }
        Self { history: Mutex::new(history), file, last_write: Mutex::new(now) }
    }

    /// Whether the history contains this version of the feed.
    pub(super) fn contains_version(&self, path: &str, whole: &Representation) -> bool {
        self.history().version(path, tag(whole.tag())).is_some()
    }

    #[cfg(test)]
    pub(super) fn has_history(&self, path: &str) -> bool {
        self.history().contains_feed(path)
    }

    /// Records a new version of a feed, if the feed has a history already.
    pub(super) fn record_if_followed(
        &self,
        path: &str,
        format: FeedFormat,
        whole: &Representation,
        now: Instant,
    ) {
        if self.history().contains_feed(path) {
            self.record_version(path, format, whole);
            let mut last_write = self.last_write.lock().unwrap_or_else(PoisonError::into_inner);
            if now.duration_since(*last_write) >= WRITE_INTERVAL {
                *last_write = now;
                drop(last_write);
                self.save();
            }
        }
    }

    /// Records the entries of this version of a feed, and begins its history if there is none. Parses the
    /// whole feed.
    pub(super) fn record_version(&self, path: &str, format: FeedFormat, whole: &Representation) {
        if let Some(parts) = FeedParts::parse(whole.identity(), format) {
            let entries = parts.entries().map(hash).collect();
            self.history().add(path, tag(whole.tag()), entries);
        }
    }

    /// The delta from the version that the client has, by its `If-None-Match`, to `whole`. `None`: the client
    /// gets the whole feed, or a 304.
    ///
    /// If the field lists several tags, the oldest version counts. If one tag is unknown, there is no delta:
    /// a cache on the way may have added its own tag to the client's (RFC 9111, 4.3.1), and the client lacks
    /// the entries of that version.
    pub(super) fn delta(&self, path: &str, whole: &Representation, headers: &HeaderMap) -> Option<Delta> {
        let mut history = self.history();
        let current = history.version(path, tag(whole.tag()))?;
        let mut oldest = None;
        for listed in listed_tags(headers) {
            let bare = str::from_utf8(listed.bare()).ok().filter(|bare| *bare != whole.tag())?;
            let version = history.version(path, Tag::from_str_radix(bare, 16).ok()?)?;
            if oldest.as_ref().is_none_or(|(_, _, age)| *age < version.age) {
                oldest = Some((listed, version.entries, version.age));
            }
        }
        drop(history);
        let (listed, client_entries, _) = oldest?;
        // If every entry is new, the delta would be the feed itself.
        if !current.entries.is_empty() && client_entries.is_disjoint(&current.entries) {
            return None;
        }
        let base = [b"\"", listed.opaque, b"\""].concat();
        let bare = String::from_utf8_lossy(listed.bare());
        Some(Delta {
            client_entries,
            key: format!("{path}\n{bare}\n{}", whole.tag()),
            base: HeaderValue::from_bytes(&base).ok()?,
        })
    }

    /// Writes the history to the state folder.
    pub(super) fn save(&self) {
        let Some(file) = &self.file else { return };
        let text = self.history().to_text();
        if let Err(error) = state_file::replace(file, text.as_bytes()) {
            tracing::warn!(
                file = %file.display(), %error,
                "cannot write the file; after a restart, readers get whole feeds"
            );
        }
    }

    // After a panic while the lock is held, at worst the weight is wrong.
    fn history(&self) -> MutexGuard<'_, FeedHistory> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Delta {
    /// `whole` without the entries that the client has.
    pub(super) fn render(&self, whole: &Representation, format: FeedFormat) -> Option<Arc<Representation>> {
        let parts = FeedParts::parse(whole.identity(), format)?;
        Some(whole.with_body(parts.with_entries(|entry| !self.client_entries.contains(&hash(entry)))))
    }

    /// Marks a response with the delta as a 226.
    ///
    /// A cache that does not support the status may still store it (RFC 9111, 3), and would send it to
    /// readers with another version: `no-store` forbids that, and `im` allows it again for caches that
    /// support RFC 3229 (10.7). Readers take the time of their next poll from `max-age` (Liferea).
    pub(super) fn mark(&self, mut response: Response<Body>) -> Response<Body> {
        if response.status() != StatusCode::OK {
            return for_one_reader(response);
        }
        *response.status_mut() = StatusCode::IM_USED;
        let headers = response.headers_mut();
        headers.insert(IM, HeaderValue::from_static(FEED));
        headers.insert(DELTA_BASE, self.base.clone());
        set_cache_directives(headers, "no-store, im");
        response
    }
}

/// Marks the response to a client that accepts deltas, but gets none now, as private.
///
/// A shared cache that stored the response under `A-IM: feed` would later send the tag of its copy instead of
/// the client's own (nginx, Varnish), and forward a delta that lacks the entries between the two. So it must
/// not store the response; because of `Vary: A-IM` it does not use a copy of other clients for this client
/// either.
pub(super) fn for_one_reader(mut response: Response<Body>) -> Response<Body> {
    set_cache_directives(response.headers_mut(), "private");
    response
}

/// Replaces all directives of `Cache-Control` except `max-age`.
fn set_cache_directives(headers: &mut HeaderMap, directives: &str) {
    let current =
        headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let age = current.split(',').map(str::trim).find(|directive| directive.starts_with("max-age="));
    let value = age.map_or_else(|| directives.to_owned(), |age| format!("{directives}, {age}"));
    set(headers, header::CACHE_CONTROL, &value);
}

/// An entity tag as a number; it has 32 hexadecimal digits.
fn tag(text: &str) -> Tag {
    Tag::from_str_radix(text, 16).unwrap_or_default()
}

fn hash(entry: &[u8]) -> EntryHash {
    let [a, b, c, d, e, f, g, h, ..] = *blake3::hash(entry).as_bytes();
    EntryHash::from_le_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::super::responses::representation::Content;
    use super::*;

    #[test]
    fn clients_that_accept_deltas() {
        let cases = [
            ("feed", true),
            ("Feed", true),
            ("vcdiff, feed", true),
            ("feed;q=0.5, gzip", true),
            (" feed ; q=1", true),
            ("feed;q=0", false),
            ("feeds", false),
            ("vcdiff, gzip", false),
            ("identity", false),
            ("", false),
        ];
        for (field, expected) in cases {
            let headers = HeaderMap::from_iter([(A_IM, HeaderValue::from_static(field))]);
            assert_eq!(is_accepted(&headers), expected, "{field}");
        }
        assert!(!is_accepted(&HeaderMap::new()));
    }

    #[test]
    fn a_response_without_delta_is_private() {
        for (value, expected) in [
            ("public, max-age=360", "private, max-age=360"),
            ("no-cache", "private"),
            ("public,max-age=60 , immutable", "private, max-age=60"),
        ] {
            let mut headers =
                HeaderMap::from_iter([(header::CACHE_CONTROL, HeaderValue::from_static(value))]);
            set_cache_directives(&mut headers, "private");
            assert_eq!(headers[header::CACHE_CONTROL], expected);
        }
    }

    fn rss(entries: &str) -> Arc<Representation> {
        let bytes = format!("<rss>\n  <channel>{entries}\n  </channel>\n</rss>\n").into_bytes();
        Representation::new(
            Content { bytes, headers: HeaderMap::new(), changed: None },
            60,
            None,
            chrono::Utc::now(),
        )
    }

    #[test]
    fn the_history_survives_a_crash_except_for_the_last_minutes() {
        let state = tempfile::tempdir().unwrap();
        let start = Instant::now();
        let deltas = Deltas::open(Some(state.path()), start);
        let [first, second, third] = ["", "\n    <item>1</item>", "\n    <item>2</item>"].map(rss);
        deltas.record_if_followed("feed.xml", FeedFormat::Rss, &first, start);
        assert!(!deltas.contains_version("feed.xml", &first), "no client has asked for a delta");
        deltas.record_version("feed.xml", FeedFormat::Rss, &first);
        deltas.record_if_followed("feed.xml", FeedFormat::Rss, &second, start + WRITE_INTERVAL);
        deltas.record_if_followed("feed.xml", FeedFormat::Rss, &third, start + WRITE_INTERVAL);
        let after = Deltas::open(Some(state.path()), start);
        let known = [first, second, third].map(|version| after.contains_version("feed.xml", &version));
        assert_eq!(known, [true, true, false]);
    }

    #[test]
    fn a_damaged_file_is_ignored() {
        let state = tempfile::tempdir().unwrap();
        for text in ["rubbish", "\u{feff}", "tidings instances 1\nfeed feed.xml\nnever"] {
            std::fs::write(state.path().join(FILE), text).unwrap();
            let deltas = Deltas::open(Some(state.path()), Instant::now());
            assert!(!deltas.history().contains_feed("feed.xml"), "{text}");
            deltas.save();
            assert_eq!(std::fs::read_to_string(state.path().join(FILE)).unwrap(), "tidings instances 1\n");
        }
    }
}
