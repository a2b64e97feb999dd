//! URNs (RFC 8141, which is RFC 2141 with more characters) and the UUIDs among them (RFC 9562).

use crate::Code;

/// What is wrong with a URI of which the scheme is `urn`.
pub(super) fn fault(text: &str) -> Option<Code> {
    let (_, rest) = text.split_once(':')?;
    let Some((namespace, specific)) = rest.split_once(':') else { return Some(Code::InvalidURN) };
    if namespace.eq_ignore_ascii_case("uuid") {
        return (!is_uuid(specific)).then_some(Code::InvalidUUID);
    }
    (!is_namespace(namespace) || !is_assigned(specific)).then_some(Code::InvalidURN)
}

/// 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
pub(super) fn is_uuid(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// The specific string by RFC 2141 with the delimiters that it kept back.
pub(super) fn is_specific(text: &str) -> bool {
    !text.is_empty() && is_made_of(text, b"()+,-.:=@;$_!*'/?#")
}

/// 2 to 32 letters, digits and hyphens, the first and the last no hyphen.
fn is_namespace(text: &str) -> bool {
    (2..=32).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// What follows the namespace, with the components that follow `?+`, `?=` and `#`.
fn is_assigned(text: &str) -> bool {
    let name = text.find("?+").or_else(|| text.find("?=")).or_else(|| text.find('#')).unwrap_or(text.len());
    let (name, components) = text.split_at(name);
    !name.is_empty()
        && !name.starts_with('/')
        && is_made_of(name, b"-._~!$&'()*+,;=:@/")
        && is_made_of(components, b"-._~!$&'()*+,;=:@/?#")
}

/// Letters, digits, these, and bytes as a percent sign and two hexadecimal digits.
fn is_made_of(text: &str, others: &[u8]) -> bool {
    let mut parts = text.split('%');
    let is_plain =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte));
    let is_after_percent = |text: &str| {
        let digits = text.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) && is_plain(text)
    };
    parts.next().is_none_or(is_plain) && parts.all(is_after_percent)
}
