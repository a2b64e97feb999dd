//! `[[feed]]`: feeds that the publisher defines. A new key is one row of the table here, and its line in
//! `config/tidings.toml`.

use super::settings::{entries, feed_text, plain};
use super::value::language;
use tidings_feed::CustomFeed;
use tidings_model::{ContentPath, Selection, slugify};

/// One key of `[[feed]]`.
pub(super) struct CustomKey {
    /// `feed.any`.
    pub(super) key: &'static str,
    /// Whether it takes a list; a single text will do, too.
    pub(super) is_list: bool,
    /// Checks the values and puts them into the feed; the error says what would be right.
    pub(super) set: fn(&mut CustomFeed, &[String]) -> Result<(), String>,
}

/// All keys, in the order of `config/tidings.toml`.
pub(super) const KEYS: &[CustomKey] = &[
    CustomKey { key: "feed.path", is_list: false, set: |f, v| path(&v.concat()).map(|v| f.path = v) },
    CustomKey { key: "feed.title", is_list: false, set: |f, v| plain(&v.concat()).map(|v| f.title = v) },
    CustomKey {
        key: "feed.description",
        is_list: false,
        set: |f, v| plain(&v.concat()).map(|v| f.description = Some(v)),
    },
    CustomKey { key: "feed.any", is_list: true, set: |f, v| slugs(v).map(|v| f.rule.any = v) },
    CustomKey { key: "feed.all", is_list: true, set: |f, v| slugs(v).map(|v| f.rule.all = v) },
    CustomKey { key: "feed.none", is_list: true, set: |f, v| slugs(v).map(|v| f.rule.none = v) },
    CustomKey { key: "feed.authors", is_list: true, set: |f, v| slugs(v).map(|v| f.rule.authors = v) },
    CustomKey { key: "feed.folders", is_list: true, set: |f, v| folders(v).map(|v| f.rule.folders = v) },
    CustomKey {
        key: "feed.languages",
        is_list: true,
        set: |f, v| languages(v).map(|v| f.rule.languages = v),
    },
    CustomKey {
        key: "feed.text",
        is_list: false,
        set: |f, v| feed_text(&v.concat()).map(|v| f.text = Some(v)),
    },
    CustomKey {
        key: "feed.limit",
        is_list: false,
        set: |f, v| entries(&v.concat()).map(|v| f.limit = Some(v)),
    },
];

/// Where readers and people look for a site's own feed; they are led to it from there.
const USUAL: [&str; 8] = ["atom", "feed", "feeds", "json", "jsonfeed", "rdf", "rss", "rss2"];

fn path(text: &str) -> Result<String, String> {
    let path = text.trim_matches('/');
    if Selection::is_reserved(path) {
        let first = path.split('/').next().unwrap_or_default();
        return Err(format!("'{first}' is where other pages are; take another path"));
    }
    if USUAL.contains(&path) {
        return Err(format!("'{path}' is where readers look for the site's own feed; take another path"));
    }
    match Selection::is_custom_path(path) {
        true => Ok(path.to_owned()),
        false => Err(format!("'{text}' is no path of small letters, digits and hyphens such as rust-news")),
    }
}

fn slugs(names: &[String]) -> Result<Vec<String>, String> {
    let slug = |name: &String| Some(slugify(name)).filter(|slug| !slug.is_empty());
    let slug = |name: &String| slug(name).ok_or_else(|| format!("'{name}' is no name of a term or author"));
    names.iter().map(slug).collect()
}

fn folders(paths: &[String]) -> Result<Vec<String>, String> {
    let folder = |path: &String| {
        let folder = path.trim_matches('/');
        let sound = ContentPath::new(folder).is_some();
        sound
            .then(|| folder.to_owned())
            .ok_or_else(|| format!("'{path}' is no path of a folder such as posts/2026"))
    };
    paths.iter().map(folder).collect()
}

fn languages(tags: &[String]) -> Result<Vec<String>, String> {
    tags.iter().map(|tag| language(tag)).collect()
}
