//! The addresses in HTML, and those among them that are relative.

use super::references::decode_references;
use super::tag_reader::Tag;
use crate::Code;
use crate::datatypes::findings::Findings;
use crate::messages::{Finding, Param};

/// The attributes with an address that readers show or open, by element.
const ADDRESSES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("area", &["href"]),
    ("audio", &["src"]),
    ("blockquote", &["cite"]),
    ("del", &["cite"]),
    ("embed", &["src"]),
    ("iframe", &["src"]),
    ("img", &["src", "srcset"]),
    ("ins", &["cite"]),
    ("object", &["data"]),
    ("q", &["cite"]),
    ("source", &["src", "srcset"]),
    ("track", &["src"]),
    ("video", &["poster", "src"]),
];

/// Those that the W3C validator checks.
const ADDRESSES_OF_W3C: &[(&str, &[&str])] = &[("a", &["href"]), ("img", &["src"])];

/// Reports the relative addresses of a tag, for which most readers have no base.
pub(super) fn check_addresses(
    tag: &Tag<'_>,
    attributes: &[(&str, &str)],
    is_w3c: bool,
    findings: &mut Findings,
) {
    let table = if is_w3c { ADDRESSES_OF_W3C } else { ADDRESSES };
    let Some((_, wanted)) = table.iter().find(|(name, _)| *name == tag.name) else { return };
    for (name, value) in attributes {
        let Some(wanted) = wanted.iter().find(|wanted| wanted.eq_ignore_ascii_case(name)) else { continue };
        let value = decode_references(value);
        if *wanted == "srcset" {
            candidates(&value).for_each(|address| check_address(address, tag.start, findings));
        } else {
            check_address(value.trim(), tag.start, findings);
        }
    }
}

/// The addresses of a `srcset`: before a descriptor such as `2x` or `640w`, between commas and spaces.
fn candidates(value: &str) -> impl Iterator<Item = &str> {
    let parts = value.split(|c: char| c.is_ascii_whitespace()).filter(|part| !part.is_empty());
    let is_descriptor = |part: &str| {
        let number = part.trim_end_matches(',').strip_suffix(['x', 'w', 'h']);
        number.is_some_and(|number| number.parse::<f64>().is_ok())
    };
    parts.filter(move |part| !is_descriptor(part) && *part != ",").map(|part| part.trim_matches(','))
}

fn check_address(url: &str, at: usize, findings: &mut Findings) {
    let scheme = url.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    if !scheme.is_empty() && url.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':')) {
        return;
    }
    let is_forbidden =
        |c: &char| c.is_ascii() && !c.is_ascii_alphanumeric() && !";/?:@&=+$.-_!~*'()%,#".contains(*c);
    let finding = match url.chars().find(is_forbidden) {
        Some(character) => Finding::new(Code::InvalidUriChar)
            .param(Param::Value, url)
            .param(Param::Character, character.to_string()),
        None => Finding::new(Code::ContainsRelRef).param(Param::Value, url),
    };
    findings.push(finding.within(at));
}

#[cfg(test)]
mod tests {
    use super::candidates;
    use std::borrow::Cow;

    #[test]
    fn candidates_of_a_srcset_are_found() {
        for (value, expected) in [
            ("a.png", &["a.png"][..]),
            ("a.png 1x, b.png 2.5x", &["a.png", "b.png"]),
            (
                "https://quay.example/a,b.png 640w,\n /c.png 1280w",
                &["https://quay.example/a,b.png", "/c.png"],
            ),
            ("", &[]),
        ] {
            assert_eq!(candidates(&Cow::Borrowed(value)).collect::<Vec<_>>(), expected, "{value}");
        }
    }
}
