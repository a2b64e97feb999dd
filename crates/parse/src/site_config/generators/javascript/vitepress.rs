//! VitePress.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, always, file};

pub(in crate::site_config::generators) const VITEPRESS: Generator = Generator {
    name: "VitePress",
    files: &[
        file(".vitepress/config.ts", Syntax::JavaScript),
        file(".vitepress/config.mts", Syntax::JavaScript),
        file(".vitepress/config.js", Syntax::JavaScript),
        file(".vitepress/config.mjs", Syntax::JavaScript),
        file(".vitepress/config/index.ts", Syntax::JavaScript),
        file("docs/.vitepress/config.ts", Syntax::JavaScript),
        file("docs/.vitepress/config.mts", Syntax::JavaScript),
        file("docs/.vitepress/config.js", Syntax::JavaScript),
        file("docs/.vitepress/config.mjs", Syntax::JavaScript),
        file("docs/.vitepress/config/index.ts", Syntax::JavaScript),
    ],
    recognises: always,
    title: &["title", "locales.root.title"],
    description: &["description", "locales.root.description"],
    author: &[],
    base_url: &["sitemap.hostname"],
    language: &["lang", "locales.root.lang"],
    timezone: &[],
    content: ContentFolders::PROJECT,
    output: (&["outDir"], &[]),
    other_folders: &[("public", "the static files"), ("docs/public", "the static files")],
    content_folders: &["docs", "docs/posts", "docs/blog", "posts", "blog"],
};
