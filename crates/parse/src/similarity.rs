//! Compares two documents that may belong together.

use crate::document::{self, DocumentOutcome};
use crate::metadata::{front_matter, path_hints, site_pages};
use crate::settings::ParseSettings;
use std::collections::HashMap;
use tidings_model::{Article, ContentPath};

/// Whether the file is a post with a date in its front matter or its path, and not a page of the site. `bytes` is the
/// whole file.
pub fn is_dated_post(path: &ContentPath, bytes: &[u8], settings: &ParseSettings) -> bool {
    let DocumentOutcome::Document(document) = document::read_included_document(path, bytes) else {
        return false;
    };
    let is_dated = front_matter::read_front_matter(&document, settings).published.is_some()
        || path_hints::file_name_date(path, settings).is_some();
    is_dated && site_pages::site_page_reason(&document, is_dated).is_none()
}

/// Whether the article says itself when it was published: in its front matter, or with the date at the start of its
/// file name. The date of its directory is that of the post to which the directory belongs.
pub fn has_own_date(article: &Article) -> bool {
    let from = article.published.map(|dated| dated.from);
    from == Some(tidings_model::DateSource::FrontMatter) || path_hints::starts_with_date(article.path.stem())
}

/// Whether an article is a copy of another one, possibly edited: title and date are equal, or half of the longer
/// text is. Two parts of a series (`Journey.md`, `Journey 2.md`) share a few lines at most.
pub fn is_copy_of(article: &Article, original: &Article) -> bool {
    let date = |article: &Article| article.published.map(|dated| dated.at);
    let is_same = article.title == original.title && date(article) == date(original);
    is_same || shared_lines(article.body.as_marked(), original.body.as_marked()) >= 0.5
}

/// The share of the lines of the longer text that the other one has too, from 0 to 1.
fn shared_lines(one: &str, other: &str) -> f64 {
    let lines = |text: &str| text.lines().map(str::trim).filter(|line| line.len() > 3).count();
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for line in one.lines().map(str::trim).filter(|line| line.len() > 3) {
        *counts.entry(line).or_default() += 1;
    }
    let mut shared = 0_u32;
    for line in other.lines().map(str::trim) {
        if let Some(count) = counts.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let longer = u32::try_from(lines(one).max(lines(other))).unwrap_or(u32::MAX);
    if longer == 0 { 0.0 } else { f64::from(shared) / f64::from(longer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_common() {
        let text = "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>\n<p>Four.</p>";
        assert!(shared_lines(text, &text.replace("Four", "4")) > 0.7);
        assert!(shared_lines(text, "<p>One.</p>\n<p>Another story.</p>\n<p>It is long.</p>") < 0.3);
        assert!(shared_lines("", "") < 0.1);
    }
}
