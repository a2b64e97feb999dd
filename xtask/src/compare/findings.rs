//! The result of a comparison: how much was compared, and each difference with its first differing line.

use std::fmt;

/// The maximum number of characters of a line that are shown.
const MAX_LINE: usize = 240;

/// Counts of what was compared, and the differences.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// HTTP responses.
    pub(super) responses: usize,
    /// Rows of `tidings check`.
    pub(super) rows: usize,
    /// Documents given to `tidings validate`.
    pub(super) validations: usize,
    pub(super) differences: Vec<Difference>,
}

impl Findings {
    pub(super) fn add(&mut self, other: Self) {
        let Self { responses, rows, validations, differences } = other;
        self.responses += responses;
        self.rows += rows;
        self.validations += validations;
        self.differences.extend(differences);
    }

    /// Whether nothing at all was compared.
    pub(super) fn is_empty(&self) -> bool {
        self.responses + self.rows + self.validations == 0
    }
}

/// One difference between the two programs.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Difference {
    /// The task and the resource: `corpora/v8, reopened: /feed.xml`.
    pub(super) subject: String,
    /// What differs: `body, line 12`.
    pub(super) what: String,
    pub(super) old: String,
    pub(super) new: String,
}

impl Difference {
    pub(super) fn new(
        subject: impl Into<String>,
        what: impl Into<String>,
        old: impl Into<String>,
        new: impl Into<String>,
    ) -> Self {
        Self { subject: subject.into(), what: what.into(), old: old.into(), new: new.into() }
    }

    /// The first line that differs between two texts; `None` if they are equal.
    pub(super) fn of_texts(subject: &str, old: &str, new: &str) -> Option<Self> {
        if old == new {
            return None;
        }
        let (mut old_lines, mut new_lines) = (old.split('\n'), new.split('\n'));
        let mut number = 1;
        loop {
            match (old_lines.next(), new_lines.next()) {
                (Some(one), Some(other)) if one == other => number += 1,
                (one, other) => {
                    let (one, other) = excerpts(one.unwrap_or("(end)"), other.unwrap_or("(end)"));
                    return Some(Self::new(subject, format!("line {number}"), one, other));
                }
            }
        }
    }
}

/// Both lines around the first character that differs.
fn excerpts(old: &str, new: &str) -> (String, String) {
    let equal = old.chars().zip(new.chars()).take_while(|(one, other)| one == other).count();
    let start = equal.saturating_sub(MAX_LINE / 3);
    let excerpt = |line: &str| {
        let text: String = line.chars().skip(start).take(MAX_LINE).collect();
        if start > 0 { format!("...{text}") } else { text }
    };
    (excerpt(old), excerpt(new))
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, {}\n    old: {}\n    new: {}", self.subject, self.what, self.old, self.new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(Difference::of_texts("x", "a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn the_first_differing_line_is_named() {
        let found = Difference::of_texts("x", "a\nb\nc", "a\nB\nc").unwrap();
        assert_eq!((found.what.as_str(), found.old.as_str(), found.new.as_str()), ("line 2", "b", "B"));
        let found = Difference::of_texts("x", "a\n", "a").unwrap();
        assert_eq!((found.old.as_str(), found.new.as_str()), ("", "(end)"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_difference() {
        let (old, new) = (format!("{}1", "x".repeat(5000)), format!("{}2", "x".repeat(5000)));
        let found = Difference::of_texts("x", &old, &new).unwrap();
        assert!(found.old.len() < 300 && found.old.ends_with('1') && found.new.ends_with('2'));
    }
}
