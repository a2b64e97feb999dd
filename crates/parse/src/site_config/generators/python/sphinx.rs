//! Sphinx, also with ABlog.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, file};

pub(in crate::site_config::generators) const SPHINX: Generator = Generator {
    name: "Sphinx",
    files: &[file("conf.py", Syntax::Python)],
    recognises: |found| found.has("project") && found.has("extensions"),
    title: &["blog_title", "html_title", "project"],
    description: &[],
    author: &["author"],
    base_url: &["blog_baseurl", "html_baseurl"],
    language: &["language"],
    timezone: &[],
    content: ContentFolders::PROJECT,
    output: (&[], &["_build", "_website"]),
    other_folders: &[],
    content_folders: &["blog", "posts"],
};
