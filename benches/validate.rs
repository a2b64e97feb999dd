//! The time to validate a feed of fifty entries, and for comparison the time of feed-rs to parse it.
//!
//! `cargo bench --bench validate [-- FILTER]`
#![allow(clippy::expect_used, reason = "a measurement that cannot be taken ends with its reason")]

use criterion::{Criterion, Throughput};
use std::fmt::Write as _;
use std::hint::black_box;
use tidings_validate::{Options, validate};

/// Entries in a feed.
const ENTRIES: usize = 50;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let options = Options { location: Some("https://example.org/feed.xml".to_owned()), ..Options::default() };
    for (name, feed) in [("RSS 2.0", rss()), ("Atom", atom()), ("JSON Feed", json())] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(feed.len() as u64));
        group.bench_function("judged", |bencher| {
            bencher.iter(|| validate(black_box(feed.as_bytes()), &options))
        });
        group.bench_function("read by feed-rs", |bencher| {
            bencher.iter(|| feed_rs::parser::parse(black_box(feed.as_bytes())).expect("a feed"));
        });
        group.finish();
    }
    criterion.final_summary();
}

/// An article with paragraphs, links, lists, a picture, code and words with accents.
fn article(number: usize) -> String {
    let mut html = String::new();
    for paragraph in 0..10 {
        let _ = write!(
            html,
            "<p>The {number}th article's paragraph {paragraph} has <em>some</em> words, a \
             <a href=\"https://example.org/{number}/{paragraph}\" title=\"a page\">link</a> &amp; a café in München; \
             it goes on for a while, as paragraphs do, so that there is something to read in it.</p>\n\
             <ul><li>one</li><li>two <code>let x = {paragraph};</code></li></ul>\n"
        );
    }
    let _ = write!(
        html,
        "<img src=\"https://example.org/{number}.jpg\" alt=\"\" width=\"640\" height=\"480\" />"
    );
    html
}

fn escaped(html: &str) -> String {
    html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn rss() -> String {
    let mut feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
        xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" \
        xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">\n<channel>\n<title>Fifty articles</title>\n\
        <link>https://example.org/</link>\n<description>A feed to measure with</description>\n<language>en</language>\n\
        <atom:link href=\"https://example.org/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>\n\
        <lastBuildDate>Tue, 10 Mar 2020 08:00:00 +0000</lastBuildDate>\n\
        <sy:updatePeriod>hourly</sy:updatePeriod>\n<sy:updateFrequency>1</sy:updateFrequency>\n"
        .to_owned();
    for number in 0..ENTRIES {
        let html = article(number);
        let content = if number % 2 == 0 { format!("<![CDATA[{html}]]>") } else { escaped(&html) };
        let _ = write!(
            feed,
            "<item>\n<title>Article {number}</title>\n<link>https://example.org/{number}</link>\n\
             <dc:creator>Ada Lovelace</dc:creator>\n<pubDate>Tue, 10 Mar 2020 08:00:00 +0000</pubDate>\n\
             <category>news</category>\n<category>long reads</category>\n\
             <guid isPermaLink=\"false\">tag:example.org,2020:{number}</guid>\n\
             <description>What article {number} is about, in a sentence.</description>\n\
             <content:encoded>{content}</content:encoded>\n<slash:comments>{number}</slash:comments>\n</item>\n"
        );
    }
    feed + "</channel>\n</rss>\n"
}

fn atom() -> String {
    let mut feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
        xml:lang=\"en\">\n<title>Fifty articles</title>\n<id>https://example.org/</id>\n\
        <link href=\"https://example.org/feed.xml\" rel=\"self\"/>\n<link href=\"https://example.org/\"/>\n\
        <updated>2020-03-10T08:00:00Z</updated>\n<author><name>Ada Lovelace</name></author>\n"
        .to_owned();
    for number in 0..ENTRIES {
        let html = article(number);
        let content = if number % 2 == 0 {
            format!(
                "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{html}</div></content>"
            )
        } else {
            format!("<content type=\"html\">{}</content>", escaped(&html))
        };
        let _ = write!(
            feed,
            "<entry>\n<title>Article {number}</title>\n<id>tag:example.org,2020:{number}</id>\n\
             <link href=\"https://example.org/{number}\"/>\n<category term=\"news\"/>\n\
             <published>2020-03-{:02}T08:00:00Z</published>\n<updated>2020-03-{:02}T08:{number:02}:00Z</updated>\n\
             <summary>What article {number} is about, in a sentence.</summary>\n{content}\n</entry>\n",
            number % 28 + 1,
            number % 28 + 1,
        );
    }
    feed + "</feed>\n"
}

fn json() -> String {
    let items = (0..ENTRIES).map(|number| {
        let html = article(number).replace('"', "\\\"").replace('\n', "\\n");
        format!(
            "{{\"id\": \"tag:example.org,2020:{number}\", \"url\": \"https://example.org/{number}\",\n\
             \"title\": \"Article {number}\", \"date_published\": \"2020-03-10T08:00:00Z\",\n\
             \"summary\": \"What article {number} is about, in a sentence.\", \"tags\": [\"news\", \"long reads\"],\n\
             \"content_html\": \"{html}\"}}"
        )
    });
    format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Fifty articles\",\n\
         \"home_page_url\": \"https://example.org/\", \"feed_url\": \"https://example.org/feed.xml\",\n\
         \"authors\": [{{\"name\": \"Ada Lovelace\"}}], \"items\": [{}]}}\n",
        items.collect::<Vec<String>>().join(",\n")
    )
}
