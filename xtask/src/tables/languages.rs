//! Codes of languages, countries and currencies: ISO 639, 3166 and 4217.

use super::packages::{Packages, objects, values};
use super::rust::{code_literal, head};
use super::source::{Source, Words, corrected};
use crate::error::Error;
use std::collections::BTreeSet;

const LANGUAGES: [(&str, &str); 5] = [
    ("in", "withdrawn from ISO 639-1 in 1989, now id; feeds still use it"),
    ("iw", "withdrawn from ISO 639-1 in 1989, now he; feeds still use it"),
    ("ji", "withdrawn from ISO 639-1 in 1989, now yi; feeds still use it"),
    ("jw", "published in ISO 639-1 by mistake for jv; feeds still use it"),
    ("mo", "withdrawn from ISO 639-1 in 2008, now ro; feeds still use it"),
];

const LONG_LANGUAGES: [(&str, &str); 3] = [
    ("mol", "withdrawn from ISO 639-2 in 2008, now ron"),
    ("scc", "withdrawn from ISO 639-2 in 2008, now srp"),
    ("scr", "withdrawn from ISO 639-2 in 2008, now hrv"),
];

/// The registry writes the range for private use as one code; the validator knows it as a rule.
const PRIVATE_LANGUAGES: [(&str, &str); 1] = [("qaa-qtz", "a range, which is a rule of the validator")];

const COUNTRIES: [(&str, &str); 1] = [("AN", "withdrawn from ISO 3166-1 in 2010; old feeds name it")];

/// Currencies that were withdrawn from ISO 4217; old feeds name them.
const CURRENCIES: [(&str, &str); 25] = [
    ("AZM", "now AZN"),
    ("BYR", "now BYN"),
    ("CSD", "now RSD"),
    ("CYP", "now EUR"),
    ("EEK", "now EUR"),
    ("GHC", "now GHS"),
    ("GWP", "now XOF"),
    ("LTL", "now EUR"),
    ("LVL", "now EUR"),
    ("MRO", "now MRU"),
    ("MTL", "now EUR"),
    ("MZM", "now MZN"),
    ("ROL", "now RON"),
    ("SDD", "now SDG"),
    ("SIT", "now EUR"),
    ("SKK", "now EUR"),
    ("STD", "now STN"),
    ("TMM", "now TMT"),
    ("TRL", "now TRY"),
    ("USS", "US dollar, same day"),
    ("VEB", "now VEF"),
    ("XFO", "gold franc"),
    ("XFU", "UIC franc"),
    ("ZMK", "now ZMW"),
    ("ZWD", "now ZWL"),
];

pub(super) fn import(packages: &Packages) -> Result<Source, Error> {
    let all = |files: &[&str]| -> Result<Vec<_>, Error> {
        let lists: Result<Vec<_>, _> = files.iter().map(|file| objects(&packages.iso_codes(file))).collect();
        Ok(lists?.concat())
    };
    let languages = all(&["iso_639-2.json", "iso_639-3.json", "iso_639-5.json"])?;
    let long = values(&languages, "alpha_3").union(&values(&languages, "bibliographic")).cloned().collect();
    let sets = [
        ("languages of two letters", values(&languages, "alpha_2")),
        ("languages of three letters", long),
        ("countries", values(&all(&["iso_3166-1.json"])?, "alpha_2")),
        ("currencies", values(&all(&["iso_4217.json"])?, "alpha_3")),
    ];
    Ok(Source::new(vec![packages.iso_codes_origin()?], sets))
}

pub(super) fn render(source: &Source) -> Result<String, Error> {
    let mut text =
        head("Codes of ISO 639, 3166 and 4217, each list in one string in alphabetical order.", source);
    let tables = [
        (
            "ISO 639-1, with five codes that were withdrawn from it.",
            "LANGUAGES_OF_TWO_LETTERS",
            corrected(source.words("languages of two letters")?, &LANGUAGES, &[])?,
        ),
        (
            "ISO 639-2 (both sets), 639-3 and 639-5, with three codes that were withdrawn. `qaa` to `qtz` are for\n\
             /// private use and are not listed.",
            "LANGUAGES_OF_THREE_LETTERS",
            corrected(source.words("languages of three letters")?, &LONG_LANGUAGES, &PRIVATE_LANGUAGES)?,
        ),
        (
            "ISO 3166-1, with the Netherlands Antilles, which were withdrawn.",
            "COUNTRIES",
            corrected(source.words("countries")?, &COUNTRIES, &[])?,
        ),
        (
            "ISO 4217, with currencies that were withdrawn.",
            "CURRENCIES",
            corrected(source.words("currencies")?, &CURRENCIES, &[])?,
        ),
    ];
    for (comment, name, codes) in tables {
        check_lengths(name, &codes)?;
        let codes = code_literal(codes.iter().map(String::as_str));
        text.push_str(&format!("\n/// {comment}\npub(super) const {name}: &str = {codes};\n"));
    }
    Ok(text)
}

/// Codes without anything between them must be of one length.
fn check_lengths(name: &str, codes: &Words) -> Result<(), Error> {
    let lengths: BTreeSet<usize> = codes.iter().map(String::len).collect();
    if lengths.len() > 1 {
        return Err(Error::Usage(format!("{name} has codes of the lengths {lengths:?}")));
    }
    Ok(())
}
