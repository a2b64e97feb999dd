//! Hexo.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, file};
use crate::site_config::generators::jekyll::is_hexo;

pub(in crate::site_config::generators) const HEXO: Generator = Generator {
    name: "Hexo",
    files: &[file("_config.yml", Syntax::Yaml), file("_config.yaml", Syntax::Yaml)],
    recognises: is_hexo,
    title: &["title"],
    description: &["description", "subtitle"],
    author: &["author"],
    base_url: &["url"],
    language: &["language", "language.0"],
    timezone: &["timezone"],
    content: ContentFolders {
        keys: &["source_dir"],
        defaults: &["source"],
        is_exclusive: true,
        not_exclusive_with: &[],
    },
    output: (&["public_dir"], &["public"]),
    other_folders: &[("scaffolds", "the templates"), ("themes", "the themes")],
    content_folders: &["source", "source/_posts"],
};
