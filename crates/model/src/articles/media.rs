//! Pictures and enclosures.

use super::body_html::absolute;
use crate::base_url::BaseUrl;
use serde::{Deserialize, Serialize};

/// A file that belongs to an article: its picture, or an enclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// The address: absolute, or beginning with [`crate::SITE_MARK`].
    pub url: String,
    /// The media type, `image/png`.
    pub mime: String,
    /// Bytes, if the file is in the content folder or the author gave its length.
    pub length: Option<u64>,
    /// Seconds, of audio and video.
    pub duration: Option<u32>,
    /// Alternative text for people who cannot see the picture, plain text.
    pub alt: Option<String>,
    /// Plain text.
    pub title: Option<String>,
    /// Pixels, of pictures and video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels, of pictures and video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

impl Media {
    /// The file at `url`. Its type is guessed from the extension (`application/octet-stream` if that is
    /// unknown).
    pub fn from_url(url: String) -> Self {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let mime = mime_guess::from_path(path).first_or_octet_stream().essence_str().to_owned();
        Self { url, mime, length: None, duration: None, alt: None, title: None, width: None, height: None }
    }

    /// The absolute address.
    pub fn address(&self, base: &BaseUrl) -> String {
        absolute(&self.url, base, "")
    }
}
