//! What was adopted from a generator's configuration, and what is adopted now.
//!
//! The values of the first start stay: another time zone would change the date of every article, and another
//! author every entry. A folder is left out only while no article of the catalogue is in it, so that no
//! subscriber loses an article.

use serde::{Deserialize, Serialize};
use tidings_model::ContentPath;
use tidings_parse::site_config::{ExcludedFolder, GivenValues, OnlyFolders};

/// The adopted settings, stored as JSON in the catalogue. Paths are relative to the content folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Adopted {
    pub(super) generator: String,
    pub(super) values: GivenValues,
    pub(super) excluded: Vec<ExcludedFolder>,
    pub(super) only: Option<OnlyFolders>,
}

impl Adopted {
    /// Reads what is stored. A text of another program or version gives no settings.
    pub(super) fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The text to store.
    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Compares the articles of a catalogue with the folders that a configuration leaves out.
#[derive(Debug)]
pub(super) struct Articles<'c> {
    found: &'c Adopted,
    /// For each folder that is left out, whether an article is in it.
    in_excluded: Vec<bool>,
    is_outside: bool,
}

impl<'c> Articles<'c> {
    pub(super) fn new(found: &'c Adopted) -> Self {
        Self { found, in_excluded: vec![false; found.excluded.len()], is_outside: false }
    }

    /// Adds the path of an article.
    pub(super) fn add(&mut self, path: &str) {
        for (folder, has_article) in self.found.excluded.iter().zip(&mut self.in_excluded) {
            *has_article |= is_within(path, &folder.path);
        }
        let only = self.found.only.as_ref();
        self.is_outside |= only.is_some_and(|only| !only.paths.iter().any(|folder| is_within(path, folder)));
    }

    /// The folders that contain articles and are therefore not left out.
    pub(super) fn kept_folders(&self) -> impl Iterator<Item = &str> {
        let folders = self.found.excluded.iter().zip(&self.in_excluded);
        folders.filter(|(_, has_article)| **has_article).map(|(folder, _)| folder.path.as_str())
    }

    /// Whether articles lie outside of the folders that the generator publishes.
    pub(super) fn are_outside(&self) -> bool {
        self.is_outside
    }

    /// What is adopted by a catalogue that had articles before. `before`: what it adopted then.
    pub(super) fn adopt_later(&self, before: &Adopted) -> Adopted {
        let mut adopted = before.clone();
        adopted.generator.clone_from(&self.found.generator);
        for (folder, has_article) in self.found.excluded.iter().zip(&self.in_excluded) {
            if !has_article && !adopted.excluded.iter().any(|known| known.path == folder.path) {
                adopted.excluded.push(folder.clone());
            }
        }
        adopted.only = match (&before.only, &self.found.only) {
            (_, Some(now)) if !self.is_outside => Some(now.clone()),
            // The content folder was renamed in the configuration, and articles are in the old one.
            (Some(old), Some(now)) => {
                let new = now.paths.iter().filter(|path| !old.paths.contains(path));
                let paths = old.paths.iter().chain(new).cloned().collect();
                Some(OnlyFolders { paths, reason: now.reason.clone() })
            }
            (_, _) => None,
        };
        adopted
    }
}

/// Whether a path is the folder or within it.
pub(super) fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A folder of the project as a path in the content folder, which is at `prefix` in the project. `None`: it is
/// not inside.
pub(super) fn in_content(folder: &str, prefix: &str) -> Option<String> {
    let inside =
        if prefix.is_empty() { Some(folder) } else { folder.strip_prefix(prefix)?.strip_prefix('/') };
    inside.and_then(ContentPath::new).map(|path| path.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adopted(excluded: &[&str], only: &[&str]) -> Adopted {
        let folder = |path: &&str| ExcludedFolder { path: (*path).to_owned(), reason: "output".to_owned() };
        let paths: Vec<String> = only.iter().map(|path| (*path).to_owned()).collect();
        Adopted {
            excluded: excluded.iter().map(folder).collect(),
            only: (!paths.is_empty()).then(|| OnlyFolders { paths, reason: "outside".to_owned() }),
            ..Adopted::default()
        }
    }

    fn later(before: &Adopted, found: &Adopted, articles: &[&str]) -> (Vec<String>, Option<Vec<String>>) {
        let mut seen = Articles::new(found);
        articles.iter().for_each(|path| seen.add(path));
        let adopted = seen.adopt_later(before);
        let excluded = adopted.excluded.into_iter().map(|folder| folder.path).collect();
        (excluded, adopted.only.map(|only| only.paths))
    }

    #[test]
    fn a_folder_with_articles_is_not_left_out_later() {
        let found = adopted(&["public", "themes"], &["content"]);
        let none = Adopted::default();
        let text = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
        let (excluded, only) = later(&none, &found, &["content/a.md"]);
        assert_eq!((excluded, only), (text(&["public", "themes"]), Some(text(&["content"]))));
        let (excluded, only) = later(&none, &found, &["content/a.md", "public/a.html"]);
        assert_eq!((excluded, only), (text(&["themes"]), None));
        let renamed = adopted(&[], &["posts"]);
        let (excluded, only) = later(&found, &renamed, &["content/a.md"]);
        assert_eq!((excluded, only), (text(&["public", "themes"]), Some(text(&["content", "posts"]))));
    }

    #[test]
    fn folders_of_the_project_in_the_content_folder() {
        assert_eq!(in_content("public", "").as_deref(), Some("public"));
        assert_eq!(in_content("public", "content"), None);
        assert_eq!(in_content("content/old", "content").as_deref(), Some("old"));
        assert_eq!(in_content("contents", "content"), None);
        assert_eq!(in_content("content", "content"), None);
    }

    #[test]
    fn a_damaged_text_gives_no_settings() {
        let adopted = adopted(&["public"], &["content"]);
        assert_eq!(Adopted::from_text(&adopted.to_text()), adopted);
        for text in ["", "{", "[]", "{\"values\":3}"] {
            assert_eq!(Adopted::from_text(text), Adopted::default());
        }
    }
}
