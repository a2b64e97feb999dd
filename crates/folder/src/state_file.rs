//! The files of the state folder: read, replaced, created and locked, but never through a symbolic link.
//!
//! The state folder is inside the content folder by default, where other programs write. A link in the place
//! of one of its files would have a file elsewhere overwritten or read, and a named pipe would stop the
//! program. All paths are `FOLDER/NAME`, and neither `FOLDER` nor `NAME` may be a link. Links on the way to `FOLDER`
//! are followed each time: a deployment may switch the folder above it.

use crate::beneath::{Directory, is_link_on_the_way};
use std::fs::File;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

/// Replaces a file, or creates it. The content is written to `NAME.new` and forced to the disk, and the file is
/// renamed into place, so that a crash or a loss of power leaves the old file or the new one, whole.
///
/// # Errors
/// The folder is missing, is a link, or cannot be written to.
pub fn replace(file: &Path, content: &[u8]) -> io::Result<()> {
    let (folder, name) = split(file)?;
    let temporary = format!("{name}.new");
    let folder = open_folder(folder)?;
    let written = create_in(&folder, &temporary)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()));
    let replaced = written.and_then(|()| folder.rename(&temporary, name));
    if replaced.is_err() {
        let _ = folder.remove(&temporary);
    }
    replaced
}

/// Creates a file for writing. An old file of that name is removed, and a link is, too: its target stays as it
/// is.
///
/// # Errors
/// The folder is missing, is a link, or cannot be written to.
pub fn create(file: &Path) -> io::Result<File> {
    let (folder, name) = split(file)?;
    create_in(&open_folder(folder)?, name)
}

/// Opens a file for writing without changing it, and creates it if it is missing: for locks.
///
/// # Errors
/// The folder is missing, is a link, or cannot be written to; the file is a link or no regular file.
pub fn create_or_open(file: &Path) -> io::Result<File> {
    let (folder, name) = split(file)?;
    open_folder(folder)?.create_or_open(name).and_then(regular).map_err(explained)
}

/// Opens a file for reading.
///
/// # Errors
/// The file is missing, is a link or no regular file, or cannot be read.
pub fn open(file: &Path) -> io::Result<File> {
    let (folder, name) = split(file)?;
    open_folder(folder)?.read(name).and_then(regular).map_err(explained)
}

/// Removes a file, which may be missing. A link is removed, and its target is not.
///
/// # Errors
/// The folder is a link, or cannot be written to.
pub fn remove(file: &Path) -> io::Result<()> {
    let (folder, name) = split(file)?;
    match open_folder(folder).and_then(|folder| folder.remove(name)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Renames a file to another name in the same folder, and replaces what has that name.
///
/// # Errors
/// The folder is a link, or cannot be written to; the file is missing.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let ((folder, from), (_, to)) = (split(from)?, split(to)?);
    open_folder(folder)?.rename(from, to)
}

/// Copies a file to another one, which is created as by [`create`].
///
/// # Errors
/// As [`open`] and [`create`], or a file cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> io::Result<u64> {
    io::copy(&mut open(from)?, &mut create(to)?)
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// As [`open`], or the file is larger.
pub fn read(file: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let message = format!("the file has more than {limit} bytes, so it is not from this program");
        return Err(io::Error::new(ErrorKind::InvalidData, message));
    }
    Ok(bytes)
}

/// As [`read`], for text.
///
/// # Errors
/// As [`read`], or the file is not UTF-8.
pub fn read_text(file: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(file, limit)?).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

fn split(file: &Path) -> io::Result<(&Path, &str)> {
    let name = file.file_name().and_then(|name| name.to_str());
    let folder =
        file.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    folder.zip(name).ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "the path does not name a file"))
}

fn open_folder(folder: &Path) -> io::Result<Directory> {
    Directory::open_unless_link(folder).map_err(explained)
}

fn create_in(folder: &Directory, name: &str) -> io::Result<File> {
    match folder.create(name) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            folder.remove(name)?;
            folder.create(name)
        }
        created => created,
    }
}

fn regular(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file"))
}

/// Names the link, which the system calls 'too many levels' or 'not a directory'.
fn explained(error: io::Error) -> io::Error {
    if !is_link_on_the_way(&error) {
        return error;
    }
    io::Error::new(
        ErrorKind::InvalidInput,
        "it is a symbolic link, or its folder is one; files of the state folder are never followed \
         through links, so remove the link",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().canonicalize().unwrap().join("state");
        for text in ["first, and longer", "second"] {
            replace(&file, text.as_bytes()).unwrap();
            assert_eq!(read_text(&file, 100).unwrap(), text);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(read(&file, 5).unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(read(&file.with_extension("x"), 5).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_replaced_or_refused_and_never_followed() {
        use std::os::unix::fs::symlink;
        let outer = tempfile::tempdir().unwrap();
        let real = outer.path().canonicalize().unwrap();
        let (folder, precious) = (real.join("state"), real.join("precious"));
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(&precious, "precious").unwrap();
        for name in ["a", "a.new", "b", "c"] {
            symlink(&precious, folder.join(name)).unwrap();
        }
        replace(&folder.join("a"), b"new").unwrap();
        assert_eq!(read(&folder.join("a"), 10).unwrap(), b"new");
        create(&folder.join("b")).unwrap().write_all(b"new").unwrap();
        for error in [open(&folder.join("c")).unwrap_err(), create_or_open(&folder.join("c")).unwrap_err()] {
            assert!(error.to_string().contains("symbolic link"), "{error}");
        }
        symlink(&folder, real.join("link")).unwrap();
        for failed in [replace(&real.join("link/d"), b"new").err(), create(&real.join("link/d")).err()] {
            assert!(failed.unwrap().to_string().contains("is one"));
        }
        assert_eq!(std::fs::read(&precious).unwrap(), b"precious");
        assert!(!folder.join("d").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_does_not_block() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().canonicalize().unwrap().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
        assert!(open(&pipe).is_err());
        assert!(create_or_open(&pipe).is_err());
    }
}
