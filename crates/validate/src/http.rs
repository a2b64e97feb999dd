//! What a feed's server says besides the feed: redirects, errors, caching, compression.
//!
//! It judges what was recorded; who asks the server is somebody else's business. What HTTP says of the document's
//! format and encoding goes through [`Options`], since only the judge of the document knows what it is.

use super::{Code, Options, Report};
use crate::messages::{Finding, Param};

/// What a server answered to one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The address that was asked.
    pub address: String,
    /// The status, such as 200.
    pub status: u16,
    /// Names, in any case, and values.
    pub headers: Vec<(String, String)>,
    /// The content, decompressed.
    pub body: Vec<u8>,
}

/// A feed as it was fetched, and what its server said to a reader that comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The redirects on the way, in their order.
    pub redirects: Vec<Answer>,
    /// The answer at their end. It was asked for with `Accept-Encoding: gzip`.
    pub answer: Answer,
    /// The status of the answer to a second request with the ETag in `If-None-Match`, if that was asked.
    pub with_etag: Option<u16>,
    /// The status of the answer to a second request with the date in `If-Modified-Since`, if that was asked.
    pub with_date: Option<u16>,
}

/// Smaller ones fit into a packet or two; compressing them saves nobody time.
const WORTH_COMPRESSING: usize = 2048;

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// Whether the server answered with what was asked for.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether an error's page has a feed in it nevertheless.
    fn has_feed(&self) -> bool {
        const START: usize = 1024;
        let start = self.body.get(..self.body.len().min(START)).unwrap_or_default();
        let start = String::from_utf8_lossy(start);
        ["<rss", "<feed", "<rdf:RDF", "<opml", "jsonfeed.org/version/"]
            .iter()
            .any(|mark| start.contains(mark))
    }
}

impl Exchange {
    /// What the answer says of the document: its address, format and encoding.
    pub fn options(&self) -> Options {
        let content_type = self.answer.header("content-type").unwrap_or_default();
        let (media_type, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        let charset = parameters.split(';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches('"');
            (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
        });
        Options {
            location: Some(self.answer.address.clone()),
            charset,
            content_type: Some(media_type.trim().to_ascii_lowercase()),
            now: None,
        }
    }

    /// Whether there is a document to judge.
    pub fn has_document(&self) -> bool {
        self.answer.is_success() || self.answer.has_feed()
    }

    /// What is to be said of the server.
    pub fn validate(&self) -> Report {
        let mut report = Report::default();
        for redirect in &self.redirects {
            let code = match redirect.status {
                301 | 308 => Code::PermanentRedirect,
                _ => Code::TempRedirect,
            };
            let location = redirect.header("location").unwrap_or_default();
            add(Finding::new(code).param(Param::Location, location), &mut report);
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
            add(Finding::new(code).param(Param::Status, self.answer.status.to_string()), &mut report);
        }
        report
    }

    /// RFC 9110, 13 and RFC 9111: may a reader that comes back every few minutes be told that nothing is new?
    fn check_caching(&self, report: &mut Report) {
        const NOT_MODIFIED: u16 = 304;
        if self.answer.header("etag").is_none() && self.answer.header("last-modified").is_none() {
            add(Finding::new(Code::NoConditionalRequests), report);
        }
        for (status, code) in
            [(self.with_etag, Code::ETagIgnored), (self.with_date, Code::LastModifiedIgnored)]
        {
            if let Some(status) = status.filter(|status| *status != NOT_MODIFIED) {
                add(Finding::new(code).param(Param::Status, status.to_string()), report);
            }
        }
        let control = self.answer.header("cache-control").unwrap_or_default().to_ascii_lowercase();
        let mut directives =
            control.split(',').map(|directive| directive.split('=').next().unwrap_or_default().trim());
        if directives.clone().any(|directive| directive == "no-store") {
            add(Finding::new(Code::CachingForbidden), report);
        } else if !directives.any(|directive| matches!(directive, "max-age" | "s-maxage" | "no-cache"))
            && self.answer.header("expires").is_none()
        {
            add(Finding::new(Code::NoCacheLifetime), report);
        }
    }

    fn check_compression(&self, report: &mut Report) {
        let encoding = self.answer.header("content-encoding").unwrap_or("identity");
        if encoding.eq_ignore_ascii_case("identity") && self.answer.body.len() >= WORTH_COMPRESSING {
            add(Finding::new(Code::Uncompressed), report);
        }
    }
}

/// It is about the answer as a whole, so its place is the document's start.
fn add(finding: Finding, report: &mut Report) {
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

    fn said(exchange: &Exchange) -> Vec<Code> {
        exchange.validate().messages.iter().map(|message| message.code).collect()
    }

    #[test]
    fn what_a_server_says_of_caching_is_judged() {
        let good = Exchange { answer: answer(200, GOOD), with_etag: Some(304), ..Exchange::default() };
        assert_eq!(said(&good), []);
        /// Headers, the answers to a question with the ETag and with the moment, and what is said of them.
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
            assert_eq!(said(&exchange), *codes, "{headers:?}");
        }
    }

    #[test]
    fn redirects_and_errors_are_told() {
        let to = &[("Location", "/b")];
        let exchange = Exchange {
            redirects: vec![answer(301, to), answer(302, to), answer(307, to), answer(308, to)],
            answer: answer(404, &[]),
            ..Exchange::default()
        };
        assert_eq!(
            said(&exchange),
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
        assert_eq!(said(&error(answer(503, &[("CF-RAY", "1")]))), [Code::CloudflareHttpError]);
        let body = b"<?xml version='1.0'?><rss version='2.0'>".to_vec();
        let with_feed = error(Answer { body, ..answer(404, &[]) });
        assert_eq!(said(&with_feed), [Code::HttpErrorWithPossibleFeed]);
        assert!(with_feed.has_document() && !error(answer(404, &[])).has_document());
    }

    #[test]
    fn the_content_type_tells_format_and_encoding() {
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
