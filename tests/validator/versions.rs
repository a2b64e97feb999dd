//! `validate --against`: two versions of a feed, as a reader would see them one after the other.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use tidings_validate::{Code, Options, against};

/// An entry that can be written in all formats.
#[derive(Debug, Clone, Copy)]
struct Entry {
    id: &'static str,
    title: &'static str,
    link: &'static str,
    text: &'static str,
    /// Day of March 2024.
    day: u32,
    updated: u32,
}

const fn entry(
    id: &'static str,
    title: &'static str,
    link: &'static str,
    text: &'static str,
    day: u32,
) -> Entry {
    Entry { id, title, link, text, day, updated: day }
}

const A: Entry = entry("a", "Spring tide", "https://q.example/a", "High.", 4);
const B: Entry = entry("b", "Neap tide", "https://q.example/b", "Low.", 3);
const C: Entry = entry("c", "Fog", "https://q.example/c", "Thick.", 2);
const D: Entry = entry("d", "Gale", "https://q.example/d", "Strong.", 1);

fn atom(entries: &[Entry]) -> String {
    let entry = |e: &Entry| {
        format!(
            "<entry><id>tag:q.example,2024:{}</id><title>{}</title><link rel='alternate' href='{}'/>\
             <published>2024-03-{:02}T08:00:00Z</published><updated>2024-03-{:02}T08:00:00Z</updated>\
             <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{}</p></div></content></entry>",
            e.id, e.title, e.link, e.day, e.updated, e.text
        )
    };
    let entries: String = entries.iter().map(entry).collect();
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:q.example,2024:</id><title>T</title>{entries}</feed>"
    )
}

fn rss(entries: &[Entry]) -> String {
    let item = |e: &Entry| {
        format!(
            "<item><guid isPermaLink='false'>{}</guid><title>{}</title><link>{}</link>\
             <pubDate>{:02} Mar 2024 08:00:00 GMT</pubDate>\
             <dcterms:modified xmlns:dcterms='http://purl.org/dc/terms/'>2024-03-{:02}</dcterms:modified>\
             <description><![CDATA[{}]]></description></item>",
            e.id, e.title, e.link, e.day, e.updated, e.text
        )
    };
    let items: String = entries.iter().map(item).collect();
    format!("<rss version='2.0'><channel><title>T</title>{items}</channel></rss>")
}

fn rdf(entries: &[Entry]) -> String {
    let item = |e: &Entry| {
        format!(
            "<item rdf:about='urn:x:{}'><title>{}</title><link>{}</link><dc:date>2024-03-{:02}</dc:date>\
             <dcterms:modified xmlns:dcterms='http://purl.org/dc/terms/'>2024-03-{:02}</dcterms:modified>\
             <description>{}</description></item>",
            e.id, e.title, e.link, e.day, e.updated, e.text
        )
    };
    let items: String = entries.iter().map(item).collect();
    format!(
        "<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
         xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='urn:x:feed'/>{items}</rdf:RDF>"
    )
}

fn json(entries: &[Entry]) -> String {
    let item = |e: &Entry| {
        format!(
            r#"{{"id": "{}", "title": "{}", "url": "{}", "date_published": "2024-03-{:02}T08:00:00Z",
            "date_modified": "2024-03-{:02}T08:00:00Z", "content_text": "{}"}}"#,
            e.id, e.title, e.link, e.day, e.updated, e.text
        )
    };
    let items: Vec<String> = entries.iter().map(item).collect();
    format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{}]}}"#,
        items.join(",")
    )
}

fn codes(old: &str, new: &str) -> Vec<Code> {
    let report = against(old.as_bytes(), new.as_bytes(), &Options::default());
    report.messages.iter().map(|message| message.code).collect()
}

/// Checks in every format which messages the comparison gives.
fn expect_codes(old: &[Entry], new: &[Entry], codes_wanted: &[Code]) {
    for (name, write) in
        [("Atom", atom as fn(&[Entry]) -> String), ("RSS", rss), ("RSS 1.0", rdf), ("JSON Feed", json)]
    {
        let mut found = codes(&write(old), &write(new));
        let mut wanted = codes_wanted.to_vec();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{name}: {old:?} -> {new:?}");
    }
}

