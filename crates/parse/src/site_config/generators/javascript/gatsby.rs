//! Gatsby.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, always, file};

pub(in crate::site_config::generators) const GATSBY: Generator = Generator {
    name: "Gatsby",
    files: &[
        file("gatsby-config.js", Syntax::JavaScript),
        file("gatsby-config.ts", Syntax::JavaScript),
        file("gatsby-config.mjs", Syntax::JavaScript),
    ],
    recognises: always,
    title: &["siteMetadata.title", "siteMetadata.siteTitle"],
    description: &["siteMetadata.description", "siteMetadata.siteDescription"],
    author: &["siteMetadata.author.name", "siteMetadata.author"],
    base_url: &["siteMetadata.siteUrl", "siteMetadata.url"],
    language: &["siteMetadata.language", "siteMetadata.lang"],
    timezone: &[],
    content: ContentFolders::PROJECT,
    output: (&[], &["public"]),
    other_folders: &[("static", "the static files")],
    content_folders: &["content", "content/blog", "content/posts", "src/pages", "blog"],
};
