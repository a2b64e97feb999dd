//! Which entries of the folder count, and where a symbolic link may lead.

use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use tidings_model::{ContentPath, FileStamp};

/// A file that is read although it is hidden: MkDocs Material says in it who is who. Nothing of it is served.
const HIDDEN_BUT_READ: &str = ".authors.yml";

/// Whether the path may be an article's or an article's picture's, or that of what is read for articles: no part of it is
/// hidden (`.git`, `.tidings`, editors' swap files) or `node_modules`, which holds thousands of Markdown files that nobody
/// wrote here.
pub fn is_listed(path: &ContentPath) -> bool {
    path.as_str().split('/').all(is_listed_name)
}

fn is_listed_name(name: &str) -> bool {
    (!name.starts_with('.') || name == HIDDEN_BUT_READ) && name != "node_modules"
}

/// The content folder, with what is left out of it. Paths are canonical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Root {
    folder: PathBuf,
    excluded: Vec<PathBuf>,
}

/// One entry of a directory that counts.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: ContentPath,
    pub(super) kind: EntryKind,
    entry: DirEntry,
}

/// What an entry is, itself; links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    File,
    Directory,
    Link,
}

/// What is at a path, links followed as far as they may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    File(FileStamp),
    /// With its canonical path.
    Directory(PathBuf),
    Nothing,
    /// A link out of the folder, into an excluded part of it, or to a directory that holds the link itself.
    Forbidden,
    /// A pipe, a socket, a device: reading it may never end.
    Special,
}

impl Root {
    /// # Errors
    /// The folder is not there, cannot be reached, or is none ([`ErrorKind::NotADirectory`]).
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

    /// The place on disk, which is canonical only if no link is on the way.
    pub(super) fn place(&self, path: Option<&ContentPath>) -> PathBuf {
        path.map_or_else(|| self.folder.clone(), |path| path.in_folder(&self.folder))
    }

    pub(super) fn is_excluded(&self, place: &Path) -> bool {
        self.excluded.iter().any(|excluded| place.starts_with(excluded))
    }

    /// Shows the entries of a directory that count, one by one: a folder may have 100,000, each of which is a few hundred
    /// bytes. Returns the names that are not Unicode.
    pub(super) fn list(
        &self,
        directory: Option<&ContentPath>,
        mut show: impl FnMut(Entry),
    ) -> io::Result<Vec<PathBuf>> {
        let mut unspeakable = Vec::new();
        for entry in fs::read_dir(self.place(directory))? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                unspeakable.push(entry.path());
                continue;
            };
            let path = directory.map_or_else(|| name.to_owned(), |directory| format!("{directory}/{name}"));
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
            show(Entry { path, kind, entry });
        }
        Ok(unspeakable)
    }

    /// What is at the path now. A link leads to what is inside the folder and not excluded; hidden parts of the
    /// folder may be linked to, as in a mounted Kubernetes ConfigMap, where every file is a link into `..data`.
    pub(super) fn find(&self, path: &ContentPath) -> io::Result<Found> {
        let place = self.place(Some(path));
        let real = match place.canonicalize() {
            Ok(real) => real,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            // ELOOP has no stable ErrorKind: a link that leads to itself is there, and leads nowhere.
            Err(_) if place.is_symlink() => return Ok(Found::Forbidden),
            Err(error) => return Err(error),
        };
        let holds_the_link = real != place && place.starts_with(&real);
        if !real.starts_with(&self.folder) || self.is_excluded(&real) || holds_the_link {
            return Ok(Found::Forbidden);
        }
        match real.metadata() {
            Ok(metadata) if metadata.is_file() => Ok(Found::File(FileStamp::from_metadata(&metadata))),
            Ok(metadata) if metadata.is_dir() => Ok(Found::Directory(real)),
            Ok(_) => Ok(Found::Special),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }
}

impl Entry {
    /// The stamp of the entry itself.
    pub(super) fn stamp(&self) -> io::Result<FileStamp> {
        Ok(FileStamp::from_metadata(&self.entry.metadata()?))
    }
}

/// The canonical path, also of what will be created later in a directory that is there.
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
    fn hidden_parts_do_not_count() {
        for path in [".git/config", "a/.b/c.md", ".x.md", "a/node_modules/b/README.md"] {
            assert!(!is_listed(&ContentPath::new(path).unwrap()), "{path}");
        }
        for path in ["a.md", "a/b..c.md", "blog/.authors.yml", "x/node_modules.md", "_drafts/a.md"] {
            assert!(is_listed(&ContentPath::new(path).unwrap()), "{path}");
        }
    }

    #[test]
    fn what_is_excluded_need_not_exist_yet() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path(), &[folder.path().join("state")]).unwrap();
        assert!(root.is_excluded(&root.folder().join("state/catalogue.sqlite")));
        assert!(!root.is_excluded(&root.folder().join("statement.md")));
    }

    #[test]
    fn a_file_is_no_folder() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(Root::open(file.path(), &[]).unwrap_err().kind(), ErrorKind::NotADirectory);
    }
}
