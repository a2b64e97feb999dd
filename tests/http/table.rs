//! The rows of the table and how they are tested.

use crate::support::site::Site;
use crate::wire::{Reply, ask};

/// One rule of HTTP.
pub(crate) struct Row {
    /// The rule and its source.
    pub(crate) rule: &'static str,
    /// Request line and headers. `{etag}` and `{modified}` are replaced by those of a plain GET of the same
    /// path, `{tag}` by the entity tag without its quotes.
    pub(crate) request: &'static str,
    pub(crate) status: u16,
    pub(crate) conditions: &'static [Condition],
}

/// An expectation about the response.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Condition {
    /// A header has this value, with the words in braces replaced.
    Is(&'static str, &'static str),
    /// The value of a header contains this.
    Has(&'static str, &'static str),
    /// A header is absent.
    No(&'static str),
    /// A header is present with any value.
    Some(&'static str),
    /// A header is the same as in a plain GET of the same path.
    Same(&'static str),
    /// A header differs from that of a plain GET of the same path.
    Other(&'static str),
    /// The body is this.
    Body(&'static str),
    /// The body contains this.
    Text(&'static str),
    /// The body does not contain this.
    Without(&'static str),
    /// The body is the same as that of a plain GET of the same path.
    SameBody,
    /// The body is empty.
    Empty,
}

/// Tests all rows and reports all that fail.
pub(crate) fn check(site: &Site, rows: &[Row]) {
    check_with(site, &[], rows);
}

/// The same with additional words in braces: `("{old}", "\"123\"")`.
pub(crate) fn check_with(site: &Site, words: &[(&str, &str)], rows: &[Row]) {
    let wrong: Vec<String> = rows.iter().filter_map(|row| row.failure(site, words)).collect();
    assert!(wrong.is_empty(), "{} of {} rules:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

impl Row {
    fn failure(&self, site: &Site, words: &[(&str, &str)]) -> Option<String> {
        let path = self.request.split(['\n', ' ']).nth(1).unwrap_or("/");
        let plain = ask(site, &format!("GET {path}"));
        let fill = |text: &str| {
            let text = words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value));
            replace_words(&text, &plain)
        };
        let request = fill(self.request);
        let answer = ask(site, &request);
        let mut wrong: Vec<String> = Vec::new();
        if answer.status != self.status {
            wrong.push(format!("status {} instead of {}", answer.status, self.status));
        }
        let broken = self.conditions.iter().filter(|condition| !condition.is_met(&answer, &plain, fill));
        wrong.extend(broken.map(|condition| format!("not {condition:?}")));
        let report = || format!("- {}\n  {request:?}\n  {}\n  {}", self.rule, wrong.join("; "), answer.head);
        (!wrong.is_empty()).then(report)
    }
}

fn replace_words(text: &str, plain: &Reply) -> String {
    text.replace("{etag}", plain.header("etag"))
        .replace("{tag}", plain.header("etag").trim_matches('"'))
        .replace("{modified}", plain.header("last-modified"))
        .replace("{length}", plain.header("content-length"))
}

impl Condition {
    fn is_met(&self, answer: &Reply, plain: &Reply, fill: impl Fn(&str) -> String) -> bool {
        match *self {
            Self::Is(name, value) => answer.header(name) == fill(value),
            Self::Has(name, part) => answer.header(name).contains(part),
            Self::No(name) => answer.header(name).is_empty(),
            Self::Some(name) => !answer.header(name).is_empty(),
            Self::Same(name) => answer.header(name) == plain.header(name),
            Self::Other(name) => answer.header(name) != plain.header(name),
            Self::Body(text) => answer.body == text.as_bytes(),
            Self::Text(part) => answer.text().contains(part),
            Self::Without(part) => !answer.text().contains(part),
            Self::SameBody => answer.body == plain.body,
            Self::Empty => answer.body.is_empty(),
        }
    }
}
