//! Paths relative to the content folder.

use crate::text::language::language_tag;
use crate::text::printable;
use serde::{Deserialize, Serialize};

/// A file's path relative to the content folder: `/` between its parts on every system, and no part that is
/// empty, `.` or `..`, so that the path never leaves the folder it is joined to (unless by a symbolic link).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentPath(String);

impl ContentPath {
    /// Parses a relative path with `/` between its parts. `None` if it is empty or would leave the folder.
    pub fn new(path: &str) -> Option<Self> {
        let is_valid = |part: &str| !matches!(part, "" | "." | "..") && !part.contains('\0');
        (path.split('/').all(is_valid) && !path.is_empty()).then(|| Self(path.to_owned()))
    }

    /// The relative path of `file` in `folder`. `None` if the file is not inside, or its name is not Unicode.
    pub fn from_file(folder: &std::path::Path, file: &std::path::Path) -> Option<Self> {
        let relative = file.strip_prefix(folder).ok()?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        Self::new(&parts?.join("/"))
    }

    /// The folders that the article belongs to, from the outermost, with `/` between their parts. A folder
    /// whose index it is counts as the article itself: `posts/my-trip/index.md` is an article of `posts`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        let mut parts = self.0.rsplit('/');
        let stem = parts.next().and_then(|name| name.split('.').next()).unwrap_or_default();
        let is_index = matches!(stem.to_ascii_lowercase().as_str(), "index" | "_index" | "readme");
        let own = if is_index || self.is_lektor_contents() || self.text_bundle().is_some() {
            self.0.rfind('/').unwrap_or_default()
        } else {
            self.0.len()
        };
        let within = self.0.get(..own).unwrap_or_default();
        within.match_indices('/').filter_map(|(at, _)| within.get(..at))
    }

    /// Whether a part of the path begins with a dot, so that no server should publish what is there. Files of
    /// `.well-known` are public by their definition (RFC 8615).
    pub fn is_hidden(path: &str) -> bool {
        let path = path.strip_prefix(".well-known/").unwrap_or(path);
        path.split('/').any(|part| part.starts_with('.'))
    }

    /// The path's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path on disk.
    pub fn in_folder(&self, folder: &std::path::Path) -> std::path::PathBuf {
        self.0.split('/').fold(folder.to_path_buf(), |path, part| path.join(part))
    }

    /// This path after the directory `from` was renamed to `to`. `None` if the path is not within `from`.
    pub fn rebased(&self, from: &ContentPath, to: &ContentPath) -> Option<Self> {
        self.is_within(from).then(|| Self(format!("{}{}", to.0, &self.0[from.0.len()..])))
    }

    /// The last part: `post.md` for `a/post.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// All parts except the last one: `a/b` for `a/b/post.md`, empty at the root.
    pub fn directory(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(directory, _)| directory)
    }

    /// Whether the path is `directory` or below it: `a` and `a/b.md` are within `a`, `ab` is not.
    pub fn is_within(&self, directory: &ContentPath) -> bool {
        self.0.strip_prefix(&directory.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The file name without the extension of a template: `post.md` for `post.md.erb`.
    fn file_name_without_erb(&self) -> &str {
        let name = self.file_name();
        name.strip_suffix(".erb").filter(|rest| rest.trim_start_matches('.').contains('.')).unwrap_or(name)
    }

    /// Whether the file is an ERB template, as `post.md.erb`.
    pub fn is_erb(&self) -> bool {
        self.file_name_without_erb().len() < self.file_name().len()
    }

    /// The extension of the file name in lower case, without the dot: `md` for `post.md` and `post.md.erb`.
    pub fn extension(&self) -> Option<String> {
        let (stem, extension) = self.file_name_without_erb().rsplit_once('.')?;
        (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_lowercase())
    }

    /// The file name without its extension: `post` for `a/post.md`.
    pub fn stem(&self) -> &str {
        match self.file_name_without_erb().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && !extension.is_empty() => stem,
            _ => self.file_name_without_erb(),
        }
    }

    /// The stem without its language, and the language: `post` and `fr` for `post.fr.md`, which is how Hugo
    /// and Zola name translations. `None` if the name has no language.
    pub fn translation(&self) -> Option<(&str, String)> {
        let (stem, tag) = self.stem().rsplit_once('.')?;
        let is_one_word =
            !stem.is_empty() && !stem.ends_with(char::is_whitespace) && stem.len() < self.stem().len();
        let is_short = tag.split(['-', '_']).next().is_some_and(|language| language.len() == 2);
        if !is_one_word || !is_short || NOT_LANGUAGES.contains(&tag) || tag.contains(char::is_whitespace) {
            return None;
        }
        language_tag(tag).map(|tag| (stem, tag))
    }

    /// Whether the file is the content of a Lektor directory: `contents.lr`, `contents+de.lr`.
    fn is_lektor_contents(&self) -> bool {
        let stem = self.file_name().strip_suffix(".lr").unwrap_or_default();
        stem == "contents" || stem.starts_with("contents+")
    }

    /// The name of the TextBundle of which the file is the text: `a` for `a.textbundle/text.md`.
    fn text_bundle(&self) -> Option<&str> {
        let (name, extension) = self.directory().rsplit('/').next()?.rsplit_once('.')?;
        let is_text = self.stem() == "text" && extension.eq_ignore_ascii_case("textbundle");
        (is_text && !name.is_empty()).then_some(name)
    }

    /// The name of the article: the file name without extension and language; or the name of the directory if
    /// the file is a bundle's `index` or `README`, or Lektor's `contents.lr` (empty at the root), or the text of a
    /// TextBundle. Middleman's
    /// `post.html.md` names the output file, so `.html` is removed, too.
    pub fn name(&self) -> &str {
        if self.is_lektor_contents() {
            return self.directory().rsplit('/').next().unwrap_or_default();
        }
        if let Some(bundle) = self.text_bundle() {
            return bundle;
        }
        let stem = self.translation().map_or_else(|| self.stem(), |(stem, _)| stem);
        match stem.strip_suffix(".html").filter(|rest| !rest.is_empty()).unwrap_or(stem) {
            stem if stem == "index" || stem.eq_ignore_ascii_case("readme") => {
                self.directory().rsplit('/').next().unwrap_or_default()
            }
            stem => stem,
        }
    }
}

