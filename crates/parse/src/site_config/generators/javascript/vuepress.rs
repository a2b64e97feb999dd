//! VuePress.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, always, file};

pub(in crate::site_config::generators) const VUEPRESS: Generator = Generator {
    name: "VuePress",
    files: &[
        file(".vuepress/config.js", Syntax::JavaScript),
        file(".vuepress/config.ts", Syntax::JavaScript),
        file(".vuepress/config.yml", Syntax::Yaml),
        file("docs/.vuepress/config.js", Syntax::JavaScript),
        file("docs/.vuepress/config.ts", Syntax::JavaScript),
        file("docs/.vuepress/config.yml", Syntax::Yaml),
        file("blog/.vuepress/config.js", Syntax::JavaScript),
    ],
    recognises: always,
    title: &["title", "locales./.title"],
    description: &["description", "locales./.description"],
    author: &["themeConfig.author", "author"],
    base_url: &["themeConfig.hostname"],
    language: &["lang", "locales./.lang"],
    timezone: &[],
    content: ContentFolders::PROJECT,
    output: (&["dest"], &[]),
    other_folders: &[],
    content_folders: &["docs", "docs/posts", "docs/blog", "blog", "_posts", "posts"],
};
