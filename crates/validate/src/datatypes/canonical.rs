//! The canonical form of a URI (RFC 3986, 6.2).

use std::fmt::Write;

/// Ports that need not be written.
const DEFAULT_PORTS: [(&str, &str); 10] = [
    ("ftp", "21"),
    ("telnet", "23"),
    ("gopher", "70"),
    ("http", "80"),
    ("news", "119"),
    ("nntp", "119"),
    ("prospero", "191"),
    ("https", "443"),
    ("snews", "563"),
    ("snntp", "563"),
];

/// What stands in a segment of a path as it is (`pchar`, RFC 3986, 3.3), besides letters and digits.
const SEGMENT: &[u8] = b"-._~!$&'()*+,;=:@";
const PATH: &[u8] = b"-._~!$&'()*+,;=:@/";
const QUERY: &[u8] = b"-._~!$&'()*+,;=:@/?";

/// The form in which two URIs that mean the same look the same. None for what has none: a percent sign
/// without two digits, or bytes that are no UTF-8.
pub(super) fn canonical(text: &str) -> Option<String> {
    let scheme = scheme_of(text);
    let rest = scheme.and_then(|scheme| text.get(scheme.len() + 1..)).unwrap_or(text);
    let (rest, fragment) = rest.split_once('#').map_or((rest, None), |(rest, part)| (rest, Some(part)));
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, part)| (rest, Some(part)));
    let mut out = String::with_capacity(text.len() + 1);
    let scheme = scheme.map(str::to_ascii_lowercase);
    if let Some(scheme) = &scheme {
        out.push_str(scheme);
        out.push(':');
    }
    if let Some(rest) = rest.strip_prefix("//") {
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        write_authority(authority, scheme.as_deref().unwrap_or_default(), &mut out);
        write_path(path, &mut out)?;
    } else if rest.starts_with('/') {
        write_path(rest, &mut out)?;
    } else if let ("mailto", Some((local, domain))) = (scheme.as_deref()?, rest.split_once('@')) {
        write_part(local, SEGMENT, &mut out)?;
        write_part(&format!("@{}", domain.to_ascii_lowercase()), PATH, &mut out)?;
    } else {
        write_part(rest, PATH, &mut out)?;
    }
    for (sign, part) in [('?', query), ('#', fragment)] {
        if let Some(part) = part {
            out.push(sign);
            write_part(part, QUERY, &mut out)?;
        }
    }
    Some(out)
}

/// The scheme, if there is one: a letter, then letters, digits and `+-.`, up to a colon (RFC 3986, 3.1).
pub(super) fn scheme_of(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// Without an empty user, in lower case, without a default port or the point of the root.
fn write_authority(authority: &str, scheme: &str, out: &mut String) {
    out.push_str("//");
    let (user, host) = authority.rsplit_once('@').map_or(("", authority), |(user, host)| (user, host));
    if !matches!(user, "" | ":") {
        out.push_str(user);
        out.push('@');
    }
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
        _ => (host, ""),
    };
    let host = host.strip_suffix('.').filter(|host| host.contains('.')).unwrap_or(host);
    out.extend(host.chars().map(|c| c.to_ascii_lowercase()));
    let is_default = DEFAULT_PORTS.contains(&(scheme, port.trim_start_matches('0')));
    if !port.is_empty() && !is_default {
        out.push(':');
        out.push_str(port);
    }
}

/// A path that starts with a slash, or the empty one of an authority, which means the same as a slash;
/// without the segments `.` and `..`.
fn write_path(path: &str, out: &mut String) -> Option<()> {
    let mut segments: Vec<&str> = Vec::new();
    let mut is_open = true;
    for segment in path.split('/').skip(1) {
        is_open = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => _ = segments.pop(),
            segment => segments.push(segment),
        }
    }
    for segment in &segments {
        out.push('/');
        write_part(segment, SEGMENT, out)?;
    }
    if is_open {
        out.push('/');
    }
    Some(())
}

/// Percent-encodes what must be, and nothing else. Delimiters stay as they are written, since they may mean
/// different things.
fn write_part(part: &str, plain: &[u8], out: &mut String) -> Option<()> {
    let mut bytes = part.bytes();
    let mut escaped: Vec<u8> = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            flush(&mut escaped, out)?;
            match byte {
                byte if !byte.is_ascii() => {
                    let at = part.len() - bytes.len() - 1;
                    if let Some(character) = part.get(at..).and_then(|rest| rest.chars().next()) {
                        out.push(character);
                    }
                }
                byte if byte.is_ascii_alphanumeric() || plain.contains(&byte) => out.push(byte.into()),
                byte => write!(out, "%{byte:02X}").ok()?,
            }
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let byte = u8::try_from(digit(bytes.next())? * 16 + digit(bytes.next())?).ok()?;
        if byte.is_ascii() {
            flush(&mut escaped, out)?;
            match byte {
                byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => out.push(byte.into()),
                byte => write!(out, "%{byte:02X}").ok()?,
            }
        } else {
            escaped.push(byte);
        }
    }
    flush(&mut escaped, out)
}

/// Writes bytes beyond ASCII as they were, if they are UTF-8.
fn flush(escaped: &mut Vec<u8>, out: &mut String) -> Option<()> {
    std::str::from_utf8(escaped).ok()?;
    for byte in escaped.drain(..) {
        write!(out, "%{byte:02X}").ok()?;
    }
    Some(())
}
