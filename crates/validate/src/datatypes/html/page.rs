//! Whole HTML pages instead of feeds: their detection, and the feed that a page links to.

use super::elements::{RAW, traits};
use super::references::decode_references;
use super::tag_reader::TagReader;

/// The number of bytes that are searched for the link, which is in the page's head.
const MAX_HEAD_BYTES: usize = 256 * 1024;

/// The media types of feeds.
const FEED_MEDIA_TYPES: &[&str] =
    &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// Whether a document starts like an HTML page.
pub(crate) fn is_page(text: &str) -> bool {
    let text = skip_prolog(text);
    let starts = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    starts("<!doctype html") || starts("<html")
}

/// The rest after an XML declaration, processing instructions and comments.
fn skip_prolog(text: &str) -> &str {
    let mut rest = text.trim_start();
    for (start, end) in [("<?", "?>"), ("<!--", "-->")].into_iter().cycle().take(16) {
        if rest.starts_with(start) {
            rest = rest.split_once(end).map_or("", |(_, rest)| rest).trim_start();
        }
    }
    rest
}

/// The URL of the first feed that a page links to, as written: `<link rel="alternate" type="…" href="…">`.
pub(crate) fn feed_of_page(text: &str) -> Option<String> {
    let end = (0..=MAX_HEAD_BYTES.min(text.len())).rev().find(|end| text.is_char_boundary(*end))?;
    let mut tags = TagReader::new(text.get(..end)?, false);
    while let Some(tag) = tags.next_tag(false) {
        if tag.is_end {
            continue;
        }
        if traits(&tag.name) & RAW != 0 {
            tags.skip_raw(&tag.name);
            continue;
        }
        let value = |wanted: &str| {
            let named = |(name, _): &&(&str, &str)| name.eq_ignore_ascii_case(wanted);
            tags.attributes().iter().find(named).map_or("", |(_, value)| *value)
        };
        let is_alternate =
            || value("rel").split_whitespace().any(|word| word.eq_ignore_ascii_case("alternate"));
        let is_feed = || FEED_MEDIA_TYPES.iter().any(|feed| feed.eq_ignore_ascii_case(value("type").trim()));
        if tag.name == "link" && is_alternate() && is_feed() && !value("href").trim().is_empty() {
            return Some(decode_references(value("href")).trim().to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_distinguished_from_feeds() {
        for (text, expected) in [
            ("<!DOCTYPE html><title>x</title>", true),
            ("\n<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", true),
            ("<HTML lang=en>", true),
            ("<rss version='2.0'/>", false),
            (
                "<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<html xmlns='http://www.w3.org/1999/xhtml'/>",
                true,
            ),
            ("<!-- page -->", false),
            ("<!-- page", false),
            ("<ä", false),
            ("", false),
        ] {
            assert_eq!(is_page(text), expected, "{text}");
        }
    }

    #[test]
    fn the_first_feed_is_found() {
        for (text, expected) in [
            ("<link rel=alternate type='application/rss+xml' href=\"/a?b&amp;c\">", Some("/a?b&c")),
            ("<LINK HREF=a.json TYPE=Application/Feed+JSON REL='x Alternate'>", Some("a.json")),
            (
                "<link rel=alternate hreflang=de href=/de><link rel=alternate type=application/atom+xml href=a>",
                Some("a"),
            ),
            ("<script>'<link rel=alternate type=application/rss+xml href=a>'</script>", None),
            ("<!-- <link rel=alternate type=application/rss+xml href=a> -->", None),
            ("<link rel=stylesheet type=text/css href=a>", None),
            ("<link rel=alternate type=application/rss+xml href=''>", None),
            ("<link rel=alternate type=application/rss+xml", None),
        ] {
            assert_eq!(feed_of_page(text).as_deref(), expected, "{text}");
        }
    }
}
