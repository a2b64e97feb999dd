//! Detects the format of a body from the file's extension and content.

use super::headline_html::headed_fragment;
use super::markup::markup_of_extension;
use super::model::Format;
use tidings_model::ContentPath;

/// Detects the format. A whole HTML page is HTML whatever its extension. Plain text with front matter is a
/// post of a site generator, whose body is Markdown.
pub(super) fn detect_format(path: &ContentPath, body: &str, has_front_matter: bool) -> Format {
    let markup = path.extension().and_then(|extension| markup_of_extension(&extension));
    match markup {
        _ if is_page(body) => Format::Html,
        Some(markup) if markup.extension_decides => markup.format,
        Some(_) if !has_front_matter && begins_with_nikola_comment(body) => Format::Rst,
        _ if is_fragment(body) || (!has_front_matter && headed_fragment(body).is_some()) => Format::Html,
        _ if has_front_matter || is_markdown(body) => Format::Markdown,
        _ => Format::Text,
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

/// Whether the text begins with the comment of a Nikola post; Nikola's `.txt` files are reStructuredText.
fn begins_with_nikola_comment(text: &str) -> bool {
    text.trim_start()
        .strip_prefix(".. ")
        .is_some_and(|rest| rest.starts_with("title:") || rest.starts_with("slug:"))
}

/// Whether the text is HTML from start to end: `<p>…</p>`.
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

/// Whether the text has syntax that only Markdown has: a fenced listing, a table, a reference definition, a
/// code span. Headings, links, lists and emphasis are no proof, since web pages saved as text have them too;
/// the plain text parser reads these and also removes the boilerplate of saved pages.
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

/// `` `x` ``, without white space at the inner ends.
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
    fn formats_by_extension_and_content() {
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
            assert_eq!(detect_format(&path, body, has_front_matter), format, "{path}: {body}");
        }
    }
}
