//! Titles and descriptions of feeds.

use crate::settings::SiteSettings;
use crate::text::plain_text;
use tidings_model::{BaseUrl, Selection, TermKind};

/// The title of a selection's feed: the site's title, or `Rust – Tag – The Site`. The distinctive part comes
/// first, because feed readers list feeds in a narrow column. The kind distinguishes a category, a tag and an
/// author with the same name.
pub fn title(site: &SiteSettings, selection: &Selection, name: &str) -> String {
    let site = site_title(site);
    match selection {
        Selection::Site => site,
        Selection::Custom { path } => format!("{} – {site}", term_name(name, path)),
        Selection::Term { kind, slug } => {
            format!("{} – {} – {site}", term_name(name, slug), kind_name(*kind))
        }
    }
}

/// The description of a selection's feed: the site's own description, or a sentence about what the feed
/// selects.
pub(crate) fn description(site: &SiteSettings, selection: &Selection, name: &str) -> String {
    let own = plain_text::optional_line(site.description.as_deref());
    let site = site_title(site);
    match selection {
        Selection::Site => own.unwrap_or_else(|| format!("The latest articles of {site}.")),
        Selection::Custom { path } => format!("The latest of “{}” of {site}.", term_name(name, path)),
        Selection::Term { kind, slug } => {
            let name = term_name(name, slug);
            match kind {
                TermKind::Category => format!("The latest articles in the category “{name}” of {site}."),
                TermKind::Tag => format!("The latest articles with the tag “{name}” of {site}."),
                TermKind::Author => format!("The latest articles by {name} of {site}."),
                TermKind::Folder => format!("The latest articles in the folder “{name}” of {site}."),
                TermKind::Language => format!("The latest articles of {site} in the language “{name}”."),
            }
        }
    }
}

/// The site's title, or its host if it has none: the title of a feed must not be empty.
pub(crate) fn site_title(site: &SiteSettings) -> String {
    let host = || site.base_url.as_ref().map_or("Articles", BaseUrl::host).to_owned();
    plain_text::optional_line(Some(&site.title)).unwrap_or_else(host)
}

/// A term's name, or its slug if it has no name.
pub(crate) fn term_name(name: &str, slug: &str) -> String {
    plain_text::optional_line(Some(name)).unwrap_or_else(|| slug.to_owned())
}

/// The English name of the kind.
fn kind_name(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Category => "Category",
        TermKind::Tag => "Tag",
        TermKind::Author => "Author",
        TermKind::Folder => "Folder",
        TermKind::Language => "Language",
    }
}
