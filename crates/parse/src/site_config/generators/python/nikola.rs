//! Nikola.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, file};

pub(in crate::site_config::generators) const NIKOLA: Generator = Generator {
    name: "Nikola",
    files: &[file("conf.py", Syntax::Python)],
    // Sphinx has a file of this name, and ABlog a key of this name.
    recognises: |found| found.has("BLOG_TITLE") && !found.has("extensions"),
    title: &["BLOG_TITLE"],
    description: &["BLOG_DESCRIPTION"],
    author: &["BLOG_AUTHOR"],
    base_url: &["SITE_URL", "BASE_URL"],
    language: &["DEFAULT_LANG"],
    timezone: &["TIMEZONE"],
    content: ContentFolders::PROJECT,
    output: (&["OUTPUT_FOLDER"], &["output"]),
    other_folders: &[
        ("cache", "the cache"),
        ("files", "the static files"),
        ("galleries", "the picture galleries"),
        ("listings", "the code listings"),
        ("plugins", "the plugins"),
        ("templates", "the templates"),
        ("themes", "the themes"),
    ],
    content_folders: &["posts", "pages"],
};
