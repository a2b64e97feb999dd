//! Pelican.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, always, file};

pub(in crate::site_config::generators) const PELICAN: Generator = Generator {
    name: "Pelican",
    files: &[file("pelicanconf.py", Syntax::Python), file("publishconf.py", Syntax::Python)],
    recognises: always,
    title: &["SITENAME"],
    description: &["SITE_DESCRIPTION", "SITEDESCRIPTION", "SITESUBTITLE"],
    author: &["AUTHOR"],
    base_url: &["SITEURL"],
    language: &["DEFAULT_LANG"],
    timezone: &["TIMEZONE"],
    content: ContentFolders { keys: &["PATH"], defaults: &[], is_exclusive: true, not_exclusive_with: &[] },
    output: (&["OUTPUT_PATH"], &["output"]),
    other_folders: &[
        ("cache", "the cache"),
        ("plugins", "the plugins"),
        ("theme", "the theme"),
        ("themes", "the themes"),
    ],
    content_folders: &["content", "content/articles", "content/posts", "content/blog"],
};
