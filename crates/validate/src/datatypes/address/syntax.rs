//! The syntax of URIs and IRIs.

use super::canonical::scheme_of;
use super::host::is_private_or_preview;
use super::{scheme::is_registered, tag, urn};
use crate::Code;
use crate::datatypes::findings::{Findings, Value};
use crate::messages::{Finding, Param};
use std::net::Ipv6Addr;
use std::ops::Range;

/// What a data type requires of an address.
#[derive(Debug, Clone, Copy)]
pub(super) struct AddressRule {
    /// Whether the address must have a scheme.
    requires_scheme: bool,
    /// Whether characters beyond ASCII are allowed.
    allows_iri: bool,
    /// The code for other syntax errors.
    /// Whether the scheme need not be registered.
    any_scheme: bool,
    invalid: Code,
}

impl AddressRule {
    /// A URI, absolute or relative.
    pub(super) const fn uri_reference(invalid: Code) -> Self {
        Self { requires_scheme: false, allows_iri: false, any_scheme: false, invalid }
    }

    /// An IRI, absolute or relative.
    pub(super) const fn iri_reference(invalid: Code) -> Self {
        Self { requires_scheme: false, allows_iri: true, any_scheme: false, invalid }
    }

    /// A URI with a scheme.
    pub(super) const fn uri(invalid: Code) -> Self {
        Self { requires_scheme: true, allows_iri: false, any_scheme: false, invalid }
    }

    /// An IRI with a scheme.
    pub(super) const fn iri(invalid: Code) -> Self {
        Self { requires_scheme: true, allows_iri: true, any_scheme: false, invalid }
    }

    /// The same for an identifier, which nobody opens: RFC 4287, 4.2.6, asks for an IRI, and RFC 3986 does not ask for
    /// the registration of its scheme.
    pub(super) const fn of_identifier(self) -> Self {
        Self { any_scheme: true, ..self }
    }
}

/// Checks an address, reports its first fault, and returns whether it is valid. A valid address may have a
/// host that only the publisher can reach, which is a warning.
pub(super) fn check_address(value: &Value<'_>, rule: AddressRule, findings: &mut Findings) -> bool {
    let text = value.text();
    match find_fault(text, rule, value.is_w3c()) {
        None => {
            let is_local = |address: &str| is_private_or_preview(address);
            if !value.is_w3c() && is_local(text) && !value.options.location.as_deref().is_some_and(is_local) {
                findings.report(Code::PreviewHost);
            }
            return true;
        }
        Some((Code::InvalidUriChar, shown)) => {
            findings.push(Finding::new(Code::InvalidUriChar).param(Param::Character, shown))
        }
        Some((Code::SchemeNotIANARegistered, shown)) => {
            findings.push(Finding::new(Code::SchemeNotIANARegistered).param(Param::Value, shown));
        }
        Some((code, _)) => findings.report(code),
    }
    false
}

/// The first fault, and the part of the address that is faulty.
fn find_fault(text: &str, rule: AddressRule, is_w3c: bool) -> Option<(Code, &str)> {
    let scheme = scheme_of(text);
    if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("tag")) {
        return (!tag::is_tag(text)).then_some((Code::InvalidTAG, text));
    }
    if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn")) {
        return urn::find_fault(text).map(|code| (code, text));
    }
    if !is_w3c && let Some(percent) = bare_percent(text) {
        return Some((Code::InvalidUriChar, percent));
    }
    if let Some(character) = first_forbidden_character(text) {
        return Some((Code::InvalidUriChar, character));
    }
    if !text.is_ascii() && !rule.allows_iri {
        let is_iri = text.chars().all(is_in_iri) && !(rule.requires_scheme && scheme.is_none());
        return Some((if is_iri { Code::UriNotIri } else { rule.invalid }, text));
    }
    let (Some(scheme), rest) = (scheme, text.split_once(':').map_or("", |(_, rest)| rest)) else {
        let is_right = !rule.requires_scheme && text.chars().all(is_in_iri);
        return (!is_right).then_some((rule.invalid, text));
    };
    let has_host = ["http", "https", "ftp"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
    if rule.requires_scheme && rest.trim_start_matches('/').is_empty()
        || has_host && !is_authority(rest, is_w3c)
        || !text.chars().all(is_in_iri)
    {
        return Some((rule.invalid, text));
    }
    let is_word = scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_free = rule.any_scheme && !is_w3c;
    (is_word && !is_free && !is_registered(scheme)).then_some((Code::SchemeNotIANARegistered, scheme))
}

