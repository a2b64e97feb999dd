//! What a feed reader that has seen an older version of a feed makes of the new one.
//!
//! The worst faults of a feed show in no single version of it: an id that changes brings every reader every article
//! once more, and a date that moves brings old articles to the top. Both versions may be valid all the while.

mod view;
pub(crate) mod versions;

use super::{Options, Report};
use crate::engine;
use crate::engine::Judge;
use crate::vocabularies::Node;
pub(super) use view::View;

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
    let mut before = View::default();
    engine::read(old, &Options::default(), |view| {
        before = view;
        Vec::new()
    });
    engine::read(new, options, |now| versions::compare(&before, &now))
}

/// Notes what a reader keeps of an element that has ended, if it is one that readers keep.
pub(super) fn note(node: &Node<'_>, judge: &mut Judge<'_>) {
    view::note(node, judge);
}

/// What a reader keeps of a JSON Feed; nothing, if it is none.
pub(super) fn view_of_json(text: &str) -> Option<View> {
    view::of_json(text)
}
