//! The two sanitisers: if the fast sanitiser accepts a body, the tree sanitiser makes the same of it, and neither
//! keeps a `data:` URL that is not allowed.

use tidings_model::ContentPath;
use tidings_parse::fuzzing::{forbidden_data_url, sanitize_fast, sanitize_tree};

/// Checks one body. Returns true if the fast sanitiser accepts it.
pub(crate) fn check(html: &str) -> bool {
    let path = ContentPath::new("posts/a.md").expect("a path");
    let tree = sanitize_tree(html, &path);
    assert_eq!(forbidden_data_url(&tree.0), None, "{html}");
    let Some(fast) = sanitize_fast(html, &path) else { return false };
    assert_eq!(fast, tree, "{html}");
    true
}
