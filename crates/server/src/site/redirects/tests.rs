//! The order of the rules, the number of lookups, and real catalogues.

use super::lookups::SiteLookups;
use super::*;
use crate::site::route::{Route, route};
use crate::tests::fixture::{Fixture, article};
use hyper::Method;
use std::cell::Cell;
use std::collections::HashMap;
use tidings_model::{Article, Reference, TermKind};

/// Fixed answers, and the number of lookups.
#[derive(Default)]
struct Fake {
    count: Cell<usize>,
    former_slugs: HashMap<&'static str, AddressLookup>,
    aliases: HashMap<&'static str, &'static str>,
    sources: HashMap<&'static str, &'static str>,
    references: HashMap<&'static str, &'static str>,
    articles: Vec<&'static str>,
    feeds: Vec<Selection>,
}

impl Fake {
    fn counted(&self) -> &Self {
        self.count.set(self.count.get() + 1);
        self
    }
}

impl Lookups for Fake {
    fn former_slug(&self, slug: &str) -> Result<AddressLookup, RenderError> {
        Ok(self.counted().former_slugs.get(slug).cloned().unwrap_or(AddressLookup::Unknown))
    }

    fn find_address(&self, aliases: &[&str], sources: &[ContentPath]) -> Result<AddressMatches, RenderError> {
        let fake = self.counted();
        let alias = aliases.iter().find_map(|alias| fake.aliases.get(alias.trim_matches('/')));
        let file = sources
            .iter()
            .enumerate()
            .find_map(|(index, source)| Some((index, (*fake.sources.get(source.as_str())?).to_owned())));
        Ok(AddressMatches { alias: alias.map(|slug| (*slug).to_owned()), file })
    }

    fn referenced_files(&self, url_path: &str) -> Result<Vec<ContentPath>, RenderError> {
        Ok(self
            .counted()
            .references
            .get(url_path)
            .and_then(|path| ContentPath::new(path))
            .into_iter()
            .collect())
    }

    fn find_file(&self, _candidates: &[ContentPath]) -> Option<Found> {
        None
    }

    fn has_article(&self, slug: &str) -> Result<bool, RenderError> {
        Ok(self.counted().articles.contains(&slug))
    }

    fn has_feed(&self, selection: &Selection) -> Result<bool, RenderError> {
        Ok(*selection == Selection::Site || self.counted().feeds.contains(selection))
    }
}

/// The address of a request as the router understands it.
fn missing<'a>(path: &'a str, base: &'a str) -> MissingAddress<'a> {
    let target = match route(&Method::GET, path, base) {
        Route::Resource(resource) => MissingTarget::Resource(resource),
        Route::File(path) => MissingTarget::File(path),
        Route::FormerPage(path) => MissingTarget::Page(path),
        _ => MissingTarget::Other,
    };
    MissingAddress { target, below_base: super::super::route::paths_below(path, base), query: None, base }
}

/// The redirect's path, `gone`, `file`, or nothing.
fn outcome(path: &str, base: &str, lookups: &dyn Lookups) -> String {
    match resolve(&missing(path, base), lookups).unwrap() {
        Resolution::Redirect(path) => path,
        Resolution::File(_) | Resolution::Embedded(_) => "file".to_owned(),
        Resolution::Gone => "gone".to_owned(),
        Resolution::NotFound => String::new(),
    }
}

