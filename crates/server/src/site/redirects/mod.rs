//! Resolves addresses at which this site has no page: former addresses, sources and links of articles, and
//! paths at which other programs have their feeds.
//!
//! [`resolve`] tries [`RULES`] in order, and the first match wins. All data comes through [`Lookups`]. An
//! address that nothing refers to costs two lookups, one query each: bots request thousands of them.
//!
//! `[[moved]]` and `[[gone]]` of the settings are not among the rules: they have precedence even over
//! existing pages, so `Site::route` applies them first.

pub(crate) mod former_addresses;
mod legacy_permalinks;
pub(super) mod lookups;
pub(super) mod well_known_feed_paths;

use super::files::{EmbeddedPicture, Found, ServedFile};
use super::render::RenderError;
use super::route::Resource;
use std::borrow::Cow;
use std::cell::OnceCell;
use tidings_catalogue::{AddressLookup, AddressMatches};
use tidings_model::{ContentPath, Selection, is_given_slug, slugify, text};

/// Maximum number of candidate files whose sources are looked up.
const MAX_CANDIDATES: usize = 8;

/// An address at which there is no page.
#[derive(Debug)]
pub(super) struct MissingAddress<'a> {
    pub(super) target: MissingTarget,
    /// The path as it was sent, without its leading slash: below the base, and whole.
    pub(super) below_base: [Option<&'a str>; 2],
    pub(super) query: Option<&'a str>,
    /// The path of the base, with slashes at both ends.
    pub(super) base: &'a str,
}

/// How the router classified the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MissingTarget {
    /// A page or feed that does not exist.
    Resource(Resource),
    /// A file of the content folder, or a page of another generator.
    File(ContentPath),
    /// A page of another generator: the decoded path without the slash at its end.
    Page(String),
    /// Nothing; only well-known feed paths apply.
    Other,
}

/// What is at an address.
#[derive(Debug)]
pub(super) enum Resolution {
    /// A page or feed of this site: the path below the base.
    Redirect(String),
    /// A file that public articles refer to.
    File(ServedFile),
    /// A picture inside a document, which has to be unpacked first.
    Embedded(EmbeddedPicture),
    /// An article that has been deleted.
    Gone,
    /// Nothing.
    NotFound,
}

/// The data that resolving needs. Each method runs at most one query of the catalogue, except `former_slug`,
/// which follows the article through its tables.
pub(super) trait Lookups {
    /// The present state of the article that had this slug.
    fn former_slug(&self, slug: &str) -> Result<AddressLookup, RenderError>;

    /// The public articles that name one of `aliases` as a former address, or were read from one of
    /// `sources`.
    fn find_address(&self, aliases: &[&str], sources: &[ContentPath]) -> Result<AddressMatches, RenderError>;

    /// The files that public articles may mean by this path, in the order to try.
    fn referenced_files(&self, url_path: &str) -> Result<Vec<ContentPath>, RenderError>;

    /// Finds the first of these files that exists and may be served.
    fn find_file(&self, candidates: &[ContentPath]) -> Option<Found>;

    /// Whether a public article has this slug.
    fn has_article(&self, slug: &str) -> Result<bool, RenderError>;

    /// Whether the selection has feeds.
    fn has_feed(&self, selection: &Selection) -> Result<bool, RenderError>;
}

type Rule = fn(&Search<'_>) -> Result<Option<Resolution>, RenderError>;

/// The rules by precedence.
const RULES: [Rule; 8] = [
    former_slug,
    source_of_an_article,
    referenced_file,
    alias_of_an_article,
    other_form_of_a_slug,
    legacy_permalink,
    linked_article,
    well_known_feed_path,
];

/// Resolves an address.
///
/// # Errors
/// A lookup failed.
pub(super) fn resolve(
    address: &MissingAddress<'_>,
    lookups: &dyn Lookups,
) -> Result<Resolution, RenderError> {
    let page = match &address.target {
        // A usual slug is that of an article here. A page of another generator may have any name.
        MissingTarget::Resource(Resource::Article(slug)) if slugify(slug) != *slug => {
            Some(format!("articles/{slug}"))
        }
        _ => None,
    };
    let search = Search { address, lookups, page, matches: OnceCell::new(), references: OnceCell::new() };
    for rule in RULES {
        if let Some(resolution) = rule(&search)? {
            return Ok(resolution);
        }
    }
    Ok(Resolution::NotFound)
}

/// The address and the results of lookups that several rules use.
struct Search<'a> {
    address: &'a MissingAddress<'a>,
    lookups: &'a dyn Lookups,
    /// The decoded path of an article's address that may also be a page of another generator.
    page: Option<String>,
    matches: OnceCell<AddressMatches>,
    references: OnceCell<Vec<ContentPath>>,
}

