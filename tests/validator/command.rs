//! `tidings validate` and `tidings explain`: output formats and exit statuses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A valid feed with one warning: it has no link to itself.
pub(crate) const GOOD: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Tides</title><id>tag:quay.example,2024:</id>
  <updated>2024-03-02T08:00:00Z</updated><author><name>Jo</name></author>
</feed>
"#;

/// A feed with two errors and a note: no description, an unknown element, no link to itself.
pub(crate) const BAD: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
  <title>Tides &lt; "ebb" % 5</title><link>https://quay.example/</link><language>en</language>
  <bogus/>
</channel></rss>
"#;

pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    folder
}

pub(crate) fn tidings(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidings")).current_dir(directory).args(arguments).output().unwrap()
}

pub(crate) fn validate(directory: &Path, arguments: &[&str]) -> (String, i32) {
    let output = tidings(directory, &[&["validate"], arguments].concat());
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

fn json(directory: &Path, arguments: &[&str]) -> Value {
    let (text, _) = validate(directory, &[&["--format", "json"], arguments].concat());
    serde_json::from_str(&text).unwrap()
}

fn codes(object: &Value) -> Vec<&str> {
    let messages = object["messages"].as_array().unwrap().iter();
    messages
        .filter(|message| message["level"] != "info")
        .map(|message| message["code"].as_str().unwrap())
        .collect()
}

#[test]
fn exit_statuses() {
    let directory = folder(&[("good.xml", GOOD), ("bad.xml", BAD), ("empty/readme.md", "Nothing.")]);
    let cases: &[(&[&str], i32)] = &[
        (&["good.xml"], 0),
        (&["bad.xml"], 1),
        (&["good.xml", "bad.xml"], 1),
        (&["good.xml", "--fail-on", "warning"], 1),
        (&["good.xml", "--fail-on", "warning", "--ignore", "MissingSelf"], 0),
        (&["bad.xml", "--ignore", "undefinedelement", "--ignore", "MissingDescription"], 0),
        (&["missing.xml"], 3),
        (&["bad.xml", "missing.xml"], 3),
        (&["empty"], 3),
        (&["file:///etc/passwd"], 3),
        (&[], 2),
        (&["good.xml", "--format", "xml"], 2),
        (&["good.xml", "--ignore", "MisingSelf"], 2),
        (&["good.xml", "bad.xml", "--location", "https://quay.example/"], 2),
        (&[".", "--against", "good.xml"], 2),
        (&["-", "-"], 2),
    ];
    for (arguments, status) in cases {
        let (text, ended) = validate(directory.path(), arguments);
        assert_eq!(ended, *status, "{arguments:?}\n{text}");
    }
}

#[test]
fn text_shows_the_line_and_a_caret() {
    let directory = folder(&[("bad.xml", BAD), ("good.xml", GOOD)]);
    let (text, _) = validate(directory.path(), &["bad.xml", "good.xml"]);
    let shown = "bad.xml:4:3: error: bogus is not allowed in channel [UndefinedElement]\n\
                 \x20    4 |   <bogus/>\n       |   ^\n";
    assert!(text.contains(shown), "{text}");
    assert!(text.contains("bad.xml: not valid: 2 errors, 1 note\n"), "{text}");
    assert!(text.contains("good.xml: valid: 1 warning\n"), "{text}");
    assert!(!text.contains('\u{1b}'), "colours are for terminals: {text}");
}

#[test]
fn control_characters_of_a_feed_do_not_reach_the_terminal() {
    let directory = folder(&[(
        "feed.json",
        r#"{"version": "\u001b[2Jjsonfeed.org/version/\n9", "title": "T", "items": []}"#,
    )]);
    let (text, _) = validate(directory.path(), &["feed.json"]);
    assert!(text.contains("[InvalidJsonFeedVersion]") && text.contains("\u{FFFD}[2J"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text:?}");
}

#[test]
fn json_is_an_object_for_one_input_and_an_array_for_several() {
    let directory = folder(&[("good.xml", GOOD), ("bad.xml", BAD)]);
    let one = json(directory.path(), &["bad.xml"]);
    assert_eq!((one["valid"].as_bool(), one["input"].as_str()), (Some(false), Some("bad.xml")));
    let message = &one["messages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|message| message["code"] == "UndefinedElement")
        .unwrap();
    assert_eq!(
        (message["level"].as_str(), message["line"].as_u64(), message["column"].as_u64()),
        (Some("error"), Some(4), Some(3))
    );
    assert_eq!(
        (message["params"]["element"].as_str(), message["params"]["parent"].as_str()),
        (Some("bogus"), Some("channel"))
    );
    let several = json(directory.path(), &["good.xml", "missing.xml"]);
    assert_eq!(several[0]["valid"].as_bool(), Some(true));
    assert!(several[1]["error"].as_str().unwrap().contains("cannot be read"), "{several}");
    assert!(json(directory.path(), &["."]).is_array(), "a folder is a list, however many are in it");
    let (lines, _) = validate(directory.path(), &["--format", "jsonl", "good.xml", "bad.xml"]);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines.iter().map(|line| line["input"].as_str().unwrap()).collect::<Vec<&str>>(),
        ["good.xml", "bad.xml"]
    );
}

#[test]
fn location_and_charset_replace_those_of_http() {
    let link = r#"<link rel="self" href="https://quay.example/feed"/><title>"#;
    let directory = folder(&[("feed.xml", &GOOD.replace("<title>", link))]);
    let output =
        |arguments: &[&str]| codes(&json(directory.path(), &[&["feed.xml"], arguments].concat())).join(" ");
    assert_eq!(output(&["--location", "https://quay.example/feed"]), "");
    assert_eq!(output(&["--location", "https://pier.example/feed"]), "SelfDoesntMatchLocation");
    assert_eq!(output(&["--charset", "iso-8859-1"]), "EncodingMismatch");
}

#[test]
fn a_folder_stands_for_all_feeds_in_it() {
    let directory = folder(&[
        ("site/a.xml", GOOD),
        (
            "site/sitemap.xml",
            "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>",
        ),
        ("site/image.xml", "<!-- a --><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>"),
        ("site/deep/er/b.RSS", BAD),
        ("site/c.atom", "broken"),
        ("site/d.rdf", "x"),
        ("site/e.opml", "x"),
        ("site/broken.xml", "no XML at all"),
        ("site/feed.json", r#"{"version": "https:\/\/jsonfeed.org\/version\/1.1"}"#),
        ("site/package.json", r#"{"version": "1.1"}"#),
        ("site/page.html", "<feed>"),
        ("site/.git/f.xml", GOOD),
    ]);
    let found = json(directory.path(), &["site"]);
    let found: Vec<String> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["input"].as_str().unwrap().replace('\\', "/"))
        .collect();
    let wanted = [
        "site/a.xml",
        "site/broken.xml",
        "site/c.atom",
        "site/d.rdf",
        "site/deep/er/b.RSS",
        "site/e.opml",
        "site/feed.json",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn standard_input_is_a_feed() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(["validate", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(BAD.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((object["input"].as_str(), output.status.code()), (Some("-"), Some(1)));
    assert!(codes(&object).contains(&"UndefinedElement"), "{object}");
}

#[test]
fn sarif_has_rules_and_results() {
    let directory = folder(&[("a b.xml", BAD)]);
    let (text, status) = validate(directory.path(), &["--format", "sarif", "a b.xml", "missing.xml"]);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((log["version"].as_str(), status), (Some("2.1.0"), 3));
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3, "{text}");
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["helpUri"].as_str().unwrap().starts_with("http"), "{rule}");
        let directory = &result["locations"][0]["physicalLocation"];
        assert_eq!(directory["artifactLocation"]["uri"], "a%20b.xml");
        assert!(
            directory["region"]["startLine"].as_u64().unwrap() >= 1
                && directory["region"]["startColumn"].as_u64().unwrap() >= 1
        );
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn junit_is_xml_with_a_case_for_each_failure() {
    let directory = folder(&[("bad.xml", BAD), ("good.xml", GOOD)]);
    let (text, _) = validate(directory.path(), &["--format", "junit", "bad.xml", "good.xml", "missing.xml"]);
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                names.push(String::from_utf8(tag.name().as_ref().to_vec()).unwrap());
            }
            _ => {}
        }
    }
    let count = |wanted: &str| names.iter().filter(|name| *name == wanted).count();
    assert_eq!(
        (count("testsuite"), count("testcase"), count("failure"), count("error")),
        (3, 4, 2, 1),
        "{text}"
    );
    assert!(text.contains(r#"name="bad.xml" tests="2" failures="2""#), "{text}");
}

#[test]
fn github_format_is_workflow_commands() {
    let directory = folder(&[("a,b%c.xml", BAD), ("good, %.xml", GOOD)]);
    let files = ["a,b%c.xml", "good, %.xml", "missing.xml"];
    let (text, _) = validate(directory.path(), &[&["--format", "github"], &files[..]].concat());
    let line =
        "::error file=a%2Cb%25c.xml,line=4,col=3,title=UndefinedElement::bogus is not allowed in channel";
    assert!(text.lines().any(|found| found == line), "{text}");
    assert!(text.lines().any(|found| found.starts_with("::warning file=good%2C %25.xml,")), "{text}");
    assert!(
        text.lines().any(|found| found.starts_with("::error title=tidings::missing.xml: cannot be read")),
        "{text}"
    );
    assert_eq!(text.lines().count(), 4, "{text}");
}

#[test]
fn two_versions_are_compared() {
    let entry = |id: &str| {
        format!(
            "<entry><id>tag:quay.example,2024:{id}</id><title>Spring tide</title>\
             <link href='https://quay.example/1'/><summary>High.</summary>\
             <updated>2024-03-02T08:00:00Z</updated></entry></feed>"
        )
    };
    let version = |id| GOOD.replace("</feed>", &entry(id));
    let directory = folder(&[("old.xml", &version("1")), ("new.xml", &version("2"))]);
    let object = json(directory.path(), &["new.xml", "--against", "old.xml"]);
    assert_eq!(codes(&object), ["MissingSelf", "EntryResurfaced"]);
    assert_eq!(validate(directory.path(), &["new.xml", "--against", "old.xml"]).1, 1);
    assert_eq!(validate(directory.path(), &["new.xml", "--against", "new.xml"]).1, 0);
    assert_eq!(validate(directory.path(), &["new.xml", "--against", "missing.xml"]).1, 3);
}

#[test]
fn codes_are_explained() {
    let here = Path::new(".");
    let explain = |arguments: &[&str]| {
        let output = tidings(here, &[&["explain"], arguments].concat());
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code().unwrap())
    };
    let (text, _, status) = explain(&["missingGUID"]);
    assert_eq!(status, 0);
    for wanted in ["MissingGuid (warning)", "Why it matters:", "How to fix it:", "<guid", "See https://"] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let (_, error, status) = explain(&["MisingGuid"]);
    assert_eq!(status, 2);
    assert!(error.contains("did you mean MissingGuid?"), "{error}");
    let (list, _, _) = explain(&[]);
    assert!(list.lines().count() > 200 && list.contains("error    SAXError"), "{list}");
    let (all, _, _) = explain(&["--format", "json"]);
    let all: Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all.as_array().unwrap().len(), list.lines().count());
    let (one, _, _) = explain(&["MissingAtomSelfLink", "--format", "json"]);
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!((one["level"].as_str(), one["parent"].as_str()), (Some("warning"), Some("MissingSelf")));
}
