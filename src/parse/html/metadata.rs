//! What a page says about its article: `<meta>`, `<time>`, microdata, JSON-LD.

use super::json_ld;
use crate::article::{DateSource, Dated, Media, Person, Problem};
use crate::parse::{ParseSettings, date, path_hints, plain, values};
use chrono::{DateTime, FixedOffset};
use dom_query::{Document, NodeRef};

/// Where a value stands in an element.
enum Take {
    Content,
    Attribute(&'static str),
    Text,
}
use Take::{Attribute, Content, Text};

/// Sources of one value, best first.
type Sources = &'static [(&'static str, Take)];

const TITLE: Sources = &[
    ("meta[property='og:title']", Content),
    ("meta[name='og:title']", Content),
    ("meta[name='twitter:title']", Content),
    ("meta[name='DC.title' i]", Content),
];
const TAB_TITLE: Sources = &[("head title", Text), ("title", Text)];
const SITE: Sources =
    &[("meta[property='og:site_name']", Content), ("meta[name='application-name']", Content)];
const SUMMARY: Sources = &[
    ("meta[name='description' i]", Content),
    ("meta[property='og:description']", Content),
    ("meta[name='twitter:description']", Content),
    ("meta[name='summary' i]", Content),
];
const PUBLISHED: Sources = &[
    ("meta[property='article:published_time']", Content),
    ("meta[itemprop='datePublished']", Content),
    ("meta[name='date' i]", Content),
    ("meta[name='pubdate' i]", Content),
    ("meta[name='publish-date' i]", Content),
    ("meta[name='article.published' i]", Content),
    ("meta[name='DC.date.issued' i]", Content),
    ("meta[name='DC.date' i]", Content),
    ("meta[name='dcterms.date' i]", Content),
    ("meta[name='parsely-pub-date']", Content),
    ("meta[name='sailthru.date']", Content),
    ("[itemprop='datePublished'][datetime]", Attribute("datetime")),
    ("[itemprop='datePublished'][content]", Content),
    ("time[pubdate][datetime]", Attribute("datetime")),
    ("time.dt-published[datetime]", Attribute("datetime")),
    ("time.published[datetime]", Attribute("datetime")),
    ("time.entry-date[datetime]", Attribute("datetime")),
];
const UPDATED: Sources = &[
    ("meta[property='article:modified_time']", Content),
    ("meta[property='og:updated_time']", Content),
    ("[itemprop='dateModified'][datetime]", Attribute("datetime")),
    ("[itemprop='dateModified'][content]", Content),
    ("meta[name='modified' i]", Content),
    ("time.dt-updated[datetime]", Attribute("datetime")),
];
const AUTHORS: Sources = &[
    ("meta[name='author' i]", Content),
    ("meta[name='authors' i]", Content),
    ("meta[property='article:author']", Content),
    ("meta[name='DC.creator' i]", Content),
    ("[itemprop='author'] [itemprop='name']", Text),
    ("[itemprop='author']", Text),
    (".p-author", Text),
    ("a[rel='author']", Text),
    (".byline .author", Text),
    (".author .fn", Text),
    (".entry-author", Text),
];
const IMAGE: Sources = &[
    ("meta[property='og:image']", Content),
    ("meta[property='og:image:url']", Content),
    ("meta[name='twitter:image']", Content),
    ("link[rel='image_src']", Attribute("href")),
];
const IMAGE_ALT: Sources =
    &[("meta[property='og:image:alt']", Content), ("meta[name='twitter:image:alt']", Content)];
const LANGUAGE: Sources = &[
    ("html[lang]", Attribute("lang")),
    ("html[xml\\:lang]", Attribute("xml:lang")),
    ("meta[http-equiv='content-language' i]", Content),
    ("meta[property='og:locale']", Content),
];
const TAGS: Sources = &[("meta[property='article:tag']", Content), ("meta[name='tags' i]", Content)];
const CATEGORIES: Sources =
    &[("meta[property='article:section']", Content), ("meta[name='category' i]", Content)];
const RIGHTS: Sources = &[
    ("meta[name='copyright' i]", Content),
    ("meta[name='rights' i]", Content),
    ("meta[name='DC.rights' i]", Content),
];

/// What a page says about its article, as plain text.
#[derive(Debug, Default)]
pub(super) struct PageMetadata {
    pub(super) title: Option<String>,
    /// `<title>`, which names the site as well.
    pub(super) tab_title: Option<String>,
    pub(super) site: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) authors: Vec<Person>,
    pub(super) image: Option<Media>,
    pub(super) language: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) rights: Option<String>,
    /// As written, best first.
    published: Vec<String>,
    updated: Vec<String>,
}

