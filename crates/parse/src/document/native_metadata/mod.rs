//! Metadata that Org, AsciiDoc and reStructuredText have in a syntax of their own, and Markdown in a comment, as keys
//! like those of front matter.

mod asciidoc;
mod header;
mod ikiwiki;
mod mdx_export;
mod nikola_comment;
mod org;
mod rst;

use super::front_matter::{self, Syntax};
use super::model::{Document, Field, Format};

/// Takes the keys out of the body. A key of the front matter wins over the same one here, and of two here the last.
pub(super) fn take(document: &mut Document) {
    let has_front_matter = document.syntax.is_some();
    if document.format == Format::Text
        || has_front_matter && matches!(document.format, Format::Markdown | Format::Html)
    {
        return;
    }
    let lines: Vec<&str> = document.body.split('\n').collect();
    let is_mdx = document.path.extension().is_some_and(|extension| extension == "mdx");
    let mut header = match document.format {
        Format::Org => org::read(&lines),
        Format::AsciiDoc => asciidoc::read(&lines),
        Format::Rst => rst::read(&lines),
        Format::Markdown if is_mdx => mdx_export::read(&lines),
        Format::Markdown if document.body.contains("[[!") => ikiwiki::read(&lines),
        Format::Markdown | Format::Html | Format::Text => nikola_comment::read(&lines),
    };
    if header.fields.is_empty() {
        return;
    }
    header.lines.sort_unstable();
    let normal = |key: &str| key.replace(['-', '_'], "").to_lowercase();
    let above: Vec<String> = document.front_matter.iter().map(|field| normal(&field.key)).collect();
    for (key, mut value, line) in header.fields {
        if above.contains(&normal(&key)) {
            continue;
        }
        front_matter::clean_value(&mut value);
        let line = document.body_line.saturating_add(u32::try_from(line).unwrap_or(u32::MAX));
        document.front_matter.push(Field { key, value, line });
    }
    let kept = lines.iter().enumerate().filter(|(at, _)| header.lines.binary_search(at).is_err());
    document.body = kept.map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
    document.syntax = document.syntax.or(Some(Syntax::Headers));
}
