//! The content of pages, as people and their browsers see it.

use super::*;
use crate::tests::fixture;
use tidings_feed::CustomFeed;
use tidings_model::{Article, ArticleId, BodyHtml, ContentPath, Entry, Media, Person};
use tidings_model::{TermUse, Window};

fn site() -> SiteSettings {
    SiteSettings {
        title: "The <Site>".to_owned(),
        language: Some("en".to_owned()),
        ..SiteSettings::default()
    }
}

fn base() -> BaseUrl {
    BaseUrl::parse("https://example.org/news/").unwrap()
}

fn article() -> Article {
    fixture::article("posts/a.md", "A & B")
}

fn entry(article: Article) -> Entry {
    Entry {
        id: ArticleId::mint("example.org", &ContentPath::new("posts/a.md").unwrap(), 0),
        slug: "a-and-b".to_owned(),
        published: "2026-03-04T23:30:00+01:00".parse().unwrap(),
        published_from: tidings_model::DateSource::FrontMatter,
        updated: "2026-03-04T23:45:00+01:00".parse().unwrap(),
        article,
    }
}

fn window(selection: Selection, name: &str, entries: Vec<Entry>) -> Window {
    Window { name: name.to_owned(), entries, ..Window::empty(selection) }
}

/// The values of an attribute in all start tags that begin with `tag` (`a`, `link rel="alternate"`).
fn attributes(page: &str, tag: &str, attribute: &str) -> Vec<String> {
    let tags = page.split('<').filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
    let value = |found: &str| {
        let (_, value) = found.split_once(&format!(" {attribute}=\""))?;
        Some(unescaped(value.split_once('"')?.0))
    };
    tags.filter(|found| *found == tag || found.starts_with(&format!("{tag} "))).filter_map(value).collect()
}

/// The text of the first element whose start tag begins with `tag`.
fn text(page: &str, tag: &str) -> String {
    let (_, rest) = page.split_once(&format!("<{tag}")).expect(tag);
    let name = tag.split(' ').next().unwrap();
    let (inner, _) = rest.split_once('>').unwrap().1.split_once(&format!("</{name}>")).unwrap();
    let without_tags: String = inner
        .split('<')
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once('>').unwrap().1 })
        .collect();
    unescaped(without_tags.trim())
}

