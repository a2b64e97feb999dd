//! What a request's path asks for. Pure.

use hyper::Method;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use tidings_feed::FeedFormat;
use tidings_model::{ContentPath, Selection, TermKind};

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Something that is rendered from the catalogue.
    Resource(Resource),
    /// Perhaps a file of the content folder: what public articles refer to, or an article's source.
    File(ContentPath),
    /// Nothing of today's; perhaps a former address of an article: the decoded path without its last slash.
    FormerAddress(String),
    /// It has moved for good to this path below the base (encoded, without a leading slash).
    Moved(String),
    /// Whether the site is whole: asked by who sends readers here, not by readers.
    Ready,
    /// Nothing can be there.
    NotFound,
    /// What may be asked, of whatever lies there (RFC 9110, 9.3.7): browsers ask before they fetch across origins.
    Options,
    /// Neither GET nor HEAD nor OPTIONS.
    MethodNotAllowed,
}

/// Something rendered from the catalogue, and kept until it changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resource {
    /// The page of a selection; of the site: the front page.
    Page(Selection),
    /// The page of all terms of a kind.
    Terms(TermKind),
    /// A feed.
    Feed(Selection, FeedFormat),
    /// What a person sees at a feed's address. No path asks for it: who asks does, as `audience` tells.
    AboutFeed(Selection, FeedFormat),
    /// A page of a feed's archive, from 1, the oldest.
    Archive(Selection, u64, FeedFormat),
    /// An article's permalink, by its slug.
    Article(String),
    /// The list of all feeds.
    Opml,
    /// The pages' style sheet.
    Style,
}

impl Resource {
    /// Its path below the base, without a leading slash; unique, so that it is also the cache's key.
    pub fn path(&self) -> String {
        match self {
            Self::Page(selection) => selection.directory(),
            Self::Terms(kind) => format!("{}/", kind.directory()),
            Self::Feed(selection, format) => selection.directory() + format.file_name(),
            // A path as it is sent has no such sign.
            Self::AboutFeed(selection, format) => selection.directory() + format.file_name() + "?about",
            Self::Archive(selection, page, format) => selection.archive_directory(*page) + format.file_name(),
            Self::Article(slug) => format!("articles/{slug}/"),
            Self::Opml => "feeds.opml".to_owned(),
            Self::Style => "style.css".to_owned(),
        }
    }

    /// The resource at a decoded path below the base.
    fn at(path: &str) -> Option<Self> {
        let archive = archive_page(path).and_then(|(directory, page)| Self::archive(directory, page));
        if archive.is_some() {
            return archive;
        }
        let parts: Vec<&str> = path.splitn(4, '/').collect();
        match parts[..] {
            [""] => Some(Self::Page(Selection::Site)),
            ["feeds.opml"] => Some(Self::Opml),
            ["style.css"] => Some(Self::Style),
            [name] => FeedFormat::from_file_name(name).map(|format| Self::Feed(Selection::Site, format)),
            [directory, ""] => TermKind::from_directory(directory).map(Self::Terms),
            ["articles", slug, ""] if is_slug(slug) => Some(Self::Article(slug.to_owned())),
            [directory, slug, name] if is_slug(slug) => {
                let kind = TermKind::from_directory(directory)?;
                let selection = Selection::Term { kind, slug: slug.to_owned() };
                match name {
                    "" => Some(Self::Page(selection)),
                    name => FeedFormat::from_file_name(name).map(|format| Self::Feed(selection, format)),
                }
            }
            _ => None,
        }
    }

    /// The page of the archive of the feeds in this directory.
    fn archive(directory: &str, page: &str) -> Option<Self> {
        let (number, name) = page.split_once('/')?;
        let page = number.parse().ok().filter(|page: &u64| *page > 0 && page.to_string() == number)?;
        let format = FeedFormat::from_file_name(name)?;
        match Self::at(directory)? {
            Self::Page(selection) => Some(Self::Archive(selection, page, format)),
            _ => None,
        }
    }

