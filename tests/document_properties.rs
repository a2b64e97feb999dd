//! What must hold for whatever is dropped.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use tidings::article::ContentPath;
use tidings::document::{self, Reading};
use tidings::parse::{self, Outcome, ParseSettings};

const SETTINGS: ParseSettings = ParseSettings::in_zone(chrono_tz::Tz::UTC);

/// Reads and parses; the body with its marks, if it becomes an article.
fn body_of(name: &str, bytes: &[u8]) -> Option<String> {
    let path = ContentPath::new(name).unwrap();
    let Reading::Document(document) = document::read(&path, bytes) else { return None };
    let Outcome::Article(article) = parse::parse(*document, &SETTINGS) else { return None };
    assert!(!article.title.is_empty() && !article.slug.is_empty());
    assert!(article.title.chars().all(tidings::article::text::is_allowed));
    Some(article.body.as_marked().to_owned())
}

/// Whether HTML could run something: an element or attribute that does, or an address.
fn runs_something(html: &str) -> bool {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
        let tag = rest[at + 1..end].to_lowercase();
        let harmful_element =
            ["script", "style", "iframe", "object", "embed", "form", "svg", "base", "link", "meta"]
                .iter()
                .any(|name| tag.split([' ', '/']).next() == Some(name));
        if harmful_element || tag.contains(" on") && tag.contains('=') && has_event_attribute(&tag) {
            return true;
        }
        if ["href=\"javascript:", "src=\"javascript:", "href=\"data:"].iter().any(|part| tag.contains(part)) {
            return true;
        }
        rest = &rest[end..];
    }
    false
}

/// An attribute's name that begins with `on`, outside quoted values.
fn has_event_attribute(tag: &str) -> bool {
    let outside: String = tag.split('"').step_by(2).collect();
    outside.split_whitespace().skip(1).any(|attribute| attribute.starts_with("on"))
}

fn name() -> impl Strategy<Value = String> {
    let extension = prop::sample::select(vec!["md", "txt", "html", "markdown", "htm", "mdx", "text", ""]);
    let stem = prop::sample::select(vec!["a", "2026-03-04-b", "_posts/2026-13-45-c", "x/index", "é ü", "0"]);
    (stem, extension)
        .prop_map(|(stem, extension)| format!("{stem}.{extension}").trim_end_matches('.').to_owned())
}

/// Pieces of which trouble is made.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "...\n",
        "{\"a\": ",
        "title: ",
        "date: 2026-02-31\n",
        "tags: [a, b",
        "\n\n",
        "\t- ",
        ": ",
        "&a ",
        "*a ",
        "<<: *a\n",
        "\"",
        "'",
        "# ",
        "```\n",
        "[^1]",
        "[^1]: ",
        "![x](",
        ")",
        "[a](javascript:alert(1))",
        "<script>",
        "</script>",
        "<a href='",
        "javascript:alert(1)'>",
        "<img src=x onerror=alert(1) ",
        "srcset='",
        "<svg><style>",
        "<math><mtext><table><mglyph><style>",
        "<!--",
        "-->",
        "<!--more-->",
        "<iframe src=//x>",
        "<p",
        ">",
        "</p>",
        "<table><td>",
        "<html><head><title>",
        "</title><body>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "&#0;",
        "&#xFDD0;",
        "&lt;script&gt;",
        "https://x.org/",
        "| a | b |\n|---|---|\n",
        "> ",
        "- [x] ",
        "\r",
        "\u{feff}",
        "é",
        "\u{FDD0}",
        "::: note\n",
        "<script type='application/ld+json'>{\"@type\":\"Article\",",
        "<meta property='article:published_time' content='",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "[a-z ]{0,20}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(name in name(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        body_of(&name, &bytes);
    }

    #[test]
    fn no_document_makes_it_panic_or_brings_in_a_script(name in name(), pieces in prop::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        if let Some(body) = body_of(&name, text.as_bytes()) {
            prop_assert!(!runs_something(&body), "{body}");
            prop_assert!(body.chars().all(|c| tidings::article::text::is_allowed(c)
                || c == tidings::article::SITE_MARK || c == tidings::article::PERMALINK_MARK), "{body:?}");
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_article(name in name(), pieces in prop::collection::vec(piece(), 0..12)) {
        let text = pieces.concat();
        prop_assert_eq!(body_of(&name, text.as_bytes()), body_of(&name, text.as_bytes()));
    }
}
