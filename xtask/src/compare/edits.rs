//! Edits a folder while no server runs: changes one file, deletes one, moves one and adds one.

use crate::error::Error;
use crate::files;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The modification time of edited files: 2026-01-02. A recent one would look like a file that is still
/// written.
const MODIFIED: Duration = Duration::from_secs(1_767_312_000);

/// The kinds of files to which a paragraph can be appended.
const TEXT: [&str; 8] = ["md", "markdown", "html", "txt", "org", "rst", "adoc", "mdx"];

/// Edits the folder; returns whether it has files enough.
pub(super) fn edit(folder: &Path) -> Result<bool, Error> {
    let mut texts = files::files_below(folder)?;
    texts.retain(|file| TEXT.iter().any(|text| file.extension().is_some_and(|extension| extension == *text)));
    let at = |quarter: usize| texts.get(texts.len() * quarter / 4);
    let (Some(changed), Some(deleted), Some(moved)) = (at(1), at(2), at(3)) else { return Ok(false) };
    if changed == deleted || deleted == moved {
        return Ok(false);
    }
    let mut bytes = files::read(changed)?;
    bytes.extend_from_slice(b"\n\nOne more paragraph.\n");
    write(changed, &bytes)?;
    std::fs::remove_file(deleted).map_err(Error::io(deleted))?;
    std::fs::rename(moved, moved_name(moved)).map_err(Error::io(moved))?;
    write(&folder.join("2026-01-02-a-new-article.md"), b"# A new article\n\nIts text.\n")?;
    Ok(true)
}

fn moved_name(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = file.extension().unwrap_or_default().to_string_lossy().into_owned();
    file.with_file_name(format!("{stem}-moved.{extension}"))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    files::write(path, bytes)?;
    files::set_modified(path, SystemTime::UNIX_EPOCH + MODIFIED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_edited() {
        let scratch = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.md", "c.md", "d.md", "e.bin"] {
            files::write(&scratch.path().join(name), name.as_bytes()).unwrap();
        }
        assert!(edit(scratch.path()).unwrap());
        let names: Vec<_> =
            files::entries(scratch.path()).unwrap().iter().map(|path| files::name(path)).collect();
        assert_eq!(names, ["2026-01-02-a-new-article.md", "a.md", "b.md", "d-moved.md", "e.bin"]);
        assert_eq!(files::read_text(&scratch.path().join("b.md")).unwrap(), "b.md\n\nOne more paragraph.\n");
    }

    #[test]
    fn a_folder_with_too_few_files_stays() {
        let scratch = tempfile::tempdir().unwrap();
        files::write(&scratch.path().join("a.md"), b"a").unwrap();
        assert!(!edit(scratch.path()).unwrap());
        assert_eq!(files::read_text(&scratch.path().join("a.md")).unwrap(), "a");
    }
}
