//! Next.js with the data file of the Tailwind blog starter.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, file};

pub(in crate::site_config::generators) const NEXTJS: Generator = Generator {
    name: "Next.js",
    files: &[
        file("next.config.js", Syntax::JavaScript),
        file("next.config.mjs", Syntax::JavaScript),
        file("next.config.ts", Syntax::JavaScript),
        file("data/siteMetadata.js", Syntax::JavaScript),
        file("data/siteMetadata.mjs", Syntax::JavaScript),
        file("data/siteMetadata.ts", Syntax::JavaScript),
    ],
    recognises: |found| found.has_file("next.config."),
    title: &["title"],
    description: &["description"],
    author: &["author"],
    base_url: &["siteUrl"],
    language: &["language", "locale"],
    timezone: &[],
    content: ContentFolders::PROJECT,
    output: (&["distDir"], &["out"]),
    other_folders: &[("public", "the static files")],
    content_folders: &["data/blog", "content", "content/posts", "posts", "_posts"],
};