fn unescaped(html: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn front_page(entries: Vec<Entry>, terms: &[TermUse]) -> String {
    let frame = Frame { site: &site(), base: &base(), custom: &[] };
    front(frame, &window(Selection::Site, "", entries), terms).unwrap()
}

fn article_page(article: Article) -> String {
    super::article(Frame { site: &site(), base: &base(), custom: &[] }, &entry(article)).unwrap()
}

#[test]
fn the_front_page_shows_articles_feeds_and_terms() {
    let term = |slug: &str, articles| TermUse {
        kind: TermKind::Tag,
        term: Term { name: format!("Tag {slug}"), slug: slug.to_owned() },
        articles,
    };
    let page = front_page(vec![entry(article())], &[term("a", 1), term("b", 2)]);
    assert_eq!(text(&page, "title"), "The <Site>");
    assert_eq!(attributes(&page, "html", "lang"), ["en"]);
    assert!(attributes(&page, "a", "href").contains(&"/news/articles/a-and-b/".to_owned()));
    assert_eq!(text(&page, "h3"), "A & B");
    assert_eq!(attributes(&page, "time", "datetime"), ["2026-03-04T23:30:00+01:00"]);
    assert_eq!(text(&page, "time"), "4 March 2026");
    let feeds = ["feed.xml", "atom.xml", "feed.json"].map(|name| format!("https://example.org/news/{name}"));
    assert_eq!(attributes(&page, "link rel=\"alternate\"", "href"), feeds);
    assert_eq!(
        attributes(&page, "link rel=\"alternate\"", "title")[0],
        "The <Site>: all articles (RSS)",
        "readers offer the first feed"
    );
    let links = attributes(&page, "a", "href");
    assert!(links.ends_with(&["/news/tags/a/".to_owned(), "/news/tags/b/".to_owned()]), "{links:?}");
    assert!(text(&page, "ul class=\"feeds\"").contains("https://example.org/news/feeds.opml"));
    assert!(!page.contains("<script"));
}

#[test]
fn feeds_of_the_publishers_own_are_on_the_front_page_and_have_pages() {
    let custom = [CustomFeed {
        path: "a/b".to_owned(),
        title: "A < B".to_owned(),
        description: Some("What is less.".to_owned()),
        ..CustomFeed::default()
    }];
    let frame = Frame { site: &site(), base: &base(), custom: &custom };
    let page = front(frame, &window(Selection::Site, "", Vec::new()), &[]).unwrap();
    assert!(attributes(&page, "a", "href").contains(&"/news/a/b/".to_owned()));
    assert!(text(&page, "section aria-labelledby=\"own\"").ends_with("A < B: What is less."));
    let found = attributes(&page, "link rel=\"alternate\"", "href");
    assert_eq!(
        (found.len(), found[0].as_str()),
        (6, "https://example.org/news/feed.xml"),
        "the main one first"
    );
    let own = window(custom[0].selection(), "A < B", vec![entry(article())]);
    let page = term(frame, &own).unwrap();
    assert_eq!((text(&page, "h1"), text(&page, "p dir")), ("A < B".to_owned(), "What is less.".to_owned()));
    let page = about_feed(frame, &own, FeedFormat::Json).unwrap();
    assert_eq!(attributes(&page, "input", "value"), ["https://example.org/news/a/b/feed.json"]);
}

#[test]
fn of_very_many_terms_the_most_used_are_shown() {
    let terms: Vec<TermUse> = (0..200)
        .map(|number| TermUse {
            kind: TermKind::Category,
            term: Term { name: format!("c{number:03}"), slug: format!("c{number:03}") },
            articles: number,
        })
        .collect();
    let page = front_page(Vec::new(), &terms);
    let mut shown = attributes(&page, "a", "href");
    shown.retain(|href| href.starts_with("/news/categories/"));
    // Sixty terms, and the link to the page with all of them.
    assert_eq!(
        (shown.len(), shown[0].as_str(), shown[60].as_str()),
        (61, "/news/categories/c140/", "/news/categories/")
    );
    assert!(text(&page, "main").contains("140 more"));
}

#[test]
fn an_empty_site_explains_how_to_begin() {
    let page = front_page(Vec::new(), &[]);
    assert!(text(&page, "main").contains("Drop a first file"));
}

#[test]
fn a_terms_page_offers_its_own_feeds_first() {
    let selection = Selection::Term { kind: TermKind::Tag, slug: "rust".to_owned() };
    let frame = Frame { site: &site(), base: &base(), custom: &[] };
    let page = term(frame, &window(selection, "Rust", vec![entry(article())])).unwrap();
    assert_eq!(text(&page, "h1"), "Rust");
    let feeds = attributes(&page, "link rel=\"alternate\"", "href");
    assert_eq!(feeds[0], "https://example.org/news/tags/rust/feed.xml");
    assert!(feeds.contains(&"https://example.org/news/feed.xml".to_owned()));
    let titles = attributes(&page, "link rel=\"alternate\"", "title");
    assert!(
        titles.iter().all(|title| titles.iter().filter(|other| *other == title).count() == 1),
        "{titles:?}"
    );
}

#[test]
fn an_article_stands_at_its_permalink() {
    let page = article_page(Article {
        subtitle: Some("Below".to_owned()),
        authors: vec![Person::named("Ada <L>"), Person::named("Bo")],
        tags: vec![Term::named("C++").unwrap()],
        language: Some("he".to_owned()),
        image: Some(Media::from_url("\u{FDD0}img/a.png?x&y".to_owned())),
        enclosures: vec![Media {
            length: Some(1_500_000),
            ..Media::from_url("\u{FDD0}a%20b.mp3".to_owned())
        }],
        external_url: Some("https://elsewhere.example/x".to_owned()),
        rights: Some("© Ada".to_owned()),
        body: BodyHtml::from_marked("<p>Text <a href=\"\u{FDD1}#n\">n</a></p>".to_owned()),
        ..article()
    });
    assert_eq!(text(&page, "h1"), "A & B");
    assert_eq!(text(&page, "title"), "A & B – The <Site>");
    assert_eq!(attributes(&page, "html", "lang"), ["he"]);
    assert_eq!(attributes(&page, "h1", "dir"), ["auto"]);
    let permalink = "https://example.org/news/articles/a-and-b/";
    assert_eq!(attributes(&page, "link rel=\"canonical\"", "href"), [permalink]);
    assert_eq!(attributes(&page, "meta property=\"og:title\"", "content"), ["A & B"]);
    assert_eq!(attributes(&page, "a rel=\"author\"", "href"), ["/news/authors/ada-l/", "/news/authors/bo/"]);
    assert_eq!(attributes(&page, "a rel=\"tag\"", "href"), ["/news/tags/c-plus-plus/"]);
    assert_eq!(attributes(&page, "img", "src"), ["https://example.org/news/img/a.png?x&y"]);
    assert_eq!(attributes(&page, "audio", "src"), ["https://example.org/news/a%20b.mp3"]);
    assert!(text(&page, "main").contains("a b.mp3 audio/mpeg, 1.5 MB"), "{}", text(&page, "main"));
    assert!(text(&page, "main").contains("elsewhere.example"));
    assert!(attributes(&page, "a", "href").contains(&format!("{permalink}#n")));
    assert!(
        !text(&page, "p class=\"byline\"").contains("updated"),
        "an update on the day of publication is not shown"
    );
}

#[test]
fn a_picture_in_the_body_is_not_repeated() {
    let image = Some(Media::from_url("\u{FDD0}a.png?x&y".to_owned()));
    let body = BodyHtml::from_marked("<p><img src=\"\u{FDD0}a.png?x&amp;y\"></p>".to_owned());
    let page = article_page(Article { image, body, ..article() });
    assert_eq!(page.matches("<img").count(), 1);
}

#[test]
fn front_matter_cannot_bring_scripts() {
    let page = article_page(Article {
        title: "<script>alert(1)</script>".to_owned(),
        authors: vec![Person::named("\"><script>")],
        enclosures: vec![Media::from_url("javascript:alert(1)".to_owned())],
        external_url: Some("javascript:alert(1)".to_owned()),
        ..article()
    });
    assert!(!page.contains("<script"));
    assert!(!attributes(&page, "a", "href").iter().any(|href| href.starts_with("javascript")));
}
