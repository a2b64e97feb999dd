//! Astro, with the constants of its blog template and of popular themes.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, file};

pub(in crate::site_config::generators) const ASTRO: Generator = Generator {
    name: "Astro",
    files: &[
        file("astro.config.mjs", Syntax::JavaScript),
        file("astro.config.js", Syntax::JavaScript),
        file("astro.config.ts", Syntax::JavaScript),
        file("astro.config.mts", Syntax::JavaScript),
        file("src/consts.ts", Syntax::JavaScript),
        file("src/consts.js", Syntax::JavaScript),
        file("src/config.ts", Syntax::JavaScript),
        file("src/site.config.ts", Syntax::JavaScript),
        file("src/siteConfig.ts", Syntax::JavaScript),
    ],
    recognises: |found| found.has_file("astro.config."),
    title: &["SITE_TITLE", "SITE_NAME", "title"],
    description: &["SITE_DESCRIPTION", "description", "desc"],
    author: &["SITE_AUTHOR", "AUTHOR", "author.name", "author"],
    base_url: &["site", "SITE_URL", "website"],
    language: &["i18n.defaultLocale", "SITE_LANG", "LOCALE", "lang", "locale"],
    timezone: &["timezone", "TIMEZONE"],
    content: ContentFolders::PROJECT,
    output: (&["outDir"], &["dist"]),
    other_folders: &[("public", "the static files")],
    content_folders: &[
        "src/content",
        "src/content/blog",
        "src/content/post",
        "src/content/posts",
        "src/data/blog",
        "src/pages",
    ],
};
