//! Maps the path of a request to a route. Pure functions.

use hyper::Method;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use tidings_feed::FeedFormat;
use tidings_model::{ContentPath, Selection, TermKind, article_path, is_given_slug, text};

/// The target of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// A page, feed or list that is rendered from the catalogue.
    Resource(Resource),
    /// Perhaps a file of the content folder that public articles refer to, or the source of an article.
    File(ContentPath),
    /// No page of this site; perhaps a former address of an article: the decoded path without its last slash.
    FormerPage(String),
    /// The front page with a query that asks for a feed, as `?feed=rss2`.
    FeedByQuery,
    /// The address has moved for good, to a URL or to this path below the base (encoded, without a leading
    /// slash).
    Moved(String),
    /// The settings list the address as removed for good.
    Gone,
    /// The state of the server, for load balancers and orchestrators: `/readyz`.
    Ready,
    /// Nothing can be at this path.
    NotFound,
    /// The supported methods and headers, of any path (RFC 9110, 9.3.7); browsers request them before they
    /// fetch across origins.
    Options,
    /// The method is not GET, HEAD or OPTIONS.
    MethodNotAllowed,
}

/// A page, feed or list that is rendered from the catalogue, and cached until it changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resource {
    /// The page of a selection; of the site: the front page.
    Page(Selection),
    /// The page of all terms of a kind.
    Terms(TermKind),
    /// A feed.
    Feed(Selection, FeedFormat),
    /// The page for a person at a feed's address. It has no path of its own: `client_kind` decides which
    /// clients get it.
    AboutFeed(Selection, FeedFormat),
    /// A page of a feed's archive, from 1, the oldest.
    Archive(Selection, u64, FeedFormat),
    /// An article's permalink, by its slug.
    Article(String),
    /// The list of all feeds (OPML).
    Opml,
    /// The pages' style sheet.
    Style,
}

impl Resource {
    /// The path below the base, without a leading slash. It is unique and also the key of the cache.
    pub fn path(&self) -> String {
        match self {
            Self::Page(selection) => selection.directory(),
            Self::Terms(kind) => format!("{}/", kind.directory()),
            Self::Feed(selection, format) => selection.directory() + format.file_name(),
            // The path of a request never contains a question mark.
            Self::AboutFeed(selection, format) => selection.directory() + format.file_name() + "?about",
            Self::Archive(selection, page, format) => selection.archive_directory(*page) + format.file_name(),
            Self::Article(slug) => article_path(slug),
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
            ["articles", slug, ""] if is_given_slug(&text::nfc(slug)) => {
                Some(Self::Article(text::nfc(slug).into_owned()))
            }
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

    /// A page of the archive of the feeds in this directory.
    fn archive(directory: &str, page: &str) -> Option<Self> {
        let (number, name) = page.split_once('/')?;
        let page = number.parse().ok().filter(|page: &u64| *page > 0 && page.to_string() == number)?;
        let format = FeedFormat::from_file_name(name)?;
        match Self::at(directory)? {
            Self::Page(selection) => Some(Self::Archive(selection, page, format)),
            _ => None,
        }
    }

    /// All resources that show the articles of a selection, except the pages of its archive.
    pub fn showing(selection: &Selection) -> Vec<Self> {
        let in_each_format = |make: fn(Selection, FeedFormat) -> Self| {
            FeedFormat::ALL.map(|format| make(selection.clone(), format))
        };
        let mut all = Vec::from(in_each_format(Self::Feed));
        all.extend(in_each_format(Self::AboutFeed));
        all.push(Self::Page(selection.clone()));
        if *selection == Selection::Site {
            all.push(Self::Opml);
            all.extend(TermKind::ALL.map(Self::Terms));
        }
        all
    }
}

/// For a path in a feed's archive: the directory of the feed, and the rest of the path.
pub(super) fn archive_page(path: &str) -> Option<(&str, &str)> {
    let at = path.rfind("archive/").filter(|at| *at == 0 || path[..*at].ends_with('/'))?;
    Some((&path[..at], &path[at + "archive/".len()..]))
}

/// The route of `path`, as it was sent, on a site whose base has the path `base` (with slashes at both ends).
/// A proxy may forward that prefix or strip it, so both forms are understood.
pub fn route(method: &Method, path: &str, base: &str) -> Route {
    match *method {
        Method::GET | Method::HEAD => {}
        Method::OPTIONS => return Route::Options,
        _ => return Route::MethodNotAllowed,
    }
    if base.len() > 1 && base.strip_suffix('/') == Some(path) {
        return Route::Moved(String::new());
    }
    if let Some(clean) = without_empty_segments(path) {
        return match route(method, &clean, base) {
            known @ Route::Moved(_) => known,
            known if is_known(&known) => {
                Route::Moved(clean.strip_prefix(base).unwrap_or(&clean[1..]).to_owned())
            }
            _ => Route::NotFound,
        };
    }
    let [below, whole] = paths_below(path, base);
    let first = below.map(route_below_base).unwrap_or(Route::NotFound);
    match whole.map(route_below_base).unwrap_or(Route::NotFound) {
        // A proxy that strips the prefix sends `/articles/x/` for the base `https://example.org/articles/`.
        second if below.is_none() || matches!(second, Route::Resource(_)) && !is_known(&first) => second,
        _ => first,
    }
}

/// The path without its empty segments and those of one dot: `//feed.xml`, `/./feed.xml`. `None`: it has none.
fn without_empty_segments(path: &str) -> Option<String> {
    if !path.contains("//") && !path.contains("/./") {
        return None;
    }
    let kept: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty() && *segment != ".").collect();
    let slash = if path.ends_with('/') && !kept.is_empty() { "/" } else { "" };
    Some(format!("/{}{slash}", kept.join("/")))
}

/// The route of a path below one of `customs`, the directories of the feeds that the publisher defines.
pub(super) fn custom_route<'a>(
    path: &str,
    base: &str,
    mut customs: impl Iterator<Item = &'a str>,
) -> Option<Route> {
    let paths: Vec<_> = paths_below(path, base).into_iter().flatten().filter_map(decode).collect();
    customs.find_map(|custom| {
        let below = paths.iter().find_map(|path| path.strip_prefix(custom))?;
        let selection = Selection::Custom { path: custom.to_owned() };
        let name = match below.strip_prefix('/') {
            None => return below.is_empty().then(|| Route::Moved(selection.directory())),
            Some("") => return Some(Route::Resource(Resource::Page(selection))),
            Some(name) => name,
        };
        // The names of files are those of the site's own feeds.
        let resource = match Resource::at(name)? {
            Resource::Feed(Selection::Site, format) => Resource::Feed(selection, format),
            Resource::Archive(Selection::Site, page, format) => Resource::Archive(selection, page, format),
            _ => return None,
        };
        Some(Route::Resource(resource))
    })
}

