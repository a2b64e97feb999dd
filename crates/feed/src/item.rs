//! An item: an entry with filtered text and absolute addresses, as every format writes it.

use chrono::{DateTime, Utc};
use tidings_model::TermKind;

/// An entry as the formats write it. It is the same in every feed of a site with the same
/// [`FeedText`](crate::FeedText). Texts are plain and on one line, except `content`.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The article's id.
    pub(crate) id: String,
    /// The address of the article's page.
    pub(crate) permalink: String,
    /// Never empty.
    pub(crate) title: String,
    /// Never empty: the title if the article has no text, since Atom requires a summary if there is no
    /// content (W3C: `MissingTextualContent`), and RSS a description.
    pub(crate) summary: String,
    /// The whole text, HTML with absolute addresses. `None`: it is empty, or the feed has summaries only.
    pub(crate) content: Option<String>,
    /// When it was published.
    pub(crate) published: DateTime<Utc>,
    /// When it last changed; never before `published`.
    pub(crate) updated: DateTime<Utc>,
    /// The article's own authors. Feed readers use the feed's author if there are none.
    pub(crate) authors: Vec<Author>,
    /// People who contributed.
    pub(crate) contributors: Vec<Author>,
    /// Categories, then tags. Each slug occurs once, because feed readers show both in one row.
    pub(crate) terms: Vec<Label>,
    /// The article's picture.
    pub(crate) image: Option<File>,
    /// Attached files.
    pub(crate) enclosures: Vec<File>,
    /// Copyright or licence.
    pub(crate) rights: Option<String>,
    /// The second headline.
    pub(crate) subtitle: Option<String>,
    /// BCP 47 tag, if it differs from the site's.
    pub(crate) language: Option<String>,
    /// The target of a link post.
    pub(crate) external_url: Option<String>,
    /// The address of the original, if that is on another site.
    pub(crate) canonical_url: Option<String>,
    /// Upper bound of its bytes in any format.
    pub(crate) weight: usize,
}

/// An author or contributor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Author {
    /// Never empty.
    pub(crate) name: String,
    /// A valid e-mail address.
    pub(crate) email: Option<String>,
    /// A URI.
    pub(crate) url: Option<String>,
}

/// A category or a tag.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    /// The name as written.
    pub(crate) name: String,
    /// Whether it is a category or a tag.
    pub(crate) kind: TermKind,
    /// The URI of its scheme: the directory of all categories, or of all tags.
    pub(crate) scheme: String,
}

/// A file on the web.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct File {
    /// An http(s) URI.
    pub(crate) url: String,
    /// The media type.
    pub(crate) mime: String,
    /// Bytes.
    pub(crate) length: Option<u64>,
    /// Seconds.
    pub(crate) duration: Option<u32>,
    /// Alternative text.
    pub(crate) alt: Option<String>,
    /// Its title.
    pub(crate) title: Option<String>,
    /// Pixels.
    pub(crate) width: Option<u32>,
    /// Pixels.
    pub(crate) height: Option<u32>,
}

impl Item {
    /// When it was published and when it last changed.
    pub fn published_and_updated(&self) -> [DateTime<Utc>; 2] {
        [self.published, self.updated]
    }

    /// Upper bound of its bytes in any format. It needs less memory than that.
    pub fn weight(&self) -> usize {
        self.weight
    }
}
