//! The content folder, whose files are articles, authors files, pictures and attachments.

use crate::beneath::{Directory, is_link_on_the_way};
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tidings_model::{ContentPath, FileStamp};

/// How often a path is resolved again because an entry on the way was exchanged meanwhile. A program that
/// saves a file exchanges it once; a path that changes more often is not a file that anyone waits for.
const ATTEMPTS: usize = 4;

/// The content folder. It may be a symbolic link that is exchanged while the program runs, as deployment tools
/// do: every operation follows the link again.
#[derive(Debug, Clone)]
pub struct ContentFolder {
    folder: PathBuf,
    /// Parts of the folder whose files are not content: the state folder.
    excluded: Vec<ContentPath>,
}

/// Why a path has no file that may be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing is at the path.
    #[error("no file is there")]
    Missing,
    /// A directory, a named pipe, a socket or a device is at the path.
    #[error("it is not a regular file")]
    NotRegular,
    /// A symbolic link leads out of the folder, into its state folder, or in a circle.
    #[error("a symbolic link leads out of the folder")]
    Outside,
    /// The system cannot open the file.
    #[error(transparent)]
    Io(io::Error),
}

/// An open regular file of the content folder.
#[derive(Debug)]
pub struct ContentFile {
    file: File,
    metadata: Metadata,
    true_path: ContentPath,
}

impl ContentFolder {
    /// The folder without its parts `excluded`, which need not exist yet.
    pub fn new(folder: &Path, excluded: &[PathBuf]) -> Self {
        let canonical = canonical(folder);
        let excluded =
            excluded.iter().filter_map(|path| ContentPath::from_file(&canonical, &self::canonical(path)));
        Self { folder: folder.to_path_buf(), excluded: excluded.collect() }
    }

    /// Opens the file at the path, without waiting for anything.
    ///
    /// A symbolic link is followed if its target is inside the folder and not excluded. What is opened is
    /// always a file that was inside the folder when it was opened, whatever is exchanged meanwhile.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(&self, path: &ContentPath) -> Result<ContentFile, OpenError> {
        let mut true_path = path.clone();
        for _ in 0..ATTEMPTS {
            if self.excluded.iter().any(|excluded| true_path.is_within(excluded)) {
                return Err(OpenError::Outside);
            }
            let directory = Directory::open(&self.folder).map_err(OpenError::from)?;
            match directory.read(true_path.as_str()) {
                Ok(file) => return ContentFile::new(file, true_path),
                Err(error) if is_link_on_the_way(&error) => {}
                Err(error) => return Err(error.into()),
            }
            // The path with its links resolved is opened without following a link again, so that a link that
            // is exchanged meanwhile cannot lead elsewhere.
            true_path = self.resolve(path)?;
        }
        Err(OpenError::Outside)
    }

    /// The stamp of the file at the path, by its metadata alone, which needs no permission to read it.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn stamp(&self, path: &ContentPath) -> Result<FileStamp, OpenError> {
        let true_path = self.resolve(path)?;
        if self.excluded.iter().any(|excluded| true_path.is_within(excluded)) {
            return Err(OpenError::Outside);
        }
        // A link that takes the place of the file now is not followed.
        let metadata = true_path.in_folder(&self.folder).symlink_metadata().map_err(OpenError::from)?;
        if metadata.is_file() { Ok(FileStamp::from_metadata(&metadata)) } else { Err(OpenError::NotRegular) }
    }

    /// The path of the file that the path leads to at this moment.
    fn resolve(&self, path: &ContentPath) -> Result<ContentPath, OpenError> {
        let folder = self.folder.canonicalize().map_err(OpenError::from)?;
        let file = path.in_folder(&folder).canonicalize().map_err(|error| match error.kind() {
            // A link in a circle: `ErrorKind` has no stable variant for ELOOP.
            kind if is_link_on_the_way(&error) && kind != ErrorKind::NotADirectory => OpenError::Outside,
            _ => error.into(),
        })?;
        ContentPath::from_file(&folder, &file).ok_or(if file == folder {
            OpenError::NotRegular
        } else {
            OpenError::Outside
        })
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing,
            // ENXIO: a socket.
            _ if cfg!(unix) && error.raw_os_error() == Some(6) => Self::NotRegular,
            ErrorKind::IsADirectory => Self::NotRegular,
            _ => Self::Io(error),
        }
    }
}

impl ContentFile {
    fn new(file: File, true_path: ContentPath) -> Result<Self, OpenError> {
        let metadata = file.metadata().map_err(OpenError::Io)?;
        if !metadata.is_file() {
            return Err(OpenError::NotRegular);
        }
        Ok(Self { file, metadata, true_path })
    }

    /// The path of the file itself, where the path that was opened leads through links.
    pub fn true_path(&self) -> &ContentPath {
        &self.true_path
    }

    /// The file's length in bytes when it was opened.
    pub fn length(&self) -> u64 {
        self.metadata.len()
    }

    /// When the file was modified. `None`: the file system does not tell.
    pub fn modified(&self) -> Option<SystemTime> {
        self.metadata.modified().ok()
    }

    /// The file's stamp when it was opened.
    pub fn stamp(&self) -> FileStamp {
        FileStamp::from_metadata(&self.metadata)
    }

