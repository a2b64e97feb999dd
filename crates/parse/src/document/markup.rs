//! The table of markup languages: the file extensions of each, and where its files have native metadata.
//!
//! To add a markup language, add a variant to [`Format`], a row to [`MARKUPS`], a body parser to `formats`
//! and, if the language has metadata in a syntax of its own, a reader to `native_metadata`. The compiler then
//! asks for the body parser in `formats::parse_body`.

use super::container;
use super::front_matter;
use super::model::Format;
use super::native_metadata::{NativeMetadataRule, asciidoc, markdown, nikola_comment, org, rst};

/// A markup language: one row of [`MARKUPS`].
pub(super) struct Markup {
    pub(super) format: Format,
    /// In lower case, without the dot.
    pub(super) extensions: &'static [&'static str],
    /// Whether the extension alone decides that a file is in this format; otherwise its content does.
    pub(super) extension_decides: bool,
    pub(super) native_metadata: NativeMetadataRule,
}

/// All markup languages. The order has no meaning.
const MARKUPS: [Markup; 6] = [
    Markup {
        format: Format::Markdown,
        extensions: &["md", "markdown", "mdown", "mkdn", "mkd", "mdwn", "mdx", "qmd", "rmd"],
        extension_decides: true,
        native_metadata: NativeMetadataRule::InsteadOfFrontMatter(markdown::parse),
    },
    Markup {
        format: Format::Html,
        extensions: &["html", "htm", "xhtml"],
        extension_decides: true,
        native_metadata: NativeMetadataRule::InsteadOfFrontMatter(|_, lines| nikola_comment::parse(lines)),
    },
    Markup {
        format: Format::Text,
        extensions: &["txt", "text"],
        extension_decides: false,
        native_metadata: NativeMetadataRule::None,
    },
    Markup {
        format: Format::Org,
        extensions: &["org"],
        extension_decides: true,
        native_metadata: NativeMetadataRule::BesideFrontMatter(|_, lines| org::parse(lines)),
    },
    Markup {
        format: Format::AsciiDoc,
        extensions: &["adoc", "asciidoc", "asc"],
        extension_decides: true,
        native_metadata: NativeMetadataRule::BesideFrontMatter(|_, lines| asciidoc::parse(lines)),
    },
    Markup {
        format: Format::Rst,
        extensions: &["rst", "rest"],
        extension_decides: true,
        native_metadata: NativeMetadataRule::BesideFrontMatter(|_, lines| rst::parse(lines)),
    },
];

/// The row of a format.
pub(super) fn markup_of_format(format: Format) -> Option<&'static Markup> {
    MARKUPS.iter().find(|markup| markup.format == format)
}

/// The row that has the extension, which is in lower case.
pub(super) fn markup_of_extension(extension: &str) -> Option<&'static Markup> {
    MARKUPS.iter().find(|markup| markup.extensions.contains(&extension))
}

/// The extensions of all files that are read as articles, in lower case: of markup languages, of files that
/// consist of fields, and of containers.
pub fn article_extensions() -> impl Iterator<Item = &'static str> {
    let markups = MARKUPS.iter().flat_map(|markup| markup.extensions.iter().copied());
    markups.chain(front_matter::FIELD_FILE_EXTENSIONS).chain(container::extensions())
}

/// Whether files of this extension, in lower case, are read as articles.
pub fn is_article_extension(extension: &str) -> bool {
    article_extensions().any(|known| known == extension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_format_has_a_row_and_each_extension_occurs_once() {
        use Format::{AsciiDoc, Html, Markdown, Org, Rst, Text};
        for format in [Markdown, Html, Text, Org, AsciiDoc, Rst] {
            assert!(markup_of_format(format).is_some(), "{format:?}");
        }
        let extensions: Vec<&str> = article_extensions().collect();
        assert_eq!(extensions.iter().collect::<HashSet<_>>().len(), extensions.len(), "{extensions:?}");
        for extension in ["md", "qmd", "htm", "text", "rest", "asc", "lr", "docx", "ipynb"] {
            assert!(is_article_extension(extension), "{extension}");
        }
        assert!(!is_article_extension("rtf"));
    }
}
