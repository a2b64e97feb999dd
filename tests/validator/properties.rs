//! Properties of the validator for any input: it does not panic, takes linear time and memory, and gives each
//! message a position in the document.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use tidings_validate::{Options, Report, validate};

const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://example.org/">
<title>Ein Titel</title><id>https://example.org/</id><updated>2020-03-10T08:00:00Z</updated>
<link rel="self" href="feed"/><author><name>Ädä</name><email>a@example.org</email></author>
<entry><title type="html">&lt;b&gt;x&lt;/b&gt;</title><id>tag:example.org,2020:1</id>
<updated>2020-03-10T08:00:00.5+01:00</updated><link href="1"/><category term="x" scheme="urn:x"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>ü &#252; <a href="x">y</a></p></div></content>
</entry></feed>"#;

const RSS: &str = r#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e "text <b/> &#38;lt;">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>A &e;</title><link>http://example.org</link><description>B</description><language>en-GB</language>
<pubDate>Tue, 10 Mar 2020 08:00:00 GMT</pubDate><itunes:explicit>no</itunes:explicit><ttl>60</ttl>
<image><url>a.png</url><title>A</title><link>http://example.org</link><width>1000</width></image>
<item><guid>x</guid><title>C</title><enclosure url="http://example.org/a.mp3" length="1" type="audio/mpeg"/>
<content:encoded><![CDATA[<p onclick="x">é<script>]]></content:encoded><dc:date>2020-03-10</dc:date>
<media:content url="a" fileSize="x"><media:hash algo="md5">0</media:hash></media:content></item></channel></rss>"#;

const OPML: &str = r#"<opml version="2.0"><head><title>x</title><dateCreated>Tue, 10 Mar 2020 08:00:00 GMT</dateCreated>
<expansionState>1, 2</expansionState></head><body><outline text="a"><outline type="rss" text="b" xmlUrl="http://b"/>
</outline></body></opml>"#;

const JSON: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "\u00c4 \ud83d\udea2",
"_x": {"a": [1.5e3, null]},
"feed_url": "https://example.org/feed.xml", "authors": [{"name": "Ädä"}], "expired": false, "items": [{"id": 1,
"content_html": "<p onclick=\"x\">é<a href='1'>y</a><script>", "date_published": "2020-03-10T08:00:00.5+01:00",
"tags": ["x", ""], "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": -1}]}]}"#;

/// Validates and checks the properties of the report.
fn check(bytes: &[u8]) -> Report {
    let location = Some("https://example.org/feed.xml".to_owned());
    let report = validate(bytes, &Options { location, ..Options::default() });
    let mut last = (1, 1);
    for message in &report.messages {
        let place = (message.position.line, message.position.column);
        assert!(place >= last, "{place:?} after {last:?}: {message:?}");
        assert!(message.source_column <= message.source_line.chars().count(), "{message:?}");
        assert!(!message.text().is_empty() && message.source_line.chars().count() <= 160, "{message:?}");
        last = place;
    }
    assert_eq!(report.to_string().is_empty(), report.errors().count() + report.warnings().count() == 0);
    report
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "<rss version=\"2.0\"><channel>",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
        "<a:b xmlns:a=\"",
        "</channel>",
        "<item>",
        "<",
        ">",
        "\"",
        "'",
        "&amp;",
        "&#x",
        ";",
        "&e",
        "<!DOCTYPE a [<!ENTITY e \"",
        "]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?xml version=\"1.0\" encoding=\"",
        "utf-16",
        "?>",
        "\r",
        "\u{85}",
        "\u{FFFD}",
        "Ã¤",
        " x=\"",
        "/>",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", ",
        "\"items\": [{",
        "\"id\": \"1\", ",
        "\\ud83d",
        "\\u",
        "[",
        "]",
        "}",
        "-0",
        "1e",
        "null",
    ]);
    prop_oneof![
        4 => known.prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ]
}

