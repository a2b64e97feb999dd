//! File operations whose errors name the path.

use crate::error::Error;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// The folder of shared test material: `TIDINGS_SHARED`, or `shared` beside the repository.
pub(crate) fn shared() -> PathBuf {
    let beside =
        || repository().parent().map_or_else(|| PathBuf::from("shared"), |parent| parent.join("shared"));
    std::env::var_os("TIDINGS_SHARED").map_or_else(beside, PathBuf::from)
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(Error::io(path))
}

pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(Error::io(path))
}

pub(crate) fn read_json(path: &Path) -> Result<Value, Error> {
    serde_json::from_slice(&read(path)?).map_err(|source| Error::Json { path: path.to_owned(), source })
}

/// Writes a file and creates the folders above it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(Error::io(parent))?;
    }
    std::fs::write(path, bytes).map_err(Error::io(path))
}

/// Sets the modification time of a file.
pub(crate) fn set_modified(path: &Path, moment: SystemTime) -> Result<(), Error> {
    let file = std::fs::File::options().write(true).open(path).map_err(Error::io(path))?;
    file.set_modified(moment).map_err(Error::io(path))
}

/// What is directly inside a folder, sorted by path.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(folder).map_err(Error::io(folder))?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(Error::io(folder))?;
    paths.sort();
    Ok(paths)
}

/// All files below a folder, sorted by path.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder)? {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                files.push(entry);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<(), Error> {
    for file in files_below(from)? {
        let inner = file.strip_prefix(from).unwrap_or(&file);
        write(&to.join(inner), &read(&file)?)?;
    }
    Ok(())
}

/// The last part of a path, for messages.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
