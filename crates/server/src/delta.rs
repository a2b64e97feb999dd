//! RFC 3229 with the instance manipulation `feed` (Bob Wyman's, which Newsboat, Liferea, feedparser and others ask for): who
//! sends `A-IM: feed` and the entity tag of what it has gets the entries that it has not, as 226.
//!
//! The delta is cut from the bytes of the whole feed that the answer's entity tag names, never rendered anew, so the two
//! can't differ. It is rendered once for all readers that come from the same instance, and kept with the other renderings.

use super::body::Body;
use super::conditional;
use super::encoding::weight;
use super::instances::{EntryHash, Instances, Tag};
use super::rendering::Rendering;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Response, StatusCode};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tidings_feed::{FeedFormat, FeedParts};

/// What the client takes instead of the whole (RFC 3229, 10.5.3).
pub(super) const A_IM: HeaderName = HeaderName::from_static("a-im");

/// What was done to the instance (10.5.2), and which one it has to be put together with (10.5.1).
const IM: HeaderName = HeaderName::from_static("im");
const DELTA_BASE: HeaderName = HeaderName::from_static("delta-base");

/// The manipulation's name.
const FEED: &str = "feed";

/// Bytes of instances that are remembered in all, and of one feed: a thousand changes of it.
const MEMORY: usize = 2 * 1024 * 1024;
const MEMORY_OF_FEED: usize = 64 * 1024;

/// The file's name in the state folder, and how often it is written at the most.
const FILE: &str = "instances";
const PAUSE: Duration = Duration::from_secs(600);

/// Whether a client takes a delta of a feed.
pub(super) fn is_explicitly_included(asked: &HeaderMap) -> bool {
    let fields = asked.get_all(A_IM).iter().filter_map(|field| field.to_str().ok());
    fields.flat_map(|field| field.split(',')).any(|wish| {
        let (name, parameters) = wish.split_once(';').unwrap_or((wish, ""));
        name.trim().eq_ignore_ascii_case(FEED) && weight(parameters) > 0
    })
}

/// What is remembered of feeds that somebody takes deltas of; of others, nothing.
#[derive(Debug)]
pub(super) struct Deltas {
    instances: Mutex<Instances>,
    /// `None`: nothing is kept over restarts.
    file: Option<PathBuf>,
    kept: Mutex<Instant>,
}

/// A delta that can be made.
#[derive(Debug)]
pub(super) struct Delta {
    /// Entries that the client has.
    held: HashSet<EntryHash>,
    /// What its rendering is kept by; no path of a request has a line break.
    pub(super) key: String,
    /// The entity tag of what the client has, as it was sent to it.
    base: HeaderValue,
}

impl Deltas {
    /// Reads what the last run left in the state folder. What can't be read is forgotten: an unknown tag gets the whole
    /// feed.
    pub(super) fn open(state: Option<&Path>, now: Instant) -> Self {
        let file = state.map(|state| state.join(FILE));
        let new = || Instances::new(MEMORY_OF_FEED, MEMORY);
        let mut instances = new();
        let text = file.as_deref().and_then(|file| std::fs::read_to_string(file).ok());
        if text.is_some_and(|text| instances.read(&text).is_none()) {
            instances = new();
        }
        Self { instances: Mutex::new(instances), file, kept: Mutex::new(now) }
    }

    /// Whether the feed's rendering is one that is remembered.
    pub(super) fn knows(&self, path: &str, whole: &Rendering) -> bool {
        self.instances().instance(path, tag(whole.tag())).is_some()
    }

    #[cfg(test)]
    pub(super) fn knows_feed(&self, path: &str) -> bool {
        self.instances().knows(path)
    }

    /// The feed is rendered anew. Costs nothing where nobody takes deltas of it.
    pub(super) fn follow(&self, path: &str, format: FeedFormat, whole: &Rendering, now: Instant) {
        if self.instances().knows(path) {
            self.learn(path, format, whole);
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            if now.duration_since(*kept) >= PAUSE {
                *kept = now;
                drop(kept);
                self.keep();
            }
        }
    }