fn seed() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![ATOM, RSS, OPML, JSON])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_validated(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes);
    }

    #[test]
    fn pieces_of_feeds_can_be_validated(pieces in prop::collection::vec(piece(), 0..30)) {
        check(&pieces.concat());
    }

    #[test]
    fn feeds_with_insertions_can_be_validated(seed in seed(), at in 0.0..1.0, piece in piece(), gone in 0_usize..40) {
        let mut bytes = seed.as_bytes().to_vec();
        let at = (bytes.len() as f64 * at) as usize;
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, piece);
        check(&bytes);
    }

    #[test]
    fn feeds_in_any_encoding_can_be_validated(
        seed in seed(), mark in prop::sample::select(vec![&b""[..], b"\xFE\xFF", b"\xFF\xFE"]),
            is_big in any::<bool>()) {
        let units = seed.encode_utf16().flat_map(|unit| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        check(&mark.iter().copied().chain(units).collect::<Vec<u8>>());
    }
}

#[test]
fn truncated_feeds_can_be_validated() {
    for feed in [ATOM, RSS, OPML, JSON] {
        for end in 0..feed.len() {
            assert!(!check(&feed.as_bytes()[..end]).is_valid(), "{end}");
        }
    }
}

/// A name, and a function that makes a document with this number of repetitions.
type Shape = (&'static str, fn(usize) -> String);

/// Documents that would take hours with quadratic time; the number is that of the repetitions.
const SHAPES: &[Shape] = &[
    ("attributes", |n| format!("<rss {}/>", numbered(n, |i| format!(" a{i}='{i}'")))),
    ("attributes in namespaces", |n| {
        let declared = numbered(n, |i| format!(" xmlns:p{i}='urn:{i}'"));
        format!("<rss{declared}><channel {}/></rss>", numbered(n, |i| format!(" p{i}:a=''")))
    }),
    ("uses of one namespace of many", |n| {
        format!("<p0:a{}>{}</p0:a>", numbered(n, |i| format!(" xmlns:p{i}='urn:{i}'")), "<p0:b/>".repeat(n))
    }),
    ("children", |n| rss(&"<ttl>1</ttl>".repeat(n))),
    ("children behind others", |n| rss(&("<item/>".repeat(n) + &"<dc:publisher/>".repeat(n)))),
    ("children with names of their own", |n| rss(&numbered(n, |i| format!("<x{i}/><dc:x{i}/>")))),
    ("texts", |n| rss(&"text<title/>".repeat(n))),
    ("identical guids", |n| rss(&"<item><guid>a</guid></item>".repeat(n))),
    ("bad characters in a line", |n| rss(&format!("<title>{}</title>", "\u{FFFD}\u{80}Ã¤".repeat(n)))),
    ("text in an item", |n| rss(&"<item>text</item>".repeat(n))),
    ("entries", |n| atom(&"<entry><id>urn:a</id><updated>2020-01-01T00:00:00Z</updated></entry>".repeat(n))),
    ("links", |n| atom(&"<link rel='alternate' href='a'/>".repeat(n))),
    ("links in an entry", |n| atom(&format!("<entry>{}</entry>", "<link href='a'/><author/>".repeat(n)))),
    ("categories", |n| atom(&numbered(n, |i| format!("<category term='{i}'/>")))),
    ("markup", |n| {
        let markup = "<b onclick='x'>".repeat(100) + &"</b>".repeat(100);
        let markup = markup.repeat(n / 100 + 1);
        atom(&format!("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{markup}</div></title>"))
    }),
    ("escaped markup", |n| rss(&format!("<item><description>{}</description></item>", "&lt;div>".repeat(n)))),
    ("escaped markup in one section", |n| {
        rss(&format!("<item><description><![CDATA[{}]]></description></item>", "<p><b><a href=x>".repeat(n)))
    }),
    ("depth", |n| "<a>".repeat(n)),
    ("elements that do not end", |n| rss(&"<item><title>".repeat(n))),
    ("starts of tags", |n| rss(&"<".repeat(n))),
    ("starts of comments", |n| rss(&"<!--".repeat(n))),
    ("starts of sections", |n| rss(&"<![CDATA[".repeat(n))),
    ("comments", |n| rss(&"<!---->".repeat(n))),
    ("instructions", |n| "<?a?>".repeat(n)),
    ("ampersands", |n| rss(&format!("<title>{}</title>", "&amp;".repeat(n)))),
    ("brackets", |n| rss(&format!("<title>{}</title>", "]".repeat(n)))),
    ("line ends", |n| rss(&format!("<title>{}</title>", "\r".repeat(n)))),
    ("white space", |n| rss(&format!("<title>{}x</title>", " \n".repeat(n)))),
    ("entities declared", |n| {
        format!("<!DOCTYPE rss [{}]><rss/>", numbered(n, |i| format!("<!ENTITY e{i} '&#65;'>")))
    }),
    ("entities used", |n| {
        format!("<!DOCTYPE rss [<!ENTITY e 'text'>]>{}", rss(&format!("<title>{}</title>", "&e;".repeat(n))))
    }),
    ("entities in entities", |n| {
        let declared = numbered(n, |i| format!("<!ENTITY e{} '&e{i};&e{i};'>", i + 1));
        format!("<!DOCTYPE rss [<!ENTITY e0 ''>{declared}]><rss a='&e{n};'/>")
    }),
    ("a long name", |n| format!("<{}/>", "a".repeat(n))),
    ("a long namespace", |n| format!("<a xmlns='urn:{}'/>", "a".repeat(n))),
    ("a long address", |n| rss(&format!("<link>http://example.org/{}</link>", "%zz".repeat(n)))),
    ("a long e-mail address", |n| rss(&format!("<webMaster>{}@</webMaster>", "a.".repeat(n)))),
    ("a long date", |n| rss(&format!("<pubDate>{}</pubDate>", "1 ".repeat(n)))),
    ("a long number", |n| rss(&format!("<ttl>{}</ttl>", "9".repeat(n)))),
    ("a long language", |n| rss(&format!("<language>{}</language>", "a-".repeat(n)))),
    ("items of JSON", |n| json(&"{\"id\":1,\"tags\":[\"\"]},".repeat(n))),
    ("members of JSON", |n| json(&format!("{{{}}}", numbered(n, |i| format!("\"itemz{i}\":1,"))))),
    ("members of JSON of one name", |n| json(&format!("{{{}}}", "\"url\":7,".repeat(n)))),
    ("depth of JSON", |n| json(&"[".repeat(n))),
    ("escapes of JSON", |n| json(&format!("\"{}\"", "\\ud83d\\x".repeat(n)))),
    ("a long number of JSON", |n| json(&"9".repeat(n))),
    ("outlines", |n| format!("<opml version='2.0'><body>{}</body></opml>", "<outline text='a'/>".repeat(n))),
];

fn numbered(n: usize, one: impl Fn(usize) -> String) -> String {
    (0..n).map(one).collect()
}

fn rss(content: &str) -> String {
    format!(
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>{content}</channel></rss>"
    )
}

fn json(items: &str) -> String {
    format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\",\"items\":[{items}]}}")
}

fn atom(content: &str) -> String {
    format!("<feed xmlns='http://www.w3.org/2005/Atom'>{content}</feed>")
}

#[test]
fn hostile_shapes_take_linear_time_and_memory() {
    for (name, shape) in SHAPES {
        let document = shape(30_000);
        let report = check(document.as_bytes());
        let size: usize = report.messages.iter().map(|message| format!("{message:?}").len()).sum();
        assert!(size < 3_000_000 + 20 * document.len(), "{name}: {} bytes become {size}", document.len());
    }
}
