//! Files of a site generator that are not articles: templates, themes, data.

use super::rule::PathTest::{DirectoryIs, Path};
use super::rule::{PathRule, other, private};
use crate::document::markup::markup_of_extension;
use crate::document::model::Format;
use tidings_model::ContentPath;

/// The rules, tried in order. Their directories come first in the table.
pub(super) const RULES: &[PathRule] = &[
    private(DirectoryIs(|name| name.starts_with('.')), "it is in a hidden directory"),
    other(DirectoryIs(is_underscore_directory), "it is in a directory whose name begins with _"),
    other(Path(is_generator_scaffold), "it is a generator's template for new articles"),
    other(Path(is_theme_file), "it belongs to a generator's theme"),
    other(
        Path(|path| path.is_erb() && !has_format(path, Format::Markdown)),
        "it is a template for a program (ERB)",
    ),
];

fn is_underscore_directory(name: &str) -> bool {
    name.starts_with('_') && !["_posts", "_drafts", "_draft"].contains(&name.to_lowercase().as_str())
}

/// Whether the file is a template for new articles: Hugo and Hexo keep them beside the articles.
fn is_generator_scaffold(path: &ContentPath) -> bool {
    let first = path.directory().split('/').next().unwrap_or_default();
    ["archetypes", "scaffolds"].contains(&first)
}

/// `themes/NAME/layouts/…`, and the layouts at the root that replace those of a theme.
fn is_theme_file(path: &ContentPath) -> bool {
    const PARTS: [&str; 8] =
        ["archetypes", "assets", "exampleSite", "layout", "layouts", "source", "static", "templates"];
    let directories: Vec<&str> = path.directory().split('/').collect();
    match directories.as_slice() {
        ["themes", _, part, ..] => PARTS.contains(part),
        ["layouts", ..] => has_format(path, Format::Html),
        _ => false,
    }
}

/// Whether the file's extension belongs to the format.
fn has_format(path: &ContentPath, format: Format) -> bool {
    let markup = path.extension().and_then(|extension| markup_of_extension(&extension));
    markup.is_some_and(|markup| markup.format == format)
}
