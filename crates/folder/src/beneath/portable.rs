//! The version for systems other than Unix, which checks paths before it uses them: there, only an
//! administrator can create symbolic links by default.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A directory, by its path.
#[derive(Debug)]
pub(crate) struct Directory(PathBuf);

impl Directory {
    /// A directory. Links on the way to it are followed.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(path.canonicalize()?))
    }

    /// A directory that must not be a link.
    pub(crate) fn open_unless_link(path: &Path) -> io::Result<Self> {
        not_a_link(path)?;
        Self::open(path)
    }

    /// Opens a file beneath this directory for reading.
    pub(crate) fn read(&self, path: &str) -> io::Result<File> {
        let file = path.split('/').fold(self.0.clone(), |path, part| path.join(part));
        if file.canonicalize()? != file {
            return Err(link());
        }
        File::open(file)
    }

    /// Creates a file in this directory for writing; an error if anything has its name, also a link.
    pub(crate) fn create(&self, name: &str) -> io::Result<File> {
        File::create_new(self.0.join(name))
    }

    /// Opens a file of this directory for writing, and creates it if it is missing; an error if it is a link.
    pub(crate) fn create_or_open(&self, name: &str) -> io::Result<File> {
        let file = self.0.join(name);
        not_a_link(&file)?;
        OpenOptions::new().create(true).truncate(false).write(true).open(file)
    }

    /// Renames an entry of this directory, and replaces what has the new name. Links are not followed.
    pub(crate) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        std::fs::rename(self.0.join(from), self.0.join(to))
    }

    /// Removes a file of this directory, or the link of that name.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        std::fs::remove_file(self.0.join(name))
    }
}

fn not_a_link(path: &Path) -> io::Result<()> {
    if path.is_symlink() { Err(link()) } else { Ok(()) }
}

fn link() -> io::Error {
    io::Error::new(ErrorKind::NotADirectory, "a symbolic link is on the way")
}

/// Whether the error may mean that there is a link on the way.
pub(crate) fn is_link_on_the_way(error: &io::Error) -> bool {
    error.kind() == ErrorKind::NotADirectory
}
