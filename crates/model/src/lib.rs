//! The common model: what an article is, whatever file it came from.
//!
//! Plain values and the pure rules that belong to them. Nothing here knows of files' contents, databases,
//! feeds' formats or HTTP, and nothing here reads a clock: a moment is always passed in.

mod address;
mod median_gap;
mod entry;
mod file_stamp;
mod html;
mod id;
mod language;
mod media;
mod path;
mod person;
mod problem;
mod rule;
mod partial_metadata;
mod selection;
mod slug;
mod status;
mod term;
mod window;
#[cfg(any(test, feature = "test-support"))]
mod testing;
pub mod text;

pub use address::{BaseUrl, BaseUrlError};
pub use entry::Entry;
pub use file_stamp::FileStamp;
pub use html::{BodyHtml, ID_MARK, PERMALINK_MARK, SITE_MARK};
pub use id::ArticleId;
pub use language::language_tag;
pub use media::Media;
pub use median_gap::median_gap;
pub use partial_metadata::PartialMetadata;
pub use path::ContentPath;
pub use person::Person;
pub use problem::{Problem, Severity};
pub use rule::FeedRule;
pub use selection::Selection;
pub use slug::{slug_from_file_name, slugify};
pub use status::Status;
pub use term::{Term, TermKind};
pub use window::{TermUse, Tombstone, Window};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// What one document says, read into the common model. It has no identity yet: the catalogue's ledger mints
/// the id, keeps the slug, and knows the first-seen moment ([`Entry`] is an article with all of these).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Where the document lies, relative to the content folder.
    pub path: ContentPath,
    /// Plain text on one line, never empty.
    pub title: String,
    /// Plain text: a second headline, as front matter gives it.
    pub subtitle: Option<String>,
    /// When it was published and how that is known. `None`: nothing says so, the first-seen moment counts.
    pub published: Option<Dated>,
    /// When the author says that it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// From this moment on it is public no more.
    pub expires: Option<DateTime<FixedOffset>>,
    /// Held back by its author.
    pub draft: bool,
    /// An id that the author gave (`id` or `guid` in the front matter), used as it stands.
    pub explicit_id: Option<String>,
    /// The slug that the author asked for, or that the file's name gives; the ledger decides.
    pub slug: String,
    /// Whether the author asked for it by name, so that a change of it is meant.
    #[serde(default)]
    pub slug_is_given: bool,
    /// Who wrote it, in the order given.
    pub authors: Vec<Person>,
    /// Who helped, in the order given: a translator, an editor.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Person>,
    /// Categories, in the order given, no slug twice.
    pub categories: Vec<Term>,
    /// Tags, in the order given, no slug twice.
    pub tags: Vec<Term>,
    /// Plain text that the author gave as a summary (or a standfirst); never made up.
    pub summary: Option<String>,
    /// The article's own picture.
    pub image: Option<Media>,
    /// Files that belong to it: a podcast's episode, a PDF.
    pub enclosures: Vec<Media>,
    /// Plain text: copyright or licence.
    pub rights: Option<String>,
    /// BCP 47 tag, where the document names its language.
    pub language: Option<String>,
    /// What a link post points at.
    pub external_url: Option<String>,
    /// Addresses that led to it before, as the author gives them: paths of this site, or whole addresses. Catalogues of
    /// before they were read lack them, until the files are read again.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where its original stands, if not here.
    pub canonical_url: Option<String>,
    /// The sanitised body.
    pub body: BodyHtml,
    /// Files of the content folder that the body, image or enclosures refer to.
    pub references: Vec<Reference>,
    /// Hash of the normalised source (not of the rendered body: a new sanitiser must not make every article
    /// 'updated'). Hexadecimal.
    pub content_hash: String,
    /// What was odd about the document, none of it fatal.
    pub problems: Vec<Problem>,
}

/// A moment and where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The moment, in the offset that the document gives it in.
    pub at: DateTime<FixedOffset>,
    /// Where it stands.
    pub from: DateSource,
}

/// Which of the places that may date an article did so, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSource {
    /// A key of the front matter.
    FrontMatter,
    /// The document's own metadata: `<meta>`, `<time>`, JSON-LD.
    Document,
    /// A date line in the text.
    Text,
    /// The file's name, `2026-03-04-slug.md`.
    FileName,
    /// Nothing dates it: the moment at which the file was first seen, kept by the ledger for good.
    FirstSeen,
}

impl DateSource {
    /// As `tidings check` prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Document => "document",
            Self::Text => "text",
            Self::FileName => "file name",
            Self::FirstSeen => "first seen",
        }
    }
}

/// A file of the content folder that an article refers to, and that is therefore public with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reference {
    /// The address's path below the site's base, decoded, without a leading slash: `posts/figure 1.png`.
    pub url_path: String,
    /// Where the file may lie, in the order to try: generators keep `/img/x.png` at the folder's root, in
    /// `static/` or in `public/`, and `image: assets/x.png` means the root although the article lies deeper.
    pub candidates: Vec<ContentPath>,
}