    /// Everything that shows the articles of a selection, but the pages of its archive.
    pub fn showing(selection: &Selection) -> Vec<Self> {
        let of = |make: fn(Selection, FeedFormat) -> Self| {
            FeedFormat::ALL.map(|format| make(selection.clone(), format))
        };
        let mut all = Vec::from(of(Self::Feed));
        all.extend(of(Self::AboutFeed));
        all.push(Self::Page(selection.clone()));
        if *selection == Selection::Site {
            all.push(Self::Opml);
            all.extend(TermKind::ALL.map(Self::Terms));
        }
        all
    }
}

/// The directory of the feed, and what follows, if the path is in a feed's archive.
pub(super) fn archive_page(path: &str) -> Option<(&str, &str)> {
    let at = path.rfind("archive/").filter(|at| *at == 0 || path[..*at].ends_with('/'))?;
    Some((&path[..at], &path[at + "archive/".len()..]))
}

/// What `path`, as it was sent, asks for on a site whose base has the path `base` (from slash to slash). A proxy
/// may pass that prefix on or strip it, so both are understood.
pub fn route(method: &Method, path: &str, base: &str) -> Route {
    match *method {
        Method::GET | Method::HEAD => {}
        Method::OPTIONS => return Route::Options,
        _ => return Route::MethodNotAllowed,
    }
    if base.len() > 1 && base.strip_suffix('/') == Some(path) {
        return Route::Moved(String::new());
    }
    let [below, whole] = readings(path, base);
    let first = below.map(place).unwrap_or(Route::NotFound);
    match whole.map(place).unwrap_or(Route::NotFound) {
        // `/articles/x/` on a base of `https://example.org/articles/`, from a proxy that strips the prefix.
        second if below.is_none() || matches!(second, Route::Resource(_)) && !known(&first) => second,
        _ => first,
    }
}

/// The same, if the path is of a feed that the publisher put at one of `customs`.
pub(super) fn custom_route<'a>(
    path: &str,
    base: &str,
    mut customs: impl Iterator<Item = &'a str>,
) -> Option<Route> {
    let places: Vec<_> = readings(path, base).into_iter().flatten().filter_map(decode).collect();
    customs.find_map(|custom| {
        let below = places.iter().find_map(|place| place.strip_prefix(custom))?;
        let selection = Selection::Custom { path: custom.to_owned() };
        let name = match below.strip_prefix('/') {
            None => return below.is_empty().then(|| Route::Moved(selection.directory())),
            Some("") => return Some(Route::Resource(Resource::Page(selection))),
            Some(name) => name,
        };
        // As on the site itself, whose feeds have the same names.
        let resource = match Resource::at(name)? {
            Resource::Feed(Selection::Site, format) => Resource::Feed(selection, format),
            Resource::Archive(Selection::Site, page, format) => Resource::Archive(selection, page, format),
            _ => return None,
        };
        Some(Route::Resource(resource))
    })
}

/// The path without the base's prefix, where it has it, and without its leading slash alone.
pub(super) fn readings<'a>(path: &'a str, base: &str) -> [Option<&'a str>; 2] {
    let whole = path.strip_prefix('/');
    match base.len() {
        1 => [whole, None],
        _ => [path.strip_prefix(base), whole],
    }
}

fn known(route: &Route) -> bool {
    matches!(route, Route::Resource(_) | Route::Moved(_))
}

/// What a path below the base asks for.
fn place(path: &str) -> Route {
    let Some(path) = decode(path) else { return Route::NotFound };
    if path == "readyz" {
        return Route::Ready;
    }
    if let Some(resource) = Resource::at(&path) {
        return Route::Resource(resource);
    }
    // `tags/rust` without its slash, but never `feed.xml/` with one: that was nobody's address.
    if let Some(resource) = Resource::at(&format!("{path}/")) {
        return Route::Moved(resource.path());
    }
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    if hidden {
        return Route::NotFound;
    }
    match (ContentPath::new(&path), path.strip_suffix('/')) {
        (Some(file), _) => Route::File(file),
        (None, Some(directory))
            if ContentPath::new(directory).is_some() && Resource::at(directory).is_none() =>
        {
            Route::FormerAddress(directory.to_owned())
        }
        _ => Route::NotFound,
    }
}

