//! Docusaurus.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, always, file};

pub(in crate::site_config::generators) const DOCUSAURUS: Generator = Generator {
    name: "Docusaurus",
    files: &[
        file("docusaurus.config.ts", Syntax::JavaScript),
        file("docusaurus.config.js", Syntax::JavaScript),
        file("docusaurus.config.mjs", Syntax::JavaScript),
    ],
    recognises: always,
    title: &["title"],
    description: &["tagline"],
    author: &[],
    base_url: &["url"],
    language: &["i18n.defaultLocale"],
    timezone: &[],
    content: ContentFolders::PROJECT,
    output: (&[], &["build"]),
    other_folders: &[("i18n", "the translations"), ("src", "the program"), ("static", "the static files")],
    content_folders: &["blog", "docs"],
};
