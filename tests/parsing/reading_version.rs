//! A guard for READING_VERSION: if documents become other articles than before, the number must be raised,
//! because a catalogue reads its files again only if the number differs from the stored one.
//!
//! `tests/parsing/reading_version.txt` contains the number on its first line, then for each document case the hash of
//! its input and the hash of what it became under that number. The wording of problems is not part of the
//! hash.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use crate::support::document_case::DocumentCase;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tidings_parse::document::{self, DocumentOutcome};
use tidings_parse::{ParseOutcome, ParseSettings};

/// If this environment variable is set, the test stores what it finds.
const STORE: &str = "TIDINGS_STORE_READING_VERSION";

/// The number of the reading version, and the hashes of each case by its name.
#[derive(Debug, Clone, PartialEq)]
struct Record {
    number: u32,
    cases: BTreeMap<String, Hashes>,
}

/// Hashes of what a case is and of what it became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hashes {
    input: u64,
    output: u64,
}

#[test]
fn a_document_becomes_another_article_only_under_a_new_number() {
    let (stored, found) = (Record::parse(&std::fs::read_to_string(file()).unwrap()), Record::of_today());
    let must_store = must_be_replaced(&stored, &found).unwrap_or_else(|problem| panic!("{problem}"));
    if std::env::var_os(STORE).is_some() {
        std::fs::write(file(), found.to_text()).unwrap();
    } else if must_store {
        panic!("tests/parsing/reading_version.txt is out of date. {}", how_to_store());
    }
}

/// Whether the stored record must be replaced; an error if the number must be raised first.
fn must_be_replaced(stored: &Record, found: &Record) -> Result<bool, String> {
    if stored.number != found.number {
        return Ok(true);
    }
    let is_changed = |name: &&String| match (stored.cases.get(*name), found.cases.get(*name)) {
        (Some(stored), Some(found)) => stored.input == found.input && stored.output != found.output,
        _ => false,
    };
    let changed: Vec<&str> = stored.cases.keys().filter(is_changed).map(String::as_str).collect();
    if changed.is_empty() {
        return Ok(stored != found);
    }
    Err(format!(
        "These document cases become other articles than under reading version {}: {}.\n\
         Raise READING_VERSION in crates/parse/src/reading_version.rs, so that catalogues read their files \
         again. Then {}",
        stored.number,
        changed.join(", "),
        how_to_store(),
    ))
}

fn how_to_store() -> String {
    format!("store the new hashes: {STORE}=1 cargo test --test parsing reading_version")
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parsing/reading_version.txt")
}

impl Record {
    fn of_today() -> Self {
        let version = tidings_parse::reading_version(&ParseSettings::in_zone(chrono_tz::Tz::UTC));
        let number = version.split(' ').next().unwrap().parse().unwrap();
        let hashes = |case: DocumentCase| {
            let input = format!("{}\0{}\0", case.path, case.is_explicitly_included());
            let input = [input.as_bytes(), &case.bytes].concat();
            let hashes = Hashes { input: hash(&input), output: hash(output(&case).as_bytes()) };
            (case.name, hashes)
        };
        Self { number, cases: DocumentCase::all().into_iter().map(hashes).collect() }
    }

    fn parse(text: &str) -> Self {
        let (number, cases) = text.split_once('\n').unwrap_or((text, ""));
        let case = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            let [name, input, output] = <[&str; 3]>::try_from(words).unwrap();
            let hash = |word| u64::from_str_radix(word, 16).unwrap();
            (name.to_owned(), Hashes { input: hash(input), output: hash(output) })
        };
        Self { number: number.trim().parse().unwrap(), cases: cases.lines().map(case).collect() }
    }

    fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.number);
        for (name, Hashes { input, output }) in &self.cases {
            writeln!(text, "{name} {input:016x} {output:016x}").unwrap();
        }
        text
    }
}

/// All that the parser makes of a case, but for the wording of problems.
fn output(case: &DocumentCase) -> String {
    let read = if case.is_explicitly_included() { document::read_included_document } else { document::read };
    let outcome = match read(&case.path, &case.bytes) {
        DocumentOutcome::Document(document) => {
            tidings_parse::parse(*document, &ParseSettings::in_zone(chrono_tz::Tz::UTC))
        }
        DocumentOutcome::NotArticle(why) => ParseOutcome::NotArticle(why),
        DocumentOutcome::NoContent(why) => ParseOutcome::NoContent(why),
        DocumentOutcome::Rejected(_) => return "rejected before parsing".to_owned(),
    };
    match outcome {
        ParseOutcome::NotArticle(_) | ParseOutcome::NoContent(_) => "not an article".to_owned(),
        ParseOutcome::Rejected { metadata, .. } => {
            format!("rejected: {:?} by {:?}", metadata.title, metadata.authors)
        }
        ParseOutcome::Article(article) => {
            let mut article = serde_json::to_value(article).unwrap();
            for problem in article["problems"].as_array_mut().unwrap() {
                let problem = problem.as_object_mut().unwrap();
                problem.remove("message");
                problem.remove("remedy");
            }
            // The words of a reason are not part of the article.
            article.as_object_mut().unwrap().remove("draft_reason");
            article.to_string()
        }
    }
}

/// FNV-1a with 64 bits: the same on every machine and in every version of Rust.
fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[test]
fn the_guard_distinguishes_changed_outputs_from_new_cases_and_new_numbers() {
    let record = |number, input, output| Record {
        number,
        cases: BTreeMap::from([("a/b".to_owned(), Hashes { input, output })]),
    };
    let stored = record(6, 1, 1);
    assert_eq!(must_be_replaced(&stored, &stored), Ok(false));
    assert!(
        must_be_replaced(&stored, &record(6, 1, 2)).unwrap_err().contains("a/b"),
        "same input, other output"
    );
    assert_eq!(must_be_replaced(&stored, &record(7, 1, 2)), Ok(true), "a new number allows other outputs");
    assert_eq!(must_be_replaced(&stored, &record(6, 2, 2)), Ok(true), "a changed case needs no new number");
    let empty = Record { number: 6, cases: BTreeMap::new() };
    assert_eq!(must_be_replaced(&empty, &stored), Ok(true), "a new case needs no new number");
    assert_eq!(Record::parse(&stored.to_text()), stored);
}
