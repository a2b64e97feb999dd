//! tag: URIs (RFC 4151).

use chrono::NaiveDate;

/// Whether it is a tag: URI: who owned a name on which day, and what they called the thing.
pub(super) fn is_tag(text: &str) -> bool {
    let Some((authority, rest)) = text.strip_prefix("tag:").and_then(|rest| rest.split_once(',')) else {
        return false;
    };
    let Some((date, specific)) = rest.split_once(':') else { return false };
    let (specific, fragment) = specific.split_once('#').unwrap_or((specific, ""));
    is_authority(authority) && is_date(date) && is_specific(specific) && is_specific(fragment)
}

/// The name of a host, or an address of e-mail.
fn is_authority(text: &str) -> bool {
    let (local, host) = text.split_once('@').map_or((None, text), |(local, host)| (Some(local), host));
    let is_local = |local: &str| {
        !local.is_empty()
            && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
    };
    let is_label = |label: &str| {
        let bytes = label.as_bytes();
        let ends = bytes.first().zip(bytes.last());
        ends.is_some_and(|(first, last)| first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric())
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    };
    local.is_none_or(is_local) && host.split('.').all(is_label)
}

/// A year, a month or a day; what is left out is the first.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut number = |digits: usize| {
        parts.next().map(|part| {
            let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u32>().ok()).flatten()
        })
    };
    let (year, month, day) = (number(4), number(2), number(2));
    let or_first = |part: Option<Option<u32>>| part.unwrap_or(Some(1));
    let date = year.flatten().zip(or_first(month)).zip(or_first(day));
    parts.next().is_none()
        && date.is_some_and(|((year, month), day)| {
            i32::try_from(year).is_ok_and(|year| NaiveDate::from_ymd_opt(year, month, day).is_some())
        })
}

/// `*( pchar / "/" / "?" )`.
fn is_specific(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte))
}
