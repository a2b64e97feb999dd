//! The paths at which WordPress, Hugo, Jekyll, Pelican, Ghost, Blogger and others have their feeds, and which
//! people try when they look for one. Pure; used only for addresses at which this site has no page.

use percent_encoding::percent_decode_str;
use tidings_feed::FeedFormat;
use tidings_model::{Selection, TermKind, language_tag, slugify};

use FeedFormat::{Atom, Json, Rss};

/// Paths of a feed below the site or below a term's directory, without slashes at the ends and in lower case.
const NAMES: &[(&str, FeedFormat)] = &[
    ("feed", Rss),
    ("feed/rss", Rss),
    ("feed/rss2", Rss),
    ("feed/rdf", Rss),
    ("feed/atom", Atom),
    ("feed/json", Json),
    ("feed.xml", Rss),
    ("feed.rss", Rss),
    ("feed.atom", Atom),
    ("feed.json", Json),
    ("feed.php", Rss),
    ("feed/index.xml", Rss),
    ("feeds", Rss),
    ("feeds/rss", Rss),
    ("feeds/rss.xml", Rss),
    ("feeds/feed.xml", Rss),
    ("feeds/atom", Atom),
    ("feeds/atom.xml", Atom),
    ("feeds/json", Json),
    ("feeds/feed.json", Json),
    ("feeds/all.rss.xml", Rss),
    ("feeds/all.atom.xml", Atom),
    ("feeds/posts/default", Atom),
    ("rss", Rss),
    ("rss.xml", Rss),
    ("rss.php", Rss),
    ("rss2", Rss),
    ("rss2.xml", Rss),
    ("rss/index.xml", Rss),
    ("rss/feed.xml", Rss),
    ("rdf.xml", Rss),
    ("index.xml", Rss),
    ("index.rss", Rss),
    ("index.rdf", Rss),
    ("index.atom", Atom),
    ("index.json", Json),
    ("atom", Atom),
    ("atom.xml", Atom),
    ("atom.php", Atom),
    ("atom/index.xml", Atom),
    ("json", Json),
    ("jsonfeed", Json),
];

/// Directories in which other generators keep a site's articles, and thus its feed.
const SECTIONS: &[&str] = &["blog", "posts", "post", "articles", "news", "journal", "weblog"];

/// Directories of terms in other generators.
const TERMS: &[(&str, TermKind)] = &[
    ("tag", TermKind::Tag),
    ("tags", TermKind::Tag),
    ("topic", TermKind::Tag),
    ("topics", TermKind::Tag),
    ("label", TermKind::Tag),
    ("labels", TermKind::Tag),
    ("category", TermKind::Category),
    ("categories", TermKind::Category),
    ("author", TermKind::Author),
    ("authors", TermKind::Author),
    ("folder", TermKind::Folder),
    ("folders", TermKind::Folder),
    ("language", TermKind::Language),
    ("languages", TermKind::Language),
    ("lang", TermKind::Language),
];

/// Keys of a query that name a format, as `?feed=rss2` of WordPress and `?alt=rss` of Blogger.
const KEYS: &[&str] = &["feed", "alt", "format"];

/// Values of those keys.
const VALUES: &[(&str, FeedFormat)] =
    &[("rss", Rss), ("rss2", Rss), ("rdf", Rss), ("feed", Rss), ("atom", Atom), ("json", Json)];

/// Keys of a query that name a term.
const TERM_KEYS: &[(&str, TermKind)] = &[
    ("tag", TermKind::Tag),
    ("category_name", TermKind::Category),
    ("category", TermKind::Category),
    ("author_name", TermKind::Author),
];

/// The feeds that a path below the base (as it was sent, without its leading slash) and a query mean in other
/// programs, in the order to try them.
pub(in crate::site) fn feeds_meant(path: &str, query: Option<&str>) -> Vec<(Selection, FeedFormat)> {
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Vec::new() };
    let path = path.to_lowercase();
    let path = path.trim_end_matches('/');
    let asked = query.and_then(format_asked);
    let [first, rest @ ..] = directories_meant(path, asked);
    // First the publisher's own feeds, then the usual paths, then the names of folders.
    first.into_iter().chain(usual_feed(path, query, asked)).chain(rest.into_iter().flatten()).collect()
}

