//! Quarto.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, always, file};

pub(super) const QUARTO: Generator = Generator {
    name: "Quarto",
    files: &[file("_quarto.yml", Syntax::Yaml), file("_quarto.yaml", Syntax::Yaml)],
    recognises: always,
    title: &["website.title", "book.title", "title"],
    description: &["website.description", "book.description", "description"],
    author: &["author.name", "author", "book.author"],
    base_url: &["website.site-url", "book.site-url"],
    language: &["lang"],
    timezone: &[],
    content: ContentFolders::PROJECT,
    output: (&["project.output-dir"], &["_site", "_book"]),
    other_folders: &[],
    content_folders: &["posts", "blog"],
};
