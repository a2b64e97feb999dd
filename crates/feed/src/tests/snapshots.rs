//! Snapshots of complete documents, for review by people.

use super::*;
use crate::opml;
use tidings_model::TermUse;

fn term(name: &str) -> Term {
    Term::named(name).unwrap()
}

/// An entry with everything that an article can have.
fn rich() -> Entry {
    let mut entry = entry_with_body(&format!(
        "<p>Fish <em>&amp;</em> chips: <code>a[b[0]]&gt;1</code> ]]&gt; end, عربى, 🐟.\r\n\
         <img src=\"{SITE_MARK}posts/cod%201.jpg\"> <a href=\"{PERMALINK_MARK}#notes\">notes</a>\u{8}</p>"
    ));
    entry.updated = at("2026-03-05T01:00:00+02:00");
    let article = &mut entry.article;
    article.title = "Why <b> isn’t <strong>, at AT&T".into();
    article.subtitle = Some("A second headline".into());
    article.summary = Some("In short: 1 < 2 & so on.".into());
    let jo = Person { url: Some("https://example.org/~jo".into()), ..Person::named("Jo Cook") };
    article.authors = vec![jo, Person { email: Some("no address".into()), ..Person::named("Zoë") }];
    article.contributors =
        vec![Person { email: Some("al@example.org".into()), ..Person::named("Al <Translator>") }];
    article.categories = vec![term("R&D"), term("News")];
    article.tags = vec![term("C++"), term("news")];
    let image = Media::from_url(format!("{SITE_MARK}posts/cod.jpg"));
    article.image = Some(Media {
        length: Some(2048),
        alt: Some("A <cod>".into()),
        width: Some(800),
        height: Some(300),
        ..image
    });
    let episode = Media::from_url("https://cdn.example.org/ep 1.mp3?x=1&y=2".into());
    article.enclosures = vec![
        Media { length: Some(123_456), duration: Some(61), title: Some("Episode 1".into()), ..episode },
        Media::from_url(format!("{SITE_MARK}recipe.pdf")),
    ];
    article.rights = Some("CC BY 4.0".into());
    article.language = Some("cy".into());
    article.external_url = Some("https://other.example/a?b=1&c=2".into());
    article.canonical_url = Some("https://first.example/cod".into());
    entry
}

/// An entry with nothing but a title and a body, whose id is its permalink.
fn bare() -> Entry {
    let mut entry = entry_with_body("<p>Only a body.</p>");
    entry.id = ArticleId::explicit("https://example.org/news/articles/bare/", "fish");
    entry.slug = "bare".into();
    entry.published = at("2026-03-01T00:00:00Z");
    entry.updated = entry.published;
    entry
}

/// The document, without the version of its generator.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn name(feed: &str, format: FeedFormat) -> String {
    format!("{feed}_{}", format.file_name().replace('.', "_"))
}

#[test]
fn a_rich_feed() {
    let selection = Selection::Term { kind: TermKind::Category, slug: "r-and-d".into() };
    let mut feed = feed(&site(), selection, "R&D", vec![rich(), bare()]);
    feed.hubs = vec!["https://hub.example/?a&b".to_owned()];
    for format in FeedFormat::ALL {
        assert_eq!(feed_messages(&feed, format), "", "{}", format.name());
        insta::assert_snapshot!(name("rich", format), text(feed.render(format)));
    }
}

#[test]
fn an_empty_feed_of_a_site_without_settings() {
    let site = SiteSettings { title: "Empty".into(), ..SiteSettings::default() };
    let feed = feed(&site, Selection::Site, "", vec![]);
    for format in FeedFormat::ALL {
        assert_eq!(feed_messages(&feed, format), "", "{}", format.name());
        insta::assert_snapshot!(name("empty", format), text(feed.render(format)));
    }
}

#[test]
fn a_feed_of_summaries() {
    let feed = feed_with(FeedText::Summary, &site(), Selection::Site, "", vec![bare()]);
    for format in FeedFormat::ALL {
        assert_eq!(feed_messages(&feed, format), "", "{}", format.name());
        insta::assert_snapshot!(name("summary", format), text(feed.render(format)));
    }
}

#[test]
fn a_list_of_feeds() {
    let used = |kind, name| TermUse { kind, term: term(name), articles: 1 };
    let terms = [
        used(TermKind::Category, "R&D"),
        used(TermKind::Tag, "C++"),
        used(TermKind::Tag, "The <b> tag"),
        used(TermKind::Author, "Zoë"),
    ];
    let list = opml(&site(), &base(), &[], &terms);
    let empty = opml(&SiteSettings::default(), &base(), &[], &[]);
    assert_eq!(list_messages(&list) + &list_messages(&empty), "");
    insta::assert_snapshot!("list_opml", text(list));
    insta::assert_snapshot!("empty_opml", text(empty));
}
