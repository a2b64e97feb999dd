//! The files of the catalogue in the state folder: their names, the lock, and how they are removed or set
//! aside.

use crate::error::CatalogueError;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tidings_folder::state_file;

/// The folder of the file.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Creates the folder of the file, if it is missing.
///
/// # Errors
/// The folder cannot be created.
pub(crate) fn create_folder(file: &Path) -> Result<(), CatalogueError> {
    let folder = folder_of(file);
    std::fs::create_dir_all(folder)
        .map_err(|source| CatalogueError::CreateFolder { folder: folder.to_path_buf(), source })
}

/// The path of the file with the links on the way to its folder resolved, but not the folder, as SQLite requires
/// where it must not follow a link. A deployment may switch a link on the way, so the result is not stored.
pub(crate) fn resolved(file: &Path) -> PathBuf {
    let folder = folder_of(file);
    let real = match (folder.parent(), folder.file_name()) {
        (Some(above), Some(name)) => {
            let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
            above.canonicalize().map(|above| above.join(name))
        }
        _ => folder.canonicalize(),
    };
    match (real, file.file_name()) {
        (Ok(real), Some(name)) => real.join(name),
        _ => file.to_path_buf(),
    }
}

/// Makes sure that the file, and each file that SQLite keeps beside it, is missing or a regular file. SQLite
/// follows no links itself, but its errors do not name them.
///
/// # Errors
/// [`CatalogueError::NotRegular`].
pub(crate) fn require_regular(file: &Path) -> Result<(), CatalogueError> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let file = with_suffix(file, suffix);
        let kind = file.symlink_metadata().map(|metadata| metadata.file_type());
        if kind.is_ok_and(|kind| !kind.is_file()) {
            return Err(CatalogueError::NotRegular { file });
        }
    }
    Ok(())
}

/// The path of the file with a suffix added to its name.
pub(crate) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Locks the catalogue against other processes until the returned file is closed.
///
/// The lock is on a separate file, because SQLite allows a second writing process, which would report every
/// change a second time. The lock file is not deleted at the end, because two processes could then lock two
/// different files.
///
/// # Errors
/// The folder cannot be created or written to, another process has the lock, or the file system has no locks.
pub(crate) fn lock(file: &Path) -> Result<File, CatalogueError> {
    create_folder(file)?;
    let folder = folder_of(file);
    let unsuitable = |reason| CatalogueError::Unsuitable { folder: folder.to_path_buf(), reason };
    let lock =
        state_file::create_or_open(&with_suffix(file, ".lock")).map_err(|error| match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                CatalogueError::ReadOnly { place: folder.to_path_buf(), reason: error.to_string() }
            }
            _ => unsuitable(error.to_string()),
        })?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(CatalogueError::Locked { folder: folder.to_path_buf() }),
        Err(TryLockError::Error(error)) => Err(unsuitable(format!("the file system has no locks: {error}"))),
    }
}

/// The device and inode numbers of the file at this path, which change if another file takes its place.
pub(crate) fn identity(file: &Path) -> Option<(u64, u64)> {
    let metadata = file.metadata().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        drop(metadata);
        Some((0, 0))
    }
}

/// The files that must stay in place while the catalogue is open.
///
/// A new connection cannot see the log if it was deleted, and a second process could lock another lock file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpenFiles {
    /// The database.
    pub(crate) database: Option<(u64, u64)>,
    /// The write-ahead log and its index. `None` until SQLite has created them, and SQLite keeps them while a
    /// connection is open.
    logs: [Option<(u64, u64)>; 2],
    lock: Option<(u64, u64)>,
}

impl OpenFiles {
    /// The files that are at the paths now.
    pub(crate) fn find(file: &Path) -> Self {
        Self {
            database: identity(file),
            logs: ["-wal", "-shm"].map(|suffix| identity(&with_suffix(file, suffix))),
            lock: identity(&with_suffix(file, ".lock")),
        }
    }

    /// Whether all of these files are still there, given those that are at the paths now.
    pub(crate) fn are_in_place(&self, now: &Self) -> bool {
        let in_place = |open: Option<(u64, u64)>, now| open.is_none() || open == now;
        self.database.is_some()
            && self.database == now.database
            && in_place(self.lock, now.lock)
            && self.logs.iter().zip(now.logs).all(|(open, now)| in_place(*open, now))
    }

    /// Records the logs that SQLite created meanwhile.
    pub(crate) fn add_logs(&mut self, now: &Self) {
        for (open, now) in self.logs.iter_mut().zip(now.logs) {
            *open = open.or(now);
        }
    }
}

/// Removes a database file of the program, and the files that SQLite keeps beside it.
pub(crate) fn remove_database(file: &Path) -> std::io::Result<()> {
    remove(file)?;
    remove_journals(file)
}

/// Removes the files that SQLite keeps beside a database file.
pub(crate) fn remove_journals(file: &Path) -> std::io::Result<()> {
    ["-wal", "-shm", "-journal"].into_iter().try_for_each(|suffix| remove(&with_suffix(file, suffix)))
}

/// Removes a file that may be missing.
pub(crate) fn remove(file: &Path) -> std::io::Result<()> {
    match state_file::remove(file) {
        // The whole folder is gone.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Renames a database file and its write-ahead log to names that are not in use, and returns the new name.
pub(crate) fn set_aside(file: &Path) -> std::io::Result<PathBuf> {
    let is_free = |path: &PathBuf| !path.exists() && !with_suffix(path, "-wal").exists();
    let names = (1_u32..).map(|number| with_suffix(file, &format!(".set-aside-{number}")));
    let aside = names.into_iter().find(is_free).unwrap_or_else(|| with_suffix(file, ".set-aside"));
    // A hard link first, so that there is a file in place at every moment. Not every file system has links.
    let is_linked = std::fs::hard_link(file, &aside).is_ok();
    match state_file::rename(&with_suffix(file, "-wal"), &with_suffix(&aside, "-wal")) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // The `-shm` file is an index of the log; SQLite recreates it.
    let _ = remove(&with_suffix(file, "-shm"));
    if !is_linked {
        state_file::rename(file, &aside)?;
    }
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn each_file_of_an_open_catalogue_must_stay() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.db");
        let names = ["", ".lock", "-wal", "-shm"].map(|suffix| with_suffix(&file, suffix));
        let write = |name: &PathBuf| std::fs::write(name, "x").unwrap();
        names[..2].iter().for_each(write);
        let mut open = OpenFiles::find(&file);
        names[2..].iter().for_each(write);
        assert!(open.are_in_place(&OpenFiles::find(&file)), "SQLite creates its logs later");
        open.add_logs(&OpenFiles::find(&file));
        for name in &names {
            let other = with_suffix(name, ".other");
            std::fs::rename(name, &other).unwrap();
            assert!(!open.are_in_place(&OpenFiles::find(&file)), "{}", name.display());
            write(name);
            assert!(!open.are_in_place(&OpenFiles::find(&file)), "{}", name.display());
            std::fs::rename(&other, name).unwrap();
            assert!(open.are_in_place(&OpenFiles::find(&file)), "{}", name.display());
        }
    }

    #[test]
    fn the_lock_file_is_beside_the_catalogue() {
        assert_eq!(with_suffix(Path::new("a/c.db"), ".lock"), Path::new("a/c.db.lock"));
        assert_eq!(folder_of(Path::new("c.db")), Path::new("."));
    }
}
