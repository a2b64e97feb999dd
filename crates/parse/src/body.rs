//! The result of reading one body: its HTML and the metadata that its text states.

use chrono::{DateTime, FixedOffset};
use tidings_model::{Dated, Media, Person, Problem};
use url::Url;

/// The body as HTML that is not sanitised yet, and the metadata found in it. The same fields of the front
/// matter take precedence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// The headline as plain text. `html` does not repeat it.
    pub title: Option<String>,
    /// Plain text.
    pub subtitle: Option<String>,
    /// Plain text: the standfirst of a plain text, or the `<meta name=description>` of a page.
    pub summary: Option<String>,
    /// The publication date and its source.
    pub published: Option<Dated>,
    /// When the article was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// From bylines and metadata.
    pub authors: Vec<Person>,
    /// Names from lines such as 'Filed under:'.
    pub categories: Vec<String>,
    /// Names from lines such as 'Tags:'.
    pub tags: Vec<String>,
    /// The article's main image; its address is as written.
    pub image: Option<Media>,
    /// Plain text: the copyright line.
    pub rights: Option<String>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// The base of relative addresses in `html` and `image`, if it is not the document's place in the folder.
    pub base: Option<Url>,
    /// The body without the headline and the metadata lines, as HTML.
    pub html: String,
    /// Problems found while the body was read.
    pub problems: Vec<Problem>,
}