/// The path's text. `None`: it is not Unicode, or an encoded sign in it would be taken for another part of the
/// path, or for its end, by whoever reads it next.
fn decode(path: &str) -> Option<Cow<'_, str>> {
    let encoded_slashes = path.as_bytes().windows(3).any(|sign| sign.eq_ignore_ascii_case(b"%2f"));
    let text = percent_decode_str(path).decode_utf8().ok()?;
    let sound = !text.chars().any(|c| c == '\\' || c.is_control());
    (sound && !encoded_slashes).then_some(text)
}

/// Whether a part of a path can be a slug ([`tidings_model::slugify`] gives nothing else).
fn is_slug(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn term(kind: TermKind, slug: &str) -> Selection {
        Selection::Term { kind, slug: slug.to_owned() }
    }

    fn file(path: &str) -> Route {
        Route::File(ContentPath::new(path).unwrap())
    }

    #[test]
    fn what_paths_ask_for() {
        let rust = || term(TermKind::Tag, "rust");
        let cases = [
            ("/", Route::Resource(Resource::Page(Selection::Site))),
            ("/feed.xml", Route::Resource(Resource::Feed(Selection::Site, FeedFormat::Rss))),
            ("/atom.xml", Route::Resource(Resource::Feed(Selection::Site, FeedFormat::Atom))),
            ("/feed.json", Route::Resource(Resource::Feed(Selection::Site, FeedFormat::Json))),
            ("/%66eed.xml", Route::Resource(Resource::Feed(Selection::Site, FeedFormat::Rss))),
            ("/tags/rust/", Route::Resource(Resource::Page(rust()))),
            ("/tags/rust/atom.xml", Route::Resource(Resource::Feed(rust(), FeedFormat::Atom))),
            ("/archive/1/atom.xml", Route::Resource(Resource::Archive(Selection::Site, 1, FeedFormat::Atom))),
            (
                "/tags/rust/archive/12/feed.xml",
                Route::Resource(Resource::Archive(rust(), 12, FeedFormat::Rss)),
            ),
            ("/archive/01/atom.xml", file("archive/01/atom.xml")),
            ("/archive/0/atom.xml", file("archive/0/atom.xml")),
            (
                "/tags/archive/feed.xml",
                Route::Resource(Resource::Feed(term(TermKind::Tag, "archive"), FeedFormat::Rss)),
            ),
            (
                "/folders/a--b/feed.json",
                Route::Resource(Resource::Feed(term(TermKind::Folder, "a--b"), FeedFormat::Json)),
            ),
            ("/languages/", Route::Resource(Resource::Terms(TermKind::Language))),
            ("/authors/a-b/", Route::Resource(Resource::Page(term(TermKind::Author, "a-b")))),
            ("/categories/x/", Route::Resource(Resource::Page(term(TermKind::Category, "x")))),
            ("/feeds.opml", Route::Resource(Resource::Opml)),
            ("/style.css", Route::Resource(Resource::Style)),
            ("/readyz", Route::Ready),
            ("/articles/a-post-2/", Route::Resource(Resource::Article("a-post-2".to_owned()))),
            ("/articles/a-post-2", Route::Moved("articles/a-post-2/".to_owned())),
            ("/tags/rust", Route::Moved("tags/rust/".to_owned())),
            ("/posts/other.md", file("posts/other.md")),
            ("/img/figure%201.png", file("img/figure 1.png")),
            ("/bilder/stra%C3%9Fe.png", file("bilder/straße.png")),
            ("/tags/rust/logo.png", file("tags/rust/logo.png")),
            ("/articles/a/b/c.png", file("articles/a/b/c.png")),
            ("/favicon.ico", file("favicon.ico")),
            ("/feed.xml/", Route::NotFound),
            ("/tags/", Route::Resource(Resource::Terms(TermKind::Tag))),
            ("/tags//feed.xml", Route::NotFound),
            ("//feed.xml", Route::NotFound),
            ("*", Route::NotFound),
            ("", Route::NotFound),
        ];
        for (path, asked) in cases {
            assert_eq!(route(&Method::GET, path, "/"), asked, "{path}");
            assert_eq!(route(&Method::HEAD, path, "/"), asked, "{path}");
        }
    }

    #[test]
    fn feeds_that_the_publisher_defines_are_where_he_put_them() {
        let custom = || Selection::Custom { path: "a/b".to_owned() };
        let cases = [
            ("/a/b", Some(Route::Moved("a/b/".to_owned()))),
            ("/a/b/", Some(Route::Resource(Resource::Page(custom())))),
            ("/a/b/feed.xml", Some(Route::Resource(Resource::Feed(custom(), FeedFormat::Rss)))),
            (
                "/a/b/archive/2/feed.json",
                Some(Route::Resource(Resource::Archive(custom(), 2, FeedFormat::Json))),
            ),
            ("/a/b/tags/x/feed.xml", None),
            ("/a/b/style.css", None),
            ("/a/bc/feed.xml", None),
            ("/a/feed.xml", None),
        ];
        for (path, asked) in cases {
            assert_eq!(custom_route(path, "/", ["x", "a/b"].into_iter()), asked, "{path}");
        }
    }

    #[test]
    fn tricks_ask_for_nothing() {
        let paths = [
            "/../etc/passwd",
            "/a/../b.png",
            "/%2e%2e/x.png",
            "/a/%2E./x.png",
            "/./x.png",
            "/a%2fb.png",
            "/a%2Fb.png",
            "/a%5cb.png",
            "/a\\b.png",
            "/a%00.png",
            "/a%0a.png",
            "/.tidings/catalogue.sqlite",
            "/a/.git/config",
            "/%2etidings/x",
            "/%ff.png",
            "/a//b.png",
        ];
        for path in paths {
            assert_eq!(route(&Method::GET, path, "/"), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn other_methods() {
        for method in [Method::POST, Method::CONNECT, Method::DELETE, Method::PUT] {
            assert_eq!(route(&method, "/", "/"), Route::MethodNotAllowed);
        }
        assert_eq!(route(&Method::OPTIONS, "*", "/"), Route::Options);
    }

    #[test]
    fn a_base_with_a_path_is_understood_with_and_without_it() {
        let feed = Route::Resource(Resource::Feed(Selection::Site, FeedFormat::Rss));
        let front = Route::Resource(Resource::Page(Selection::Site));
        let cases = [
            ("/news/feed.xml", "/news/", feed.clone()),
            ("/feed.xml", "/news/", feed),
            ("/news/", "/news/", front.clone()),
            ("/", "/news/", front),
            ("/news", "/news/", Route::Moved(String::new())),
            ("/news/a.png", "/news/", file("a.png")),
            ("/newspaper.png", "/news/", file("newspaper.png")),
            ("/articles/x/", "/articles/", Route::Resource(Resource::Article("x".to_owned()))),
            ("/articles/articles/x/", "/articles/", Route::Resource(Resource::Article("x".to_owned()))),
        ];
        for (path, base, asked) in cases {
            assert_eq!(route(&Method::GET, path, base), asked, "{path} on {base}");
        }
    }

    #[test]
    fn a_resource_is_found_at_its_own_path() {
        for selection in [Selection::Site, term(TermKind::Tag, "rust")] {
            for resource in Resource::showing(&selection) {
                let path = format!("/{}", resource.path());
                if let Resource::AboutFeed(..) = resource {
                    let asked = route(&Method::GET, &path.replace('?', "%3F"), "/");
                    assert!(!matches!(asked, Route::Resource(_)), "{path}");
                    continue;
                }
                assert_eq!(route(&Method::GET, &path, "/"), Route::Resource(resource), "{path}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_path_leaves_the_folder(path in "/([a-z./%25\\\\]|%2e|%2F|%5c|%00|\\.\\.){0,24}") {
            if let Route::File(file) = route(&Method::GET, &path, "/") {
                prop_assert!(!file.as_str().split('/').any(|part| part.starts_with('.')), "{}", file);
                prop_assert!(!file.as_str().contains(['\\', '\0']), "{}", file);
            }
        }
    }
}