impl Search<'_> {
    /// The decoded path of a file or a page of another generator.
    fn foreign_path(&self) -> Option<&str> {
        match &self.address.target {
            MissingTarget::File(path) => Some(path.as_str()),
            MissingTarget::Page(path) => Some(path),
            MissingTarget::Resource(_) => self.page.as_deref(),
            MissingTarget::Other => None,
        }
    }

    /// The slug in the address of an article, with or without its last slash.
    fn slug(&self) -> Option<Cow<'_, str>> {
        match &self.address.target {
            MissingTarget::Resource(Resource::Article(slug)) => Some(slug.into()),
            MissingTarget::File(path) => {
                let slug = path.as_str().strip_prefix("articles/")?;
                let slug = text::nfc(slug);
                is_given_slug(&slug).then_some(slug)
            }
            _ => None,
        }
    }

    /// Aliases and sources of the address, with one query.
    fn matches(&self) -> Result<&AddressMatches, RenderError> {
        if self.matches.get().is_none() {
            let _ = self.matches.set(self.find_matches()?);
        }
        Ok(self.matches.get_or_init(AddressMatches::default))
    }

    fn find_matches(&self) -> Result<AddressMatches, RenderError> {
        let (path, sources) = match &self.address.target {
            MissingTarget::Other => return Ok(AddressMatches::default()),
            MissingTarget::Resource(_) if self.page.is_some() => {
                let path = self.page.clone().unwrap_or_default();
                let sources = legacy_permalinks::sources(&path);
                (path, sources)
            }
            MissingTarget::Resource(resource) => (resource.path(), Vec::new()),
            MissingTarget::Page(path) => (path.clone(), legacy_permalinks::sources(path)),
            MissingTarget::File(path) => {
                // The path itself is the first source.
                let others =
                    legacy_permalinks::sources(path.as_str()).into_iter().filter(|source| source != path);
                (path.as_str().to_owned(), std::iter::once(path.clone()).chain(others).collect())
            }
        };
        // An alias may name the path of the base as well, as in the whole address.
        let with_base = format!("{}{path}", self.address.base);
        let aliases = [path.as_str(), with_base.as_str()];
        let aliases = if self.address.base.len() > 1 { &aliases[..] } else { &aliases[..1] };
        self.lookups.find_address(aliases, &sources)
    }

    /// The files that public articles may mean by the path.
    fn references(&self) -> Result<&[ContentPath], RenderError> {
        if let (None, Some(path)) = (self.references.get(), self.foreign_path()) {
            let _ = self.references.set(self.lookups.referenced_files(path)?);
        }
        Ok(self.references.get_or_init(Vec::new))
    }

    /// Whether the path is usual for a feed and no article refers to it: then it is not a page of another
    /// generator.
    fn looks_like_a_feed(&self) -> Result<bool, RenderError> {
        let is_feed_path = self
            .foreign_path()
            .is_some_and(|path| !well_known_feed_paths::feeds_meant(path, None).is_empty());
        Ok(is_feed_path && self.references()?.is_empty())
    }
}

/// A permalink that the article had before its slug changed, or that it had until it was deleted.
fn former_slug(search: &Search<'_>) -> Result<Option<Resolution>, RenderError> {
    let MissingTarget::Resource(Resource::Article(slug)) = &search.address.target else { return Ok(None) };
    Ok(match search.lookups.former_slug(slug)? {
        AddressLookup::Moved(slug) => Some(to_article(&slug)),
        AddressLookup::Gone => Some(Resolution::Gone),
        AddressLookup::Unknown => None,
    })
}