/// The feeds of the directory in a path that ends like a feed: one of the publisher's own, one of a language
/// (Hugo's `fr/index.xml`), one of a folder (`docs/index.xml`).
fn directories_meant(path: &str, asked: Option<FeedFormat>) -> [Option<(Selection, FeedFormat)>; 3] {
    let ends = path.match_indices('/').map(|(at, _)| (&path[..at], &path[at + 1..]));
    let mut found = ends.filter_map(|(directory, name)| Some((directory, named(name)?)));
    let Some((directory, format)) = found.next() else { return [None, None, None] };
    let format = asked.unwrap_or(format);
    let custom =
        Selection::is_custom_path(directory).then(|| Selection::Custom { path: directory.to_owned() });
    let parts: Vec<&str> = directory.split('/').collect();
    let language = language_tag(directory).and_then(|tag| term(TermKind::Language, &[tag.as_str()]));
    let folder =
        TermKind::from_directory(parts[0]).is_none().then(|| term(TermKind::Folder, &parts)).flatten();
    [custom, language, folder].map(|selection| Some((selection?, format)))
}

/// The feed that other programs have at a path.
fn usual_feed(path: &str, query: Option<&str>, asked: Option<FeedFormat>) -> Option<(Selection, FeedFormat)> {
    if let ("" | "index.php", Some(format)) = (path, asked) {
        let term = query.and_then(term_asked);
        return Some((term.unwrap_or(Selection::Site), format));
    }
    let parts: Vec<&str> = path.split('/').collect();
    let named = |parts: &[&str]| named(&parts.join("/")).map(|format| asked.unwrap_or(format));
    if let Some(format) = named(&parts) {
        return Some((Selection::Site, format));
    }
    match parts.as_slice() {
        [section, rest @ ..] if SECTIONS.contains(section) => Some((Selection::Site, named(rest)?)),
        ["feeds", file] | ["feed", "by_tag", file] => pelican(file),
        [directory, rest @ ..] => {
            let kind = kind_of(directory)?;
            // Of nested categories the last one counts.
            let cut = (1..rest.len()).find(|cut| named(rest.get(*cut..).unwrap_or_default()).is_some())?;
            let (terms, name) = rest.split_at_checked(cut)?;
            Some((term(kind, terms)?, named(name)?))
        }
        [] => None,
    }
}

/// Whether a query asks for a feed.
pub(in crate::site) fn asks_for_feed(query: &str) -> bool {
    format_asked(query).is_some()
}

fn named(path: &str) -> Option<FeedFormat> {
    NAMES.iter().find(|(name, _)| *name == path).map(|(_, format)| *format)
}

fn kind_of(directory: &str) -> Option<TermKind> {
    TERMS.iter().find(|(name, _)| *name == directory).map(|(_, kind)| *kind)
}

/// The selection of a term. Of nested terms the last one counts; the slug of nested folders contains all of
/// them.
fn term(kind: TermKind, names: &[&str]) -> Option<Selection> {
    let slug = match kind {
        TermKind::Folder => {
            let names = names.iter().flat_map(|name| name.split("--"));
            names.map(slugify).collect::<Vec<_>>().join("--")
        }
        _ => slugify(names.last()?),
    };
    (!slug.is_empty()).then_some(Selection::Term { kind, slug })
}

/// `tag.rust.atom.xml`, and `rust.atom.xml` of a category; Jekyll's `feed/by_tag/rust.xml`.
fn pelican(file: &str) -> Option<(Selection, FeedFormat)> {
    let (name, format) = [(".atom.xml", Atom), (".rss.xml", Rss), (".xml", Rss)]
        .into_iter()
        .find_map(|(end, format)| Some((file.strip_suffix(end)?, format)))?;
    let (kind, name) = match name.split_once('.') {
        Some((directory, name)) => (kind_of(directory)?, name),
        None => (TermKind::Category, name),
    };
    Some((term(kind, &[name])?, format))
}

fn format_asked(query: &str) -> Option<FeedFormat> {
    pairs(query).find_map(|(key, value)| {
        let value = value.to_ascii_lowercase();
        let format = VALUES.iter().find(|(name, _)| *name == value).map(|(_, format)| *format);
        format.filter(|_| KEYS.contains(&key))
    })
}