/// A percent sign that two hexadecimal digits do not follow (RFC 3986, 2.1). Readers send it to the server as
/// it is, and servers respond with status 400.
fn bare_percent(text: &str) -> Option<&str> {
    let is_escape = |at: usize| {
        matches!(text.as_bytes().get(at + 1..at + 3), Some([high, low])
            if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
    };
    text.match_indices('%').find(|(at, _)| !is_escape(*at)).map(|(_, percent)| percent)
}

/// The first ASCII character that no URI contains. Brackets are allowed only around an IPv6 address.
fn first_forbidden_character(text: &str) -> Option<&str> {
    let literal = || ip_literal(text).unwrap_or(0..0);
    let is_forbidden = |(at, byte): &(usize, u8)| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => false,
        b'[' | b']' => !literal().contains(at),
        byte => byte.is_ascii() && !b";/?:@&=+$.-_!~*'()%,#".contains(byte),
    };
    let (at, _) = text.bytes().enumerate().find(is_forbidden)?;
    text.get(at..=at)
}

/// The range of an IPv6 address in the host, brackets included.
fn ip_literal(text: &str) -> Option<Range<usize>> {
    let authority = text.find("//")? + 2;
    let end = text.get(authority..)?.find(['/', '?', '#']).map_or(text.len(), |at| authority + at);
    let host = text.get(authority..end)?.rfind('@').map_or(authority, |at| authority + at + 1);
    let closing = host + text.get(host..end)?.find(']')?;
    let inner = text.get(host..closing)?.strip_prefix('[')?;
    inner.parse::<Ipv6Addr>().is_ok().then_some(host..closing + 1)
}

/// Whether the text starts with two slashes and a host, with an optional port of digits. Ports have 16 bits;
/// the W3C validator accepts any number.
fn is_authority(rest: &str, is_w3c: bool) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let port = match host.rsplit_once(']') {
        Some((_, port)) => port.strip_prefix(':').unwrap_or(port),
        None => host.split_once(':').map_or("", |(_, port)| port),
    };
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    !authority.is_empty() && is_number && (is_w3c || port.is_empty() || port.parse::<u16>().is_ok())
}

/// Whether a URL has http or https and a public host, whose labels are separated by dots.
pub(super) fn has_public_host(text: &str) -> bool {
    let is_web = scheme_of(text)
        .is_some_and(|scheme| ["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(scheme)));
    let authority =
        text.split_once("//").map_or("", |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.split(':').next().unwrap_or_default();
    let labels = || host.split('.');
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    is_web
        && labels().count() > 1
        && labels().all(is_label)
        && !labels().next_back().unwrap_or("").starts_with('-')
}

/// Whether an IRI may contain a character (RFC 3987, 2.2). ASCII characters are checked elsewhere.
fn is_in_iri(character: char) -> bool {
    let code = u32::from(character);
    match code {
        0..=0x7F => true,
        // The bidirectional formatting characters are not allowed in an IRI (4.1).
        0x200E | 0x200F | 0x202A..=0x202E => false,
        0xA0..=0xD7FF | 0xE000..=0xFDCF | 0xFDF0..=0xFFEF => true,
        0x1_0000.. => code & 0xFFFE != 0xFFFE,
        _ => false,
    }
}