/// The path without the prefix of the base, if it has it, and the path without its leading slash.
pub(super) fn paths_below<'a>(path: &'a str, base: &str) -> [Option<&'a str>; 2] {
    let whole = path.strip_prefix('/');
    match base.len() {
        1 => [whole, None],
        _ => [path.strip_prefix(base), whole],
    }
}

fn is_known(route: &Route) -> bool {
    matches!(route, Route::Resource(_) | Route::Moved(_))
}

/// The route of a path below the base.
fn route_below_base(path: &str) -> Route {
    let Some(path) = decode(path) else { return Route::NotFound };
    if path == "readyz" {
        return Route::Ready;
    }
    if let Some(resource) = Resource::at(&path) {
        return Route::Resource(resource);
    }
    // `tags/rust` without its slash redirects; `feed.xml/` with one never was an address.
    // The part below `articles` may be the name of a file, unless it has the form of a usual slug.
    let is_usual = |resource: &Resource| match resource {
        Resource::Article(slug) => is_slug(slug),
        _ => true,
    };
    if let Some(resource) = Resource::at(&format!("{path}/")).filter(is_usual) {
        return Route::Moved(resource.path());
    }
    if ContentPath::is_hidden(&path) {
        return Route::NotFound;
    }
    match (ContentPath::new(&path), path.strip_suffix('/')) {
        (Some(file), _) => Route::File(file),
        (None, Some(directory))
            if ContentPath::new(directory).is_some() && Resource::at(directory).is_none() =>
        {
            Route::FormerPage(directory.to_owned())
        }
        _ => Route::NotFound,
    }
}

/// The decoded path. `None` if it is not UTF-8, or if an encoded character could separate or end the path in
/// a program that decodes it later.
fn decode(path: &str) -> Option<Cow<'_, str>> {
    let has_encoded_slash = path.as_bytes().windows(3).any(|three| three.eq_ignore_ascii_case(b"%2f"));
    let text = percent_decode_str(path).decode_utf8().ok()?;
    let is_safe = !text.chars().any(|c| c == '\\' || c.is_control());
    (is_safe && !has_encoded_slash).then_some(text)
}

/// Whether a part of a path can be a slug, as [`tidings_model::slugify`] makes them.
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
    fn routes_of_paths() {
        let rust = || term(TermKind::Tag, "rust");
        let cases = [
            ("/", Route::Resource(Resource::Page(Selection::Site))),
            ("/feed.xml", Route::Resource(Resource::Feed(Selection::Site, FeedFormat::Rss))),
            ("/atom.xml", Route::Resource(Resource::Feed(Selection::Site, FeedFormat::Atom))),
            ("/feed.json", Route::Resource(Resource::Feed(Selection::Site, FeedFormat::Json))),
            ("//feed.xml", Route::Moved("feed.xml".to_owned())),
            ("/./tags//rust/", Route::Moved("tags/rust/".to_owned())),
            ("//", Route::Moved(String::new())),
            ("//https://quay.example/", Route::NotFound),
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
            ("/articles/v1.2_rc/", Route::Resource(Resource::Article("v1.2_rc".to_owned()))),
            ("/articles/%E6%B8%AC%E8%A9%A6/", Route::Resource(Resource::Article("測試".to_owned()))),
            ("/articles/cafe%CC%81/", Route::Resource(Resource::Article("café".to_owned()))),
            ("/articles/v1.2_rc", file("articles/v1.2_rc")),
            ("/articles/a.png", file("articles/a.png")),
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
            ("*", Route::NotFound),
            ("", Route::NotFound),
        ];
        for (path, asked) in cases {
            assert_eq!(route(&Method::GET, path, "/"), asked, "{path}");
            assert_eq!(route(&Method::HEAD, path, "/"), asked, "{path}");
        }
    }

    #[test]
    fn feeds_that_the_publisher_defines_have_their_own_directories() {
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
    fn paths_of_attacks_have_no_route() {
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
