//! The result of reading one body: its HTML and the metadata that its text states.

use chrono::{DateTime, FixedOffset};
use tidings_model::{Dated, Media, Person, Problem};
use url::Url;

/// What a body says about itself, and the body as HTML that is not sanitised yet. Front matter, where it says
/// the same, wins.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// Plain text: the headline, not repeated in `html`.
    pub title: Option<String>,
    /// Plain text.
    pub subtitle: Option<String>,
    /// Plain text: a standfirst (plain text) or `<meta name=description>` (HTML).
    pub summary: Option<String>,
    /// A date and where it stands.
    pub published: Option<Dated>,
    /// When it says that it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// From bylines and metadata.
    pub authors: Vec<Person>,
    /// Names, from 'Filed under:' and the like.
    pub categories: Vec<String>,
    /// Names, from 'Tags:' and the like.
    pub tags: Vec<String>,
    /// The article's picture; its address is as written.
    pub image: Option<Media>,
    /// Plain text: a copyright line.
    pub rights: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// What the addresses of `html` and `image` are relative to, where it is not the document's place in the
    /// folder.
    pub base: Option<Url>,
    /// The body proper as HTML.
    pub html: String,
    /// What was odd.
    pub problems: Vec<Problem>,
}
