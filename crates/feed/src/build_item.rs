//! Converts entries to items: the decisions that are the same for all formats.

use crate::budget;
use crate::item::{Author, File, Item, Label};
use crate::settings::{FeedText, SiteSettings};
use crate::text::summary::summary;
use crate::text::{plain_text, values};
use std::collections::HashSet;
use tidings_model::{BaseUrl, Entry, Media, Person, TermKind, language_tag};

impl Item {
    /// The item of an entry, in feeds of the site at `base` that have this much of its `text`.
    pub fn new(site: &SiteSettings, base: &BaseUrl, text: FeedText, entry: &Entry) -> Self {
        let article = &entry.article;
        let permalink = entry.permalink(base);
        let title = plain_text::optional_line(Some(&article.title)).unwrap_or_else(|| entry.slug.clone());
        let file = |media: &Media| File::new(media, base);
        let published = values::moment(&entry.published);
        let canonical_url = article.canonical_url.as_deref().and_then(values::web_uri);
        let mut item = Self {
            id: plain_text::line(entry.id.as_str()),
            summary: plain_text::optional_line(Some(&summary(entry))).unwrap_or_else(|| title.clone()),
            content: content(base, text, entry),
            published,
            updated: values::moment(&entry.updated).max(published),
            authors: article.authors.iter().filter_map(Author::new).collect(),
            contributors: article.contributors.iter().filter_map(Author::new).collect(),
            terms: terms(base, entry),
            image: article.image.as_ref().and_then(file),
            enclosures: article.enclosures.iter().filter_map(file).collect(),
            rights: plain_text::optional_line(article.rights.as_deref()),
            subtitle: plain_text::optional_line(article.subtitle.as_deref()),
            language: language_of(site, entry),
            external_url: article.external_url.as_deref().and_then(values::uri),
            canonical_url: canonical_url.filter(|url| *url != permalink),
            title,
            permalink,
            weight: 0,
        };
        item.weight = budget::weight(&item);
        item
    }
}

impl Author {
    /// `None` if the person has no name.
    pub(crate) fn new(person: &Person) -> Option<Self> {
        Some(Self {
            name: plain_text::optional_line(Some(&person.name))?,
            email: person.email.as_deref().and_then(values::email).map(str::to_owned),
            url: person.url.as_deref().and_then(values::uri),
        })
    }
}

impl File {
    /// `None` if the address cannot be fetched over HTTP.
    pub(crate) fn new(media: &Media, base: &BaseUrl) -> Option<Self> {
        Some(Self {
            url: values::web_uri(&media.address(base))?,
            mime: values::media_type(&media.mime).to_owned(),
            length: media.length,
            duration: media.duration,
            alt: plain_text::optional_line(media.alt.as_deref()),
            title: plain_text::optional_line(media.title.as_deref()),
            width: media.width.filter(|pixels| *pixels > 0),
            height: media.height.filter(|pixels| *pixels > 0),
        })
    }
}

/// The whole text, if the feed has it and it is not empty.
fn content(base: &BaseUrl, text: FeedText, entry: &Entry) -> Option<String> {
    let html = match text {
        FeedText::Full => plain_text::body(entry.body_html(base)),
        FeedText::Summary => return None,
    };
    (!html.trim().is_empty()).then_some(html)
}

/// The entry's language, if it differs from the site's.
fn language_of(site: &SiteSettings, entry: &Entry) -> Option<String> {
    let own = language_tag(entry.article.language.as_deref()?)?;
    let site = site.language.as_deref().and_then(language_tag);
    (Some(&own) != site.as_ref()).then_some(own)
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
            Some(Label { name: plain_text::optional_line(Some(&term.name))?, kind, scheme })
        })
        .collect()
}
