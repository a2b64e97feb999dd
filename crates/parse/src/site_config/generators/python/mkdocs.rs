//! MkDocs.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, always, file};

pub(in crate::site_config::generators) const MKDOCS: Generator = Generator {
    name: "MkDocs",
    files: &[file("mkdocs.yml", Syntax::Yaml), file("mkdocs.yaml", Syntax::Yaml)],
    recognises: always,
    title: &["site_name"],
    description: &["site_description"],
    author: &["site_author"],
    base_url: &["site_url"],
    language: &["theme.language", "theme.locale"],
    timezone: &[],
    content: ContentFolders {
        keys: &["docs_dir"],
        defaults: &["docs"],
        is_exclusive: true,
        not_exclusive_with: &[],
    },
    output: (&["site_dir"], &["site"]),
    other_folders: &[("overrides", "the theme")],
    content_folders: &["docs", "docs/blog", "docs/blog/posts"],
};