#[test]
fn the_first_rule_that_matches_wins() {
    let tag = |slug: &str| Selection::Term { kind: TermKind::Tag, slug: slug.to_owned() };
    let fake = Fake {
        former_slugs: HashMap::from([
            ("old", AddressLookup::Moved("new".to_owned())),
            ("deleted", AddressLookup::Gone),
        ]),
        aliases: HashMap::from([
            ("articles/old", "wrong"),
            ("articles/named", "named"),
            ("a.md", "wrong"),
            ("b.html", "alias"),
            ("news/with-base", "with-base"),
            ("feed", "article-about-feeds"),
        ]),
        sources: HashMap::from([
            ("a.md", "source"),
            ("b.md", "wrong"),
            ("c.qmd", "quarto"),
            ("far/d.md", "linked"),
            ("rss.md", "wrong"),
        ]),
        references: HashMap::from([("x/d", "far/d"), ("y/own", "far/own")]),
        articles: vec!["own", "camel-case", "v1.2_rc"],
        feeds: vec![tag("rust")],
        ..Fake::default()
    };
    let cases = [
        ("/articles/old/", "articles/new/"),
        ("/articles/deleted/", "gone"),
        ("/articles/named/", "articles/named/"),
        ("/articles/unknown/", ""),
        ("/articles/Camel_Case/", "articles/camel-case/"),
        ("/articles/v1.2_rc", "articles/v1.2_rc/"),
        ("/articles/OLD/", "articles/new/"),
        ("/articles/Un_known/", ""),
        ("/a.md", "articles/source/"),
        ("/b.html", "articles/alias/"),
        ("/c.html", "articles/quarto/"),
        ("/c/", "articles/quarto/"),
        ("/news/with-base", "articles/with-base/"),
        ("/x/d", "articles/linked/"),
        ("/y/own", "articles/own/"),
        ("/z/own", ""),
        ("/feed", "articles/article-about-feeds/"),
        ("/rss", "feed.xml"),
        ("/blog/atom.xml", "atom.xml"),
        ("/tag/rust/feed/", "tags/rust/feed.xml"),
        ("/tag/none/feed/", ""),
        ("/tags/none/feed.xml", ""),
        ("/%2fx", ""),
    ];
    for (path, expected) in cases {
        assert_eq!(outcome(path, "/news/", &fake), expected, "{path}");
    }
}

#[test]
fn an_address_that_nothing_refers_to_costs_two_lookups() {
    for path in
        ["/wp-login.php", "/2019/01/02/post.html", "/a/b/c/", "/news/.env", "/admin", "/index.php", "/x.qmd"]
    {
        for base in ["/", "/news/"] {
            let fake = Fake::default();
            assert_eq!(outcome(path, base, &fake), "", "{path}");
            assert!(fake.count.get() <= 2, "{path}: {} lookups", fake.count.get());
        }
    }
}

#[tokio::test]
async fn links_between_articles_are_followed_in_a_real_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::over(folder.path());
    let given = |slug: &str, path: &str| Article {
        slug: slug.to_owned(),
        slug_is_given: true,
        ..article(path, slug)
    };
    let candidates = vec![ContentPath::new("far/away/own").unwrap()];
    let references = vec![Reference { url_path: "far/away/own".to_owned(), candidates }];
    fixture.drop_file(given("own", "posts/named.md"));
    fixture.drop_file(given("quarto", "posts/report.qmd"));
    fixture.drop_file(Article { references, ..article("_posts/2026-03-04-linker.md", "Linker") });
    let aliases = vec!["https://old.example/news/moved.php".to_owned()];
    fixture.drop_file(Article { aliases, ..given("moved", "posts/moved-on.md") });
    let renderer = fixture.site.renderer.clone();
    let lookups =
        SiteLookups { renderer: &renderer, folder: &fixture.site.folder, pictures: &fixture.site.pictures };
    let cases = [
        ("/posts/named.html", "articles/own/"),
        ("/news/posts/named", "articles/own/"),
        ("/posts/named.md", "articles/own/"),
        ("/posts/report.html", "articles/quarto/"),
        ("/2026/03/04/linker/", "articles/linker/"),
        ("/far/away/own", "articles/own/"),
        ("/moved.php", "articles/moved/"),
        ("/not/referred/to/own", ""),
        ("/posts/other", ""),
        ("/feed/", "feed.xml"),
        ("/tag/none/feed/", ""),
    ];
    for (path, expected) in cases {
        assert_eq!(outcome(path, "/news/", &lookups), expected, "{path}");
    }
}
