//! URIs, IRIs and their kinds.

mod scheme;
mod scheme_table;
mod syntax;
mod tag;
mod urn;

use super::canonical::canonical;
use super::{Findings, Value, resolve, without_fragment};
use crate::Code;
use syntax::{Form, examine};

/// A URI, absolute or relative (RFC 3986).
pub(crate) fn uri_reference(value: &Value<'_>, findings: &mut Findings) {
    examine(value.text(), Form { is_full: false, is_iri: false, otherwise: Code::InvalidLink }, findings);
}

/// An IRI, absolute or relative (RFC 3987).
pub(crate) fn iri_reference(value: &Value<'_>, findings: &mut Findings) {
    examine(value.text(), Form { is_full: false, is_iri: true, otherwise: Code::InvalidIRI }, findings);
}

/// The same in a link. Where `xml:base` gives a base of its own, readers don't agree whether a link to the
/// base is a link to the document (RFC 3986, 4.4).
pub(crate) fn link_target(value: &Value<'_>, findings: &mut Findings) {
    let form = Form { is_full: false, is_iri: true, otherwise: Code::InvalidIRI };
    if !examine(value.text(), form, findings) {
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
        findings.say(Code::SameDocumentReference);
    }
}

/// A URI with a scheme.
pub(crate) fn uri(value: &Value<'_>, findings: &mut Findings) {
    examine(value.text(), Form { is_full: true, is_iri: false, otherwise: Code::InvalidFullLink }, findings);
}

/// An IRI with a scheme.
pub(crate) fn iri(value: &Value<'_>, findings: &mut Findings) {
    examine(value.text(), Form { is_full: true, is_iri: true, otherwise: Code::InvalidFullLink }, findings);
}

/// An IRI reference in an attribute: the source of Atom's content.
pub(crate) fn content_source(value: &Value<'_>, findings: &mut Findings) {
    let form = Form { is_full: false, is_iri: true, otherwise: Code::InvalidURIAttribute };
    examine(value.text(), form, findings);
}

/// An address with http or https and a host of the public web, in an attribute that readers fetch.
pub(crate) fn web_address(value: &Value<'_>, findings: &mut Findings) {
    let form = Form { is_full: true, is_iri: false, otherwise: Code::InvalidURLAttribute };
    let is_uri = examine(value.text(), form, &mut Findings::default());
    if !is_uri || !syntax::has_public_host(value.text()) {
        findings.say(Code::InvalidURLAttribute);
    }
}

/// An id of Atom: an absolute IRI, judged by its scheme as well (tag:, urn:, urn:uuid:), and in its canonical
/// form, so that readers that compare it letter by letter see no two where there is one (RFC 4287, 4.2.6.1).
pub(crate) fn canonical_id(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let form = Form { is_full: true, is_iri: true, otherwise: Code::InvalidFullLink };
    if examine(text, form, findings) {
        let canonical = canonical(text);
        if canonical.as_deref() != Some(text) {
            let canonical = canonical.as_deref().unwrap_or("N/A");
            findings.say_with(Code::NonCanonicalURI, &[("uri", text), ("curi", canonical)]);
        }
    }
}

/// A guid that is a permalink: a URI with a scheme that leads somewhere.
pub(crate) fn permalink_guid(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let form = Form { is_full: true, is_iri: false, otherwise: Code::InvalidHttpGUID };
    let leads_nowhere =
        |prefix: &str| text.get(..prefix.len()).is_some_and(|it| it.eq_ignore_ascii_case(prefix));
    if examine(text, form, findings) && ["tag:", "urn:uuid:"].into_iter().any(leads_nowhere) {
        findings.say(Code::InvalidPermalink);
    }
}

/// A guid that is none. A short number is some database's, and so any other feed's as well.
pub(crate) fn opaque_guid(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    if !text.is_empty() && text.len() < 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        findings.say(Code::NotSufficientlyUnique);
    }
}

/// A UUID (RFC 9562) without a scheme.
pub(crate) fn uuid(value: &Value<'_>, findings: &mut Findings) {
    if !urn::is_uuid(value.text()) {
        findings.say(Code::InvalidUUID);
    }
}

/// The specific string of a URN (RFC 2141), as FeedSync identifies people.
pub(crate) fn urn_specific(value: &Value<'_>, findings: &mut Findings) {
    if !urn::is_specific(value.text()) {
        findings.say(Code::InvalidNSS);
    }
}

#[cfg(test)]
mod tests;
