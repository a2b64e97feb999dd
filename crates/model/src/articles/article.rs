//! The article as one document describes it, without an identity.

use super::body_html::BodyHtml;
use super::media::Media;
use super::person::Person;
use super::term::Term;
use crate::files::content_path::ContentPath;
use crate::files::problem::Problem;
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

/// One document, read into the common model. It has no identity yet: the catalogue assigns the id, keeps the
/// slug, and knows when the file was first seen. An [`Entry`](crate::Entry) is an article with all of these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Path of the document, relative to the content folder.
    pub path: ContentPath,
    /// Plain text on one line, never empty.
    pub title: String,
    /// Where the title was found.
    #[serde(default, skip_serializing_if = "TitleSource::is_document")]
    pub title_from: TitleSource,
    /// Plain text: a second headline from the document's metadata.
    pub subtitle: Option<String>,
    /// When it was published, and where that date was found. `None`: the document has no such date, so the
    /// dates that the catalogue keeps count ([`KeptDates`]).
    pub published: Option<Dated>,
    /// When it was last changed, according to its author.
    pub updated: Option<DateTime<FixedOffset>>,
    /// The moment from which it is no longer public.
    pub expires: Option<DateTime<FixedOffset>>,
    /// The moment before which it is not public, although its date may be earlier: an embargo, Hugo's
    /// `publishDate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embargo: Option<DateTime<FixedOffset>>,
    /// Whether its author marked it as a draft, which is never public.
    pub draft: bool,
    /// Why it is a draft, in a few words: `draft: true`, `it is in the directory 'drafts'`. Articles stored
    /// before reasons were supported have none until their files are read again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_reason: Option<String>,
    /// Whether feeds, lists and archives may contain it. An article that is public but not listed has only its
    /// page.
    #[serde(default = "is_listed_unless_stated", skip_serializing_if = "Clone::clone")]
    pub is_listed: bool,
    /// The id that the author gave (`id` or `guid` in the front matter), used unchanged.
    pub explicit_id: Option<String>,
    /// The slug that the author asked for, or else the one derived from the file name. The catalogue decides.
    pub slug: String,
    /// Whether the author set `slug` in the metadata, so that a change of the slug is intended.
    #[serde(default)]
    pub slug_is_given: bool,
    /// Its authors, in the order given.
    pub authors: Vec<Person>,
    /// People who contributed, in the order given: a translator, an editor.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Person>,
    /// Categories, in the order given, no slug twice.
    pub categories: Vec<Term>,
    /// Tags, in the order given, no slug twice.
    pub tags: Vec<Term>,
    /// Plain text: a summary or standfirst that the author wrote; never generated.
    pub summary: Option<String>,
    /// The article's main picture.
    pub image: Option<Media>,
    /// Attached files: a podcast episode, a PDF.
    pub enclosures: Vec<Media>,
    /// Plain text: copyright or licence.
    pub rights: Option<String>,
    /// BCP 47 tag, if the document names its language.
    pub language: Option<String>,
    /// The target of a link post.
    pub external_url: Option<String>,
    /// Former addresses of the article, as the author gives them: paths on this site, or absolute URLs.
    /// Articles stored before aliases were supported have none until their files are read again.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The address of the original, if that is on another site.
    pub canonical_url: Option<String>,
    /// The sanitised body.
    pub body: BodyHtml,
    /// Files of the content folder that the body, image or enclosures refer to.
    pub references: Vec<Reference>,
    /// Hash of the normalised source (not of the rendered body: a new sanitiser must not make every article
    /// 'updated'). Hexadecimal.
    pub content_hash: String,
    /// Notes and warnings about the document. None of them prevents publication.
    pub problems: Vec<Problem>,
}

/// Articles stored before this field existed are listed.
fn is_listed_unless_stated() -> bool {
    true
}

/// A moment, and where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The moment, in the UTC offset that the document uses.
    pub at: DateTime<FixedOffset>,
    /// Where the date was found.
    pub from: DateSource,
}

/// The places where an article's date can come from, most trusted first.
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
    /// The document has only a modification date: the first one that was seen, which the catalogue keeps.
    FirstModified,
    /// The document has no date: the moment at which the file was first seen, which the catalogue keeps.
    FirstSeen,
}

/// Where the title of an article was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TitleSource {
    /// In the document: its front matter, its first headline.
    #[default]
    Document,
    /// The first sentence of the text.
    Text,
    /// The path of the file. Such a title says nothing about the text.
    Path,
}

impl TitleSource {
    /// Whether the document has a title.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_document(&self) -> bool {
        *self == Self::Document
    }
}

/// The dates that the catalogue keeps for an article, in case its document has no date of publication. They never
/// change once the article is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptDates {
    /// The moment at which the file was first seen.
    pub first_seen: DateTime<Utc>,
    /// The modification date that the document had then, if it had no date of publication.
    pub first_modified: Option<DateTime<Utc>>,
}

impl KeptDates {
    /// The date of an article whose document has no date of publication, and its source.
    pub fn date(&self) -> (DateTime<FixedOffset>, DateSource) {
        match self.first_modified {
            Some(modified) => (modified.fixed_offset(), DateSource::FirstModified),
            None => (self.first_seen.fixed_offset(), DateSource::FirstSeen),
        }
    }
}

impl DateSource {
    /// The name that `tidings check` prints.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Document => "document",
            Self::Text => "text",
            Self::FileName => "file name",
            Self::FirstModified => "modification date",
            Self::FirstSeen => "first seen",
        }
    }
}

/// A file of the content folder that an article refers to. The file is public as long as the article is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reference {
    /// The path of the address below the site's base, decoded, without a leading slash: `posts/figure 1.png`.
    pub url_path: String,
    /// Where the file may be, in the order to try: generators keep `/img/x.png` at the folder's root, in
    /// `static/` or in `public/`, and `image: assets/x.png` is relative to the root even if the article is in
    /// a subfolder.
    pub candidates: Vec<ContentPath>,
}
