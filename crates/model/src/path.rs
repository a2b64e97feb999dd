//! A place in the content folder.

use super::language_tag;
use serde::{Deserialize, Serialize};

/// A file's path relative to the content folder: `/` between its parts on every system, no empty, `.` or `..`
/// part, so that joined to the folder it never leaves it (symbolic links are another matter).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentPath(String);

impl ContentPath {
    /// Takes a relative path with `/` between its parts. `None`: it is empty, or would leave the folder.
    pub fn new(path: &str) -> Option<Self> {
        let sound = |part: &str| !matches!(part, "" | "." | "..") && !part.contains('\0');
        (path.split('/').all(sound) && !path.is_empty()).then(|| Self(path.to_owned()))
    }

    /// The relative path of `file` in `folder`. `None`: it is not inside, or its name is not Unicode.
    pub fn from_file(folder: &std::path::Path, file: &std::path::Path) -> Option<Self> {
        let relative = file.strip_prefix(folder).ok()?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        Self::new(&parts?.join("/"))
    }

    /// The folders that hold it as one of their articles, from the outermost in, `/` between their parts. A folder of which
    /// it is the index is the article itself (`posts/my-trip/index.md` is an article of `posts`).
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        let mut parts = self.0.rsplit('/');
        let stem = parts.next().and_then(|name| name.split('.').next()).unwrap_or_default();
        let is_index = matches!(stem.to_ascii_lowercase().as_str(), "index" | "_index" | "readme");
        let own =
            if is_index || self.is_lektors() { self.0.rfind('/').unwrap_or_default() } else { self.0.len() };
        let within = self.0.get(..own).unwrap_or_default();
        within.match_indices('/').filter_map(|(at, _)| within.get(..at))
    }

    /// The path's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path on disk.
    pub fn in_folder(&self, folder: &std::path::Path) -> std::path::PathBuf {
        self.0.split('/').fold(folder.to_path_buf(), |path, part| path.join(part))
    }

    /// Where this path lies when `from`, which it is within, is called `to`. `None`: it is not within it.
    pub fn rebased(&self, from: &ContentPath, to: &ContentPath) -> Option<Self> {
        self.is_within(from).then(|| Self(format!("{to}{}", &self.0[from.0.len()..])))
    }

    /// The last part: `post.md` of `a/post.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// All but the last part, empty at the root: `a/b` of `a/b/post.md`.
    pub fn directory(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(directory, _)| directory)
    }

    /// Whether it is `directory` itself or lies below it: `a` and `a/b.md` are within `a`, `ab` is not.
    pub fn is_within(&self, directory: &ContentPath) -> bool {
        self.0.strip_prefix(&directory.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The file name without the ending by which a program fills it in: `post.md` of `post.md.erb`.
    fn filled_in(&self) -> &str {
        let name = self.file_name();
        name.strip_suffix(".erb").filter(|rest| rest.trim_start_matches('.').contains('.')).unwrap_or(name)
    }

    /// Whether ERB stands in the file, as in `post.md.erb`.
    pub fn is_erb(&self) -> bool {
        self.filled_in().len() < self.file_name().len()
    }

    /// The file name's extension in lower case, without its dot: `md`, also of `post.md.erb`.
    pub fn extension(&self) -> Option<String> {
        let (stem, extension) = self.filled_in().rsplit_once('.')?;
        (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_lowercase())
    }

    /// The file name without its extension: `post` of `a/post.md`.
    pub fn stem(&self) -> &str {
        match self.filled_in().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && !extension.is_empty() => stem,
            _ => self.filled_in(),
        }
    }

    /// The language that the file's name ends in, and the stem without it: `post` and `fr` of `post.fr.md`, as Hugo and
    /// Zola name translations. `None`: it names none.
    pub fn translation(&self) -> Option<(&str, String)> {
        let (stem, tag) = self.stem().rsplit_once('.')?;
        let is_written_as_one =
            !stem.is_empty() && !stem.ends_with(char::is_whitespace) && stem.len() < self.stem().len();
        let is_short = tag.split(['-', '_']).next().is_some_and(|language| language.len() == 2);
        if !is_written_as_one
            || !is_short
            || OTHER_ENDINGS.contains(&tag)
            || tag.contains(char::is_whitespace)
        {
            return None;
        }
        language_tag(tag).map(|tag| (stem, tag))
    }

    /// Whether it is the one file of a directory of Lektor's: `contents.lr`, `contents+de.lr`.
    fn is_lektors(&self) -> bool {
        let stem = self.file_name().strip_suffix(".lr").unwrap_or_default();
        stem == "contents" || stem.starts_with("contents+")
    }

    /// What names the article: the file's name without extension and language, or the directory's where the file is a
    /// bundle's `index` or `README`, or Lektor's `contents.lr`. Empty for one at the root. Middleman's `post.html.md` says
    /// what it becomes.
    pub fn name(&self) -> &str {
        if self.is_lektors() {
            return self.directory().rsplit('/').next().unwrap_or_default();
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

/// Language codes that are far oftener something else before a file's extension: `socket.io`, `types.d.ts`, `dune.ml`.
const OTHER_ENDINGS: [&str; 5] = ["io", "ml", "ps", "so", "ts"];

impl std::fmt::Display for ContentPath {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_folder() {
        for path in ["", "/a", "a//b", "../a", "a/../b", "a/.", "a/"] {
            assert_eq!(ContentPath::new(path), None, "{path}");
        }
    }

    #[test]
    fn what_is_in_a_renamed_directory_moves_with_it() {
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
