//! Jekyll.

use crate::site_config::generator::{ContentFolders, Evidence, Generator, Syntax, file};

/// Keys of Hexo, whose configuration has the same name.
const HEXO_KEYS: [&str; 6] =
    ["source_dir", "public_dir", "new_post_name", "skip_render", "post_asset_folder", "external_link"];

/// Whether a `_config.yml` is Hexo's.
pub(super) fn is_hexo(found: &Evidence) -> bool {
    HEXO_KEYS.iter().any(|key| found.has(key))
}

pub(super) const JEKYLL: Generator = Generator {
    name: "Jekyll",
    files: &[
        file("_config.yml", Syntax::Yaml),
        file("_config.yaml", Syntax::Yaml),
        file("_config.toml", Syntax::Toml),
    ],
    recognises: |found| !is_hexo(found),
    title: &["title", "name"],
    description: &["description", "tagline", "subtitle"],
    author: &["author.name", "author"],
    base_url: &["url"],
    language: &["lang", "locale", "language"],
    timezone: &["timezone"],
    content: ContentFolders {
        keys: &["source", "collections_dir"],
        defaults: &[],
        is_exclusive: false,
        not_exclusive_with: &[],
    },
    output: (&["destination"], &["_site"]),
    other_folders: &[("vendor", "the libraries")],
    content_folders: &["_posts", "src/_posts"],
};