    /// Remembers what this rendering holds. Reads all its bytes.
    pub(super) fn learn(&self, path: &str, format: FeedFormat, whole: &Rendering) {
        if let Some(parts) = FeedParts::parse(whole.plain(), format) {
            let entries = parts.entries().map(hash).collect();
            self.instances().add(path, tag(whole.tag()), entries);
        }
    }

    /// The delta from what the client says it has to `whole`. `None`: it gets the whole, or nothing.
    ///
    /// Of a list of tags it is the one from the oldest, and any that is unknown makes the rest worthless: a cache on the
    /// way may have added its own tag to the client's (RFC 9111, 4.3.1), which stands for entries that the client has not.
    pub(super) fn delta(&self, path: &str, whole: &Rendering, asked: &HeaderMap) -> Option<Delta> {
        let mut instances = self.instances();
        let current = instances.instance(path, tag(whole.tag()))?;
        let mut oldest = None;
        for listed in conditional::listed(asked) {
            let bare = str::from_utf8(listed.bare()).ok().filter(|bare| *bare != whole.tag())?;
            let instance = instances.instance(path, Tag::from_str_radix(bare, 16).ok()?)?;
            if oldest.as_ref().is_none_or(|(_, _, age)| *age < instance.age) {
                oldest = Some((listed, instance.entries, instance.age));
            }
        }
        drop(instances);
        let (listed, held, _) = oldest?;
        // Where everything is new, the delta would be the feed.
        if !current.entries.is_empty() && held.is_disjoint(&current.entries) {
            return None;
        }
        let base = [b"\"", listed.opaque, b"\""].concat();
        let bare = String::from_utf8_lossy(listed.bare());
        Some(Delta {
            held,
            key: format!("{path}\n{bare}\n{}", whole.tag()),
            base: HeaderValue::from_bytes(&base).ok()?,
        })
    }

    /// Writes all of it, as when the program ends.
    pub(super) fn keep(&self) {
        let Some(file) = &self.file else { return };
        let text = self.instances().to_text();
        let beside = file.with_extension("new");
        let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
        if let Err(error) = written {
            tracing::warn!(file = %file.display(), %error, "cannot be written; after a restart readers get whole feeds");
        }
    }

