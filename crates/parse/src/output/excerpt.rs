//! The marks that end a summary: `<!--more-->` and its cousins.

use super::plain;
use crate::document::Field;

/// What such comments say, in lower case with blanks for `-` and `_`.
const MARKERS: [&str; 16] = [
    "more",
    "read more",
    "readmore",
    "truncate",
    "excerpt",
    "end excerpt",
    "endexcerpt",
    "excerpt end",
    "summary",
    "end summary",
    "pelican end summary",
    "teaser end",
    "end teaser",
    "break",
    "fold",
    "cut",
];

/// Whether a comment is such a mark, or the one that the front matter gives as `excerpt_separator`.
pub(crate) fn is_marker(html: &str, front_matter: &[Field]) -> bool {
    let html = html.trim();
    let is_own = |field: &Field| {
        field.key.eq_ignore_ascii_case("excerpt_separator")
            && field.value.as_str().map(str::trim) == Some(html)
    };
    let Some(comment) = html.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) else {
        return false;
    };
    let words = comment.trim().to_lowercase().replace(['_', '-'], " ");
    MARKERS.contains(&words.as_str()) || words.starts_with("more ") || front_matter.iter().any(is_own)
}

/// The plain text above the first mark in HTML.
pub(crate) fn in_html(html: &str, front_matter: &[Field]) -> Option<String> {
    let mut from = 0;
    while let Some(start) = html[from..].find("<!--").map(|at| from + at) {
        let end = start + html[start..].find("-->")? + 3;
        if is_marker(&html[start..end], front_matter) {
            return Some(plain::from_html(&html[..start])).filter(|summary| !summary.is_empty());
        }
        from = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        for marker in [
            "<!--more-->",
            "<!-- more -->",
            "<!-- TEASER_END -->",
            "<!--more read on-->",
            "<!-- truncate -->",
        ] {
            assert!(is_marker(marker, &[]), "{marker}");
        }
        for other in ["<!-- moreover -->", "<!---->", "more", "<!-- a note -->"] {
            assert!(!is_marker(other, &[]), "{other}");
        }
        let own = Field { key: "excerpt_separator".to_owned(), value: "<!--here-->".into(), line: 1 };
        assert!(is_marker("<!--here-->\n", &[own]));
        assert_eq!(in_html("<!-- x --><p>A <b>b</b></p><!--more--><p>c</p>", &[]).as_deref(), Some("A b"));
    }
}
