//! Comparison of two versions of a feed: what a feed reader that has read the old version shows for the new
//! one.
//!
//! The most harmful faults of a feed are visible in no single version: a changed id makes every reader show
//! an old entry as new, and a changed date moves old entries to the top. Both versions may be valid.

mod differences;
mod snapshot;

use super::{Options, Report};
use crate::{engine, json};
use snapshot::{FeedSnapshot, snapshot_of_json_feed};
use std::borrow::Cow;

/// Compares two versions of a feed from the view of a feed reader that has read `old` and now fetches `new`.
/// Reports the entries that are new or updated, reappear under another id, are duplicated, are missing
/// although older entries remain, or have changed dates. `options` describes the new version.
///
/// ```
/// use tidings_validate::{Code, Options, against};
///
/// let old = br#"<rss version="2.0"><channel>
///     <item><guid>1</guid><title>A</title><link>http://a/</link></item></channel></rss>"#;
/// let new = br#"<rss version="2.0"><channel>
///     <item><guid>2</guid><title>A</title><link>http://a/</link></item></channel></rss>"#;
/// let report = against(old, new, &Options::default());
/// assert_eq!(report.errors().next().map(|message| message.code), Some(Code::EntryResurfaced));
/// ```
pub fn against(old: &[u8], new: &[u8], options: &Options) -> Report {
    let (_, old) = read_snapshot(old, &Options::default());
    let (text, new) = read_snapshot(new, options);
    engine::report(&text, differences::find_differences(&old, &new))
}

/// The decoded text of a document and its snapshot.
fn read_snapshot<'b>(bytes: &'b [u8], options: &Options) -> (Cow<'b, str>, FeedSnapshot) {
    if json::is_json(bytes, options.content_type.as_deref()) {
        let (text, _) = json::decode(bytes, options.charset.as_deref());
        let snapshot = snapshot_of_json_feed(&text).unwrap_or_default();
        return (text, snapshot);
    }
    let mut snapshot = FeedSnapshot::default();
    let text = engine::observe(bytes, options, &mut snapshot);
    (text, snapshot)
}
