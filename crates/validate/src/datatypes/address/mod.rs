//! URIs and IRIs: syntax, schemes, ids and guids.

mod canonical;
mod domain_table;
mod host;
mod resolve;
mod scheme;
mod scheme_table;
mod syntax;
mod tag;
mod urn;

pub(crate) use host::{host_of, is_known_domain};
pub(crate) use resolve::{is_same_address, normal_address, resolve, without_fragment};

use super::findings::{Findings, Value};
use crate::Code;
use crate::messages::{Finding, Param};
use canonical::canonical;
use syntax::{AddressRule, check_address};

/// A URI reference, absolute or relative (RFC 3986).
pub(crate) fn uri_reference(value: &Value<'_>, findings: &mut Findings) {
    check_address(value, AddressRule::uri_reference(Code::InvalidLink), findings);
}

/// An IRI reference, absolute or relative (RFC 3987).
pub(crate) fn iri_reference(value: &Value<'_>, findings: &mut Findings) {
    check_address(value, AddressRule::iri_reference(Code::InvalidIRI), findings);
}

/// An IRI reference in a link. If `xml:base` sets another base than the document's URL, readers disagree
/// whether a link to that base is a link to the document itself (RFC 3986, 4.4).
pub(crate) fn link_target(value: &Value<'_>, findings: &mut Findings) {
    let rule = AddressRule::iri_reference(Code::InvalidIRI);
    if !check_address(value, rule, findings) {
        return;
    }
    let document = value.options.location.as_deref().unwrap_or_default();
    if value.base == document {
        return;
    }
    let plain = |address: &str| {
        let address = without_fragment(address);
        canonical(address).unwrap_or_else(|| address.to_owned())
    };
    let base = plain(value.base);
    if base != plain(document) && plain(&resolve(value.base, value.text())) == base {
        findings.report(Code::SameDocumentReference);
    }
}

/// A URI with a scheme.
pub(crate) fn uri(value: &Value<'_>, findings: &mut Findings) {
    check_address(value, AddressRule::uri(Code::InvalidFullLink), findings);
}

/// An IRI with a scheme.
pub(crate) fn iri(value: &Value<'_>, findings: &mut Findings) {
    check_address(value, AddressRule::iri(Code::InvalidFullLink), findings);
}

/// An IRI reference in an attribute: the source of Atom content.
pub(crate) fn content_source(value: &Value<'_>, findings: &mut Findings) {
    let rule = AddressRule::iri_reference(Code::InvalidURIAttribute);
    check_address(value, rule, findings);
}

/// A URL with http or https and a public host, in an attribute that readers fetch.
pub(crate) fn web_address(value: &Value<'_>, findings: &mut Findings) {
    let rule = AddressRule::uri(Code::InvalidURLAttribute);
    let mut found = Findings::default();
    let is_uri = check_address(value, rule, &mut found);
    if !is_uri || !syntax::has_public_host(value.text()) {
        findings.report(Code::InvalidURLAttribute);
    } else {
        findings.append(found);
    }
}

/// An Atom id: an absolute IRI that is valid for its scheme (tag:, urn:, urn:uuid:) and in canonical form, so
/// that readers that compare ids character by character recognise it (RFC 4287, 4.2.6.1).
pub(crate) fn canonical_id(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let rule = AddressRule::iri(Code::InvalidFullLink).of_identifier();
    if check_address(value, rule, findings) {
        let canonical = canonical(text);
        if canonical.as_deref() != Some(text) {
            let canonical = canonical.as_deref().unwrap_or("N/A");
            findings.push(
                Finding::new(Code::NonCanonicalURI)
                    .param(Param::Uri, text)
                    .param(Param::CanonicalUri, canonical),
            );
        }
    }
}

/// A guid that is a permalink: a URI with a scheme that can be opened.
pub(crate) fn permalink_guid(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let rule = AddressRule::uri(Code::InvalidHttpGUID);
    let has_prefix =
        |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if check_address(value, rule, findings) && ["tag:", "urn:uuid:"].into_iter().any(has_prefix) {
        findings.report(Code::InvalidPermalink);
    }
}

/// A guid that is not a permalink. A short number is the key of some database, so other feeds have the same
/// guid.
pub(crate) fn opaque_guid(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    if !text.is_empty() && text.len() < 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        findings.report(Code::NotSufficientlyUnique);
    }
}

/// A UUID (RFC 9562) without a scheme.
pub(crate) fn uuid(value: &Value<'_>, findings: &mut Findings) {
    if !urn::is_uuid(value.text()) {
        findings.report(Code::InvalidUUID);
    }
}

/// The namespace-specific string of a URN (RFC 2141), by which FeedSync identifies people.
pub(crate) fn urn_specific(value: &Value<'_>, findings: &mut Findings) {
    if !urn::is_specific(value.text()) {
        findings.report(Code::InvalidNSS);
    }
}

#[cfg(test)]
mod tests;
