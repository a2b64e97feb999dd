//! The cases of the validator. Each case is a file whose first comments list the expected messages.
//!
//! ```text
//! <!-- expect: error MissingElement element=title parent=channel -->
//! <!-- expect: nothing -->
//! ```
//!
//! The comments list exactly the errors and warnings of the case: an unexpected message fails it like a
//! missing one. Notes may be listed. `line` and `column` are written like parameters. `location:`,
//! `charset:` and `profile:` in place of `expect:` set the options of the validator. JSON has no comments; its lines are in
//! a file beside it that ends in `.expect`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test may panic")]

use std::path::{Path, PathBuf};
use tidings_validate::{Level, Message, Options, Profile, validate};

/// The message that one comment expects.
#[derive(Debug)]
struct Wanted {
    level: String,
    code: String,
    params: Vec<(String, String)>,
}

impl Wanted {
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let (level, code) = (words.next()?, words.next()?);
        let params = words.map(|word| {
            word.split_once('=').unwrap_or_else(|| panic!("'{word}' is not of the form name=value"))
        });
        Some(Self {
            level: level.to_owned(),
            code: code.to_owned(),
            params: params.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        })
    }

    fn is(&self, message: &Message) -> bool {
        let has = |(name, value): &(String, String)| match name.as_str() {
            "line" => message.position.line.to_string() == *value,
            "column" => message.position.column.to_string() == *value,
            _ => message.param(name) == Some(value.as_str()),
        };
        message.code.name() == self.code
            && Level::name(message.level()) == self.level
            && self.params.iter().all(has)
    }
}

#[test]
fn every_case_has_exactly_the_expected_messages() {
    let cases = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds"));
    assert!(!cases.is_empty(), "there are no cases");
    let wrong: Vec<String> = cases.iter().filter_map(|case| failure(case)).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|extension| extension != "expect") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Runs a case; `None` if it passes.
fn failure(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).unwrap();
    let beside = std::fs::read_to_string(path.with_extension("expect")).unwrap_or_default();
    let head = head(&bytes, &beside);
    let value = |key: &str| head.iter().find_map(|(name, value)| (name == key).then(|| value.clone()));
    let profile = value("profile").map_or(Profile::Default, |name| name.parse().unwrap());
    let (location, charset) = (value("location"), value("charset"));
    let options = Options { location, charset, profile, ..Options::default() };
    let expectations: Vec<&str> =
        head.iter().filter(|(name, _)| name == "expect").map(|(_, value)| value.as_str()).collect();
    if expectations.is_empty() {
        return Some(format!("{}: lists no expected messages", path.display()));
    }
    let mut wanted: Vec<Wanted> = expectations
        .into_iter()
        .filter(|line| *line != "nothing")
        .map(|line| Wanted::parse(line).unwrap_or_else(|| panic!("{}: '{line}'", path.display())))
        .collect();
    let report = validate(&bytes, &options);
    let mut surplus = Vec::new();
    for message in &report.messages {
        let text = message.text();
        assert!(
            !text.contains(['{', '}']) || message.params.iter().any(|(_, value)| value.contains(['{', '}'])),
            "{text}"
        );
        match wanted.iter().position(|wanted| wanted.is(message)) {
            Some(found) => drop(wanted.swap_remove(found)),
            None if message.level() == Level::Info => {}
            None => surplus.push(format!(
                "\n    surplus: {} {} {}/{}: {text}",
                message.level(),
                message.code.name(),
                message.parent,
                message.element
            )),
        }
    }
    let missing = wanted.iter().map(|wanted| format!("\n    missing: {wanted:?}"));
    let all: Vec<String> = surplus.into_iter().chain(missing).collect();
    (!all.is_empty()).then(|| format!("{}{}", path.display(), all.concat()))
}

/// The values of the comments with their keys: `expect`, `location`, `charset`. Works for every encoding that
/// extends ASCII and, by skipping zero bytes, for UTF-16 and UTF-32.
fn head(bytes: &[u8], beside: &str) -> Vec<(String, String)> {
    let text: String = bytes.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let mut lines: Vec<String> = Vec::new();
    for comment in text.split("<!--").skip(1) {
        lines.push(comment.split("-->").next().unwrap_or_default().trim().to_owned());
    }
    lines.extend(beside.lines().map(|line| format!("expect: {line}")));
    let keyed = |line: String| {
        let (key, value) = line.split_once(':')?;
        let is_key = matches!(key.trim(), "expect" | "location" | "charset" | "profile");
        is_key.then(|| (key.trim().to_owned(), value.trim().to_owned()))
    };
    lines.into_iter().filter_map(keyed).collect()
}
