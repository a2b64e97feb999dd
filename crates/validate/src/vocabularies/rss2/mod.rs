//! RSS 2.0, <https://www.rssboard.org/rss-specification>, and 0.91 to 0.94, which it replaced compatibly.

pub(crate) mod channel;
pub(crate) mod image;
pub(crate) mod item;
pub(crate) mod required;
pub(crate) mod schedule;
