//! Codes of languages, countries and currencies.

mod codes;
mod tag;

use super::findings::{Findings, Value};
use crate::Code;
use codes::{COUNTRIES, CURRENCIES, LANGUAGES_OF_THREE_LETTERS, LANGUAGES_OF_TWO_LETTERS};
use tag::is_irregular;

/// A language tag of BCP 47 (RFC 5646), with a language of ISO 639.
pub(crate) fn language(value: &Value<'_>, findings: &mut Findings) {
    let is_language = if value.is_w3c() { is_language_of_w3c } else { tag::is_language_tag };
    if !is_language(value.text()) {
        findings.report(Code::InvalidLanguage);
    }
}

/// A country code of ISO 3166.
pub(crate) fn country(value: &Value<'_>, findings: &mut Findings) {
    if !is_country(value.text()) {
        findings.report(Code::InvalidCountryCode);
    }
}

/// Whether the text is a country code of ISO 3166, in capital letters.
pub(super) fn is_country(text: &str) -> bool {
    contains_code::<2>(COUNTRIES, text)
}

/// A currency code of ISO 4217.
pub(crate) fn currency(value: &Value<'_>, findings: &mut Findings) {
    if !contains_code::<3>(CURRENCIES, value.text()) {
        findings.report(Code::InvalidCurrencyUnit);
    }
}

/// Whether the tag is a language that ISO 639 knows with subtags of any kind, as the W3C validator checks it.
fn is_language_of_w3c(tag: &str) -> bool {
    let (language, subtags) = tag.split_once('-').map_or((tag, None), |(first, rest)| (first, Some(rest)));
    let is_subtag = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if !subtags.is_none_or(|subtags| subtags.split('-').all(is_subtag)) {
        return false;
    }
    match language.len() {
        1 => language.eq_ignore_ascii_case("x") || is_irregular(tag),
        _ => is_registered_language(language),
    }
}

/// Whether ISO 639 has this code of two or three letters, or it is one for private use.
fn is_registered_language(language: &str) -> bool {
    let language = language.to_ascii_lowercase();
    match language.len() {
        2 => contains_code::<2>(LANGUAGES_OF_TWO_LETTERS, &language),
        3 => {
            let is_private = matches!(language.as_bytes(), [b'q', b'a'..=b't', b'a'..=b'z']);
            is_private || contains_code::<3>(LANGUAGES_OF_THREE_LETTERS, &language)
        }
        _ => false,
    }
}

/// Whether a sorted list of codes, each of `LETTERS` letters, contains this code.
fn contains_code<const LETTERS: usize>(codes: &str, code: &str) -> bool {
    let (codes, _) = codes.as_bytes().as_chunks::<LETTERS>();
    <&[u8; LETTERS]>::try_from(code.as_bytes()).is_ok_and(|code| codes.binary_search(code).is_ok())
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_codes;
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
            "sl-rozaj-biske-1994",
            "zh-cmn-Hans-CN",
            "de-DE-u-co-phonebk",
            "en-a-bbb-x-a-ccc",
            "hy-Latn-IT-arevela",
            "ar-001",
            "sr-XK",
            "zh-min-nan",
            "art-lojban",
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
            "de-DE-xx",
            "de-AB",
            "de-DE-DE",
            "de-Latn-Latn",
            "de-1901-1901",
            "en-u",
            "en-a-bb-a-cc",
            "en-999",
            "en-UK",
            "x",
            "en-x",
        ];
        assert_codes(language, Code::InvalidLanguage, &good, &bad);
    }

    #[test]
    fn countries_and_currencies() {
        assert_codes(
            country,
            Code::InvalidCountryCode,
            &["AD", "DE", "RS", "ZW"],
            &["", "de", "XX", "UK", "DEU", "Germany"],
        );
        assert_codes(
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
