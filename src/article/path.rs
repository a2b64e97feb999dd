//! A place in the content folder.

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
    pub fn of_file(folder: &std::path::Path, file: &std::path::Path) -> Option<Self> {
        let relative = file.strip_prefix(folder).ok()?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        Self::new(&parts?.join("/"))
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
    pub fn moved(&self, from: &ContentPath, to: &ContentPath) -> Option<Self> {
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

    /// The file name's extension in lower case, without its dot: `md`.
    pub fn extension(&self) -> Option<String> {
        let (stem, extension) = self.file_name().rsplit_once('.')?;
        (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_lowercase())
    }

    /// The file name without its extension: `post` of `a/post.md`.
    pub fn stem(&self) -> &str {
        match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && !extension.is_empty() => stem,
            _ => self.file_name(),
        }
    }
}

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
        assert_eq!(path("a/b/c.md").moved(&path("a"), &path("x/y")), Some(path("x/y/b/c.md")));
        assert_eq!(path("ab/c.md").moved(&path("a"), &path("x")), None);
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
    fn parts() {
        let path = ContentPath::new("a/b/2026-01-02-Some.post.MD").unwrap();
        assert_eq!((path.directory(), path.stem()), ("a/b", "2026-01-02-Some.post"));
        assert_eq!(path.extension().as_deref(), Some("md"));
        let bare = ContentPath::new(".profile").unwrap();
        assert_eq!((bare.directory(), bare.stem(), bare.extension()), ("", ".profile", None));
    }
}