    // A panic while the lock is held leaves at worst a wrong weight.
    fn instances(&self) -> MutexGuard<'_, Instances> {
        self.instances.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Delta {
    /// `whole` without what the client has.
    pub(super) fn render(&self, whole: &Rendering, format: FeedFormat) -> Option<Arc<Rendering>> {
        let parts = FeedParts::parse(whole.plain(), format)?;
        Some(whole.told_by(parts.with_entries(|entry| !self.held.contains(&hash(entry)))))
    }

    /// Says of an answer with the delta that it is one.
    ///
    /// A cache that does not know the status may still store it (RFC 9111, 3), and would hand it to readers that have
    /// something else: `no-store` forbids that, and `im` takes it back for those who know RFC 3229 (10.7). Readers take
    /// from `max-age` when to ask again (Liferea).
    pub(super) fn mark(&self, mut response: Response<Body>) -> Response<Body> {
        if response.status() != StatusCode::OK {
            return for_one_reader(response);
        }
        *response.status_mut() = StatusCode::IM_USED;
        let headers = response.headers_mut();
        headers.insert(IM, HeaderValue::from_static(FEED));
        headers.insert(DELTA_BASE, self.base.clone());
        caching(headers, "no-store, im");
        response
    }
}

/// Says of the answer to a client that takes deltas, but gets none now, that it is for this client alone.
///
/// A shared cache that stored it under `A-IM: feed` would later ask with the tag of what it stored instead of the client's
/// own (nginx, Varnish), and pass on a delta that lacks what the client missed. So it must not store it; with `Vary: A-IM`
/// what it stored for others is not taken for this client's request either.
pub(super) fn for_one_reader(mut response: Response<Body>) -> Response<Body> {
    caching(response.headers_mut(), "private");
    response
}

/// Puts other words before `max-age`.
fn caching(headers: &mut HeaderMap, words: &str) {
    let said = headers.get(header::CACHE_CONTROL).and_then(|said| said.to_str().ok()).unwrap_or_default();
    let age = said.split(',').map(str::trim).find(|word| word.starts_with("max-age="));
    let said = age.map_or_else(|| words.to_owned(), |age| format!("{words}, {age}"));
    super::rendering::set(headers, header::CACHE_CONTROL, &said);
}

/// An entity tag is 32 hexadecimal digits.
fn tag(text: &str) -> Tag {
    Tag::from_str_radix(text, 16).unwrap_or_default()
}

fn hash(entry: &[u8]) -> EntryHash {
    let [a, b, c, d, e, f, g, h, ..] = *blake3::hash(entry).as_bytes();
    EntryHash::from_le_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::super::rendering::Content;
    use super::*;

    #[test]
    fn who_wants_a_delta() {
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
        for (field, wanted) in cases {
            let asked = HeaderMap::from_iter([(A_IM, HeaderValue::from_static(field))]);
            assert_eq!(is_explicitly_included(&asked), wanted, "{field}");
        }
        assert!(!is_explicitly_included(&HeaderMap::new()));
    }

    #[test]
    fn who_gets_no_delta_is_told_to_keep_it_for_itself() {
        for (said, expected) in [
            ("public, max-age=360", "private, max-age=360"),
            ("no-cache", "private"),
            ("public,max-age=60 , immutable", "private, max-age=60"),
        ] {
            let mut headers = HeaderMap::from_iter([(header::CACHE_CONTROL, HeaderValue::from_static(said))]);
            caching(&mut headers, "private");
            assert_eq!(headers[header::CACHE_CONTROL], expected);
        }
    }

    fn rss(entries: &str) -> Arc<Rendering> {
        let bytes = format!("<rss>\n  <channel>{entries}\n  </channel>\n</rss>\n").into_bytes();
        Rendering::new(Content { bytes, headers: HeaderMap::new(), changed: None }, 60, None)
    }

    #[test]
    fn what_is_known_survives_a_crash_but_for_the_last_minutes() {
        let state = tempfile::tempdir().unwrap();
        let start = Instant::now();
        let deltas = Deltas::open(Some(state.path()), start);
        let [first, second, third] = ["", "\n    <item>1</item>", "\n    <item>2</item>"].map(rss);
        deltas.follow("feed.xml", FeedFormat::Rss, &first, start);
        assert!(!deltas.knows("feed.xml", &first), "nobody has asked for a delta");
        deltas.learn("feed.xml", FeedFormat::Rss, &first);
        deltas.follow("feed.xml", FeedFormat::Rss, &second, start + PAUSE);
        deltas.follow("feed.xml", FeedFormat::Rss, &third, start + PAUSE);
        let after = Deltas::open(Some(state.path()), start);
        let known = [first, second, third].map(|rendering| after.knows("feed.xml", &rendering));
        assert_eq!(known, [true, true, false]);
    }

    #[test]
    fn an_unreadable_memory_is_no_memory() {
        let state = tempfile::tempdir().unwrap();
        for text in ["rubbish", "\u{feff}", "tidings instances 1\nfeed feed.xml\nnever"] {
            std::fs::write(state.path().join(FILE), text).unwrap();
            let deltas = Deltas::open(Some(state.path()), Instant::now());
            assert!(!deltas.instances().knows("feed.xml"), "{text}");
            deltas.keep();
            assert_eq!(std::fs::read_to_string(state.path().join(FILE)).unwrap(), "tidings instances 1\n");
        }
    }
}