/// Language codes that usually mean something else before a file extension: `socket.io`, `types.d.ts`,
/// `dune.ml`.
const NOT_LANGUAGES: [&str; 5] = ["io", "ml", "ps", "so", "ts"];

/// The path for a log line or a terminal, [`printable`]; [`ContentPath::as_str`] is the path itself.
impl std::fmt::Display for ContentPath {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&printable(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_displayed_path_stays_on_its_line() {
        let path = ContentPath::new("a\nERROR: \u{202e}b.md").unwrap();
        assert_eq!(path.to_string(), "a\\nERROR: \\u{202e}b.md");
        assert_eq!(path.as_str(), "a\nERROR: \u{202e}b.md");
    }

    #[test]
    fn a_path_never_leaves_the_folder() {
        for path in ["", "/a", "a//b", "../a", "a/../b", "a/.", "a/"] {
            assert_eq!(ContentPath::new(path), None, "{path}");
        }
    }

    #[test]
    fn paths_follow_a_renamed_directory() {
        let path = |text| ContentPath::new(text).unwrap();
        assert_eq!(path("a/b/c.md").rebased(&path("a"), &path("x/y")), Some(path("x/y/b/c.md")));
        assert_eq!(path("ab/c.md").rebased(&path("a"), &path("x")), None);
    }

    #[test]
    fn within_means_whole_parts() {
        let directory = ContentPath::new("a/b").unwrap();
        for (path, within) in
            [("a/b", true), ("a/b/c.md", true), ("a/bc", false), ("a", false), ("x/a/b", false)]
        {
            assert_eq!(ContentPath::new(path).unwrap().is_within(&directory), within, "{path}");
        }
    }

    #[test]
    fn languages_of_translations() {
        let cases = [
            ("a/post.fr.md", Some("fr"), "post"),
            ("a/index.zh-cn.md", Some("zh-CN"), "a"),
            ("index.pt_BR.md", Some("pt-BR"), ""),
            ("post.md", None, "post"),
            ("socket.io.md", None, "socket.io"),
            ("about-node.js.md", None, "about-node.js"),
            ("v1.10.md", None, "v1.10"),
            ("Dr. No.md", None, "Dr. No"),
            ("post.md.erb", None, "post"),
            ("post.html.markdown", None, "post"),
            ("a/index.html.md.erb", None, "a"),
            ("notes.erb", None, "notes"),
            (".fr.md", None, ".fr"),
            ("a/My trip.textbundle/text.markdown", None, "My trip"),
            ("a/My trip.textbundle/other.md", None, "other"),
            (".textbundle/text.md", None, "text"),
        ];
        for (path, language, name) in cases {
            let path = ContentPath::new(path).unwrap();
            assert_eq!(path.translation().map(|(_, tag)| tag).as_deref(), language, "{path}");
            assert_eq!(path.name(), name, "{path}");
        }
    }

    #[test]
    fn parts() {
        let path = ContentPath::new("a/b/2026-01-02-Some.post.MD").unwrap();
        assert_eq!((path.directory(), path.stem()), ("a/b", "2026-01-02-Some.post"));
        assert_eq!(path.extension().as_deref(), Some("md"));
        let erb = ContentPath::new("a/post.MD.erb").unwrap();
        assert_eq!((erb.is_erb(), erb.stem(), erb.extension().as_deref()), (true, "post", Some("md")));
        let other = ContentPath::new("post.erb").unwrap();
        assert_eq!(
            (other.is_erb(), other.stem(), other.extension().as_deref()),
            (false, "post", Some("erb"))
        );
        let bare = ContentPath::new(".profile").unwrap();
        assert_eq!((bare.directory(), bare.stem(), bare.extension()), ("", ".profile", None));
    }
}
