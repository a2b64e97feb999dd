//! Who asks for a feed: a feed reader, or a person who followed a link in a browser? Pure.

use super::encoding::weight;
use super::fields::{HeaderLookup, text};
use hyper::header::{ACCEPT, HeaderName};

/// Sent by browsers alone, and by scripts in them with another value; a script cannot set it.
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// What readers ask for when they say what they ask for.
const FEED_TYPES: [&str; 5] =
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "text/xml"];

/// Whether a browser is to show the answer to a person: it says so itself, and likes HTML better than any feed. In
/// doubt it is a reader: a person can do something with a feed, a reader nothing with a page.
pub(super) fn is_person(headers: &(impl HeaderLookup + ?Sized)) -> bool {
    headers.first(&FETCH_DEST).is_some_and(|to| to == b"document") && prefers_html(headers)
}

fn prefers_html(headers: &(impl HeaderLookup + ?Sized)) -> bool {
    let (mut html, mut feed) = (0, 0);
    for field in headers.values(&ACCEPT) {
        let Some(field) = text(field) else { continue };
        for wish in field.split(',') {
            let (name, parameters) = wish.split_once(';').unwrap_or((wish, ""));
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
    fn who_is_a_person() {
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
        for (to, accept, person) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(FETCH_DEST, HeaderValue::from_static(to));
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(is_person(&headers), person, "{to}: {accept}");
        }
        let reader = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(chrome))]);
        assert!(!is_person(&reader), "some readers send what a browser accepts");
    }
}
