//! A plain-text headline above an HTML body, as in the posts of PyBlosxom, Blosxom and other file-based
//! blogs.

/// A text of which only the first line, and lines of metadata below it, are not HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeadedFragment<'t> {
    /// The first line.
    pub(crate) headline: &'t str,
    /// The non-empty lines between headline and HTML: `#published 2026-03-04 05:06:07`.
    pub(crate) lines: Vec<&'t str>,
    /// The text from the first tag on.
    pub(crate) html: &'t str,
}

/// Longest headline, in bytes. A paragraph above HTML is longer.
const MAX_HEADLINE_BYTES: usize = 200;

/// Most lines between headline and HTML.
const MAX_METADATA_LINES: usize = 6;

/// Splits the text. `None`: it is not plain lines followed by a block of HTML with a closing tag.
pub(crate) fn headed_fragment(text: &str) -> Option<HeadedFragment<'_>> {
    let start = text.trim_start();
    let at = start.find('<')?;
    let (head, html) = start.split_at(at);
    // A tag inside a line belongs to that line.
    if !head.ends_with('\n') || !begins_with_block(html) || !html.contains("</") || !has_own_breaks(html) {
        return None;
    }
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let headline = lines.next()?;
    let lines: Vec<&str> = lines.collect();
    let is_headline = headline.len() <= MAX_HEADLINE_BYTES && !headline.starts_with('#');
    (is_headline
        && lines.len() <= MAX_METADATA_LINES
        && lines.iter().all(|line| line.len() <= MAX_HEADLINE_BYTES))
    .then_some(HeadedFragment { headline, lines, html })
}

/// Whether the paragraphs of the HTML are elements. If empty lines separate them, the text is plain text with
/// a few tags.
fn has_own_breaks(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    ["<p>", "<p ", "<br"].iter().any(|tag| lower.contains(tag)) || !lower.trim().contains("\n\n")
}

/// Whether the HTML begins with a block element or an element that stands in one; an unknown `<tag>` may be
/// text.
fn begins_with_block(html: &str) -> bool {
    const TAGS: [&str; 23] = [
        "p",
        "div",
        "article",
        "section",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "figure",
        "table",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "img",
        "a",
        "b",
        "strong",
        "em",
        "i",
        "center",
        "span",
    ];
    let name = html[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_above_html() {
        let post = "Rain at last\n#published 2026-03-04 05:06:07\n\n<p>It rained.</p>\n<p>And rained.</p>\n";
        let found = headed_fragment(post).unwrap();
        assert_eq!(found.headline, "Rain at last");
        assert_eq!(found.lines, ["#published 2026-03-04 05:06:07"]);
        assert!(found.html.starts_with("<p>It rained."));
        for text in [
            "Rain at last\n\nIt rained <b>hard</b>.\n",
            "Rain\n<rain@example.org>\n",
            "<p>Rain</p>\n",
            "Rain\n\nx < y",
        ] {
            assert_eq!(headed_fragment(text), None, "{text}");
        }
    }
}