fn term_asked(query: &str) -> Option<Selection> {
    pairs(query).find_map(|(key, value)| {
        let kind = TERM_KEYS.iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind)?;
        term(kind, &[&percent_decode_str(value).decode_utf8().ok()?])
    })
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|pair| pair.split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_other_programs() {
        let tag = |slug: &str| Selection::Term { kind: TermKind::Tag, slug: slug.to_owned() };
        let category = |slug: &str| Selection::Term { kind: TermKind::Category, slug: slug.to_owned() };
        let author = |slug: &str| Selection::Term { kind: TermKind::Author, slug: slug.to_owned() };
        let cases = [
            ("feed", Some((Selection::Site, Rss))),
            ("feed/", Some((Selection::Site, Rss))),
            ("Feed", Some((Selection::Site, Rss))),
            ("RSS.xml", Some((Selection::Site, Rss))),
            ("feed/atom/", Some((Selection::Site, Atom))),
            ("feeds/all.atom.xml", Some((Selection::Site, Atom))),
            ("blog/feed/", Some((Selection::Site, Rss))),
            ("posts/index.xml", Some((Selection::Site, Rss))),
            ("?feed=rss2", Some((Selection::Site, Rss))),
            ("index.php?feed=atom", Some((Selection::Site, Atom))),
            ("?p=1&feed=ATOM", Some((Selection::Site, Atom))),
            ("?feed=rss2&tag=Rust%20Lang", Some((tag("rust-lang"), Rss))),
            ("feeds/posts/default?alt=rss", Some((Selection::Site, Rss))),
            ("feeds/posts/default", Some((Selection::Site, Atom))),
            ("tag/Rust/feed/", Some((tag("rust"), Rss))),
            ("tag/rust/feed/atom/", Some((tag("rust"), Atom))),
            ("tag/rust/rss/", Some((tag("rust"), Rss))),
            ("tags/rust/index.xml", Some((tag("rust"), Rss))),
            ("tags/feed/feed", Some((tag("feed"), Rss))),
            ("tag/stra%C3%9Fe/feed", Some((tag("strasse"), Rss))),
            ("category/a/b/feed/", Some((category("b"), Rss))),
            ("author/jane/rss", Some((author("jane"), Rss))),
            ("feeds/tag.rust.atom.xml", Some((tag("rust"), Atom))),
            ("feeds/news.rss.xml", Some((category("news"), Rss))),
            ("?feed=comments-rss2", None),
            ("?utm_source=feed", None),
            ("feeds.xml.bak", None),
            ("tag/feed", None),
            ("tag/x", None),
            ("x/y/feed", None),
            ("articles/a/feed", None),
            ("", None),
        ];
        for (address, meant) in cases {
            let (path, query) =
                address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
            let usual =
                feeds_meant(path, query).into_iter().find(|(selection, _)| !is_of_a_directory(selection));
            assert_eq!(usual, meant, "{address}");
        }
    }

    fn is_of_a_directory(selection: &Selection) -> bool {
        use TermKind::{Folder, Language};
        matches!(selection, Selection::Custom { .. } | Selection::Term { kind: Folder | Language, .. })
    }

    #[test]
    fn feeds_of_directories() {
        let cases = [
            ("rust-news/feed", "rust-news/ folders/rust-news/"),
            ("a/b/rss.xml", "a/b/ folders/a--b/"),
            ("posts/index.xml", "posts/  folders/posts/"),
            ("fr/index.xml", "fr/ languages/fr/ folders/fr/"),
            ("pt-br/index.xml", "pt-br/ languages/pt-br/ folders/pt-br/"),
            ("folders/a--b/rss", "folders/a--b/"),
            ("folders/a/b/index.xml", "folders/a--b/"),
            ("languages/pt-BR/rss", "languages/pt-br/"),
            ("tag/x/feed", "tag/x/ tags/x/ folders/tag--x/"),
            ("articles/x", ""),
        ];
        for (path, directories) in cases {
            let meant: Vec<String> =
                feeds_meant(path, None).into_iter().map(|(selection, _)| selection.directory()).collect();
            assert_eq!(meant.join(" "), directories, "{path}");
        }
    }

    #[test]
    fn every_name_leads_to_a_feed_of_this_site() {
        for (name, format) in NAMES {
            assert!(feeds_meant(name, None).contains(&(Selection::Site, *format)), "{name}");
        }
    }
}
