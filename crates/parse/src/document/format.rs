//! What a body is written in, by the file's name and by what it says.

use super::{Format, names};
use crate::document::headline_html;
use tidings_model::ContentPath;

/// Markup that the extension alone tells.
const BY_NAME: [(&[&str], Format); 3] =
    [(names::ORG, Format::Org), (names::ASCIIDOC, Format::AsciiDoc), (names::RST, Format::Rst)];

/// Decides the format. A page is a page whatever its extension; plain text with front matter is a generator's
/// post, whose body is Markdown.
pub(super) fn format_of(path: &ContentPath, body: &str, has_front_matter: bool) -> Format {
    let extension = path.extension().unwrap_or_default();
    if names::HTML.contains(&extension.as_str()) || is_page(body) {
        Format::Html
    } else if names::MARKDOWN.contains(&extension.as_str()) {
        Format::Markdown
    } else if let Some((_, format)) = BY_NAME.iter().find(|(names, _)| names.contains(&extension.as_str())) {
        *format
    } else if names::TEXT.contains(&extension.as_str()) && !has_front_matter && begins_with_comment(body) {
        Format::Rst
    } else if is_fragment(body) || (!has_front_matter && headline_html::headed_fragment(body).is_some()) {
        Format::Html
    } else if has_front_matter || is_markdown(body) {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Whether the text is a whole HTML document.
pub(crate) fn is_page(text: &str) -> bool {
    let mut start = text.trim_start();
    while let Some(rest) = start.strip_prefix("<!--").or_else(|| start.strip_prefix("<?xml")) {
        let end = rest.find('>').map_or(rest.len(), |at| at + 1);
        start = rest[end..].trim_start();
    }
    ["<!doctype html", "<html"].iter().any(|tag| starts_with_ignoring_case(start, tag))
}

/// Whether the text begins with the comment of a post of Nikola's, whose `.txt` files are reStructuredText.
fn begins_with_comment(text: &str) -> bool {
    text.trim_start()
        .strip_prefix(".. ")
        .is_some_and(|rest| rest.starts_with("title:") || rest.starts_with("slug:"))
}

/// Whether the text is HTML from its first to its last sign: `<p>…</p>`.
fn is_fragment(text: &str) -> bool {
    const BLOCKS: [&str; 11] =
        ["<p>", "<p ", "<div", "<article", "<section", "<main", "<h1", "<h2", "<figure", "<table", "<ul"];
    let text = text.trim();
    let begins = BLOCKS.iter().any(|tag| starts_with_ignoring_case(text, tag));
    begins && text.ends_with('>') && text.contains("</")
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Whether the text has what only Markdown can say: a fenced listing, a table, a reference, a code span. Headings, links,
/// lists and stars prove nothing, since many a page was saved as text with them; `parse` reads these in plain text, too,
/// and there it also knows a page's furniture.
fn is_markdown(text: &str) -> bool {
    text.lines().take(2000).map(str::trim).any(|line| {
        let is_fence = line.starts_with("```") || line.starts_with("~~~");
        is_fence || is_table_rule(line) || is_reference(line) || has_code_span(line)
    })
}

/// `| --- | :-: |`.
fn is_table_rule(line: &str) -> bool {
    line.contains('|') && line.contains("---") && line.bytes().all(|byte| b"|:- ".contains(&byte))
}

/// `` `x` ``, with something but white space at both inner ends.
fn has_code_span(line: &str) -> bool {
    let parts: Vec<&str> = line.split('`').collect();
    parts.len() >= 3
        && parts
            .iter()
            .skip(1)
            .step_by(2)
            .take(parts.len() / 2)
            .all(|code| !code.is_empty() && code.trim() == *code)
}

/// `[name]: https://example.org`.
fn is_reference(line: &str) -> bool {
    line.strip_prefix('[').and_then(|rest| rest.split_once("]: ")).is_some_and(|(name, target)| {
        !name.is_empty() && (target.contains("://") || target.starts_with('/')) && !target.contains(' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name_and_content() {
        let page = "<!DOCTYPE html>\n<html><body>x</body></html>";
        let cases = [
            ("a.md", "text", false, Format::Markdown),
            ("a.md", page, false, Format::Html),
            ("a.txt", "Just text.\n\n- a list\n- of things\n", false, Format::Text),
            ("a.txt", "Just text.", true, Format::Markdown),
            ("a.txt", page, false, Format::Html),
            ("a.txt", "<?xml version=\"1.0\"?>\n<!-- x -->\n<html>", false, Format::Html),
            ("a", "# Heading\n\nsee [this](https://example.org/)", false, Format::Text),
            ("a", "# Heading\n\n```rust\nlet x;\n```\n", false, Format::Markdown),
            ("a", "call `f()` and `g()`", false, Format::Markdown),
            ("a", "| a | b |\n| --- | --: |\n| 1 | 2 |\n", false, Format::Markdown),
            ("a.txt", "``quoted as in TeX'' and `so'", false, Format::Text),
            ("a.txt", "<p>One.</p>\n<p>Two.</p>\n", false, Format::Html),
            ("a.txt", "One\n<p>Two.</p>\n<p>Three.</p>\n", false, Format::Html),
            ("a.txt", "# rm -rf is a comment here\n", false, Format::Text),
            ("a.txt", "In 2026 [sic] (more or less) **loud** words", false, Format::Text),
            ("a.html", "no tags", false, Format::Html),
            ("a.org", "`x` and ~y~", true, Format::Org),
            ("a.adoc", "<p>x</p>", false, Format::AsciiDoc),
            ("a.rst", "x\n=\n", false, Format::Rst),
            ("a.rst", page, false, Format::Html),
        ];
        for (path, body, has_front_matter, format) in cases {
            let path = ContentPath::new(path).unwrap();
            assert_eq!(format_of(&path, body, has_front_matter), format, "{path}: {body}");
        }
    }
}