impl PageMetadata {
    /// Reads a page's metadata.
    pub(super) fn of(document: &Document) -> Self {
        let linked = json_ld::article_of(document);
        let image = first(document, IMAGE)
            .or(linked.image)
            .map(|address| Media { alt: first(document, IMAGE_ALT), ..Media::at(address) });
        let mut authors = authors(document);
        if authors.is_empty() {
            authors = linked.authors;
        }
        Self {
            title: first(document, TITLE).or(linked.headline),
            tab_title: first(document, TAB_TITLE),
            site: first(document, SITE),
            summary: first(document, SUMMARY).or(linked.summary),
            authors,
            image,
            language: all(document, LANGUAGE)
                .iter()
                .find_map(|text| path_hints::language_tag(text))
                .or(linked.language),
            tags: names(document, TAGS),
            categories: names(document, CATEGORIES),
            rights: first(document, RIGHTS),
            published: all(document, PUBLISHED).into_iter().chain(linked.published).collect(),
            updated: all(document, UPDATED).into_iter().chain(linked.updated).collect(),
        }
    }

    /// When it was published: by the metadata, else by the first `<time>` of the article. A date that can't be
    /// read is a problem.
    pub(super) fn published(
        &self,
        root: &NodeRef,
        settings: &ParseSettings,
    ) -> (Option<Dated>, Option<Problem>) {
        let times = times_of(root);
        let written = || self.published.iter().chain(&times);
        if let Some(at) = written().find_map(|text| date::parse_date(text, settings).ok()) {
            return (Some(Dated { at, from: DateSource::Document }), None);
        }
        let problem = self.published.first().map(|text| {
            let message = format!("The page's own date '{text}' can't be read");
            Problem::warning(message, "Give the date as 2026-03-04 in its metadata")
        });
        (None, problem)
    }

    /// When it was last changed.
    pub(super) fn updated(&self, settings: &ParseSettings) -> Option<DateTime<FixedOffset>> {
        self.updated.iter().find_map(|text| date::parse_date(text, settings).ok())
    }
}

/// The dates of `<time>` elements above or in the article that are not said to mean something else.
fn times_of(root: &NodeRef) -> Vec<String> {
    let is_other = |node: &NodeRef| {
        let class = node.class().unwrap_or_default().to_lowercase();
        let property = node.attr("itemprop").unwrap_or_default();
        ["updat", "modif", "event", "comment"].iter().any(|word| class.contains(word))
            || property.contains("Modified")
    };
    let around = root.parent().filter(|parent| !parent.has_name("html")).unwrap_or(*root);
    let times = around.descendants().into_iter().filter(|node| node.has_name("time") && !is_other(node));
    let first = times.filter(|node| !super::content::is_furniture_or_inside(node, &around)).take(1);
    first
        .filter_map(|node| {
            node.attr("datetime").map(|text| text.to_string()).or_else(|| Some(plain::of_node(&node)))
        })
        .collect()
}

/// Every value that the sources give, best first.
fn all(document: &Document, sources: Sources) -> Vec<String> {
    let mut values = Vec::new();
    for (selector, take) in sources {
        for node in document.select(selector).nodes() {
            let value = match take {
                Content => node.attr("content").map(|text| text.to_string()),
                Attribute(name) => node.attr(name).map(|text| text.to_string()),
                Text => Some(plain::of_node(node)),
            };
            values.extend(value.map(|value| plain::from_label(&value)).filter(|value| !value.is_empty()));
        }
    }
    values
}

fn first(document: &Document, sources: Sources) -> Option<String> {
    all(document, sources).into_iter().next()
}

fn names(document: &Document, sources: Sources) -> Vec<String> {
    all(document, sources)
        .iter()
        .flat_map(|text| values::names(&serde_json::Value::from(text.as_str()), values::Separators::Signs))
        .collect()
}

/// Names from the best source that has some; an address of a profile is no name.
fn authors(document: &Document) -> Vec<Person> {
    for source in AUTHORS {
        let found = all(document, std::slice::from_ref(source));
        let people =
            found.iter().filter(|text| !text.contains("://") && text.len() < 100).filter_map(|text| {
                let bare = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(text);
                values::named_person(bare)
            });
        let mut people: Vec<Person> = people.collect();
        let mut known = std::collections::HashSet::new();
        people.retain(|person| known.insert(person.name.to_lowercase()));
        if !people.is_empty() {
            return people;
        }
    }
    Vec::new()
}
