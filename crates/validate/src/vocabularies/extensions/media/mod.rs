//! Media RSS 1.5.1: <https://www.rssboard.org/media-rss>.

mod about;
mod community;
mod content;
mod credit;
mod notice;
mod parts;
mod rating;

use crate::vocabularies::schema::Table;
use parts::media;

/// Titles, thumbnails and keywords of media, in a feed, an entry, a group or a media object. Those of an
/// outer element apply to all media in it.
pub(super) const ABOUT: Table = about::ABOUT;
/// Rights, ratings and restrictions of media, in the same places.
pub(super) const NOTICES: Table = media(notice::ABOUT);
/// Comments, statistics and locations of media, in the same places.
pub(super) const COMMUNITY: Table = media(community::ABOUT);
/// The media objects of an entry.
pub(super) const OBJECTS: Table = content::OBJECTS;
