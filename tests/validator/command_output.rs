//! What `tidings validate` writes, where, and of which files.
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use crate::command::{BAD, GOOD, folder, tidings, validate};
use serde_json::Value;

#[test]
fn equal_messages_are_shown_once_with_their_number() {
    let items: String = (0..60)
        .map(|n| format!("<item><title>{n}</title><link>https://quay.example/{n}</link></item>\n"))
        .collect();
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Tides</title><link>https://quay.example/</link>\n\
         <description>High water</description>\n{items}</channel></rss>"
    );
    let directory = folder(&[("feed.xml", &feed)]);
    let (text, status) = validate(directory.path(), &["feed.xml"]);
    assert_eq!((text.matches("[MissingGuid]").count(), status), (1, 0), "{text}");
    assert!(text.contains("feed.xml:3:1: warning: ") && text.contains("(60 times, first here)"), "{text}");
    assert!(text.contains("feed.xml: valid: 60 warnings"), "the totals count all: {text}");
}

#[test]
fn several_documents_have_a_summary() {
    let directory = folder(&[("bad.xml", BAD), ("good.xml", GOOD)]);
    let (text, _) = validate(directory.path(), &["bad.xml", "good.xml", "missing.xml"]);
    let last = text.lines().last().unwrap();
    assert_eq!(last, "3 documents: 1 valid, 1 not valid, 1 not read: 2 errors, 1 warning, 1 note");
    let (text, _) = validate(directory.path(), &["good.xml"]);
    assert!(!text.contains("documents:"), "{text}");
}

#[test]
fn notes_are_shown_on_request_and_beside_an_older_version() {
    let directory = folder(&[("bad.xml", BAD)]);
    for (arguments, is_shown) in [
        (&["bad.xml"][..], false),
        (&["bad.xml", "--notes"], true),
        (&["bad.xml", "--against", "bad.xml"], true),
    ] {
        let (text, _) = validate(directory.path(), arguments);
        assert_eq!(text.contains(": info: "), is_shown, "{text}");
    }
}

#[test]
fn files_of_a_folder_can_be_left_out() {
    let directory = folder(&[("good.xml", GOOD)]);
    for name in ["drafts/a.xml", "node_modules/b/c.xml", ".git/d.xml", "deep/old/e.xml"] {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, BAD).unwrap();
    }
    let (text, status) = validate(directory.path(), &[".", "--exclude", "drafts/**", "--exclude", "e.xml"]);
    assert!(status == 0 && text.contains("good.xml") && !text.contains(".xml: not valid"), "{text}");
    let (text, _) = validate(directory.path(), &["."]);
    assert!(text.contains("a.xml: not valid") && text.contains("e.xml: not valid"), "{text}");
    assert!(!text.contains("node_modules") && !text.contains(".git"), "{text}");
    assert_eq!(validate(directory.path(), &[".", "--exclude", "["]).1, 2);
}

#[test]
fn output_goes_to_a_file_or_nowhere() {
    let directory = folder(&[("bad.xml", BAD)]);
    let (text, status) = validate(directory.path(), &["bad.xml", "--format", "json", "--output", "out.json"]);
    assert!(status == 1 && text.contains("bad.xml: not valid"), "{text}");
    let written = std::fs::read(directory.path().join("out.json")).unwrap();
    let object: Value = serde_json::from_slice(&written).unwrap();
    assert_eq!(object["valid"], Value::Bool(false));
    assert_eq!(validate(directory.path(), &["bad.xml", "--quiet"]), (String::new(), 1));
    let failed = tidings(directory.path(), &["validate", "bad.xml", "--output", "no/such/folder"]);
    assert_eq!(failed.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("cannot be written"));
}
