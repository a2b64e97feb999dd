//! Decides which entries of the content folder are listed, and which symbolic links are followed.

use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use tidings_model::{ContentPath, FileStamp};

/// A hidden file that is read nevertheless: the authors file of MkDocs Material. The server does not serve
/// it.
const HIDDEN_BUT_READ: &str = ".authors.yml";

/// Whether the path may be that of an article, of an article's image, or of a file that is read for articles.
/// It is not if a part of it is hidden (`.git`, `.tidings`, swap files of editors) or is `node_modules`,
/// which contains thousands of Markdown files of other projects.
pub fn is_listed(path: &ContentPath) -> bool {
    path.as_str().split('/').all(is_listed_name)
}

fn is_listed_name(name: &str) -> bool {
    (!name.starts_with('.') || name == HIDDEN_BUT_READ) && name != "node_modules"
}

/// The content folder, and the paths that are excluded from it. All paths are canonical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Root {
    folder: PathBuf,
    excluded: Vec<PathBuf>,
}

/// A listed entry of a directory.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: ContentPath,
    pub(super) kind: EntryKind,
    entry: DirEntry,
}

/// The kind of an entry itself; links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    File,
    Directory,
    Link,
}

/// What is at a path, after permitted links are followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    File(FileStamp),
    /// A directory, with its canonical path.
    Directory(PathBuf),
    Nothing,
    /// A link that leads out of the folder, into an excluded part, or to a directory that contains the link.
    Forbidden,
    /// A pipe, a socket or a device: a read of it might never end.
    Special,
}

impl Root {
    /// Opens the content folder.
    ///
    /// # Errors
    /// The folder does not exist, cannot be reached, or is not a folder ([`ErrorKind::NotADirectory`]).
    pub(super) fn open(folder: &Path, excluded: &[PathBuf]) -> io::Result<Self> {
        let folder = folder.canonicalize()?;
        if !folder.metadata()?.is_dir() {
            return Err(ErrorKind::NotADirectory.into());
        }
        let excluded = excluded.iter().filter_map(|path| canonical(path)).collect();
        Ok(Self { folder, excluded })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path on disk, which is canonical only if no link is on the way.
    pub(super) fn path_on_disk(&self, path: Option<&ContentPath>) -> PathBuf {
        path.map_or_else(|| self.folder.clone(), |path| path.in_folder(&self.folder))
    }

    pub(super) fn is_excluded(&self, path: &Path) -> bool {
        self.excluded.iter().any(|excluded| path.starts_with(excluded))
    }

    /// Calls `visit` for each listed entry of a directory. The entries are not collected, because a folder
    /// may have 100,000 of a few hundred bytes each. Returns the paths whose names are not Unicode.
    pub(super) fn list(
        &self,
        directory: Option<&ContentPath>,
        mut visit: impl FnMut(Entry),
    ) -> io::Result<Vec<PathBuf>> {
        let mut not_unicode = Vec::new();
        for entry in fs::read_dir(self.path_on_disk(directory))? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                not_unicode.push(entry.path());
                continue;
            };
            let join = |directory: &ContentPath| format!("{}/{name}", directory.as_str());
            let path = directory.map_or_else(|| name.to_owned(), join);
            let Some(path) = ContentPath::new(&path) else { continue };
            if !is_listed_name(name) || self.is_excluded(&entry.path()) {
                continue;
            }
            let Ok(kind) = entry.file_type() else { continue };
            let kind = match kind {
                kind if kind.is_file() => EntryKind::File,
                kind if kind.is_dir() => EntryKind::Directory,
                kind if kind.is_symlink() => EntryKind::Link,
                _ => continue,
            };
            visit(Entry { path, kind, entry });
        }
        Ok(not_unicode)
    }

    /// What is at the path now. A link is followed to what is inside the folder and not excluded. It may lead
    /// into hidden parts of the folder, as in a mounted Kubernetes ConfigMap, where every file is a link into
    /// `..data`.
    pub(super) fn find(&self, path: &ContentPath) -> io::Result<Found> {
        let location = self.path_on_disk(Some(path));
        let real = match location.canonicalize() {
            Ok(real) => real,
            // A part of the path may be a file by now, which has nothing below it.
            Err(error) if is_missing(&error) => return Ok(Found::Nothing),
            // A link to itself: `ErrorKind` has no stable variant for ELOOP.
            Err(_) if location.is_symlink() => return Ok(Found::Forbidden),
            Err(error) => return Err(error),
        };
        let contains_link = real != location && location.starts_with(&real);
        if !real.starts_with(&self.folder) || self.is_excluded(&real) || contains_link {
            return Ok(Found::Forbidden);
        }
        match real.metadata() {
            Ok(metadata) if metadata.is_file() => Ok(Found::File(FileStamp::from_metadata(&metadata))),
            Ok(metadata) if metadata.is_dir() => Ok(Found::Directory(real)),
            Ok(_) => Ok(Found::Special),
            Err(error) if is_missing(&error) => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }
}

impl Entry {
    /// The stamp of the entry itself; links are not followed.
    pub(super) fn stamp(&self) -> io::Result<FileStamp> {
        Ok(FileStamp::from_metadata(&self.entry.metadata()?))
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The canonical path, also of a path that does not exist yet in a directory that does.
fn canonical(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    if let Ok(canonical) = path.canonicalize() {
        return Some(canonical);
    }
    match (path.parent().and_then(|parent| parent.canonicalize().ok()), path.file_name()) {
        (Some(parent), Some(name)) => Some(parent.join(name)),
        _ => Some(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_paths_are_not_listed() {
        for path in [".git/config", "a/.b/c.md", ".x.md", "a/node_modules/b/README.md"] {
            assert!(!is_listed(&ContentPath::new(path).unwrap()), "{path}");
        }
        for path in ["a.md", "a/b..c.md", "blog/.authors.yml", "x/node_modules.md", "_drafts/a.md"] {
            assert!(is_listed(&ContentPath::new(path).unwrap()), "{path}");
        }
    }

    #[test]
    fn an_excluded_path_need_not_exist_yet() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path(), &[folder.path().join("state")]).unwrap();
        assert!(root.is_excluded(&root.folder().join("state/catalogue.sqlite")));
        assert!(!root.is_excluded(&root.folder().join("statement.md")));
    }

    #[test]
    fn nothing_is_below_a_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), "x").unwrap();
        let root = Root::open(folder.path(), &[]).unwrap();
        assert_eq!(root.find(&ContentPath::new("a.md/b.md").unwrap()).unwrap(), Found::Nothing);
    }

    #[test]
    fn a_file_is_not_a_folder() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(Root::open(file.path(), &[]).unwrap_err().kind(), ErrorKind::NotADirectory);
    }
}
