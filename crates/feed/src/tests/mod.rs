//! Feeds for tests, and properties of all formats.

mod round_trip;
mod snapshots;

use crate::{Feed, FeedFormat, title};
use crate::{FeedSettings, FeedText, SiteSettings};
use chrono::{DateTime, FixedOffset, Utc};
use tidings_model::*;
use tidings_validate::{Code, Options, validate};

/// A moment of a test.
pub(super) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// The base URL of the tests' site.
pub(super) fn base() -> BaseUrl {
    BaseUrl::parse("https://example.org/news/").unwrap()
}

/// An entry with this body and fixed metadata.
pub(super) fn entry_with_body(html: &str) -> Entry {
    Entry {
        id: ArticleId::mint("example.org", &ContentPath::new("a.md").unwrap(), 0),
        slug: "a".into(),
        published: at("2026-03-04T05:06:07Z"),
        published_from: DateSource::FrontMatter,
        updated: at("2026-03-04T05:06:07Z"),
        article: Article { body: BodyHtml::from_marked(html.into()), ..Article::blank("a.md", "A title") },
    }
}

/// A site with all settings.
pub(super) fn site() -> SiteSettings {
    SiteSettings {
        title: "Fish & Chips".into(),
        description: Some("What <b>we</b> eat, and R&D.".into()),
        language: Some("en_GB".into()),
        author: Some(Person {
            name: "Jo (the) Cook".into(),
            email: Some("jo@example.org".into()),
            url: Some("https://example.org/~jo".into()),
        }),
        rights: Some("© 2026 Fish & Chips".into()),
        webmaster: Some("admin@example.org".into()),
        icon: Some("images/icon 1.png".into()),
        logo: Some("https://cdn.example.org/logo.png".into()),
        id: Some("fish".into()),
        ..SiteSettings::default()
    }
}

/// The feed of these entries.
pub(super) fn feed(site: &SiteSettings, selection: Selection, name: &str, entries: Vec<Entry>) -> Feed {
    feed_with(FeedText::Full, site, selection, name, entries)
}

/// The feed of these entries, with this much of their text.
pub(super) fn feed_with(
    text: FeedText,
    site: &SiteSettings,
    selection: Selection,
    name: &str,
    entries: Vec<Entry>,
) -> Feed {
    let articles = entries.len() as u64;
    let window = Window { name: name.into(), entries, articles, ..Window::empty(selection) };
    Feed::new(site, &base(), &FeedSettings { text, bytes: usize::MAX, ..FeedSettings::default() }, window)
}

/// Messages of the validator about an author's words, dates and markup, which a feed contains unchanged.
/// Those of the tests are malformed on purpose, and were not sanitised.
const AUTHORS_OWN: &[Code] = &[
    Code::DuplicateUpdated,
    Code::ImplausibleDate,
    Code::BadCharacters,
    Code::ContainsHTML,
    Code::NotHtml,
    Code::SecurityRisk,
    Code::EscapedTwice,
];

/// The validator's messages about everything except the author's words. Warnings count as errors.
pub(super) fn feed_messages(feed: &Feed, format: FeedFormat) -> String {
    document_messages(&feed.render(format), feed, format)
}

/// The same for a document that is sent instead of the feed.
pub(super) fn document_messages(bytes: &[u8], feed: &Feed, format: FeedFormat) -> String {
    let options = Options { location: Some(feed.self_url(format)), ..Options::default() };
    validate(bytes, &options).without(AUTHORS_OWN).to_string()
}

/// The same for a list of feeds.
pub(super) fn list_messages(opml: &[u8]) -> String {
    validate(opml, &Options::default()).without(AUTHORS_OWN).to_string()
}

#[test]
fn titles_differ_in_their_beginning() {
    let of = |kind, name| title(&site(), &Selection::Term { kind, slug: "slug".into() }, name);
    assert_eq!(title(&site(), &Selection::Site, ""), "Fish & Chips");
    assert_eq!(of(TermKind::Tag, "Rust"), "Rust – Tag – Fish & Chips");
    assert_eq!(of(TermKind::Author, "Rust"), "Rust – Author – Fish & Chips");
    assert_eq!(of(TermKind::Category, " "), "slug – Category – Fish & Chips");
    let unnamed = SiteSettings { title: String::new(), base_url: Some(base()), ..SiteSettings::default() };
    assert_eq!(title(&unnamed, &Selection::Site, ""), "example.org");
}

#[test]
fn a_feed_knows_its_addresses_in_every_format() {
    let selection = Selection::Term { kind: TermKind::Tag, slug: "rust".into() };
    let feed = feed(&site(), selection, "Rust", vec![]);
    assert_eq!(feed.home_url(), "https://example.org/news/tags/rust/");
    for format in FeedFormat::ALL {
        let address = format!("https://example.org/news/tags/rust/{}", format.file_name());
        assert_eq!(feed.self_url(format), address);
        assert_eq!(FeedFormat::from_file_name(format.file_name()), Some(format));
        let written = String::from_utf8(feed.render(format)).unwrap();
        assert!(written.contains(&address), "{} lacks its own address", format.name());
    }
    assert_eq!(FeedFormat::from_file_name("index.html"), None);
}

#[test]
fn a_feed_was_updated_when_its_newest_change_was_made() {
    let mut old = entry_with_body("");
    old.updated = at("2026-05-01T00:00:00Z");
    let updated = |entries: Vec<Entry>, changed| {
        let window = Window { entries, changed, ..Window::empty(Selection::Site) };
        Feed::new(&site(), &base(), &FeedSettings::default(), window).updated
    };
    let removal: DateTime<Utc> = at("2026-06-01T00:00:00Z").to_utc();
    assert_eq!(updated(vec![entry_with_body(""), old.clone()], Some(removal)), old.updated);
    assert_eq!(updated(vec![], Some(removal)), removal);
    assert_eq!(updated(vec![], None), DateTime::UNIX_EPOCH);
}

#[test]
fn a_feed_keeps_its_id_when_the_site_moves() {
    let id = |feed: &Feed| {
        let atom = String::from_utf8(feed.render(FeedFormat::Atom)).unwrap();
        atom.split("<id>").nth(1).unwrap().split("</id>").next().unwrap().to_owned()
    };
    let here = feed(&site(), Selection::Site, "", vec![]);
    let moved = Feed { base: BaseUrl::parse("https://example.net/").unwrap(), ..here.clone() };
    assert_eq!(id(&here), id(&moved));
    let tag = feed(&site(), Selection::Term { kind: TermKind::Tag, slug: "a".into() }, "A", vec![]);
    assert_ne!(id(&here), id(&tag));
}
