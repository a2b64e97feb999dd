//! Recognises pages of a generator's site that are not articles (about, tags, search …), by their front
//! matter or, if undated, by their name.

use super::front_matter::Metadata;
use super::publication::HeldBack;
use super::{keys, path_hints, values};
use crate::document::{Document, Field, Format, Syntax};
use crate::settings::ParseSettings;

/// Keys that give the type of a page, as [`keys::normalize`] returns them.
const PAGE_TYPE_KEYS: [&str; 6] = ["type", "layout", "template", "templatekey", "model", "posttype"];

/// Types of pages that are never articles, dated or not: lists of articles, and pages that lead to them.
const SITE_PAGE_TYPES: [&str; 16] = [
    "archive",
    "archives",
    "search",
    "tags",
    "tagcloud",
    "categories",
    "links",
    "friends",
    "about",
    "contact",
    "home",
    "homepage",
    "404",
    "redirect",
    "redirected",
    "sitemap",
];

/// Types of single articles. A file may have such a name as well.
const ARTICLE_TYPES: [&str; 4] = ["article", "default", "note", "post"];

/// Types of articles after which a directory may be named. Without a date the page is the list of these
/// articles.
const ARTICLE_LIST_TYPES: [&str; 4] = ["articles", "blog", "news", "posts"];

/// Types that some themes also give to their posts. Such a page is an article if it has a date.
const UNDATED_PAGE_TYPES: [&str; 5] = ["page", "pages", "static", "landing", "widget_page"];

/// Names of pages in a generator's folder that are not articles if they have no date.
const SITE_PAGE_NAMES: [&str; 45] = [
    "404",
    "about",
    "about-me",
    "archive",
    "archives",
    "categories",
    "contact",
    "imprint",
    "impressum",
    "links",
    "now",
    "privacy",
    "privacy-policy",
    "search",
    "tags",
    "uses",
    "blogroll",
    "cookies",
    "cv",
    "disclaimer",
    "friends",
    "guestbook",
    "portfolio",
    "projects",
    "resume",
    "sitemap",
    "subscribe",
    "terms",
    // 'About' and 'contact' in other languages.
    "a-propos",
    "acerca-de",
    "chi-sono",
    "contacto",
    "contatti",
    "contato",
    "datenschutz",
    "hakkimda",
    "kontakt",
    "mentions-legales",
    "o-mnie",
    "over-mij",
    "sobre",
    "sobre-mi",
    "tentang",
    "ueber",
    "ueber-mich",
];

/// Keys of pages that list other pages, as [`keys::normalize`] returns them, with the key in their table:
/// Quarto's and Grav's.
const LISTING_KEYS: [(&str, Option<&str>); 2] = [("listing", None), ("content", Some("items"))];

/// Folders in which generators keep the site's home page.
const HOME_PAGE_FOLDERS: [&str; 6] = ["", "content", "docs", "site", "source", "src"];

/// Makes a page of the site a draft and reports the reason; its other metadata stays as for an article. A
/// page that the publisher includes by name is published.
pub(crate) fn mark_as_draft(document: &Document, metadata: &mut Metadata, settings: &ParseSettings) {
    let is_dated =
        metadata.published.is_some() || path_hints::file_name_date(&document.path, settings).is_some();
    if let Some(reason) = site_page_reason(document, is_dated).filter(|_| !document.is_explicitly_included) {
        metadata.publication.hold_back(HeldBack {
            reason: format!("it is a page of the site and not an article: {reason}"),
            remedy:
                "If it is an article, give it a date or another name, remove that key, or name the file in \
                     content.include"
                    .to_owned(),
            line: None,
        });
    }
}

/// The reason why the document is a page of the site and not an article, in a few words. `is_dated`: the
/// document has a publication date. A document that a generator treats as a post, because of its name or
/// folder, is always an article.
pub(crate) fn site_page_reason(document: &Document, is_dated: bool) -> Option<String> {
    document.syntax?;
    if path_hints::is_jekyll_post(&document.path) {
        return None;
    }
    for (key, kind) in page_types(document) {
        // Site templates of Decap have `templateKey: about-page`.
        let is_page = UNDATED_PAGE_TYPES.contains(&kind.as_str())
            && (!is_dated || key.eq_ignore_ascii_case("type"))
            || kind.ends_with("-page") && !is_dated;
        if is_page || SITE_PAGE_TYPES.contains(&kind.as_str()) {
            return Some(format!("its {} is '{kind}'", key.to_lowercase()));
        }
    }
    let name = document.path.name().to_lowercase();
    let is_posts =
        |kind: &str| ARTICLE_TYPES.contains(&kind) || (is_dated && ARTICLE_LIST_TYPES.contains(&kind));
    if let Some((key, kind)) = page_types(document).find(|(_, kind)| *kind == name && !is_posts(kind)) {
        return Some(format!("its {} equals its name, '{kind}'", key.to_lowercase()));
    }
    if let Some(field) = document.front_matter.iter().find(|field| lists_articles(field)) {
        return Some(format!("its key '{}' makes it a list of pages", field.key));
    }
    // Pelican keeps pages in a folder of their own, and they may have a date.
    let in_pages = document.path.directory().split('/').any(|part| part == "pages");
    let is_pelican_page = document.syntax == Some(Syntax::Headers)
        && matches!(document.format, Format::Markdown | Format::Rst)
        && in_pages;
    if is_pelican_page {
        return Some("it is in a folder of pages".to_owned());
    }
    let directory = document.path.directory();
    let is_index = directory.rsplit('/').next() == Some(document.path.name());
    let is_home = is_index && HOME_PAGE_FOLDERS.contains(&directory);
    if is_home && !is_dated {
        return Some("it has no date and is the folder's index".to_owned());
    }
    let is_root = |field: &&Field| {
        ["permalink", "url"].contains(&keys::normalize(&field.key).as_str())
            && values::text(&field.value).as_deref() == Some("/")
    };
    if let Some(field) = document.front_matter.iter().find(is_root).filter(|_| !is_dated) {
        return Some(format!("it has no date and its {} is the home page's", field.key));
    }
    (!is_dated && SITE_PAGE_NAMES.contains(&name.as_str()))
        .then(|| format!("it has no date and is named '{name}'"))
}

fn page_types(document: &Document) -> impl Iterator<Item = (&str, String)> {
    document.front_matter.iter().filter_map(page_type)
}

fn lists_articles(field: &Field) -> bool {
    let name = keys::normalize(&field.key);
    LISTING_KEYS.iter().any(|(key, inner)| {
        *key == name
            && match (inner, field.value.as_object()) {
                (Some(inner), Some(table)) => table.contains_key(*inner),
                (Some(_), None) => false,
                (None, _) => field.value.is_object() || field.value.is_string() || field.value.is_array(),
            }
    })
}

/// The key of the type, and the type without directory and extension: `base` from `layouts/base.njk`.
fn page_type(field: &Field) -> Option<(&str, String)> {
    if !PAGE_TYPE_KEYS.contains(&keys::normalize(&field.key).as_str()) {
        return None;
    }
    let text = values::text(&field.value)?.to_lowercase();
    let name = text.rsplit('/').next().unwrap_or_default();
    Some((&field.key, name.split('.').next().unwrap_or_default().to_owned()))
}
