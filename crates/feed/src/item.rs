//! One entry as every format sees it: filtered, absolute, and the same decisions for all formats.

use super::{Feed, budget, plain, summary, value};
use crate::{FeedText, SiteSettings};
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use tidings_model::{BaseUrl, Entry, Media, Person, Selection, TermKind, language_tag};

/// What the formats write of an entry: the same in every feed of a site that carries as much of the text. Texts are plain
/// and on one line unless said otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The id, as minted.
    pub(super) id: String,
    /// The address of its page.
    pub(super) permalink: String,
    /// Never empty.
    pub(super) title: String,
    /// Never empty: the title where the article has no text, since Atom wants a summary where there is no
    /// content (W3C: `MissingTextualContent`) and RSS a description.
    pub(super) summary: String,
    /// The whole text, HTML with absolute addresses. `None`: it is empty, or the feed carries summaries.
    pub(super) content: Option<String>,
    /// When it was published.
    pub(super) published: DateTime<Utc>,
    /// When it last changed, not before `published`.
    pub(super) updated: DateTime<Utc>,
    /// Those named by the article; readers take the feed's where there are none.
    pub(super) authors: Vec<Author>,
    /// Those who helped.
    pub(super) contributors: Vec<Author>,
    /// Categories, then tags; a slug only once, for readers show both in one row.
    pub(super) terms: Vec<Label>,
    /// The article's picture.
    pub(super) image: Option<File>,
    /// Files that belong to it.
    pub(super) enclosures: Vec<File>,
    /// Copyright or licence.
    pub(super) rights: Option<String>,
    /// The second headline.
    pub(super) subtitle: Option<String>,
    /// BCP 47 tag, only where it is not the site's.
    pub(super) language: Option<String>,
    /// What a link post points at.
    pub(super) external_url: Option<String>,
    /// Where its original stands, if not here.
    pub(super) canonical_url: Option<String>,
    /// Most bytes that it has in any format.
    pub(super) weight: usize,
}

/// Someone who wrote it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Author {
    /// Never empty.
    pub(super) name: String,
    /// Well-formed.
    pub(super) email: Option<String>,
    /// A URI.
    pub(super) url: Option<String>,
}

/// A category or a tag.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// As written.
    pub(super) name: String,
    /// Which of the two.
    pub(super) kind: TermKind,
    /// The URI of the scheme it belongs to: the directory of all categories, or of all tags.
    pub(super) scheme: String,
}

/// A file on the web.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct File {
    /// An http(s) URI.
    pub(super) url: String,
    /// Its media type.
    pub(super) mime: String,
    /// Bytes.
    pub(super) length: Option<u64>,
    /// Seconds.
    pub(super) duration: Option<u32>,
    /// Text for who cannot see it.
    pub(super) alt: Option<String>,
    /// Its title.
    pub(super) title: Option<String>,
    /// Pixels.
    pub(super) width: Option<u32>,
    /// Pixels.
    pub(super) height: Option<u32>,
}

impl Item {
    /// What feeds of the site at `base` that carry so much `text` say of `entry`.
    pub fn new(site: &SiteSettings, base: &BaseUrl, text: FeedText, entry: &Entry) -> Self {
        let article = &entry.article;
        let permalink = entry.permalink(base);
        let title = plain::optional_line(Some(&article.title)).unwrap_or_else(|| entry.slug.clone());
        let file = |media: &Media| File::new(media, base);
        let published = value::moment(&entry.published);
        let canonical_url = article.canonical_url.as_deref().and_then(value::web_uri);
        let mut item = Self {
            id: plain::line(entry.id.as_str()),
            summary: plain::optional_line(Some(&summary(entry))).unwrap_or_else(|| title.clone()),
            content: content(base, text, entry),
            published,
            updated: value::moment(&entry.updated).max(published),
            authors: article.authors.iter().filter_map(Author::new).collect(),
            contributors: article.contributors.iter().filter_map(Author::new).collect(),
            terms: terms(base, entry),
            image: article.image.as_ref().and_then(file),
            enclosures: article.enclosures.iter().filter_map(file).collect(),
            rights: plain::optional_line(article.rights.as_deref()),
            subtitle: plain::optional_line(article.subtitle.as_deref()),
            language: language_of(site, entry),
            external_url: article.external_url.as_deref().and_then(value::uri),
            canonical_url: canonical_url.filter(|url| *url != permalink),
            title,
            permalink,
            weight: 0,
        };
        item.weight = budget::weight(&item);
        item
    }

    /// When it was published, and when it last changed.
    pub fn published_and_updated(&self) -> [DateTime<Utc>; 2] {
        [self.published, self.updated]
    }

    /// Most bytes that it has in any format; in memory it has fewer.
    pub fn weight(&self) -> usize {
        self.weight
    }
}

impl Author {
    /// `None`: without a name there is nobody.
    pub(super) fn new(person: &Person) -> Option<Self> {
        Some(Self {
            name: plain::optional_line(Some(&person.name))?,
            email: person.email.as_deref().and_then(value::email).map(str::to_owned),
            url: person.url.as_deref().and_then(value::uri),
        })
    }
}

impl File {
    /// `None`: no reader could fetch it.
    pub(super) fn new(media: &Media, base: &BaseUrl) -> Option<Self> {
        Some(Self {
            url: value::web_uri(&media.address(base))?,
            mime: value::media_type(&media.mime).to_owned(),
            length: media.length,
            duration: media.duration,
            alt: plain::optional_line(media.alt.as_deref()),
            title: plain::optional_line(media.title.as_deref()),
            width: media.width.filter(|pixels| *pixels > 0),
            height: media.height.filter(|pixels| *pixels > 0),
        })
    }
}

/// The whole text, if the feed carries it and there is any.
fn content(base: &BaseUrl, text: FeedText, entry: &Entry) -> Option<String> {
    let html = match text {
        FeedText::Full => plain::body(entry.body_html(base)),
        FeedText::Summary => return None,
    };
    (!html.trim().is_empty()).then_some(html)
}

/// The entry's language, where it says more than the site's.
fn language_of(site: &SiteSettings, entry: &Entry) -> Option<String> {
    let own = language_tag(entry.article.language.as_deref()?)?;
    let site = site.language.as_deref().and_then(language_tag);
    (Some(&own) != site.as_ref()).then_some(own)
}

impl Feed {
    /// The category or tag that all of the feed's entries have, if that is what it selects by.
    pub(super) fn own_label(&self) -> Option<Label> {
        let Selection::Term { kind: kind @ (TermKind::Category | TermKind::Tag), slug } = &self.selection
        else {
            return None;
        };
        let scheme = self.base.join(&format!("{}/", kind.directory()));
        Some(Label { name: super::term_name(&self.name, slug), kind: *kind, scheme })
    }
}

/// Categories and tags in the order given.
fn terms(base: &BaseUrl, entry: &Entry) -> Vec<Label> {
    let article = &entry.article;
    let mut seen = HashSet::new();
    let kinds = [(TermKind::Category, &article.categories), (TermKind::Tag, &article.tags)];
    kinds
        .into_iter()
        .flat_map(|(kind, terms)| terms.iter().map(move |term| (kind, term)))
        .filter(|(_, term)| seen.insert(&term.slug))
        .filter_map(|(kind, term)| {
            let scheme = base.join(&format!("{}/", kind.directory()));
            Some(Label { name: plain::optional_line(Some(&term.name))?, kind, scheme })
        })
        .collect()
}
