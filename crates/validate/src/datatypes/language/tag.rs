//! The syntax of language tags (RFC 5646, 2.1), with the registered languages and regions.

use super::codes::LANGUAGES_OF_THREE_LETTERS;
use super::{contains_code, is_country, is_registered_language};
use std::collections::HashSet;

/// Tags that were registered before the current syntax and do not follow it (RFC 5646, 2.2.8).
const IRREGULAR: [&str; 17] = [
    "en-gb-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-be-fr",
    "sgn-be-nl",
    "sgn-ch-de",
];

/// Regions of the registry of subtags that ISO 3166 does not have, or no longer has: private use, those that
/// it reserves, and former countries.
const OTHER_REGIONS: &str = "AA AC AN BU CP CQ CS DD DG EA EU EZ FX IC NT SU TA TP UN XK YD YU ZR ZZ";

/// The regions with numbers in the registry (UN M.49): continents and their parts.
const NUMBERED_REGIONS: &str = "001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 057 \
     061 142 143 145 150 151 154 155 202 419";

/// Whether the tag is one that does not follow the syntax.
pub(super) fn is_irregular(tag: &str) -> bool {
    IRREGULAR.iter().any(|known| known.eq_ignore_ascii_case(tag))
}

/// Whether the tag is well-formed, with a registered language and region.
pub(super) fn is_language_tag(tag: &str) -> bool {
    if is_irregular(tag) {
        return true;
    }
    let is_subtag = |subtag: &&str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let subtags: Vec<&str> = tag.split('-').collect();
    if !subtags.iter().all(is_subtag) {
        return false;
    }
    let mut rest = subtags.as_slice();
    let mut next = |is_it: &dyn Fn(&str) -> bool| {
        let (first, others) = rest.split_first()?;
        is_it(first).then(|| rest = others).map(|()| *first)
    };
    if next(&|subtag| subtag.eq_ignore_ascii_case("x")).is_some() {
        return !rest.is_empty();
    }
    if next(&is_registered_language).is_none() {
        return false;
    }
    for _ in 0..3 {
        next(&is_extended_language);
    }
    next(&|subtag| subtag.len() == 4 && is_alphabetic(subtag));
    next(&is_region);
    let mut seen = HashSet::new();
    while let Some(variant) = next(&is_variant) {
        if !seen.insert(variant.to_ascii_lowercase()) {
            return false;
        }
    }
    are_extensions(rest)
}

fn is_alphabetic(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_extended_language(subtag: &str) -> bool {
    subtag.len() == 3 && contains_code::<3>(LANGUAGES_OF_THREE_LETTERS, &subtag.to_ascii_lowercase())
}

fn is_region(subtag: &str) -> bool {
    match subtag.len() {
        2 if is_alphabetic(subtag) => {
            let region = subtag.to_ascii_uppercase();
            let is_private = matches!(region.as_bytes(), [b'Q', b'M'..=b'Z'] | [b'X', b'A'..=b'Z']);
            is_country(&region) || is_private || OTHER_REGIONS.split(' ').any(|known| known == region)
        }
        3 => NUMBERED_REGIONS.split(' ').any(|known| known == subtag),
        _ => false,
    }
}

/// Five to eight letters or digits, or a digit and three more.
fn is_variant(subtag: &str) -> bool {
    subtag.len() >= 5 || subtag.len() == 4 && subtag.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether the subtags are extensions, each a single letter or digit with subtags of two and more, and at the
/// end subtags for private use after an `x`.
fn are_extensions(mut rest: &[&str]) -> bool {
    let mut seen = HashSet::new();
    while let Some((singleton, others)) = rest.split_first() {
        if singleton.len() != 1 {
            return false;
        }
        if singleton.eq_ignore_ascii_case("x") {
            return !others.is_empty();
        }
        let count = others.iter().take_while(|subtag| subtag.len() > 1).count();
        if count == 0 || !seen.insert(singleton.to_ascii_lowercase()) {
            return false;
        }
        rest = others.get(count..).unwrap_or_default();
    }
    true
}
