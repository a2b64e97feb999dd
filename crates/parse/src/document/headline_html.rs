//! A headline as text above a body of HTML, as the posts of Pyblosxom, Blosxom and other blogs of files are kept.

/// A text of which only the first line, and perhaps lines of metadata below it, are no HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeadedFragment<'t> {
    /// The first line.
    pub(crate) headline: &'t str,
    /// The lines between headline and HTML that are not empty: `#published 2026-03-04 05:06:07`.
    pub(crate) lines: Vec<&'t str>,
    /// All from the first tag on.
    pub(crate) html: &'t str,
}

/// The longest headline, in bytes. A paragraph above HTML is longer.
const LONGEST_HEADLINE: usize = 200;

/// Lines that can stand between headline and HTML.
const MOST_LINES: usize = 6;

/// Takes the text apart, if it is such a one: plain lines, then a block of HTML that is closed again.
pub(crate) fn headed_fragment(text: &str) -> Option<HeadedFragment<'_>> {
    let start = text.trim_start();
    let at = start.find('<')?;
    let (head, html) = start.split_at(at);
    // A tag inside a line is the line's.
    if !head.ends_with('\n') || !begins_with_block(html) || !html.contains("</") || !has_own_breaks(html) {
        return None;
    }
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let headline = lines.next()?;
    let lines: Vec<&str> = lines.collect();
    let is_headline = headline.len() <= LONGEST_HEADLINE && !headline.starts_with('#');
    (is_headline && lines.len() <= MOST_LINES && lines.iter().all(|line| line.len() <= LONGEST_HEADLINE))
        .then_some(HeadedFragment { headline, lines, html })
}

/// Whether the HTML's paragraphs are elements. Where empty lines part them it is a text with a tag here and there.
fn has_own_breaks(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    ["<p>", "<p ", "<br"].iter().any(|tag| lower.contains(tag)) || !lower.trim().contains("\n\n")
}

/// Whether the HTML begins with an element that is a block or stands in one; a made-up `<tag>` is somebody's text.
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
