//! The HTTP behaviour of a feed's server: redirects, errors, caching and compression.
//!
//! This module checks recorded responses and sends no requests itself. The format and the encoding that HTTP
//! declares for the document are passed on in [`Options`], because only the validation of the document knows
//! its format.

use super::{Code, Options, Profile, Report};
use crate::messages::{Finding, Param};

/// The response to one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The URL that was requested.
    pub address: String,
    /// The status code, such as 200.
    pub status: u16,
    /// Header fields: names in any case, and values.
    pub headers: Vec<(String, String)>,
    /// The content, decompressed.
    pub body: Vec<u8>,
}

/// A recorded fetch of a feed: its redirects, its response, and the responses to conditional requests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The redirect responses, in order.
    pub redirects: Vec<Answer>,
    /// The last response. Its request had `Accept-Encoding: gzip`.
    pub answer: Answer,
    /// The status of a second request with the ETag in `If-None-Match`; `None` if none was sent.
    pub with_etag: Option<u16>,
    /// The status of a second request with the date in `If-Modified-Since`; `None` if none was sent.
    pub with_date: Option<u16>,
}

/// In bytes. A smaller body fits into one or two packets, so compression saves no time.
const MIN_COMPRESSIBLE_BYTES: usize = 2048;

impl Answer {
    /// The value of a header field, without white space around it.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// Whether the status is in the range 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the body of an error response contains a feed.
    fn has_feed(&self) -> bool {
        const SEARCHED_BYTES: usize = 1024;
        let start = self.body.get(..self.body.len().min(SEARCHED_BYTES)).unwrap_or_default();
        let start = String::from_utf8_lossy(start);
        ["<rss", "<feed", "<rdf:RDF", "<opml", "jsonfeed.org/version/"]
            .iter()
            .any(|mark| start.contains(mark))
    }
}

impl Exchange {
    /// The options for the validation of the document: its URL, media type and charset. `now` is not set.
    pub fn options(&self) -> Options {
        let content_type = self.answer.header("content-type").unwrap_or_default();
        let (media_type, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        let charset = parameters.split(';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches('"');
            (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
        });
        Options {
            profile: Profile::default(),
            location: Some(self.answer.address.clone()),
            charset,
            content_type: Some(media_type.trim().to_ascii_lowercase()),
            now: None,
        }
    }

    /// Whether the response contains a document to validate.
    pub fn has_document(&self) -> bool {
        self.answer.is_success() || self.answer.has_feed()
    }

    /// Checks the server's behaviour. The messages have line 1 and column 1, since they concern no line of
    /// the document.
    pub fn validate(&self) -> Report {
        let mut report = Report::default();
        for redirect in &self.redirects {
            let code = match redirect.status {
                301 | 308 => Code::PermanentRedirect,
                _ => Code::TempRedirect,
            };
            let location = redirect.header("location").unwrap_or_default();
            add_message(Finding::new(code).param(Param::Location, location), &mut report);
        }
        if self.answer.is_success() {
            self.check_caching(&mut report);
            self.check_compression(&mut report);
        } else {
            let code = match self.answer.status {
                _ if self.answer.has_feed() => Code::HttpErrorWithPossibleFeed,
                403 | 500.. if self.answer.header("cf-ray").is_some() => Code::CloudflareHttpError,
                _ => Code::HttpError,
            };
            add_message(Finding::new(code).param(Param::Status, self.answer.status.to_string()), &mut report);
        }
        report
    }

    /// Checks whether a reader that returns every few minutes can receive 304 (RFC 9110, 13) and may cache
    /// the feed (RFC 9111).
    fn check_caching(&self, report: &mut Report) {
        const NOT_MODIFIED: u16 = 304;
        if self.answer.header("etag").is_none() && self.answer.header("last-modified").is_none() {
            add_message(Finding::new(Code::NoConditionalRequests), report);
        }
        for (status, code) in
            [(self.with_etag, Code::ETagIgnored), (self.with_date, Code::LastModifiedIgnored)]
        {
            if let Some(status) = status.filter(|status| *status != NOT_MODIFIED) {
                add_message(Finding::new(code).param(Param::Status, status.to_string()), report);
            }
        }
        let control = self.answer.header("cache-control").unwrap_or_default().to_ascii_lowercase();
        let mut directives =
            control.split(',').map(|directive| directive.split('=').next().unwrap_or_default().trim());
        if directives.clone().any(|directive| directive == "no-store") {
            add_message(Finding::new(Code::CachingForbidden), report);
        } else if !directives.any(|directive| matches!(directive, "max-age" | "s-maxage" | "no-cache"))
            && self.answer.header("expires").is_none()
        {
            add_message(Finding::new(Code::NoCacheLifetime), report);
        }
    }

    fn check_compression(&self, report: &mut Report) {
        let encoding = self.answer.header("content-encoding").unwrap_or("identity");
        if encoding.eq_ignore_ascii_case("identity") && self.answer.body.len() >= MIN_COMPRESSIBLE_BYTES {
            add_message(Finding::new(Code::Uncompressed), report);
        }
    }
}

/// Adds a finding about the response as a whole, at the start of the document.
fn add_message(finding: Finding, report: &mut Report) {
    report.messages.push(finding.into_message());
}

#[cfg(test)]
mod tests {
    use super::{Answer, Exchange};
    use crate::Code;

