//! What a feed reader that has seen an older version of a feed makes of the new one.
//!
//! The worst faults of a feed show in no single version of it: an id that changes brings every reader every article
//! once more, and a date that moves brings old articles to the top. Both versions may be valid all the while.

mod view;
mod versions;

use super::{Options, Report};
use crate::{engine, json};
use std::borrow::Cow;
use view::View;

/// Plays a feed reader that has seen `old` and now fetches `new`: which entries are new to it, have changed, come again
/// under another id, come twice, are gone too early or have moved in time. `options` are those of the new version.
///
/// ```
/// use tidings_validate::{Code, Options, against};
///
/// let old = br#"<rss version="2.0"><channel><item><guid>1</guid><title>A</title><link>http://a/</link></item></channel></rss>"#;
/// let new = br#"<rss version="2.0"><channel><item><guid>2</guid><title>A</title><link>http://a/</link></item></channel></rss>"#;
/// let report = against(old, new, &Options::default());
/// assert_eq!(report.errors().next().map(|message| message.code), Some(Code::EntryResurfaced));
/// ```
pub fn against(old: &[u8], new: &[u8], options: &Options) -> Report {
    let (_, before) = read(old, &Options::default());
    let (text, now) = read(new, options);
    engine::report(&text, versions::compare(&before, &now))
}

/// The decoded text of a document and what a feed reader keeps of it.
fn read<'b>(bytes: &'b [u8], options: &Options) -> (Cow<'b, str>, View) {
    if json::is_json(bytes, options.content_type.as_deref()) {
        let (text, _) = json::decode(bytes, options.charset.as_deref());
        let view = view::of_json(&text).unwrap_or_default();
        return (text, view);
    }
    let mut view = View::default();
    let text = engine::observe(bytes, options, &mut view);
    (text, view)
}
