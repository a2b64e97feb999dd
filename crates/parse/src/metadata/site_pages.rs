//! A site's own pages, which are no articles: those that say so, and those without a date that are named so.

use super::{keys, path_hints, values};
use crate::ParseSettings;
use crate::document::{Document, Field, Format, Syntax};
use crate::metadata::Metadata;
use tidings_model::Problem;

/// Keys that say what kind of page it is, as [`keys::normal`] gives them.
const KIND_KEYS: [&str; 6] = ["type", "layout", "template", "templatekey", "model", "posttype"];

/// Kinds of pages, whatever their date: lists of articles and what leads to them.
const LISTS: [&str; 16] = [
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

/// Kinds of one article, which a file may be named after as well.
const POST: [&str; 4] = ["article", "default", "note", "post"];

/// Kinds of articles, which a directory may be named after as well; without a date it is the page that lists them.
const POSTS: [&str; 4] = ["articles", "blog", "news", "posts"];

/// Kinds that say nothing in a theme whose posts have them, too, so that a date tells.
const PAGES: [&str; 5] = ["page", "pages", "static", "landing", "widget_page"];

/// Names of pages without a date, in a generator's folder.
const NAMES: [&str; 45] = [
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
    // Who it is and how to reach them, in other languages.
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

/// Keys of pages that list others, as [`keys::normal`] gives them, and what is in their table: Quarto's, Grav's.
const LISTING_KEYS: [(&str, Option<&str>); 2] = [("listing", None), ("content", Some("items"))];

/// Where generators keep a site's home page, when not at the root.
const ROOTS: [&str; 6] = ["", "content", "docs", "site", "source", "src"];

/// Holds a page of the site back, and says why; all else that it says is read as an article's. One whose file the
/// publisher names is published.
pub(crate) fn hold_back(document: &Document, metadata: &mut Metadata, settings: &ParseSettings) {
    let is_dated =
        metadata.published.is_some() || path_hints::file_name_date(&document.path, settings).is_some();
    if let Some(reason) = reason(document, is_dated).filter(|_| !document.is_explicitly_included) {
        metadata.draft = true;
        let message = format!("Held back as a page of the site, since {reason}");
        let remedy = "If it is an article, give it a date or another name, remove that key, or name the file in content.include";
        metadata.problems.push(Problem::note(message, remedy));
    }
}

/// Why the document is a page of the site rather than an article, in a few words. `is_dated`: it says when it was
/// published. What a generator takes for a post by its name or place is one whatever it says.
fn reason(document: &Document, is_dated: bool) -> Option<String> {
    document.syntax?;
    if path_hints::is_jekylls(&document.path) {
        return None;
    }
    for (key, kind) in kinds_of(document) {
        // Decap's template sites: `templateKey: about-page`.
        let is_page = PAGES.contains(&kind.as_str()) && (!is_dated || key.eq_ignore_ascii_case("type"))
            || kind.ends_with("-page") && !is_dated;
        if is_page || LISTS.contains(&kind.as_str()) {
            return Some(format!("its {} is '{kind}'", key.to_lowercase()));
        }
    }
    let name = document.path.name().to_lowercase();
    let is_posts = |kind: &str| POST.contains(&kind) || (is_dated && POSTS.contains(&kind));
    if let Some((key, kind)) = kinds_of(document).find(|(_, kind)| *kind == name && !is_posts(kind)) {
        return Some(format!("its {} is its name, '{kind}'", key.to_lowercase()));
    }
    if let Some(field) = document.front_matter.iter().find(|field| lists_others(field)) {
        return Some(format!("its key '{}' says what it lists", field.key));
    }
    // Pelican's pages may have a date, but its folder for them is its own.
    let in_pages = document.path.directory().split('/').any(|part| part == "pages");
    let is_pelicans = document.syntax == Some(Syntax::Headers)
        && matches!(document.format, Format::Markdown | Format::Rst)
        && in_pages;
    if is_pelicans {
        return Some("it lies in a directory of pages".to_owned());
    }
    let directory = document.path.directory();
    let is_index = directory.rsplit('/').next() == Some(document.path.name());
    let is_home = is_index && ROOTS.contains(&directory);
    if is_home && !is_dated {
        return Some("it has no date and is the folder's index".to_owned());
    }
    let is_root = |field: &&Field| {
        ["permalink", "url"].contains(&keys::normal(&field.key).as_str())
            && values::text(&field.value).as_deref() == Some("/")
    };
    if let Some(field) = document.front_matter.iter().find(is_root).filter(|_| !is_dated) {
        return Some(format!("it has no date and its {} is the site's", field.key));
    }
    (!is_dated && NAMES.contains(&name.as_str())).then(|| format!("it has no date and is named '{name}'"))
}

fn kinds_of(document: &Document) -> impl Iterator<Item = (&str, String)> {
    document.front_matter.iter().filter_map(kind)
}

fn lists_others(field: &Field) -> bool {
    let name = keys::normal(&field.key);
    LISTING_KEYS.iter().any(|(key, inner)| {
        *key == name
            && match (inner, field.value.as_object()) {
                (Some(inner), Some(table)) => table.contains_key(*inner),
                (Some(_), None) => false,
                (None, _) => field.value.is_object() || field.value.is_string() || field.value.is_array(),
            }
    })
}

/// A key that says the kind, and the kind without directory and extension: `base` of `layouts/base.njk`.
fn kind(field: &Field) -> Option<(&str, String)> {
    if !KIND_KEYS.contains(&keys::normal(&field.key).as_str()) {
        return None;
    }
    let text = values::text(&field.value)?.to_lowercase();
    let name = text.rsplit('/').next().unwrap_or_default();
    Some((&field.key, name.split('.').next().unwrap_or_default().to_owned()))
}
