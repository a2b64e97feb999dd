//! The formats: one file for each, and the choice among them.

pub(crate) mod atom;
pub(crate) mod json;
mod media_rss;
pub(crate) mod opml;
pub(crate) mod rss;

use crate::feed::Feed;
use crate::feed_format::FeedFormat;

impl Feed {
    /// The bytes of the feed in this format, UTF-8.
    pub fn render(&self, format: FeedFormat) -> Vec<u8> {
        match format {
            FeedFormat::Rss => rss::render(self),
            FeedFormat::Atom => atom::render(self),
            FeedFormat::Json => json::render(self),
        }
    }
}
