//! Lektor.

use crate::site_config::generator::{ContentFolders, FilePattern, Generator, GeneratorFile, Syntax};

pub(in crate::site_config::generators) const LEKTOR: Generator = Generator {
    name: "Lektor",
    files: &[GeneratorFile {
        pattern: FilePattern::Suffix(".lektorproject"),
        syntax: Syntax::Ini,
        prefix: "",
    }],
    recognises: |found| found.has("project"),
    title: &["project.name"],
    description: &[],
    author: &[],
    base_url: &["project.url"],
    language: &["project.locale"],
    timezone: &[],
    content: ContentFolders {
        keys: &[],
        defaults: &["content"],
        is_exclusive: true,
        not_exclusive_with: &[],
    },
    output: (&["project.output_path"], &["build"]),
    other_folders: &[
        ("assets", "the static files"),
        ("models", "the models"),
        ("templates", "the templates"),
    ],
    content_folders: &["content", "content/blog"],
};
