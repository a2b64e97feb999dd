//! Hugo, also in blogdown.

use crate::site_config::generator::{ContentFolders, Generator, Syntax, file, table_file};

pub(super) const HUGO: Generator = Generator {
    name: "Hugo",
    files: &[
        file("hugo.toml", Syntax::Toml),
        file("hugo.yaml", Syntax::Yaml),
        file("hugo.yml", Syntax::Yaml),
        file("hugo.json", Syntax::Yaml),
        file("config.toml", Syntax::Toml),
        file("config.yaml", Syntax::Yaml),
        file("config.yml", Syntax::Yaml),
        file("config.json", Syntax::Yaml),
        file("config/_default/hugo.toml", Syntax::Toml),
        file("config/_default/hugo.yaml", Syntax::Yaml),
        file("config/_default/hugo.yml", Syntax::Yaml),
        file("config/_default/config.toml", Syntax::Toml),
        file("config/_default/config.yaml", Syntax::Yaml),
        file("config/_default/config.yml", Syntax::Yaml),
        table_file("config/_default/params.toml", Syntax::Toml, "params."),
        table_file("config/_default/params.yaml", Syntax::Yaml, "params."),
        table_file("config/_default/params.yml", Syntax::Yaml, "params."),
        table_file("config/_default/languages.toml", Syntax::Toml, "languages."),
        table_file("config/_default/languages.yaml", Syntax::Yaml, "languages."),
        table_file("config/_default/languages.yml", Syntax::Yaml, "languages."),
        table_file("config/_default/languages.en.toml", Syntax::Toml, "languages.en."),
    ],
    // `config.toml` is the name of many programs' configuration, and of Zola's, which has `base_url`.
    recognises: |found| {
        const KEYS: [&str; 8] = [
            "baseURL",
            "languageCode",
            "defaultContentLanguage",
            "publishDir",
            "contentDir",
            "paginate",
            "markup.goldmark",
            "theme",
        ];
        KEYS.iter().any(|key| found.has(key)) && !found.has("base_url")
    },
    title: &["title", "languages.{lang}.title"],
    description: &[
        "params.description",
        "description",
        "languages.{lang}.params.description",
        "params.subtitle",
        "params.homeInfoParams.Content",
    ],
    author: &[
        "params.author.name",
        "params.author",
        "author.name",
        "author",
        "languages.{lang}.params.author.name",
        "languages.{lang}.params.author",
    ],
    base_url: &["baseURL"],
    language: &["defaultContentLanguage", "languageCode", "locale"],
    timezone: &["timeZone"],
    content: ContentFolders {
        keys: &["contentDir", "languages.*.contentDir"],
        defaults: &["content"],
        is_exclusive: true,
        not_exclusive_with: &["module.mounts"],
    },
    output: (&["publishDir", "languages.*.publishDir"], &["public"]),
    other_folders: &[
        ("archetypes", "the templates"),
        ("assets", "the assets"),
        ("layouts", "the layouts"),
        ("resources", "the cache"),
        ("static", "the static files"),
        ("themes", "the themes"),
    ],
    content_folders: &[
        "content",
        "content/blog",
        "content/en",
        "content/english",
        "content/news",
        "content/post",
        "content/posts",
    ],
};
