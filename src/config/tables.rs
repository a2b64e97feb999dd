//! The tables that may occur several times: `[[feed]]` (feeds that the publisher defines), `[[moved]]` and
//! `[[gone]]` (former addresses). A new key is one row of the table here, and its line in
//! `config/tidings.toml`.

use super::check::{entries, feed_text, language, line};
use super::settings::Setting;
use super::value::OneOrMany;
use tidings_feed::CustomFeed;
use tidings_model::{ContentPath, Selection, slugify};

/// The keys of `[[feed]]`, in the order of `config/tidings.toml`.
pub(super) const FEED: &[Setting<CustomFeed>] = &[
    ("feed.path", |f, v| v.read(path, &mut f.path)),
    ("feed.title", |f, v| v.read(line, &mut f.title)),
    ("feed.description", |f, v| v.read(line, &mut f.description)),
    ("feed.any", |f, v| v.read(slugs, &mut f.rule.any)),
    ("feed.all", |f, v| v.read(slugs, &mut f.rule.all)),
    ("feed.none", |f, v| v.read(slugs, &mut f.rule.none)),
    ("feed.authors", |f, v| v.read(slugs, &mut f.rule.authors)),
    ("feed.folders", |f, v| v.read(folders, &mut f.rule.folders)),
    ("feed.languages", |f, v| v.read(languages, &mut f.rule.languages)),
    ("feed.text", |f, v| v.read(feed_text, &mut f.text)),
    ("feed.limit", |f, v| v.read(entries, &mut f.limit)),
];

/// One `[[moved]]`, as written.
#[derive(Debug, Default)]
pub(super) struct MovedTable {
    /// The former path.
    pub(super) from: Option<String>,
    /// The path or the web address that replaces it.
    pub(super) to: Option<String>,
}

/// The keys of `[[moved]]`.
pub(super) const MOVED: &[Setting<MovedTable>] = &[
    ("moved.from", |table, v| v.read(Ok::<String, String>, &mut table.from)),
    ("moved.to", |table, v| v.read(Ok::<String, String>, &mut table.to)),
];

/// One `[[gone]]`, as written.
#[derive(Debug, Default)]
pub(super) struct GoneTable {
    /// The former path.
    pub(super) path: Option<String>,
}

/// The keys of `[[gone]]`.
pub(super) const GONE: &[Setting<GoneTable>] =
    &[("gone.path", |table, v| v.read(Ok::<String, String>, &mut table.path))];

/// Paths at which readers and people look for the site's own feed; the server redirects them to it.
const WELL_KNOWN_FEEDS: [&str; 8] = ["atom", "feed", "feeds", "json", "jsonfeed", "rdf", "rss", "rss2"];

fn path(text: String) -> Result<String, String> {
    let path = text.trim_matches('/');
    if Selection::is_reserved(path) {
        let first = path.split('/').next().unwrap_or_default();
        return Err(format!("'{first}' is the path of other pages; choose another path"));
    }
    if WELL_KNOWN_FEEDS.contains(&path) {
        return Err(format!("'{path}' is where readers look for the site's own feed; choose another path"));
    }
    match Selection::is_custom_path(path) {
        true => Ok(path.to_owned()),
        false => {
            Err(format!("'{text}' is not a path of lower-case letters, digits and hyphens such as rust-news"))
        }
    }
}

fn slugs(names: OneOrMany) -> Result<Vec<String>, String> {
    let slug = |name: String| match slugify(&name) {
        slug if slug.is_empty() => Err(format!("'{name}' is not the name of a term or an author")),
        slug => Ok(slug),
    };
    names.items().into_iter().map(slug).collect()
}

fn folders(paths: OneOrMany) -> Result<Vec<String>, String> {
    let folder = |path: String| {
        let folder = path.trim_matches('/');
        match ContentPath::new(folder) {
            Some(_) => Ok(folder.to_owned()),
            None => Err(format!("'{path}' is not the path of a folder such as posts/2026")),
        }
    };
    paths.items().into_iter().map(folder).collect()
}

fn languages(tags: OneOrMany) -> Result<Vec<String>, String> {
    tags.items().into_iter().map(language).collect()
}
