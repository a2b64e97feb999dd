//! Native metadata: what Org, AsciiDoc and reStructuredText declare in a syntax of their own, and Markdown
//! and HTML in a comment, as keys like those of front matter.

pub(super) mod asciidoc;
mod model;
mod ikiwiki;
pub(super) mod markdown;
mod mdx_export;
pub(super) mod nikola_comment;
pub(super) mod org;
pub(super) mod rst;

use super::front_matter::{self, Syntax};
use super::model::{Document, Field};
pub(super) use model::NativeMetadata;

/// Where the documents of a format can have native metadata.
#[derive(Clone, Copy)]
pub(super) enum NativeMetadataRule {
    /// Nowhere.
    None,
    /// In the body, if the document has no front matter.
    InsteadOfFrontMatter(MetadataParser),
    /// In the body, whether or not the document has front matter.
    BesideFrontMatter(MetadataParser),
}

/// Parses the metadata of a document whose body has these lines.
type MetadataParser = fn(&Document, &[&str]) -> NativeMetadata;

/// Moves the keys from the body to the document's front matter. A key of the front matter wins over the same
/// key in the body; of two in the body, the last wins.
pub(super) fn extract(document: &mut Document, native_metadata: NativeMetadataRule) {
    let has_front_matter = document.syntax.is_some();
    let read = match native_metadata {
        NativeMetadataRule::None => return,
        NativeMetadataRule::InsteadOfFrontMatter(_) if has_front_matter => return,
        NativeMetadataRule::InsteadOfFrontMatter(read) | NativeMetadataRule::BesideFrontMatter(read) => read,
    };
    let lines: Vec<&str> = document.body.split('\n').collect();
    let mut metadata = read(document, &lines);
    if metadata.fields.is_empty() {
        return;
    }
    metadata.lines.sort_unstable();
    let normal = |key: &str| key.replace(['-', '_'], "").to_lowercase();
    let above: Vec<String> = document.front_matter.iter().map(|field| normal(&field.key)).collect();
    for (key, mut value, line) in metadata.fields {
        if above.contains(&normal(&key)) {
            continue;
        }
        front_matter::clean_value(&mut value);
        let line = document.body_line.saturating_add(u32::try_from(line).unwrap_or(u32::MAX));
        document.front_matter.push(Field { key, value, line });
    }
    let kept = lines.iter().enumerate().filter(|(at, _)| metadata.lines.binary_search(at).is_err());
    document.body = kept.map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
    document.syntax = document.syntax.or(Some(Syntax::Headers));
}
