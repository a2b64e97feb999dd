//! The version for Unix: `openat2` on Linux, elsewhere and as its fallback one `openat` for each part.

use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, CWD, Mode, OFlags, openat, renameat, unlinkat};
use rustix::io::Errno;
use std::fs::File;
use std::io;
use std::path::Path;

/// Opens for reading. `O_NONBLOCK`: `open` of a named pipe would wait for a writer. On regular files it has no
/// effect.
const READ: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

/// Creates a file that must not exist.
const CREATE: OFlags = OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::CLOEXEC);

/// Creates a file, or opens the one that exists.
const CREATE_OR_OPEN: OFlags =
    OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// A directory that is only the start of paths. On Linux `O_PATH` needs no permission to list it.
#[cfg(any(target_os = "linux", target_os = "android"))]
const START: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const START: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// The permissions of new files, of which the umask takes away.
const MODE: Mode = Mode::from_raw_mode(0o666);

/// An open directory.
#[derive(Debug)]
pub(crate) struct Directory(OwnedFd);

impl Directory {
    /// Opens a directory. Links on the way to it are followed.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(openat(CWD, path, START, Mode::empty())?))
    }

    /// Opens a directory that must not be a link. Links on the way to it are followed.
    pub(crate) fn open_unless_link(path: &Path) -> io::Result<Self> {
        Ok(Self(openat(CWD, path, START | OFlags::NOFOLLOW, Mode::empty())?))
    }

    /// Opens what is at the path beneath this directory for reading, without waiting for anything.
    pub(crate) fn read(&self, path: &str) -> io::Result<File> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        if let Some(opened) = linux::open(&self.0, path, READ) {
            return Ok(opened?.into());
        }
        self.read_part_by_part(path)
    }

    /// As [`Self::read`], with one system call for each part of the path.
    fn read_part_by_part(&self, path: &str) -> io::Result<File> {
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut directory: Option<OwnedFd> = None;
        for part in parents.split('/').filter(|part| !part.is_empty()) {
            let from = directory.as_ref().unwrap_or(&self.0);
            directory = Some(openat(from, part, START | OFlags::NOFOLLOW, Mode::empty())?);
        }
        let from = directory.as_ref().unwrap_or(&self.0);
        Ok(openat(from, name, READ | OFlags::NOFOLLOW, Mode::empty())?.into())
    }

    /// Creates a file in this directory for writing; an error if anything has its name, also a link.
    pub(crate) fn create(&self, name: &str) -> io::Result<File> {
        Ok(openat(&self.0, name, CREATE | OFlags::NOFOLLOW, MODE)?.into())
    }

    /// Opens a file of this directory for writing, and creates it if it is missing; an error if it is a link.
    pub(crate) fn create_or_open(&self, name: &str) -> io::Result<File> {
        Ok(openat(&self.0, name, CREATE_OR_OPEN | OFlags::NOFOLLOW, MODE)?.into())
    }

    /// Renames an entry of this directory, and replaces what has the new name. Links are not followed.
    pub(crate) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        Ok(renameat(&self.0, from, &self.0, to)?)
    }

    /// Removes a file of this directory, or the link of that name.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        Ok(unlinkat(&self.0, name, AtFlags::empty())?)
    }
}

/// Whether the error may mean that there is a link on the way: `ELOOP`, or `ENOTDIR` where a directory had to
/// be opened; FreeBSD reports `EMLINK`, NetBSD `EFTYPE`, and `openat2` `EXDEV` for a link out of the directory.
pub(crate) fn is_link_on_the_way(error: &io::Error) -> bool {
    let links = [Errno::LOOP, Errno::NOTDIR, Errno::MLINK, Errno::XDEV];
    links.iter().any(|link| error.raw_os_error() == Some(link.raw_os_error()))
        || error.raw_os_error() == Some(79)
            && cfg!(any(target_os = "netbsd", target_os = "freebsd", target_os = "macos"))
}

#[cfg(any(target_os = "linux", target_os = "android"))]
mod linux {
    use rustix::fd::{AsFd, OwnedFd};
    use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
    use rustix::io::Errno;

    /// Neither links, those of `/proc` included, nor a way out of the directory.
    const BENEATH: ResolveFlags =
        ResolveFlags::BENEATH.union(ResolveFlags::NO_SYMLINKS).union(ResolveFlags::NO_MAGICLINKS);

    /// `None`: the kernel is older than 5.6, or a filter of system calls does not know `openat2`. Such filters
    /// return `ENOSYS`, or `EPERM` in older container runtimes; the caller then opens the path in another way,
    /// which returns `EPERM` again if it was the answer of the file system.
    pub(super) fn open(from: impl AsFd, path: &str, flags: OFlags) -> Option<Result<OwnedFd, Errno>> {
        match openat2(from, path, flags, Mode::empty(), BENEATH) {
            Err(Errno::NOSYS | Errno::PERM | Errno::TOOBIG | Errno::INVAL) => None,
            opened => Some(opened),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::os::unix::fs::symlink;

    /// A folder with files and links, and a file outside it.
    fn folder() -> (tempfile::TempDir, Directory) {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("content");
        std::fs::create_dir_all(folder.join("a/b")).unwrap();
        std::fs::write(outer.path().join("secret"), "secret").unwrap();
        std::fs::write(folder.join("a/b/c"), "c").unwrap();
        std::fs::write(folder.join("d"), "d").unwrap();
        symlink("../secret", folder.join("out")).unwrap();
        symlink("d", folder.join("in")).unwrap();
        symlink("..", folder.join("a/up")).unwrap();
        symlink("/proc/self", folder.join("magic")).unwrap();
        let directory = Directory::open(&folder).unwrap();
        (outer, directory)
    }

    #[test]
    fn both_ways_read_files_and_refuse_links() {
        let (_outer, directory) = folder();
        for read in [Directory::read, Directory::read_part_by_part] {
            for (path, expected) in [("a/b/c", "c"), ("d", "d")] {
                let mut text = String::new();
                read(&directory, path).unwrap().read_to_string(&mut text).unwrap();
                assert_eq!(text, expected);
            }
            for path in ["out", "in", "a/up/d", "magic/root", "d/e"] {
                let error = read(&directory, path).unwrap_err();
                assert!(is_link_on_the_way(&error), "{path}: {error}");
            }
            assert_eq!(read(&directory, "none/c").unwrap_err().kind(), io::ErrorKind::NotFound);
        }
    }

    #[test]
    fn a_directory_that_is_a_link_is_not_opened() {
        let (outer, _) = folder();
        symlink("content", outer.path().join("link")).unwrap();
        let real = outer.path().canonicalize().unwrap();
        for path in ["content/a", "link/a"] {
            assert!(Directory::open_unless_link(&real.join(path)).is_ok(), "{path}");
        }
        for path in ["link", "content/a/up"] {
            let error = Directory::open_unless_link(&real.join(path)).unwrap_err();
            assert!(is_link_on_the_way(&error), "{path}: {error}");
        }
    }
}
