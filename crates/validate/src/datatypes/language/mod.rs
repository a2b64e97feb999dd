//! Codes for languages, countries and currencies.

mod codes;

use super::{Findings, Value};
use crate::Code;
use codes::{COUNTRIES, CURRENCIES, LANGUAGES_OF_THREE_LETTERS, LANGUAGES_OF_TWO_LETTERS};

/// Tags that were registered before there was a rule (RFC 5646, 2.2.8). The others of them follow it.
const IRREGULAR: [&str; 13] = [
    "ami", "bnn", "default", "enochian", "hak", "klingon", "lux", "mingo", "navajo", "pwn", "tao", "tay",
    "tsu",
];

/// A language tag: BCP 47 (RFC 5646), with a language that ISO 639 lists.
pub(crate) fn language(value: &Value<'_>, findings: &mut Findings) {
    if !is_language(value.text()) {
        findings.say(Code::InvalidLanguage);
    }
}

/// A country of ISO 3166.
pub(crate) fn country(value: &Value<'_>, findings: &mut Findings) {
    if !is_country(value.text()) {
        findings.say(Code::InvalidCountryCode);
    }
}

/// Whether it is a country of ISO 3166, in capitals.
pub(super) fn is_country(text: &str) -> bool {
    has::<2>(COUNTRIES, text)
}

/// A currency of ISO 4217.
pub(crate) fn currency(value: &Value<'_>, findings: &mut Findings) {
    if !has::<3>(CURRENCIES, value.text()) {
        findings.say(Code::InvalidCurrencyUnit);
    }
}

fn is_language(tag: &str) -> bool {
    let (language, subtags) = tag.split_once('-').map_or((tag, None), |(first, rest)| (first, Some(rest)));
    let is_subtag = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if !subtags.is_none_or(|subtags| subtags.split('-').all(is_subtag)) {
        return false;
    }
    let subtag = subtags.unwrap_or_default();
    match language.len() {
        1 if language.eq_ignore_ascii_case("x") => true,
        1 => language.eq_ignore_ascii_case("i") && IRREGULAR.iter().any(|it| it.eq_ignore_ascii_case(subtag)),
        2 => has::<2>(LANGUAGES_OF_TWO_LETTERS, &language.to_ascii_lowercase()),
        3 => {
            let language = language.to_ascii_lowercase();
            let is_private = matches!(language.as_bytes(), [b'q', b'a'..=b't', b'a'..=b'z']);
            is_private || has::<3>(LANGUAGES_OF_THREE_LETTERS, &language)
        }
        _ => false,
    }
}

/// Whether the codes, each of so many letters and in alphabetical order, have this one.
fn has<const LETTERS: usize>(codes: &str, code: &str) -> bool {
    let (codes, _) = codes.as_bytes().as_chunks::<LETTERS>();
    <&[u8; LETTERS]>::try_from(code.as_bytes()).is_ok_and(|code| codes.binary_search(code).is_ok())
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::*;

    #[test]
    fn languages() {
        let good = [
            "en",
            "EN",
            "en-us",
            "en-US",
            "zh-Hant-TW",
            "de-CH-1901",
            "sr-Latn-RS",
            "es-419",
            "deu",
            "ger",
            "cmn-Hans",
            "x-klingon",
            "i-klingon",
            "qaa",
            "aa",
            "zu",
            "zza",
            "sgn-BE-FR",
            "en-GB-oed",
            "iw",
            "und",
            "sla",
        ];
        let bad = [
            "",
            "English",
            "en_US",
            "en us",
            "en-",
            "-en",
            "en--US",
            "klingon",
            "xy",
            "zzz",
            "e",
            "i-none",
            "en-abcdefghi",
            "en-\u{fc}",
            "\u{fc}",
            "qzz",
            "english-us",
        ];
        table(language, Code::InvalidLanguage, &good, &bad);
    }

    #[test]
    fn countries_and_currencies() {
        table(
            country,
            Code::InvalidCountryCode,
            &["AD", "DE", "RS", "ZW"],
            &["", "de", "XX", "UK", "DEU", "Germany"],
        );
        table(
            currency,
            Code::InvalidCurrencyUnit,
            &["AED", "EUR", "ZWL"],
            &["", "eur", "XYZ", "\u{20ac}", "Euro"],
        );
    }

    #[test]
    fn the_codes_stand_in_order() {
        fn is_sorted<const LETTERS: usize>(codes: &str) -> bool {
            let (chunks, rest) = codes.as_bytes().as_chunks::<LETTERS>();
            rest.is_empty() && chunks.is_sorted() && codes.is_ascii()
        }
        assert!(is_sorted::<2>(LANGUAGES_OF_TWO_LETTERS) && is_sorted::<2>(COUNTRIES));
        assert!(is_sorted::<3>(LANGUAGES_OF_THREE_LETTERS) && is_sorted::<3>(CURRENCIES));
    }
}
