//! Renders windows of articles as RSS, Atom, JSON Feed and OPML.
//!
//! Pure: the same window gives the same bytes on every machine, at any time. This crate does not know HTTP. A
//! format is one file in `formats`, which converts a [`Feed`] to bytes; everything that all formats need of
//! an entry is in [`Item`].

mod budget;
mod build_feed;
mod build_item;
mod feed;
mod feed_format;
mod feed_parts;
mod formats;
mod history_links;
mod item;
mod settings;
#[cfg(test)]
mod tests;
mod text;
mod titles;

pub use feed::Feed;
pub use feed_format::FeedFormat;
pub use feed_parts::FeedParts;
pub use formats::opml::opml;
pub use item::Item;
pub use settings::{CustomFeed, FeedSettings, FeedText, SiteSettings};
pub use text::summary::summary;
pub use titles::title;
