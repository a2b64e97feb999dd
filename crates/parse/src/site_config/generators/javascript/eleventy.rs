//! Eleventy, with the data files of its starter projects.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, file};

pub(in crate::site_config::generators) const ELEVENTY: Generator = Generator {
    name: "Eleventy",
    files: &[
        file("eleventy.config.js", Syntax::JavaScript),
        file("eleventy.config.mjs", Syntax::JavaScript),
        file("eleventy.config.cjs", Syntax::JavaScript),
        file("eleventy.config.ts", Syntax::JavaScript),
        file(".eleventy.js", Syntax::JavaScript),
        file("_data/metadata.json", Syntax::Yaml),
        file("_data/metadata.js", Syntax::JavaScript),
        file("_data/metadata.cjs", Syntax::JavaScript),
        file("_data/metadata.yaml", Syntax::Yaml),
        file("_data/site.json", Syntax::Yaml),
        file("_data/site.js", Syntax::JavaScript),
        file("_data/site.cjs", Syntax::JavaScript),
        file("_data/meta.json", Syntax::Yaml),
        file("_data/meta.js", Syntax::JavaScript),
        file("src/_data/metadata.json", Syntax::Yaml),
        file("src/_data/metadata.js", Syntax::JavaScript),
        file("src/_data/site.json", Syntax::Yaml),
        file("src/_data/site.js", Syntax::JavaScript),
        file("src/_data/meta.json", Syntax::Yaml),
        file("src/_data/meta.js", Syntax::JavaScript),
    ],
    // The data files alone are those of other programs, too.
    recognises: |found| found.has_file("eleventy.config.") || found.has_file(".eleventy.js"),
    title: &["title", "name", "siteName"],
    description: &["description", "siteDescription"],
    author: &["author.name", "author", "authorName"],
    base_url: &["url", "siteURL", "domain"],
    language: &["language", "lang", "locale"],
    timezone: &["timezone", "timeZone"],
    content: ContentFolders {
        keys: &["dir.input"],
        defaults: &[],
        is_exclusive: true,
        not_exclusive_with: &[],
    },
    output: (&["dir.output"], &["_site"]),
    other_folders: &[],
    content_folders: &["content", "content/blog", "content/posts", "posts", "src", "src/posts", "src/blog"],
};
