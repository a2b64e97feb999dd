//! How a row of the table reads, and how it is asked.

use crate::support::site::Site;
use crate::wire::{Reply, ask};

/// One rule of HTTP.
pub(crate) struct Row {
    /// What is promised, and where that is written.
    pub(crate) rule: &'static str,
    /// Request line and headers. `{etag}` and `{modified}` stand for those of a plain GET of the same path, `{tag}` for
    /// the entity tag without its quotes.
    pub(crate) request: &'static str,
    pub(crate) status: u16,
    pub(crate) conditions: &'static [Condition],
}

/// What must be true of the answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Condition {
    /// A header has this value, with the words in braces put in.
    Is(&'static str, &'static str),
    /// A header's value has this in it.
    Has(&'static str, &'static str),
    /// A header is not there.
    No(&'static str),
    /// A header is there, whatever it says.
    Some(&'static str),
    /// A header is the same as in a plain GET of the same path.
    Same(&'static str),
    /// A header is another than in a plain GET of the same path.
    Other(&'static str),
    /// The body is this.
    Body(&'static str),
    /// The body has this in it.
    Text(&'static str),
    /// The body has this nowhere in it.
    Without(&'static str),
    /// The body is the same as that of a plain GET of the same path.
    SameBody,
    /// There is no body.
    Empty,
}

/// Asks for all rows, and tells of all that fail.
pub(crate) fn check(site: &Site, rows: &[Row]) {
    check_with(site, &[], rows);
}

/// The same with more words in braces: `("{old}", "\"123\"")`.
pub(crate) fn check_with(site: &Site, words: &[(&str, &str)], rows: &[Row]) {
    let wrong: Vec<String> = rows.iter().filter_map(|row| row.complaint(site, words)).collect();
    assert!(wrong.is_empty(), "{} of {} rules:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

impl Row {
    fn complaint(&self, site: &Site, words: &[(&str, &str)]) -> Option<String> {
        let path = self.request.split(['\n', ' ']).nth(1).unwrap_or("/");
        let plain = ask(site, &format!("GET {path}"));
        let fill = |text: &str| {
            let text = words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value));
            filled(&text, &plain)
        };
        let request = fill(self.request);
        let answer = ask(site, &request);
        let mut wrong: Vec<String> = Vec::new();
        if answer.status != self.status {
            wrong.push(format!("status {} instead of {}", answer.status, self.status));
        }
        let broken = self.conditions.iter().filter(|condition| !condition.holds(&answer, &plain, fill));
        wrong.extend(broken.map(|condition| format!("not {condition:?}")));
        let told = || format!("- {}\n  {request:?}\n  {}\n  {}", self.rule, wrong.join("; "), answer.head);
        (!wrong.is_empty()).then(told)
    }
}

fn filled(text: &str, plain: &Reply) -> String {
    text.replace("{etag}", plain.header("etag"))
        .replace("{tag}", plain.header("etag").trim_matches('"'))
        .replace("{modified}", plain.header("last-modified"))
        .replace("{length}", plain.header("content-length"))
}

impl Condition {
    fn holds(&self, answer: &Reply, plain: &Reply, fill: impl Fn(&str) -> String) -> bool {
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
