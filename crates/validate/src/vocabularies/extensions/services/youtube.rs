//! The identifiers in YouTube's feeds: <https://developers.google.com/youtube/v3/guides/push_notifications>.

use crate::datatypes::not_blank;
use crate::vocabularies::schema::Element;

/// The elements of a feed and of an entry.
pub(crate) const FEED_OR_ENTRY: &[Element] = &[
    Element::text("channelId", &[]).once(),
    Element::text("playlistId", &[not_blank]).once(),
    Element::text("videoId", &[not_blank]).once(),
];
