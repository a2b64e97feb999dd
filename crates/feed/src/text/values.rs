//! Values with a grammar: dates, addresses, e-mail addresses, media types. An invalid value is left out,
//! because one invalid value can make a feed reader reject the whole feed.

use chrono::{DateTime, Datelike, SubsecRound, TimeZone, Utc};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::{Position, Url};

/// Converts a moment to what every format can contain: UTC, whole seconds (RSS has no fractions), a year with
/// four digits.
pub(crate) fn moment<Tz: TimeZone>(moment: &DateTime<Tz>) -> DateTime<Utc> {
    let utc = moment.to_utc().trunc_subsecs(0);
    if (1..=9999).contains(&utc.year()) { utc } else { DateTime::UNIX_EPOCH }
}

/// The output of an XML writer as text.
pub(crate) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// `Wed, 04 Mar 2026 05:06:07 +0000`: RFC 2822, with a numeric zone, since names of zones are obsolete there.
pub(crate) fn rfc2822<Tz: TimeZone>(given: &DateTime<Tz>) -> String {
    moment(given).format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// `2026-03-04T05:06:07Z`: RFC 3339.
pub(crate) fn rfc3339<Tz: TimeZone>(given: &DateTime<Tz>) -> String {
    moment(given).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Characters that RFC 3986 does not allow in a path, query or fragment, and that the WHATWG's URL parser
/// does not escape.
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

/// Percent-encodes the path of a file.
pub(crate) fn encoded_path(path: &str) -> String {
    const NOT_IN_PATH: &AsciiSet = &NOT_IN_URI.add(b'?').add(b'#').add(b'%');
    utf8_percent_encode(path, NOT_IN_PATH).to_string()
}

/// The address as a URI with RFC 3986's characters. `None` if it is not absolute, or has a scheme that a feed
/// reader should not open.
pub(crate) fn uri(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let opens = matches!(url.scheme(), "http" | "https" | "ftp" | "mailto" | "magnet" | "gemini");
    let rest = utf8_percent_encode(&url[Position::BeforePath..], NOT_IN_URI).to_string();
    opens.then(|| format!("{}{}", &url[..Position::BeforePath], with_escaped_percents(&rest)))
}

/// Escapes each `%` that begins no escape (RFC 3986, 2.4): `100%.mp3`. The URL parser keeps it.
fn with_escaped_percents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let is_escape =
            after.as_bytes().first_chunk::<2>().is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit));
        out.push_str(if is_escape { "%" } else { "%25" });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The address as a URI, if its scheme is http or https.
pub(crate) fn web_uri(address: &str) -> Option<String> {
    uri(address).filter(|uri| uri.starts_with("http://") || uri.starts_with("https://"))
}

/// The address, if W3C's validator and mail programs agree that it is valid. RFC 5322 allows more (quoted
/// local parts, a host in brackets), which are not in use.
pub(crate) fn email(address: &str) -> Option<&str> {
    let address = address.trim();
    let (local, domain) = address.split_once('@')?;
    let is_local =
        !local.is_empty() && local.chars().all(|c| c.is_ascii_alphanumeric() || "_-+.'".contains(c));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let is_domain = domain.contains('.') && domain.split('.').all(is_label);
    (is_local && is_domain).then_some(address)
}

/// The media type, or `application/octet-stream` if it is invalid.
pub(crate) fn media_type(given: &str) -> &str {
    // RFC 6838, 4.2: a name begins with a letter or a digit.
    let is_token = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part.len() <= 127
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    match given.split_once('/') {
        Some((top, sub)) if is_token(top) && is_token(sub) => given,
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
            ("https://example.org/100%.mp3?a=%2", Some("https://example.org/100%25.mp3?a=%252")),
            ("https://example.org/%C3%a9%", Some("https://example.org/%C3%a9%25")),
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
