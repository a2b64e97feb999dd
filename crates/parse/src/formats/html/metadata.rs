//! What a page says about its article: `<meta>`, `<time>`, microdata, JSON-LD.

use super::json_ld;
use super::sources::Source::{Attribute, Meta, Text};
use super::sources::{Page, Sources};
use crate::formats::text::byline;
use crate::metadata::values;
use crate::output::plain;
use crate::{ParseSettings, dates};
use chrono::{DateTime, FixedOffset};
use dom_query::{Document, NodeRef};
use tidings_model::{DateSource, Dated, Media, Person, Problem, language_tag};

const TITLE: Sources = &[Meta("og:title"), Meta("twitter:title"), Meta("DC.title"), Meta("citation_title")];
const TAB_TITLE: Sources = &[Text("head title"), Text("title")];
const SITE: Sources = &[Meta("og:site_name"), Meta("application-name")];
const SUMMARY: Sources = &[
    Meta("description"),
    Meta("og:description"),
    Meta("twitter:description"),
    Meta("summary"),
    Text(".p-summary"),
    Text(".entry-summary"),
    Text(".article-excerpt"),
    Text(".post-excerpt"),
    Text(".standfirst"),
];
const SUBTITLE: Sources = &[
    Text("hgroup > p"),
    Text("hgroup > h2"),
    Text(".subtitle"),
    Text(".post-subtitle"),
    Text(".entry-subtitle"),
    Text(".pw-subtitle-paragraph"),
    Text("[itemprop='alternativeHeadline']"),
];
const PUBLISHED: Sources = &[
    Meta("article:published_time"),
    Meta("og:article:published_time"),
    Meta("og:published_time"),
    Meta("datePublished"),
    Meta("date"),
    Meta("pubdate"),
    Meta("publish-date"),
    Meta("publication_date"),
    Meta("OriginalPublicationDate"),
    Meta("article.published"),
    Meta("DC.date.issued"),
    Meta("dcterms.issued"),
    Meta("DC.date"),
    Meta("dcterms.date"),
    Meta("dcterms.available"),
    Meta("DC.date.created"),
    Meta("dcterms.created"),
    Meta("parsely-pub-date"),
    Meta("sailthru.date"),
    Meta("citation_publication_date"),
    Meta("citation_online_date"),
    Meta("citation_date"),
    Attribute("[itemprop='datePublished'][datetime]", "datetime"),
    Attribute("[itemprop='datePublished'][title]", "title"),
    Attribute("time[pubdate][datetime]", "datetime"),
    Attribute("time.dt-published[datetime]", "datetime"),
    Attribute("time.published[datetime]", "datetime"),
    Attribute("abbr.published[title]", "title"),
    Attribute("time.entry-date[datetime]", "datetime"),
];
const UPDATED: Sources = &[
    Meta("article:modified_time"),
    Meta("og:updated_time"),
    Meta("dateModified"),
    Attribute("[itemprop='dateModified'][datetime]", "datetime"),
    Meta("modified"),
    Meta("last-modified"),
    Meta("DC.date.modified"),
    Meta("dcterms.modified"),
    Attribute("time.dt-updated[datetime]", "datetime"),
    Attribute("abbr.updated[title]", "title"),
];
const AUTHORS: Sources = &[
    Meta("author"),
    Meta("authors"),
    Meta("article:author"),
    Meta("DC.creator"),
    Meta("citation_author"),
    Text("[itemprop='author'] [itemprop='name']"),
    Text("[itemprop='author']"),
    Text(".p-author"),
    Text("a[rel~='author']"),
    Text(".byline .author"),
    Text(".author .fn"),
    Text(".entry-author"),
    Text(".author-name"),
];
const IMAGE: Sources = &[
    Meta("og:image"),
    Meta("og:image:url"),
    Meta("twitter:image"),
    Meta("twitter:image:src"),
    Attribute("link[rel='image_src']", "href"),
];
const IMAGE_ALT: Sources = &[Meta("og:image:alt"), Meta("twitter:image:alt")];
const LANGUAGE: Sources = &[
    Attribute("html[lang]", "lang"),
    Attribute("html[xml\\:lang]", "xml:lang"),
    Meta("content-language"),
    Meta("og:locale"),
];
const TAGS: Sources = &[Meta("article:tag"), Meta("tags"), Meta("news_keywords")];
const CATEGORIES: Sources = &[Meta("article:section"), Meta("category")];
/// Links to a term's page say its name, of which commas are a part (microformats' `rel=tag`). WordPress marks
/// its categories with both words.
const TAG_LINKS: Sources = &[Text("a[rel~='tag']:not([rel~='category'])"), Text(".p-category")];
const CATEGORY_LINKS: Sources = &[Text("a[rel~='category']")];
const RIGHTS: Sources = &[Meta("copyright"), Meta("rights"), Meta("DC.rights")];

