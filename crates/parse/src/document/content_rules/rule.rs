//! The type of the rows of the content rules, and the parts of a text that the rows test.

use crate::document::path_rules::{Certainty, draft_path};
use tidings_model::ContentPath;
use tidings_model::text::truncated;

/// How many bytes of a text most rules examine.
const HEAD: usize = 4096;

/// Whether a rule concerns a secret, which is never served, or only says that the file is not an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Private,
    Other,
}

/// A row: the test of the text, and the reason, which completes the sentence "not an article: …".
pub(super) struct ContentRule {
    pub(super) test: fn(&TextParts) -> bool,
    pub(super) reach: Reach,
    pub(super) reason: &'static str,
}

/// A row for a secret.
pub(super) const fn private(test: fn(&TextParts) -> bool, reason: &'static str) -> ContentRule {
    ContentRule { test, reach: Reach::Private, reason }
}

/// A row for a file that is not an article, but no secret.
pub(super) const fn other(test: fn(&TextParts) -> bool, reason: &'static str) -> ContentRule {
    ContentRule { test, reach: Reach::Other, reason }
}

/// The parts of a text that the rows test.
pub(super) struct TextParts<'t> {
    pub(super) text: &'t str,
    /// The beginning of the text, at most 4 KiB, without white space and empty lines in front.
    pub(super) head: &'t str,
    pub(super) first_line: &'t str,
    pub(super) stem: &'t str,
    /// Whether the file is in a directory for templates of notes.
    pub(super) is_in_templates: bool,
    /// Whether nothing but the content says what the file is: plain text.
    pub(super) is_plain: bool,
}

impl<'t> TextParts<'t> {
    /// The parts of a document.
    pub(super) fn of_document(path: &'t ContentPath, text: &'t str) -> Self {
        let extension = path.extension().unwrap_or_default();
        let is_plain = extension.is_empty() || ["txt", "text", "asc"].contains(&extension.as_str());
        let is_in_templates = draft_path(path).is_some_and(|said| said.certainty == Certainty::Templates);
        let head = truncated(text.trim_start(), HEAD);
        Self { text, head, first_line: first_line(head), stem: path.stem(), is_in_templates, is_plain }
    }

    /// The parts of the beginning of any file.
    pub(super) fn of_bytes(text: &'t str) -> Self {
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        let head = truncated(text, HEAD);
        Self { text, head, first_line: first_line(head), stem: "", is_in_templates: false, is_plain: true }
    }

    /// The lines of the beginning that are not empty, without white space around them.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'t str> {
        self.head.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// The same without comments (`#`).
    pub(super) fn entries(&self) -> impl Iterator<Item = &'t str> {
        self.lines().filter(|line| !line.starts_with('#'))
    }
}

fn first_line(head: &str) -> &str {
    head.lines().next().unwrap_or_default().trim_end()
}

/// `-----BEGIN OPENSSH PRIVATE KEY-----` (RFC 7468), for a kind that the label contains.
pub(super) fn begins_armoured(line: &str, kind: &str) -> bool {
    let label = line.strip_prefix("-----BEGIN ").and_then(|rest| rest.strip_suffix("-----"));
    label.is_some_and(|label| label.contains(kind))
}
