//! Tests a site's feeds with `tidings-validate`. In `Cargo.toml`:
//!
//! ```toml
//! [dev-dependencies]
//! tidings-validate = "0.1"
//! ```
//!
//! `cargo run -p tidings-validate --example validate_in_tests`

use tidings_validate::assert_valid_feed;
use tidings_validate::{Code, Level, Options, against, validate};

/// The feed of a site; a real site would generate it.
fn render(title: &str, id: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Notes from the harbour</title>
  <id>tag:harbour.example,2024:</id>
  <link rel="self" href="https://harbour.example/feed.xml"/>
  <updated>2024-05-04T08:00:00Z</updated>
  <author><name>Jane Doe</name></author>
  <entry>
    <title>{title}</title>
    <id>tag:harbour.example,2024:{id}</id>
    <link href="https://harbour.example/high-water"/>
    <updated>2024-05-04T08:00:00Z</updated>
    <summary>It is at noon today.</summary>
  </entry>
</feed>"#
    )
}

#[expect(clippy::print_stdout, reason = "the example prints a report")]
fn main() {
    let feed = render("High water", "1");

    // This line is enough for a test. If it fails, it prints each error with its line and a caret.
    assert_valid_feed!(feed);

    // Options add what the bytes do not contain, such as the feed's address. This test accepts no warnings,
    // except those with one code.
    let options =
        Options { location: Some("https://harbour.example/feed.xml".to_owned()), ..Options::default() };
    let report = validate(feed.as_bytes(), &options).without(&[Code::DuplicateUpdated]);
    assert!(!report.has(Level::Warning), "{report}");

    // Compare each new version with the published one: the id of an entry must not change.
    let next = render("High water", "2");
    let report = against(feed.as_bytes(), next.as_bytes(), &options);
    assert!(!report.is_valid());
    println!("{report}");
}