/// What a page says about its article, as plain text.
#[derive(Debug, Default)]
pub(super) struct PageMetadata {
    pub(super) title: Option<String>,
    /// `<title>`, which names the site as well.
    pub(super) tab_title: Option<String>,
    pub(super) site: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) authors: Vec<Person>,
    pub(super) image: Option<Media>,
    pub(super) language: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) rights: Option<String>,
    /// The article's text, where the page's own elements hold none.
    pub(super) text: Option<String>,
    /// As written, best first.
    published: Vec<String>,
    updated: Vec<String>,
}

impl PageMetadata {
    /// Reads a page's metadata.
    pub(super) fn of(document: &Document) -> Self {
        let linked = json_ld::article_of(document);
        let page = Page::of(document);
        let image = page
            .first(IMAGE)
            .or(linked.image)
            .map(|address| Media { alt: page.first(IMAGE_ALT), ..Media::at(address) });
        let first_of = |lists: [Vec<String>; 3]| lists.into_iter().find(|list| !list.is_empty());
        Self {
            title: page.first(TITLE).or(linked.headline),
            tab_title: page.first(TAB_TITLE),
            site: page.first(SITE),
            subtitle: page.first(SUBTITLE),
            summary: page.first(SUMMARY).or(linked.summary),
            authors: Some(authors(&page)).filter(|people| !people.is_empty()).unwrap_or(linked.authors),
            image,
            language: page.all(LANGUAGE).iter().find_map(|text| language_tag(text)).or(linked.language),
            tags: first_of([names(&page, TAGS), linked.tags, page.all(TAG_LINKS)]).unwrap_or_default(),
            categories: first_of([names(&page, CATEGORIES), linked.categories, page.all(CATEGORY_LINKS)])
                .unwrap_or_default(),
            rights: page.first(RIGHTS),
            text: linked.text,
            published: page.all(PUBLISHED).into_iter().chain(linked.published).collect(),
            updated: page.all(UPDATED).into_iter().chain(linked.updated).collect(),
        }
    }

    /// When it was published: by the metadata, else by the first `<time>` of the article. A date that can't be
    /// read is a problem.
    pub(super) fn published(
        &self,
        root: &NodeRef,
        settings: &ParseSettings,
    ) -> (Option<Dated>, Option<Problem>) {
        let times = times_of(root, settings);
        let written = || self.published.iter().chain(&times);
        if let Some(at) = written().find_map(|text| moment(text, settings)) {
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
        self.updated.iter().find_map(|text| moment(text, settings))
    }
}

/// Whether the words before the date say that it is one of a change: `Updated: <time>`.
fn is_labelled_update(node: &NodeRef, settings: &ParseSettings) -> bool {
    let label = node.prev_sibling().filter(NodeRef::is_text).map(|before| before.text());
    let line = label.map(|label| format!("{} {}", label.trim(), plain::of_node(node)));
    line.and_then(|line| dates::find_dateline(line.trim_start_matches(['·', '|', ' ']), settings))
        .is_some_and(|found| found.says == dates::Says::Updated)
}

/// The dates of `<time>` elements above or in the article that are not said to mean something else.
fn times_of(root: &NodeRef, settings: &ParseSettings) -> Vec<String> {
    let is_other = |node: &NodeRef| {
        let class = node.class().unwrap_or_default().to_lowercase();
        let property = node.attr("itemprop").unwrap_or_default();
        ["updat", "modif", "event", "comment"].iter().any(|word| class.contains(word))
            || property.contains("Modified")
            || is_labelled_update(node, settings)
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

fn moment(text: &str, settings: &ParseSettings) -> Option<DateTime<FixedOffset>> {
    dates::parse_unix(text).or_else(|| dates::parse_date(text, settings).ok())
}

fn names(page: &Page, sources: Sources) -> Vec<String> {
    page.all(sources)
        .iter()
        .flat_map(|text| values::names(&serde_json::Value::from(text.as_str()), values::Separators::Signs))
        .collect()
}

/// Names from the best source that has some; an address of a profile is no name.
fn authors(page: &Page) -> Vec<Person> {
    for source in AUTHORS {
        let found = page.all(std::slice::from_ref(source));
        // Pelican's `authors` names several.
        let end = if matches!(source, Meta("authors")) { ',' } else { '\n' };
        let people = found
            .iter()
            .filter(|text| !text.contains("://") && text.len() < 100)
            .flat_map(|text| text.split(end))
            .filter_map(|text| {
                let text = text.trim();
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
    labelled_author(page).unwrap_or_default()
}

/// Cards of X have rows of a label and a value: `Written by`, `Jane Doe`.
fn labelled_author(page: &Page) -> Option<Vec<Person>> {
    const ROWS: [(Sources, Sources); 2] = [
        (&[Meta("twitter:label1")], &[Meta("twitter:data1")]),
        (&[Meta("twitter:label2")], &[Meta("twitter:data2")]),
    ];
    ROWS.iter()
        .find_map(|(label, value)| byline::read(&format!("{} {}", page.first(label)?, page.first(value)?)))
}