/// The address of an article in another form: folded (`camel-case` for `Camel_Case` of an article that version 0.1
/// published), or without the last slash.
fn other_form_of_a_slug(search: &Search<'_>) -> Result<Option<Resolution>, RenderError> {
    let Some(slug) = search.slug() else { return Ok(None) };
    let is_file = matches!(search.address.target, MissingTarget::File(_));
    if is_file && search.lookups.has_article(&slug)? {
        return Ok(Some(to_article(&slug)));
    }
    let folded = slugify(&slug);
    if folded.is_empty() || folded == *slug {
        return Ok(None);
    }
    if search.lookups.has_article(&folded)? {
        return Ok(Some(to_article(&folded)));
    }
    match search.lookups.former_slug(&folded)? {
        AddressLookup::Moved(slug) => Ok(Some(to_article(&slug))),
        AddressLookup::Gone | AddressLookup::Unknown => Ok(None),
    }
}

/// The source of an article, as links within a repository name it: `posts/a.md`.
fn source_of_an_article(search: &Search<'_>) -> Result<Option<Resolution>, RenderError> {
    let MissingTarget::File(_) = &search.address.target else { return Ok(None) };
    let source = search.matches()?.file.as_ref().filter(|(index, _)| *index == 0);
    Ok(source.map(|(_, slug)| to_article(slug)))
}

/// A picture, a sound or an attachment that public articles refer to. No other file is ever served.
fn referenced_file(search: &Search<'_>) -> Result<Option<Resolution>, RenderError> {
    let MissingTarget::File(_) = &search.address.target else { return Ok(None) };
    Ok(search.lookups.find_file(search.references()?).map(|found| match found {
        Found::File(file) => Resolution::File(file),
        Found::Embedded(picture) => Resolution::Embedded(picture),
    }))
}

/// An address that an article names as a former one.
fn alias_of_an_article(search: &Search<'_>) -> Result<Option<Resolution>, RenderError> {
    Ok(search.matches()?.alias.as_deref().map(to_article))
}

/// The permalink that another generator would have given to an article's source: `posts/a.html` of
/// `posts/a.md`.
fn legacy_permalink(search: &Search<'_>) -> Result<Option<Resolution>, RenderError> {
    if search.foreign_path().is_none() || search.looks_like_a_feed()? {
        return Ok(None);
    }
    Ok(search.matches()?.file.as_ref().map(|(_, slug)| to_article(slug)))
}

/// An article to which public articles link by this address: by the path of its source, or by the last part
/// of the address, which is its slug. Without a link the last part alone does not identify an article.
fn linked_article(search: &Search<'_>) -> Result<Option<Resolution>, RenderError> {
    let Some(path) = search.foreign_path() else { return Ok(None) };
    let candidates = search.references()?;
    if candidates.is_empty() {
        return Ok(None);
    }
    let candidates = candidates.iter().take(MAX_CANDIDATES);
    let sources: Vec<ContentPath> =
        candidates.flat_map(|candidate| legacy_permalinks::sources(candidate.as_str())).collect();
    if let Some((_, slug)) = search.lookups.find_address(&[], &sources)?.file {
        return Ok(Some(to_article(&slug)));
    }
    match legacy_permalinks::slug(path) {
        Some(slug) if search.lookups.has_article(&slug)? => Ok(Some(to_article(&slug))),
        _ => Ok(None),
    }
}

/// A path at which other programs have a feed, if this site has that feed.
fn well_known_feed_path(search: &Search<'_>) -> Result<Option<Resolution>, RenderError> {
    let paths = search.address.below_base.into_iter().flatten();
    let feeds = paths.flat_map(|path| well_known_feed_paths::feeds_meant(path, search.address.query));
    for (selection, format) in feeds {
        let feed = Resource::Feed(selection.clone(), format);
        let is_missing = search.address.target == MissingTarget::Resource(feed.clone());
        if !is_missing && search.lookups.has_feed(&selection)? {
            return Ok(Some(Resolution::Redirect(feed.path())));
        }
    }
    Ok(None)
}

fn to_article(slug: &str) -> Resolution {
    Resolution::Redirect(Resource::Article(slug.to_owned()).path())
}

#[cfg(test)]
mod tests;
