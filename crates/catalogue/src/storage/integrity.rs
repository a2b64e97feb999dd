//! Looks for damage of the catalogue's file: pages that a failing disk, a bad copy or another program changed.

use super::connections::open_reader;
use crate::error::CatalogueError;
use rusqlite::{Connection, InterruptHandle};
use std::path::{Path, PathBuf};

/// The largest number of faults that SQLite reports; the first one is enough for a verdict.
const MAX_FAULTS: u32 = 3;

/// A check of the whole file on a connection of its own, beside the writer.
#[derive(Debug)]
pub struct IntegrityCheck {
    file: PathBuf,
    connection: Connection,
}

impl IntegrityCheck {
    /// Opens the file. Nothing is read yet.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub(crate) fn open(file: &Path) -> Result<Self, CatalogueError> {
        let connection = open_reader(file)
            .map_err(|error| CatalogueError::from_sql(error, file, "open the catalogue for a check"))?;
        Ok(Self { file: file.to_path_buf(), connection })
    }

    /// Ends a running check early, from another thread: the check returns an error that is no verdict.
    pub fn interrupter(&self) -> CheckInterrupter {
        CheckInterrupter(self.connection.get_interrupt_handle())
    }

    /// Checks the structure of all pages and the types of all columns (`PRAGMA quick_check`). What it cannot find: an
    /// index that disagrees with its table, and a changed byte within a text.
    ///
    /// # Errors
    /// [`CatalogueError::Corrupt`] names the first faults. Another error means that the check was not possible.
    pub fn run_quick(&self) -> Result<(), CatalogueError> {
        self.run("quick_check")
    }

    /// Also compares every index with its table (`PRAGMA integrity_check`), which takes several times as long: a lookup
    /// in a damaged index answers that an article does not exist.
    ///
    /// # Errors
    /// As [`Self::run_quick`].
    pub fn run_thorough(&self) -> Result<(), CatalogueError> {
        self.run("integrity_check")
    }

    fn run(&self, pragma: &str) -> Result<(), CatalogueError> {
        let query = || {
            let mut check = self.connection.prepare(&format!("PRAGMA {pragma}({MAX_FAULTS})"))?;
            check.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()
        };
        let lines =
            query().map_err(|error| CatalogueError::from_sql(error, &self.file, "check the catalogue"))?;
        // SQLite's messages have line ends.
        let one_line = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let faults: Vec<String> = lines.iter().filter(|line| *line != "ok").map(one_line).collect();
        match faults.as_slice() {
            [] => Ok(()),
            faults => Err(CatalogueError::Corrupt { file: self.file.clone(), reason: faults.join("; ") }),
        }
    }
}

/// Ends a check early.
pub struct CheckInterrupter(InterruptHandle);

impl CheckInterrupter {
    /// Ends the check if it is running.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for CheckInterrupter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CheckInterrupter")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Seek, SeekFrom, Write};

    fn catalogue() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("catalogue.sqlite");
        let connection = Connection::open(&file).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); CREATE INDEX t_b ON t (b);
                 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
                 INSERT INTO t SELECT i, 'row ' || i FROM n;",
            )
            .unwrap();
        (folder, file)
    }

    fn overwrite(file: &Path, at: u64, bytes: &[u8]) {
        let mut file = std::fs::File::options().write(true).open(file).unwrap();
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(bytes).unwrap();
    }

    #[test]
    fn a_whole_file_passes() {
        let (_folder, file) = catalogue();
        let check = IntegrityCheck::open(&file).unwrap();
        check.run_quick().unwrap();
        check.run_thorough().unwrap();
    }

    #[test]
    fn the_quick_check_finds_every_zeroed_page() {
        let (_folder, file) = catalogue();
        let whole = std::fs::read(&file).unwrap();
        for page in 1..whole.len() / 4096 {
            std::fs::write(&file, &whole).unwrap();
            overwrite(&file, page as u64 * 4096, &[0; 4096]);
            let verdict = IntegrityCheck::open(&file).and_then(|check| check.run_quick());
            assert!(matches!(verdict, Err(CatalogueError::Corrupt { .. })), "page {page}: {verdict:?}");
        }
    }

    #[test]
    fn the_thorough_check_finds_swapped_pages() {
        let (_folder, file) = catalogue();
        let whole = std::fs::read(&file).unwrap();
        let pages = whole.len() / 4096;
        for (a, b) in [(2, 3), (1, pages - 1), (4, pages - 2)] {
            std::fs::write(&file, &whole).unwrap();
            overwrite(&file, a as u64 * 4096, &whole[b * 4096..(b + 1) * 4096]);
            overwrite(&file, b as u64 * 4096, &whole[a * 4096..(a + 1) * 4096]);
            let verdict = IntegrityCheck::open(&file).and_then(|check| check.run_thorough());
            assert!(matches!(verdict, Err(CatalogueError::Corrupt { .. })), "{a} {b}: {verdict:?}");
        }
    }
}
