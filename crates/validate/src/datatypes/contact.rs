//! Names and e-mail addresses of people.

use super::findings::{Findings, Value};
use super::html;
use crate::Code;
use std::borrow::Cow;

/// An e-mail address without a name.
pub(crate) fn email_address(value: &Value<'_>, findings: &mut Findings) {
    check_email(value.text(), Code::InvalidAddrSpec, findings);
}

/// An e-mail address, with or without a name: the owner of an OPML document or a podcast.
pub(crate) fn contact(value: &Value<'_>, findings: &mut Findings) {
    html::no_html(value, findings);
    check_email(address_of_contact(value.text()), Code::InvalidContact, findings);
}

/// An e-mail address and a name in the form of RSS 2.0: `a@example.org (Name)`.
pub(crate) fn email_with_name(value: &Value<'_>, findings: &mut Findings) {
    let written = value.text();
    let text = written.strip_prefix("mailto:").map_or(Cow::Borrowed(written), percent_decoded);
    let has_address = text.find('@').is_some_and(|at| at > 0);
    if !has_address || text.ends_with(')') {
        contact(&Value { raw: &text, ..*value }, findings);
    } else if text.contains(' ') {
        findings.report(Code::EmailFormat);
    } else if value.is_w3c() {
        findings.report(Code::MissingRealName);
    } else {
        // RSS 2.0 asks for the e-mail address only.
        contact(&Value { raw: &text, ..*value }, findings);
    }
}

/// A name without an e-mail address in angle brackets.
pub(crate) fn no_email(value: &Value<'_>, findings: &mut Findings) {
    let mut parts = value.text().split('<').skip(1);
    if parts.any(|part| part.split_once('>').is_some_and(|(inner, _)| is_address(inner) && has_dot(inner))) {
        findings.report(Code::ContainsEmail);
    }
}

fn check_email(address: &str, invalid: Code, findings: &mut Findings) {
    if !is_address(address) {
        findings.report(invalid);
    } else if !has_dot(address) {
        // No host of the public Internet has a name without a dot.
        findings.report(Code::UnknownHost);
    }
}

/// The address in `Name <a@example.org>` or `a@example.org (Name)`, otherwise the whole text.
fn address_of_contact(text: &str) -> &str {
    let in_brackets = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    let before_comment = text.strip_suffix(')').and_then(|text| text.split_once('('));
    match (in_brackets, before_comment) {
        (Some((name, address)), _) if !name.contains(['<', ',']) => address.trim(),
        (None, Some((address, _))) => address_of_contact(address.trim()),
        _ => text,
    }
}

/// Whether the text is an `addr-spec` (RFC 5322, 3.4.1) without quoted strings and comments, in any script
/// (RFC 6532).
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_in_atom = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_in_label = |c: char| c.is_alphanumeric() || c == '-';
    let all_parts = |text: &str, is_in: &dyn Fn(char) -> bool| {
        text.split('.').all(|part| !part.is_empty() && part.chars().all(is_in))
    };
    all_parts(local, &is_in_atom) && all_parts(domain, &is_in_label) && !domain.starts_with('-')
}

fn has_dot(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.') || domain == "localhost")
}

/// Decodes percent escapes. Bytes that are not UTF-8 become U+FFFD.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => bytes.push(byte),
            None => bytes.push(b'%'),
        }
        let is_escape = part.get(..2).is_some_and(|digits| u8::from_str_radix(digits, 16).is_ok());
        bytes.extend_from_slice(part.get(if is_escape { 2 } else { 0 }..).unwrap_or_default().as_bytes());
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_codes, assert_codes_of_w3c};
    use super::*;

    #[test]
    fn addresses() {
        let good = [
            "a@example.org",
            "first.last+tag@mail.example.org",
            "O'Neill@example.ie",
            "~@example.ie",
            "a@127.0.0.1",
        ];
        let bad = [
            "",
            "a",
            "a at example.org",
            "@example.org",
            "a@",
            "a@b@c",
            "a b@example.org",
            "a..b@example.org",
            ".a@example.org",
            "a@example..org",
            "a@-example.org",
            "a@exa_mple.org",
            "A <a@example.org>",
            "a@example.org (A)",
        ];
        assert_codes(email_address, Code::InvalidAddrSpec, &good, &bad);
        assert_codes(email_address, Code::UnknownHost, &["a@localhost"], &["a@intranet"]);
    }

    #[test]
    fn contacts() {
        let good = [
            "a@example.org",
            "A <a@example.org>",
            "\"A\" <a@example.org>",
            "a@example.org (A)",
            "<a@example.org>",
        ];
        let bad = ["", "A", "A (a@example.org)", "a@example.org, b@example.org", "A (mailto:a@example.org)"];
        assert_codes(contact, Code::InvalidContact, &good, &bad);
    }

    #[test]
    fn addresses_with_names() {
        let good = ["a@example.org (A)", "a@example.org(A B (C))", "mailto:a@example.org%20(A)"];
        assert_codes(email_with_name, Code::InvalidContact, &good, &["", "A", "A (a@example.org)", "@a"]);
        assert_codes(email_with_name, Code::InvalidContact, &["a@example.org"], &["~@example..org"]);
        assert_codes_of_w3c(
            email_with_name,
            Code::MissingRealName,
            &[],
            &["a@example.org", "mailto:a@example.org", "~@example.org"],
        );
        assert_codes(
            email_with_name,
            Code::EmailFormat,
            &[],
            &["A <a@example.org>", "mailto:A%20%3Ca@example.org%3E?subject=b"],
        );
        assert_codes(
            no_email,
            Code::ContainsEmail,
            &["", "A", "a@example.org", "A <b>", "< a@example.org"],
            &["A <a@example.org>", "<b> <a@example.org> <c>"],
        );
    }
}
