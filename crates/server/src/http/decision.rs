//! The decision about a GET or HEAD of a representation that exists: which status, and which content coding.
//!
//! Responses through hyper and the raw bytes of the fast path both follow this decision.

use super::conditional::{fails_precondition, is_not_modified};
use super::content_coding::{self, ContentCoding};
use super::header_lookup::HeaderLookup;
use chrono::{DateTime, Utc};

/// The result of the conditional request headers (RFC 9110, 13.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precondition {
    /// 412: the client wants only a representation that is no longer current.
    Failed,
    /// 304: the client has the current representation.
    NotModified,
    /// There is no condition, or it is met: 200, or 206 for a range.
    Proceed,
}

/// Validators of a representation.
#[derive(Debug, Clone, Copy)]
pub struct Validators<'a> {
    /// The entity tag without quotes and without the suffix of a coding.
    pub tag: &'a str,
    /// The time of the last change, if it is known.
    pub last_modified: Option<DateTime<Utc>>,
}

/// The decision about one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The result of the conditional headers, which determines the status.
    pub precondition: Precondition,
    /// The coding of the body, and of the entity tag.
    pub coding: ContentCoding,
}

impl Validators<'_> {
    /// Evaluates the conditional headers of a request.
    pub fn evaluate(&self, headers: &(impl HeaderLookup + ?Sized)) -> Precondition {
        if fails_precondition(headers, self.tag, self.last_modified) {
            Precondition::Failed
        } else if is_not_modified(headers, self.tag, self.last_modified) {
            Precondition::NotModified
        } else {
            Precondition::Proceed
        }
    }
}

/// Decides how to answer a request with these headers. A representation that is not `is_compressible` is
/// always sent as it is.
pub fn decide(
    headers: &(impl HeaderLookup + ?Sized),
    validators: &Validators<'_>,
    is_compressible: bool,
) -> Decision {
    let coding = match is_compressible {
        true => content_coding::choose(headers),
        false => ContentCoding::Identity,
    };
    Decision { precondition: validators.evaluate(headers), coding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::HeaderMap;
    use hyper::header::{ACCEPT_ENCODING, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH};

    #[test]
    fn status_and_coding_are_decided_apart() {
        let cases = [
            (None, Precondition::Proceed),
            (Some((IF_NONE_MATCH, "\"a\"")), Precondition::NotModified),
            (Some((IF_NONE_MATCH, "\"b\"")), Precondition::Proceed),
            (Some((IF_MATCH, "\"b\"")), Precondition::Failed),
        ];
        for (condition, expected) in cases {
            for (accepted, coding) in [("", ContentCoding::Identity), ("gzip", ContentCoding::Gzip)] {
                let fields: [Option<(HeaderName, &str)>; 2] =
                    [condition.clone(), Some((ACCEPT_ENCODING, accepted))];
                let headers: HeaderMap = fields
                    .into_iter()
                    .flatten()
                    .map(|(name, value)| (name, HeaderValue::from_str(value).unwrap()))
                    .collect();
                let validators = Validators { tag: "a", last_modified: None };
                let decision = decide(&headers, &validators, true);
                assert_eq!(decision, Decision { precondition: expected, coding }, "{headers:?}");
                let plain = decide(&headers, &validators, false);
                assert_eq!(plain.coding, ContentCoding::Identity, "{headers:?}");
            }
        }
    }
}