    const GOOD: &[(&str, &str)] =
        &[("ETag", "\"1\""), ("Cache-Control", "max-age=300"), ("Content-Encoding", "gzip")];

    fn answer(status: u16, headers: &[(&str, &str)]) -> Answer {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Answer { address: "https://example.org/feed".to_owned(), status, headers, body: vec![b' '; 3000] }
    }

    fn codes_of(exchange: &Exchange) -> Vec<Code> {
        exchange.validate().messages.iter().map(|message| message.code).collect()
    }

    #[test]
    fn caching_headers_are_checked() {
        let good = Exchange { answer: answer(200, GOOD), with_etag: Some(304), ..Exchange::default() };
        assert_eq!(codes_of(&good), []);
        /// Header fields, the statuses of the conditional requests (ETag, date), and the expected codes.
        type Case<'c> = (&'c [(&'c str, &'c str)], Option<u16>, Option<u16>, &'c [Code]);
        let cases: &[Case<'_>] = &[
            (&[], None, None, &[Code::NoConditionalRequests, Code::NoCacheLifetime, Code::Uncompressed]),
            (GOOD, Some(200), None, &[Code::ETagIgnored]),
            (GOOD, Some(304), Some(200), &[Code::LastModifiedIgnored]),
            (
                &[("etag", "\"1\""), ("cache-control", "No-Store"), ("content-encoding", "br")],
                Some(304),
                None,
                &[Code::CachingForbidden],
            ),
            (
                &[("etag", "\"1\""), ("expires", "0"), ("content-encoding", "identity")],
                Some(304),
                None,
                &[Code::Uncompressed],
            ),
        ];
        for (headers, with_etag, with_date, codes) in cases {
            let (with_etag, with_date) = (*with_etag, *with_date);
            let exchange =
                Exchange { answer: answer(200, headers), with_etag, with_date, ..Exchange::default() };
            assert_eq!(codes_of(&exchange), *codes, "{headers:?}");
        }
    }

    #[test]
    fn redirects_and_errors_are_reported() {
        let to = &[("Location", "/b")];
        let exchange = Exchange {
            redirects: vec![answer(301, to), answer(302, to), answer(307, to), answer(308, to)],
            answer: answer(404, &[]),
            ..Exchange::default()
        };
        assert_eq!(
            codes_of(&exchange),
            [
                Code::PermanentRedirect,
                Code::TempRedirect,
                Code::TempRedirect,
                Code::PermanentRedirect,
                Code::HttpError
            ]
        );
        assert_eq!(exchange.validate().messages[1].text(), "The address redirects temporarily: /b");
        let error = |answer| Exchange { answer, ..Exchange::default() };
        assert_eq!(codes_of(&error(answer(503, &[("CF-RAY", "1")]))), [Code::CloudflareHttpError]);
        let body = b"<?xml version='1.0'?><rss version='2.0'>".to_vec();
        let with_feed = error(Answer { body, ..answer(404, &[]) });
        assert_eq!(codes_of(&with_feed), [Code::HttpErrorWithPossibleFeed]);
        assert!(with_feed.has_document() && !error(answer(404, &[])).has_document());
    }

    #[test]
    fn the_content_type_names_format_and_encoding() {
        let cases = [
            ("Application/Atom+XML; charset=\"UTF-8\"", "application/atom+xml", Some("UTF-8")),
            ("text/xml;a=b; Charset = iso-8859-1", "text/xml", Some("iso-8859-1")),
            ("application/rss+xml", "application/rss+xml", None),
            ("text/xml; charset=", "text/xml", None),
        ];
        for (header, media_type, charset) in cases {
            let answer = answer(200, &[("content-type", header)]);
            let options = Exchange { answer, ..Exchange::default() }.options();
            assert_eq!(
                (options.content_type.as_deref(), options.charset.as_deref()),
                (Some(media_type), charset)
            );
        }
    }
}
