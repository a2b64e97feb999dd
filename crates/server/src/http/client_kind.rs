//! Distinguishes a person's browser from a feed reader at a feed's address.

use super::content_coding::weight;
use super::header_lookup::{HeaderLookup, text};
use hyper::header::{ACCEPT, HeaderName};

/// Only browsers send it. A script in a browser sends another value than `document` and cannot set the field.
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Media types that feed readers name in `Accept`.
const FEED_TYPES: [&str; 5] =
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "text/xml"];

/// Whether a browser requests a document to show to a person: `Sec-Fetch-Dest: document`, and HTML weighs
/// more than any feed type in `Accept`. In doubt the client counts as a feed reader: a person can use a feed,
/// but a reader cannot use a page.
pub(crate) fn prefers_html(headers: &(impl HeaderLookup + ?Sized)) -> bool {
    headers.first(&FETCH_DEST).is_some_and(|destination| destination == b"document")
        && ranks_html_first(headers)
}

fn ranks_html_first(headers: &(impl HeaderLookup + ?Sized)) -> bool {
    let (mut html, mut feed) = (0, 0);
    for field in headers.values(&ACCEPT) {
        let Some(field) = text(field) else { continue };
        for item in field.split(',') {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let name = name.trim();
            if name.eq_ignore_ascii_case("text/html") {
                html = weight(parameters);
            } else if FEED_TYPES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
                feed = feed.max(weight(parameters));
            }
        }
    }
    html > feed
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::HeaderMap;
    use hyper::header::HeaderValue;

    #[test]
    fn browsers_that_navigate_prefer_html() {
        let chrome = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
        let cases = [
            ("document", chrome, true),
            ("document", "text/html", true),
            ("document", "text/html;q=0.5, application/rss+xml;q=0.4", true),
            ("document", "application/rss+xml, text/html;q=0.9", false),
            ("document", "text/html, application/atom+xml", false),
            ("document", "*/*", false),
            ("document", "", false),
            ("empty", chrome, false),
            ("iframe", chrome, false),
            ("", chrome, false),
        ];
        for (destination, accept, html) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(FETCH_DEST, HeaderValue::from_static(destination));
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(prefers_html(&headers), html, "{destination}: {accept}");
        }
        let reader = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(chrome))]);
        assert!(!prefers_html(&reader), "some readers send what a browser accepts");
    }
}
