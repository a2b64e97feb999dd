//! The values that have a grammar: dates, addresses, e-mail addresses, media types. What does not fit its
//! grammar is left out rather than written wrong, for one bad value can cost a reader the whole feed.

use chrono::{DateTime, Datelike, SubsecRound, TimeZone, Utc};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::{Position, Url};

/// A moment as every format can carry it: UTC, whole seconds (RSS has no parts of one), a year of four digits.
pub(super) fn moment<Tz: TimeZone>(moment: &DateTime<Tz>) -> DateTime<Utc> {
    let utc = moment.to_utc().trunc_subsecs(0);
    if (1..=9999).contains(&utc.year()) { utc } else { DateTime::UNIX_EPOCH }
}

/// What a writer of XML wrote, which is text.
pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// `Wed, 04 Mar 2026 05:06:07 +0000`: RFC 2822, the zone as a number, since names of zones are obsolete there.
pub(super) fn rfc2822<Tz: TimeZone>(given: &DateTime<Tz>) -> String {
    moment(given).format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// `2026-03-04T05:06:07Z`: RFC 3339.
pub(super) fn rfc3339<Tz: TimeZone>(given: &DateTime<Tz>) -> String {
    moment(given).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What RFC 3986 does not allow bare in a path, query or fragment, and the WHATWG's parser leaves there.
const NOT_IN_URI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'[')
    .add(b']');

/// The path of a file as an address has it.
pub(super) fn encoded_path(path: &str) -> String {
    const NOT_IN_PATH: &AsciiSet = &NOT_IN_URI.add(b'?').add(b'#').add(b'%');
    utf8_percent_encode(path, NOT_IN_PATH).to_string()
}

/// The address as a URI in RFC 3986's characters. `None`: it is not absolute, or nothing a reader should open.
pub(super) fn uri(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let opens = matches!(url.scheme(), "http" | "https" | "ftp" | "mailto" | "magnet" | "gemini");
    let rest = utf8_percent_encode(&url[Position::BeforePath..], NOT_IN_URI);
    opens.then(|| format!("{}{rest}", &url[..Position::BeforePath]))
}

/// The address, if it can be fetched over the web.
pub(super) fn web_uri(address: &str) -> Option<String> {
    uri(address).filter(|uri| uri.starts_with("http://") || uri.starts_with("https://"))
}

/// The address, if W3C's validator and mail programs agree that it is one. RFC 5322 allows more (quoted local
/// parts, a host in brackets), which nobody has.
pub(super) fn email(address: &str) -> Option<&str> {
    let address = address.trim();
    let (local, domain) = address.split_once('@')?;
    let sound_local =
        !local.is_empty() && local.chars().all(|c| c.is_ascii_alphanumeric() || "_-+.'".contains(c));
    let sound_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let sound_domain = domain.contains('.') && domain.split('.').all(sound_label);
    (sound_local && sound_domain).then_some(address)
}

/// The media type, or the one that says nothing where it is none.
pub(super) fn media_type(given: &str) -> &str {
    let token = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    match given.split_once('/') {
        Some((top, sub)) if token(top) && token(sub) => given,
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_utc_and_never_panic() {
        let date = DateTime::parse_from_rfc3339("2026-03-04T05:06:07.891+02:00").unwrap();
        assert_eq!(rfc2822(&date), "Wed, 04 Mar 2026 03:06:07 +0000");
        assert_eq!(rfc3339(&date), "2026-03-04T03:06:07Z");
        assert_eq!(rfc2822(&DateTime::<Utc>::MAX_UTC), "Thu, 01 Jan 1970 00:00:00 +0000");
        assert_eq!(rfc3339(&DateTime::<Utc>::MIN_UTC), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn addresses() {
        let cases = [
            ("https://Example.org/a b?q=é|[1]#x^", Some("https://example.org/a%20b?q=%C3%A9%7C%5B1%5D#x%5E")),
            ("http://[::1]:8080/[x]", Some("http://[::1]:8080/%5Bx%5D")),
            ("https://bücher.example/", Some("https://xn--bcher-kva.example/")),
            ("mailto:a@example.org", Some("mailto:a@example.org")),
            ("javascript:alert(1)", None),
            ("/relative", None),
            ("", None),
        ];
        for (address, written) in cases {
            assert_eq!(uri(address).as_deref(), written, "{address}");
        }
        assert_eq!(web_uri("mailto:a@example.org"), None);
    }

    #[test]
    fn email_addresses() {
        for good in ["jo@example.org", "o'neil+feed@mail.example.co.uk"] {
            assert_eq!(email(good), Some(good));
        }
        for bad in
            ["", "jo", "jo@", "@example.org", "jo@localhost", "a b@example.org", "jo@ex..org", "j@-a.b"]
        {
            assert_eq!(email(bad), None, "{bad}");
        }
    }

    #[test]
    fn media_types() {
        assert_eq!(media_type("image/svg+xml"), "image/svg+xml");
        for bad in ["", "png", "image/", "image/p ng", "a/b/c"] {
            assert_eq!(media_type(bad), "application/octet-stream", "{bad}");
        }
    }
}
