//! Zola.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, file};

pub(super) const ZOLA: Generator = Generator {
    name: "Zola",
    files: &[file("zola.toml", Syntax::Toml), file("config.toml", Syntax::Toml)],
    // The key is required; Hugo's has no underscore.
    recognises: |found| found.has("base_url"),
    title: &["title", "languages.{lang}.title"],
    description: &["description", "languages.{lang}.description", "extra.description"],
    author: &["author", "extra.author.name", "extra.author"],
    base_url: &["base_url"],
    language: &["default_language"],
    timezone: &[],
    content: ContentFolders {
        keys: &[],
        defaults: &["content"],
        is_exclusive: true,
        not_exclusive_with: &[],
    },
    output: (&["output_dir"], &["public"]),
    other_folders: &[
        ("sass", "the style sheets"),
        ("static", "the static files"),
        ("templates", "the templates"),
        ("themes", "the themes"),
    ],
    content_folders: &["content", "content/blog", "content/posts"],
};
