//! The two sanitisers: if the fast sanitiser accepts a body, the tree sanitiser makes the same of it.

use tidings_model::ContentPath;
use tidings_parse::fuzzing::{sanitize_fast, sanitize_tree};

/// Checks one body. Returns true if the fast sanitiser accepts it.
pub(crate) fn check(html: &str) -> bool {
    let path = ContentPath::new("posts/a.md").expect("a path");
    let Some(fast) = sanitize_fast(html, &path) else { return false };
    assert_eq!(fast, sanitize_tree(html, &path), "{html}");
    true
}
