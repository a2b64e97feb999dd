//! Deleted, renamed, ignored and rejected files of a batch.

use super::batch_work::BatchWork;
use super::plan::Move;
use crate::file_rows;
use crate::identity::ledger;
use crate::storage::sql::ArticleRow;
use rusqlite::Result;
use tidings_model::{ContentPath, FileStamp, PartialMetadata, Problem};

impl BatchWork<'_> {
    /// Frees or moves a path, before the files of the batch are matched with articles.
    pub(super) fn apply_move(&mut self, step: Move) -> Result<()> {
        match step {
            Move::Gone(path) => self.delete(&path),
            Move::Ignored { path, stamp, reason } => {
                self.delete(&path)?;
                file_rows::replace_ignored(self.connection, &path, stamp, &reason)
            }
            Move::Renamed { from, to } if from == to => Ok(()),
            Move::Renamed { from, to } => self.rename(&from, &to),
        }
    }

    fn delete(&mut self, path: &ContentPath) -> Result<()> {
        file_rows::remove(self.connection, path)?;
        let Some(entry) = ledger::at_path(self.connection, path)? else { return Ok(()) };
        self.remember_view(entry.row)?;
        self.deleted.insert(path.clone(), entry.row);
        ledger::set_deleted(self.connection, entry.row, Some(self.now))
    }

    /// Renames the article with its file, unless the new path has an article already: a program that saves by
    /// renaming a new file over the old one updates the old article.
    fn rename(&mut self, from: &ContentPath, to: &ContentPath) -> Result<()> {
        if ledger::at_path(self.connection, to)?.is_some() {
            file_rows::reset_stamp(self.connection, to)?;
            return self.delete(from);
        }
        let Some(entry) = ledger::at_path(self.connection, from)? else {
            return file_rows::remove(self.connection, from);
        };
        self.remember_view(entry.row)?;
        file_rows::rename(self.connection, from, to)?;
        ledger::set_path(self.connection, entry.row, to)
    }

    /// Stores a rejected file. The last valid version of its article stays public, also if the file was
    /// deleted and written again in this batch.
    pub(super) fn store_rejected(
        &mut self,
        path: &ContentPath,
        stamp: FileStamp,
        problems: &[Problem],
        metadata: &PartialMetadata,
    ) -> Result<()> {
        let row = self.last_valid_version(path)?;
        file_rows::replace(self.connection, path, stamp, file_rows::FileOutcome::Rejected, problems, row)?;
        file_rows::set_metadata(self.connection, path, metadata)
    }

    /// Stores a file without content. The article that it was stays public: a file is emptied by a crash, a full disk
    /// or a cloud client more often than by its author. A file that was no article is ignored.
    pub(super) fn store_without_content(
        &mut self,
        path: &ContentPath,
        stamp: FileStamp,
        reason: &str,
    ) -> Result<()> {
        match self.last_valid_version(path)? {
            Some(row) => {
                let problems = [lost_content(reason)];
                let outcome = file_rows::FileOutcome::Rejected;
                file_rows::replace(self.connection, path, stamp, outcome, &problems, Some(row))
            }
            None => file_rows::replace_ignored(self.connection, path, stamp, reason),
        }
    }

    /// The article whose file is at the path, also if the batch deleted the file: then the article is restored.
    fn last_valid_version(&mut self, path: &ContentPath) -> Result<Option<ArticleRow>> {
        if let Some(entry) = ledger::at_path(self.connection, path)? {
            return Ok(Some(entry.row));
        }
        let Some(deleted) = self.deleted.get(path).copied() else { return Ok(None) };
        if !ledger::is_deleted(self.connection, deleted)? {
            return Ok(None);
        }
        ledger::set_deleted(self.connection, deleted, None)?;
        Ok(Some(deleted))
    }

    /// Stores the files that were rejected because an article had their id, if the file of that article is
    /// deleted now.
    pub(super) fn admit_waiting(&mut self) -> Result<()> {
        let deleted: Vec<ArticleRow> = self.deleted.values().copied().collect();
        for row in deleted {
            if !ledger::is_deleted(self.connection, row)? {
                continue;
            }
            for (stamp, article) in file_rows::waiting_for(self.connection, row)? {
                self.store_parsed(stamp, article)?;
            }
        }
        Ok(())
    }
}

/// The problem of a file that was an article and has no content any more.
fn lost_content(reason: &str) -> Problem {
    Problem::error(
        format!("the file has lost its content: {reason}"),
        "restore the file; the last version stays published until then; to withdraw the article, delete the file or \
         write 'draft: true' into it",
    )
}