    /// The file's stamp now.
    ///
    /// # Errors
    /// The system does not tell.
    pub fn present_stamp(&self) -> io::Result<FileStamp> {
        Ok(FileStamp::from_metadata(&self.file.metadata()?))
    }

    /// Reads at most `limit` + 1 bytes, however long the file becomes meanwhile: more than `limit` bytes mean
    /// that it is too large.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        // One byte more than expected: `read_to_end` enlarges a full vector before it finds the end.
        let expected = usize::try_from(self.length().min(limit) + 1).unwrap_or_default();
        let mut bytes = Vec::with_capacity(expected);
        (&self.file).take(limit + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The first bytes, at most `limit`. The next read begins at the start of the file again.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn beginning(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&self.file).take(limit).read_to_end(&mut bytes)?;
        self.file.rewind()?;
        Ok(bytes)
    }

    /// The open file.
    pub fn into_file(self) -> File {
        self.file
    }
}

/// The canonical path, also of a path that does not exist yet in a directory that does.
fn canonical(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    if let Ok(canonical) = path.canonicalize() {
        return canonical;
    }
    match (path.parent().and_then(|parent| parent.canonicalize().ok()), path.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    /// A folder with a state folder, and a file outside it.
    fn folder() -> (tempfile::TempDir, PathBuf, ContentFolder) {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("content");
        for (file, text) in [
            ("../secret", "secret"),
            (".tidings/catalogue.sqlite", "secret"),
            ("a/b.md", "b"),
            ("..data/c", "c"),
        ] {
            let file = folder.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let content = ContentFolder::new(&folder, &[folder.join(".tidings")]);
        (outer, folder, content)
    }

    #[test]
    fn files_are_read_up_to_the_limit() {
        let (_outer, folder, content) = folder();
        let mut file = content.open(&path("a/b.md")).unwrap();
        assert_eq!(file.beginning(10).unwrap(), b"b");
        assert_eq!((file.length(), file.true_path()), (1, &path("a/b.md")));
        std::fs::write(folder.join("a/b.md"), "longer").unwrap();
        assert_eq!(file.read(3).unwrap(), b"long");
        assert_ne!(file.present_stamp().unwrap(), file.stamp());
        assert!(matches!(content.open(&path("a")), Err(OpenError::NotRegular)));
        for missing in ["b", "a/b.md/c", "x/y"] {
            assert!(matches!(content.open(&path(missing)), Err(OpenError::Missing)), "{missing}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_folder_only() {
        use std::os::unix::fs::symlink;
        let (outer, folder, content) = folder();
        for (link, target) in [
            ("relative", "a/b.md"),
            ("twice", "relative"),
            ("mounted", "..data/c"),
            ("directory", "a"),
            ("up", "a/../a/b.md"),
            ("out", "../secret"),
            ("state", ".tidings/catalogue.sqlite"),
            ("whole", "."),
            ("outer", ".."),
            ("circle", "circle"),
            ("dangling", "nothing"),
            ("zero", "/dev/zero"),
        ] {
            symlink(target, folder.join(link)).unwrap();
        }
        symlink(folder.join("a/b.md"), folder.join("absolute")).unwrap();
        for (link, true_path) in [
            ("relative", "a/b.md"),
            ("twice", "a/b.md"),
            ("mounted", "..data/c"),
            ("directory/b.md", "a/b.md"),
            ("whole/a/b.md", "a/b.md"),
            ("up", "a/b.md"),
            ("absolute", "a/b.md"),
        ] {
            let file = content.open(&path(link)).unwrap();
            assert_eq!(
                (file.true_path(), file.stamp()),
                (&path(true_path), content.stamp(&path(link)).unwrap())
            );
        }
        for link in ["out", "outer/secret", "state", "circle", "zero", ".tidings/catalogue.sqlite"] {
            assert!(matches!(content.open(&path(link)), Err(OpenError::Outside)), "{link}");
            assert!(matches!(content.stamp(&path(link)), Err(OpenError::Outside)), "{link}");
        }
        assert!(matches!(content.open(&path("dangling")), Err(OpenError::Missing)));
        // The folder itself may be a link, which is followed again each time.
        let link = outer.path().join("current");
        symlink("content", &link).unwrap();
        let current = ContentFolder::new(&link, &[link.join(".tidings")]);
        assert_eq!(current.open(&path("absolute")).unwrap().true_path(), &path("a/b.md"));
        assert!(matches!(current.open(&path("state")), Err(OpenError::Outside)));
        std::fs::create_dir(outer.path().join("next")).unwrap();
        std::fs::write(outer.path().join("next/new"), "new").unwrap();
        std::fs::remove_file(&link).unwrap();
        symlink("next", &link).unwrap();
        assert!(current.open(&path("new")).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn neither_pipes_nor_sockets_block() {
        let (_outer, folder, content) = folder();
        let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, folder.join("pipe"), rustix::fs::Mode::from_raw_mode(0o600))
            .unwrap();
        std::os::unix::fs::symlink("pipe", folder.join("link")).unwrap();
        for special in ["pipe", "socket", "link"] {
            assert!(matches!(content.open(&path(special)), Err(OpenError::NotRegular)), "{special}");
            assert!(matches!(content.stamp(&path(special)), Err(OpenError::NotRegular)), "{special}");
        }
    }
}
