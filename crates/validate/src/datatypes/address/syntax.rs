//! The syntax of URIs and IRIs.

use super::{scheme::is_registered, tag, urn};
use crate::Code;
use crate::datatypes::Findings;
use crate::datatypes::canonical::scheme_of;
use std::net::Ipv6Addr;
use std::ops::Range;

/// What is wanted of an address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Whether it must have a scheme.
    pub(super) is_full: bool,
    /// Whether it may have characters beyond ASCII.
    pub(super) is_iri: bool,
    /// What is said if it is none.
    pub(super) otherwise: Code,
}

/// Says what is wrong with an address; tells whether that was nothing.
pub(super) fn examine(text: &str, form: Form, findings: &mut Findings) -> bool {
    match fault(text, form) {
        None => return true,
        Some((Code::InvalidUriChar, shown)) => findings.say_with(Code::InvalidUriChar, &[("char", shown)]),
        Some((Code::SchemeNotIANARegistered, shown)) => {
            findings.say_with(Code::SchemeNotIANARegistered, &[("value", shown)]);
        }
        Some((code, _)) => findings.say(code),
    }
    false
}

/// What is wrong, and which part of the address it is that.
fn fault(text: &str, form: Form) -> Option<(Code, &str)> {
    let scheme = scheme_of(text);
    if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("tag")) {
        return (!tag::is_tag(text)).then_some((Code::InvalidTAG, text));
    }
    if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn")) {
        return urn::fault(text).map(|code| (code, text));
    }
    if let Some(character) = wrong_character(text) {
        return Some((Code::InvalidUriChar, character));
    }
    if !text.is_ascii() && !form.is_iri {
        let is_iri = text.chars().all(is_in_iri) && !(form.is_full && scheme.is_none());
        return Some((if is_iri { Code::UriNotIri } else { form.otherwise }, text));
    }
    let (Some(scheme), rest) = (scheme, text.split_once(':').map_or("", |(_, rest)| rest)) else {
        let is_right = !form.is_full && text.chars().all(is_in_iri);
        return (!is_right).then_some((form.otherwise, text));
    };
    let has_host = ["http", "https", "ftp"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
    if form.is_full && rest.trim_start_matches('/').is_empty()
        || has_host && !is_authority(rest)
        || !text.chars().all(is_in_iri)
    {
        return Some((form.otherwise, text));
    }
    let is_word = scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_word && !is_registered(scheme)).then_some((Code::SchemeNotIANARegistered, scheme))
}

/// The first character of ASCII that no URI has. A percent sign without two digits after it is let through:
/// every reader fetches such addresses. Brackets stand around the address of IPv6 only.
fn wrong_character(text: &str) -> Option<&str> {
    let literal = || ip_literal(text).unwrap_or(0..0);
    let is_wrong = |(at, byte): &(usize, u8)| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => false,
        b'[' | b']' => !literal().contains(at),
        byte => byte.is_ascii() && !b";/?:@&=+$.-_!~*'()%,#".contains(byte),
    };
    let (at, _) = text.bytes().enumerate().find(is_wrong)?;
    text.get(at..=at)
}

/// Where an address of IPv6 stands in the place of a host, brackets included.
fn ip_literal(text: &str) -> Option<Range<usize>> {
    let authority = text.find("//")? + 2;
    let end = text.get(authority..)?.find(['/', '?', '#']).map_or(text.len(), |at| authority + at);
    let host = text.get(authority..end)?.rfind('@').map_or(authority, |at| authority + at + 1);
    let closing = host + text.get(host..end)?.find(']')?;
    let inner = text.get(host..closing)?.strip_prefix('[')?;
    inner.parse::<Ipv6Addr>().is_ok().then_some(host..closing + 1)
}

/// Two slashes and something that is a host, and a port of digits if there is one.
fn is_authority(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let port = match host.rsplit_once(']') {
        Some((_, port)) => port.strip_prefix(':').unwrap_or(port),
        None => host.split_once(':').map_or("", |(_, port)| port),
    };
    !authority.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether an address has http or https and a host of the public web: names with points between them.
pub(super) fn has_public_host(text: &str) -> bool {
    let is_web =
        scheme_of(text).is_some_and(|it| ["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(it)));
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

/// Whether an IRI may have a character: those of ASCII are judged elsewhere (RFC 3987, 2.2).
fn is_in_iri(character: char) -> bool {
    let code = u32::from(character);
    match code {
        0..=0x7F => true,
        // The marks of direction may not stand in an IRI (4.1).
        0x200E | 0x200F | 0x202A..=0x202E => false,
        0xA0..=0xD7FF | 0xE000..=0xFDCF | 0xFDF0..=0xFFEF => true,
        0x1_0000.. => code & 0xFFFE != 0xFFFE,
        _ => false,
    }
}
