//! Compares `tidings validate` over the feed cases (`tests/feeds`) and the W3C's test cases.

use super::findings::{Difference, Findings};
use super::program::Program;
use crate::error::Error;
use crate::files;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The number of the W3C's cases in one task.
const W3C_PART: usize = 200;

/// Documents of one origin.
#[derive(Debug)]
pub(super) struct FeedCases {
    pub(super) name: String,
    cases: Vec<FeedCase>,
}

#[derive(Debug)]
struct FeedCase {
    file: PathBuf,
    /// `--location` and `--charset`.
    options: Vec<String>,
}

impl FeedCases {
    /// The cases of `tests/feeds` in one folder, with the options that their comments name.
    pub(super) fn find(folder: &Path) -> Result<Self, Error> {
        let mut files = files::files_below(folder)?;
        files.retain(|file| file.extension().is_none_or(|extension| extension != "expect"));
        let case = |file: PathBuf| Ok(FeedCase { options: options(&files::read(&file)?), file });
        let cases: Result<Vec<FeedCase>, Error> = files.into_iter().map(case).collect();
        Ok(Self { name: format!("feeds/{}", files::name(folder)), cases: cases? })
    }

    /// The W3C's cases, in parts of equal length: each line of `cases.jsonl` has a file and its address.
    pub(super) fn of_w3c(folder: &Path) -> Result<Vec<Self>, Error> {
        let path = folder.join("cases.jsonl");
        let case = |line: &str| {
            let json = |source| Error::Json { path: path.clone(), source };
            let row: Value = serde_json::from_str(line).map_err(json)?;
            let (file, url) = (row["file"].as_str(), row["url"].as_str());
            let (Some(file), Some(url)) = (file, url) else {
                return Err(Error::malformed(&path, "a row without file or url"));
            };
            let options = vec!["--location".to_owned(), url.to_owned()];
            Ok(FeedCase { file: folder.join("cases").join(file), options })
        };
        let mut cases: Vec<FeedCase> =
            files::read_text(&path)?.lines().map(case).collect::<Result<_, _>>()?;
        let mut parts = Vec::new();
        while !cases.is_empty() {
            let rest = cases.split_off(cases.len().min(W3C_PART));
            parts.push(Self { name: format!("w3c/{}", parts.len() + 1), cases });
            cases = rest;
        }
        Ok(parts)
    }

    pub(super) fn compare(&self, old: &Program, new: &Program) -> Result<Findings, Error> {
        let mut findings = Findings { validations: self.cases.len(), ..Findings::default() };
        for FeedCase { file, options } in &self.cases {
            let name = file.to_string_lossy();
            let mut command = vec!["validate", "--format", "json"];
            command.extend(options.iter().map(String::as_str));
            command.push(&name);
            let result = |program: &Program| {
                let output = program.output(&command, &Vec::new())?;
                let json = |source| Error::Json { path: file.clone(), source };
                let result: Value = serde_json::from_slice(&output.stdout).map_err(json)?;
                Ok(format!("{}\n{}", output.status, without_wording(&result)))
            };
            let subject = format!("{}/{}, validate", self.name, files::name(file));
            findings.differences.extend(Difference::of_texts(&subject, &result(old)?, &result(new)?));
        }
        Ok(findings)
    }
}

/// The options that comments at the top of a case name: `<!-- location: … -->`, `<!-- charset: … -->`.
fn options(bytes: &[u8]) -> Vec<String> {
    // Zero bytes are left out, so that comments in UTF-16 are found too.
    let text: String = bytes.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let comments = text.split("<!--").skip(1).filter_map(|rest| rest.split("-->").next()?.split_once(':'));
    let option = |(key, value): (&str, &str)| {
        let key = key.trim();
        matches!(key, "location" | "charset").then(|| [format!("--{key}"), value.trim().to_owned()])
    };
    comments.filter_map(option).flatten().collect()
}

/// One line for each message: its code, level, position and element.
fn without_wording(result: &Value) -> String {
    let messages = result["messages"].as_array().into_iter().flatten();
    let line = |message: &Value| {
        let params = &message["params"];
        json!([
            message["code"],
            message["level"],
            message["line"],
            message["column"],
            params["element"],
            params["parent"]
        ])
        .to_string()
    };
    let lines: Vec<String> = messages.map(line).collect();
    format!("valid: {}\n{}", result["valid"], lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wording_may_differ() {
        let result = |line: u32, text: &str| {
            let message = json!({"code": "A", "level": "error", "line": line, "column": 1, "text": text});
            without_wording(&json!({"valid": false, "messages": [message]}))
        };
        assert_eq!(result(1, "a"), result(1, "b"));
        assert_ne!(result(1, "a"), result(2, "a"));
        assert_ne!(result(1, "a"), without_wording(&json!({"valid": true, "messages": []})));
    }

    #[test]
    fn options_are_read_from_comments() {
        let case = b"<!-- expect: nothing --><!-- location: https://a.example/x:y -->";
        assert_eq!(options(case), ["--location", "https://a.example/x:y"]);
    }
}
