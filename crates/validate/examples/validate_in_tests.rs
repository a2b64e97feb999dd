//! How a site's own tests judge its feeds. In `Cargo.toml`:
//!
//! ```toml
//! [dev-dependencies]
//! tidings = { version = "0.1", default-features = false, features = ["validate"] }
//! ```
//!
//! `cargo run -p tidings-validate --example validate_in_tests`

use tidings_validate::assert_valid_feed;
use tidings_validate::{Code, Level, Options, against, validate};

/// What the site makes; here it is written by hand.
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

#[expect(clippy::print_stdout, reason = "an example shows what it does")]
fn main() {
    let feed = render("High water", "1");

    // In a test this is enough. A failure prints each error with its line and a caret.
    assert_valid_feed!(feed);

    // What is known of the feed besides its bytes lets the validator see more; warnings may be errors to you.
    let options =
        Options { location: Some("https://harbour.example/feed.xml".to_owned()), ..Options::default() };
    let report = validate(feed.as_bytes(), &options).without(&[Code::DuplicateUpdated]);
    assert!(!report.has(Level::Warning), "{report}");

    // The last version that was published is the best test of the next one: no entry may change its id.
    let next = render("High water", "2");
    let report = against(feed.as_bytes(), next.as_bytes(), &options);
    assert!(!report.is_valid());
    println!("{report}");
}
