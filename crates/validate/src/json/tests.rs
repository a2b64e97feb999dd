//! Tests of JSON Feed: tables of documents and the codes of their messages.

use super::node::JsonValue;
use super::parser::parse;
use crate::compare::against;
use crate::{Code, Options, Report, validate};

fn report(text: &str) -> Report {
    let location = Some("https://harbour.example/feed.json".to_owned());
    validate(text.as_bytes(), &Options { location, ..Options::default() })
}

/// The codes of the errors and warnings, without those of level info.
fn codes(text: &str) -> Vec<&'static str> {
    let report = report(text);
    let serious = report.errors().chain(report.warnings());
    serious.map(|message| message.code.name()).collect()
}

/// A feed with the required members and these ones.
fn feed(version: &str, members: &str) -> String {
    format!(
        r#"{{"version": "https://jsonfeed.org/version/{version}", "title": "Harbour",
            "home_page_url": "https://harbour.example/", "feed_url": "https://harbour.example/feed.json",
            {members} "items": []}}"#
    )
}

/// A feed with one item, which has an id, a text and these members.
fn item(members: &str) -> String {
    feed("1.1", "").replace("[]", &format!(r#"[{{"id": "1", "content_text": "High water" {members}}}]"#))
}

#[test]
fn json_is_read_strictly() {
    let text = |text: &'static str| Some(JsonValue::String(text.into()));
    for (source, value, faults) in [
        (r#" "a" "#, text("a"), vec![]),
        (r#""\u00e9\n\/\\\"""#, text("é\n/\\\""), vec![]),
        (r#""\ud83d\udea2 boat""#, text("🚢 boat"), vec![]),
        (r#""\ud83d boat""#, text("\u{FFFD} boat"), vec![1]),
        (r#""\udea2\ud83d""#, text("\u{FFFD}\u{FFFD}"), vec![1, 7]),
        (r#""\x\u12""#, text("x12"), vec![1, 3]),
        ("\"a\tb\"", text("a\tb"), vec![2]),
        ("-0.5e+7", Some(JsonValue::Number("-0.5e+7")), vec![]),
        ("007", Some(JsonValue::Number("007")), vec![0]),
        ("null x", Some(JsonValue::Null), vec![5]),
        ("[1,]", parse("[1]").0.map(|node| node.value), vec![2]),
        ("", None, vec![0]),
        ("\"a", None, vec![0]),
        ("{\"a\" 1}", None, vec![5]),
        ("{a: 1}", None, vec![1]),
        ("['a']", None, vec![1]),
        ("[1 2]", None, vec![3]),
        ("[.5]", None, vec![1]),
        ("[1.]", None, vec![3]),
        ("[1e]", None, vec![3]),
        ("[+1]", None, vec![1]),
        ("[NaN]", None, vec![1]),
        ("[truely]", None, vec![1]),
        ("[1, // one\n2]", None, vec![4]),
        ("[\"\u{1F6A2}\"", None, vec![7]),
    ] {
        let (node, found) = parse(source);
        let positions: Vec<usize> = found.into_iter().map(|fault| fault.offset).collect();
        assert_eq!((node.map(|node| node.value), positions), (value, faults), "{source}");
    }
}

#[test]
fn depth_and_number_of_values_are_bounded() {
    for schema in ["[", "{\"a\":", "[{\"items\":"] {
        assert_eq!(codes(&schema.repeat(100_000)), ["ValidatorLimit"], "{schema}");
    }
    let many = format!("[{}1]", "1,".repeat(600_000));
    assert_eq!(codes(&many), ["ValidatorLimit"]);
}

#[test]
fn members_of_a_feed_are_checked() {
    for (version, members, expected) in [
        ("1.1", "", &[][..]),
        ("1", "", &[]),
        ("2", "", &["InvalidJsonFeedVersion"]),
        ("1.1/", "", &["InvalidJsonFeedVersion"]),
        ("1.1", r#""expired": true, "user_comment": "Open it in a reader.", "_tide": {"high": 3},"#, &[]),
        ("1.1", r#""expired": "yes","#, &["WrongType"]),
        ("1.1", r#""icon": "","#, &["NotBlank"]),
        ("1.1", r#""icon": null,"#, &["WrongType"]),
        ("1.1", r#""favicon": "/favicon.png","#, &["InvalidFullLink"]),
        ("1.1", r#""language": "en-GB","#, &[]),
        ("1.1", r#""language": "english","#, &["InvalidLanguage"]),
        ("1", r#""language": "en","#, &["UnknownMember"]),
        ("1.1", r#""author": {"name": "Ada"},"#, &["Deprecated"]),
        ("1.1", r#""author": {"name": "Ada"}, "authors": [{"name": "Ada"}],"#, &[]),
        ("1", r#""author": {"name": "Ada"},"#, &[]),
        ("1.1", r#""authors": [{}],"#, &["MissingOneOf"]),
        ("1.1", r#""authors": {"name": "Ada"},"#, &["WrongType"]),
        ("1.1", r#""hubs": [{"type": "WebSub", "url": "https://hub.example/"}],"#, &[]),
        ("1.1", r#""hubs": [{"type": "WebSub"}],"#, &["MissingElement"]),
        ("1.1", r#""next_url": "https://harbour.example/feed.json","#, &["NextIsSelf"]),
        ("1.1", r#""next_url": "https://harbour.example/2.json","#, &[]),
        ("1.1", r#""title": "Harbour","#, &["DuplicateElement"]),
        ("1.1", r#""description": "<b>Tides</b>","#, &["ContainsHTML"]),
        ("1.1", r#""_1": {},"#, &["InvalidExtensionName"]),
        ("1.1", r#""_tide": {"a.b": 1, "a": 2, "a": 3},"#, &["DuplicateElement", "InvalidExtensionName"]),
    ] {
        let mut found = codes(&feed(version, members));
        found.sort_unstable();
        assert_eq!(found, expected, "{version} {members}");
    }
}

#[test]
fn members_of_an_item_are_checked() {
    for (members, expected) in [
        (r#", "url": "https://harbour.example/1", "external_url": "https://sea.example/""#, &[][..]),
        (r#", "date_published": "2024-05-04T08:00:00+02:00""#, &[]),
        (r#", "date_published": "2024-05-04T08:00:00""#, &["InvalidRFC3339Date"]),
        (r#", "date_modified": "Sat, 04 May 2024 08:00:00 GMT""#, &["InvalidRFC3339Date"]),
        (r#", "content_html": "<p>High <em>water</em></p>""#, &[]),
        (r#", "content_html": "<script>tide()</script>""#, &["SecurityRisk"]),
        (r#", "content_html": "<img src='/tide.png'>""#, &["ContainsRelRef"]),
        (r#", "tags": ["sea", "tide"]"#, &[]),
        (r#", "tags": "sea""#, &["WrongType"]),
        (r#", "tags": ["sea", 7]"#, &["WrongType"]),
        (
            r#", "attachments": [{"url": "https://harbour.example/a.mp3", "mime_type": "audio/mpeg",
             "size_in_bytes": 1048576, "duration_in_seconds": 61.5}]"#,
            &[],
        ),
        (r#", "attachments": [{"url": "https://harbour.example/a.mp3"}]"#, &["MissingElement"]),
        (
            r#", "attachments": [{"url": "https://harbour.example/a.mp3", "mime_type": "mp3",
             "size_in_bytes": -1, "duration_in_seconds": "61"}]"#,
            &["InvalidMIMEType", "InvalidNonNegativeInteger", "WrongType"],
        ),
        (r#", "summery": "High water""#, &["UnknownMember"]),
    ] {
        let mut found = codes(&item(members));
        found.sort_unstable();
        assert_eq!(found, expected, "{members}");
    }
}

#[test]
fn ids_are_strings_and_differ() {
    let items = |items: &str| feed("1.1", "").replace("[]", &format!("[{items}]"));
    for (text, expected) in [
        (r#"{"id": "1", "content_text": "a"}, {"id": "2", "content_text": "a"}"#, &[][..]),
        (
            r#"{"id": "1", "content_text": "a"}, {"id": 1, "content_text": "a"}"#,
            &["DuplicateValue", "IdNotString"],
        ),
        (r#"{"id": {}, "content_text": "a"}"#, &["WrongType"]),
        (r#"{"content_text": "a"}"#, &["MissingElement"]),
        (r#"{"id": "1"}"#, &["MissingOneOf"]),
        ("7", &["WrongType"]),
    ] {
        let mut found = codes(&items(text));
        found.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn documents_that_are_no_feed_are_rejected() {
    assert_eq!(codes("[]"), ["WrongType"]);
    assert_eq!(codes("{}"), ["MissingElement"; 3]);
    let options = Options { content_type: Some("application/feed+json".to_owned()), ..Options::default() };
    let report = validate(b"Not found", &options);
    assert!(report.errors().all(|message| message.code == Code::InvalidJson));
    assert!(!report.is_valid());
}

#[test]
fn the_encoding_is_utf_8() {
    let marked = format!("\u{FEFF}{}", feed("1.1", ""));
    assert_eq!(codes(&marked), ["InvalidJson"]);
    let error_codes = |bytes: &[u8]| {
        validate(bytes, &Options::default()).errors().map(|message| message.code).collect::<Vec<_>>()
    };
    let wide: Vec<u8> = feed("1.1", "").encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(error_codes(&wide), [Code::UnicodeError]);
    let broken: Vec<u8> =
        feed("1.1", "").into_bytes().into_iter().map(|byte| if byte == b'H' { 0xE9 } else { byte }).collect();
    assert_eq!(error_codes(&broken), [Code::UnicodeError]);
    let options = Options { charset: Some("iso-8859-1".to_owned()), ..Options::default() };
    let report = validate(feed("1.1", "").as_bytes(), &options);
    assert!(report.warnings().any(|message| message.code == Code::EncodingMismatch));
}

#[test]
fn positions_are_those_of_the_values() {
    let text = "{\n  \"version\": \"https://jsonfeed.org/version/1.1\",\n  \"title\": 7,\n  \"items\": []\n}";
    let report = report(text);
    let positions: Vec<_> =
        report.errors().map(|message| (message.position.line, message.position.column)).collect();
    assert_eq!(positions, [(3, 12)]);
}

#[test]
fn a_resurfaced_entry_is_reported_at_its_position() {
    let feed = |id: u32| {
        format!(
            "{{\"items\": [\n {{\"id\": {id}, \"url\": \"https://harbour.example/1\", \"title\": \"High water\", \
             \"content_text\": \"a\"}}]}}"
        )
    };
    let report = against(feed(1).as_bytes(), feed(2).as_bytes(), &Options::default());
    let found: Vec<_> = report.errors().map(|message| (message.code, message.position.line)).collect();
    assert_eq!(found, [(Code::EntryResurfaced, 2)]);
}

#[test]
fn the_media_type_is_that_of_json() {
    for (media_type, expected) in
        [("application/feed+json", 0), ("application/json", 0), ("application/rss+xml", 1), ("text/html", 1)]
    {
        let options = Options { content_type: Some(media_type.to_owned()), ..Options::default() };
        let report = validate(feed("1.1", "").as_bytes(), &options);
        let found = report.warnings().filter(|message| message.code == Code::UnexpectedContentType).count();
        assert_eq!(found, expected, "{media_type}");
    }
}