#[test]
fn new_and_changed_entries_are_only_notes() {
    expect_codes(&[B, C], &[B, C], &[]);
    expect_codes(&[B, C, D], &[A, B, C], &[Code::EntryNew]);
    expect_codes(&[A], &[Entry { text: "Higher.", updated: 5, ..A }], &[Code::EntryUpdated]);
    expect_codes(&[A], &[Entry { text: "Higher.", ..A }], &[Code::EntryUpdated]);
    expect_codes(&[], &[A], &[Code::EntryNew]);
    expect_codes(&[A, B], &[], &[]);
}

#[test]
fn an_article_under_another_id_is_an_error() {
    expect_codes(&[A, B], &[Entry { id: "x", ..A }, B], &[Code::EntryResurfaced]);
    // The whole site has moved, and the ids have changed with it.
    let moved = |e: Entry, id, link| Entry { id, link, ..e };
    let (new_a, new_b) = (moved(A, "y", "http://r.example/a"), moved(B, "z", "http://r.example/b"));
    expect_codes(&[A, B], &[new_a, new_b], &[Code::EntryResurfaced, Code::EntryResurfaced]);
    // The same link identifies an article, unless another entry has that link too.
    expect_codes(
        &[A],
        &[Entry { id: "x", title: "Other", text: "Other.", day: 9, updated: 9, ..A }],
        &[Code::EntryResurfaced],
    );
    let home = |e: Entry| Entry { link: "https://q.example/", ..e };
    expect_codes(&[home(B), home(C)], &[home(A), home(B), home(C)], &[Code::EntryNew]);
    // A title that recurs every week does not identify an article.
    expect_codes(&[B, C], &[Entry { title: B.title, ..A }, B, C], &[Code::EntryNew]);
}

#[test]
fn a_duplicated_article_is_an_error() {
    expect_codes(&[A, B], &[A, Entry { id: "x", ..A }, B], &[Code::EntryDuplicated]);
    expect_codes(&[A, B], &[A, A, B], &[Code::EntryDuplicated]);
}

#[test]
fn an_entry_that_vanishes_from_the_middle_is_reported() {
    expect_codes(&[A, B, C], &[A, C], &[Code::EntryVanished]);
    expect_codes(&[A, B, C], &[A, B], &[]);
    expect_codes(&[C, B, A], &[C, A], &[Code::EntryVanished]);
    expect_codes(&[C, B, A], &[B, A], &[]);
    // A changed old entry moved to the top; the entries that dropped out are older than its new date.
    expect_codes(&[A, D, B, C], &[A, B, C], &[]);
    let tombstone = "<at:deleted-entry xmlns:at='http://purl.org/atompub/tombstones/1.0' \
                     ref='tag:q.example,2024:b' when='2024-03-05T00:00:00Z'/></feed>";
    assert_eq!(codes(&atom(&[A, B, C]), &atom(&[A, C]).replace("</feed>", tombstone)), []);
}

#[test]
fn dates_move_only_forward_and_only_with_a_change() {
    expect_codes(&[A], &[Entry { day: 1, ..A }], &[Code::DateWentBackwards]);
    expect_codes(&[Entry { updated: 9, ..A }], &[A], &[Code::DateWentBackwards]);
    expect_codes(&[A], &[Entry { updated: 9, ..A }], &[Code::UpdatedWithoutChange]);
    expect_codes(&[A], &[Entry { text: "  High. ", ..A }], &[]);
}

#[test]
fn a_feed_keeps_its_id() {
    let old = atom(&[A]);
    assert_eq!(
        codes(&old, &old.replacen("tag:q.example,2024:<", "tag:r.example,2024:<", 1)),
        [Code::ChangedFeedId]
    );
}

#[test]
fn messages_have_the_position_of_their_entries() {
    let old = rss(&[A, B]);
    let new = rss(&[A, Entry { id: "x", ..B }]).replace("<item>", "\n<item>");
    let report = against(old.as_bytes(), new.as_bytes(), &Options::default());
    let message = report.errors().next().unwrap();
    assert_eq!((message.position.line, message.position.column), (3, 1));
    assert!(message.source_line.starts_with("<item><guid"), "{message:?}");
    assert!(message.text().contains("\"b\"") && message.text().contains("Neap tide"), "{}", message.text());
}

#[test]
fn documents_that_are_not_feeds_are_not_compared() {
    for (old, new) in [("", ""), ("<rss", "{"), ("{}", "[]"), ("<a/>", "<b/>")] {
        assert_eq!(codes(old, new), []);
    }
}
