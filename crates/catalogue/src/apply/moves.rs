//! Deleted, renamed, ignored and rejected files of a batch: frees and moves paths before its documents are stored.

use super::batch_work::BatchWork;
use super::plan::{Move, Plan};
use crate::file_rows;
use crate::identity::ledger;
use crate::identity::ledger_entry::LedgerEntry;
use crate::identity::relocation::{Documents, PathContent, Relocation, relocate};
use crate::identity::sightings::{Located, Sightings};
use crate::identity::versions::{Version, has_same_date, stored_sketch, title_hash};
use crate::storage::sql::ArticleRow;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result};
use std::collections::{BTreeSet, HashMap};
use tidings_model::{ContentPath, FileStamp, PartialMetadata, Problem};

impl BatchWork<'_> {
    /// Moves and removes articles, as the whole batch requires it.
    pub(super) fn relocate(&mut self, plan: &Plan) -> Result<()> {
        let mut sightings = Sightings::default();
        for step in &plan.moves {
            match step {
                Move::Gone(path) | Move::Ignored { path, .. } => sightings.set(path, PathContent::Absent),
                Move::Renamed { from, to } => sightings.add_rename(from, to),
            }
        }
        plan.parsed.iter().for_each(|(_, article)| sightings.add_article(article, self.context.site_id));
        let rejected = plan.rejected.iter().map(|(path, ..)| path);
        let kept = rejected.chain(plan.without_content.iter().map(|(path, ..)| path));
        kept.for_each(|path| sightings.set(path, PathContent::Unknown));
        let Some(located) = sightings.look_up(self.connection)? else {
            return plan.moves.iter().try_for_each(|step| self.move_file(step, None));
        };
        let relocation = relocation(self.connection, &located, self.now)?;
        plan.moves.iter().try_for_each(|step| self.move_file(step, Some((&located, &relocation))))?;
        for (row, _) in &relocation.removed {
            self.remember_view(*row)?;
            self.delete(*row)?;
        }
        // No two articles may have one path, not even for a moment, and articles may exchange their paths.
        for moved in &relocation.moved {
            self.remember_view(moved.row)?;
            self.delete(moved.row)?;
        }
        let moves = &relocation.moved;
        moves.iter().try_for_each(|moved| ledger::set_path(self.connection, moved.row, &moved.to))
    }

    fn delete(&self, row: ArticleRow) -> Result<()> {
        let text = stored_sketch(self.connection, row)?;
        ledger::set_deleted(self.connection, row, self.now, text.as_ref())
    }

    /// Updates the rows of files. The rows of documents are replaced later.
    fn move_file(&self, step: &Move, moves: Option<(&Located<'_>, &Relocation)>) -> Result<()> {
        let connection = self.connection;
        match step {
            Move::Gone(path) => file_rows::remove(connection, path),
            Move::Ignored { path, stamp, reason } => {
                file_rows::replace_ignored(connection, path, *stamp, reason)
            }
            Move::Renamed { from, to } if from == to => Ok(()),
            Move::Renamed { from, to } => {
                // A file that was not read has the row of its old path, and is read later.
                if let Some((located, relocation)) = moves
                    && located.is_unknown(to)
                {
                    if relocation.moved.iter().any(|moved| moved.to == *to) {
                        file_rows::rename(connection, from, to)?;
                    }
                    file_rows::reset_stamp(connection, to)?;
                }
                file_rows::remove(connection, from)
            }
        }
    }

    /// Stores a rejected file. The last valid version of its article stays public.
    pub(super) fn store_rejected(
        &mut self,
        path: &ContentPath,
        stamp: FileStamp,
        problems: &[Problem],
        metadata: &PartialMetadata,
    ) -> Result<()> {
        let row = ledger::at_path(self.connection, path)?.map(|entry| entry.row);
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
        match ledger::at_path(self.connection, path)? {
            Some(entry) => {
                let problems = [lost_content(reason)];
                let outcome = file_rows::FileOutcome::Rejected;
                file_rows::replace(self.connection, path, stamp, outcome, &problems, Some(entry.row))
            }
            None => file_rows::replace_ignored(self.connection, path, stamp, reason),
        }
    }
}

/// Where the articles of a batch are after it.
pub(crate) fn relocation(
    connection: &Connection,
    located: &Located<'_>,
    now: DateTime<Utc>,
) -> Result<Relocation> {
    relocate(&located.paths, now, &StoredTexts { connection, located })
}

/// The documents of a batch, which are compared with the texts in the catalogue.
struct StoredTexts<'a, 'b> {
    connection: &'a Connection,
    located: &'a Located<'b>,
}

impl Documents for StoredTexts<'_, '_> {
    fn is_version(&self, row: ArticleRow, path: &ContentPath) -> Result<bool> {
        match self.located.articles.get(path) {
            Some(article) => Version::new(article).is_of_live(self.connection, row),
            None => Ok(false),
        }
    }

    fn title(&self, path: &ContentPath) -> Option<i64> {
        self.located.articles.get(path).and_then(|article| title_hash(article))
    }

    fn has_date_of(&self, entry: &LedgerEntry, path: &ContentPath) -> bool {
        self.located.articles.get(path).is_some_and(|article| has_same_date(entry, article))
    }
}

/// The paths of articles whose new text is that of another article, or plainly a version of it, which has its own text
/// still, or that of another file of the batch, and the path of that file. If the names of two files were exchanged after
/// one was read and before the other one was, both seem to have the same text.
pub(crate) fn repeated(
    connection: &Connection,
    located: &Located<'_>,
    relocation: &Relocation,
) -> Result<BTreeSet<ContentPath>> {
    let mut by_content: HashMap<&str, Vec<&ContentPath>> = HashMap::new();
    for (path, article) in &located.articles {
        by_content.entry(&article.content_hash).or_default().push(path);
    }
    let mut repeated = BTreeSet::new();
    for (path, state) in &located.paths.states {
        let (Some(entry), PathContent::Text { content_hash, .. }) = (&state.before, &state.now) else {
            continue;
        };
        if entry.content_hash == *content_hash {
            continue;
        }
        let in_batch = by_content.get(content_hash.as_str()).filter(|paths| paths.len() > 1);
        repeated.extend(in_batch.into_iter().flatten().map(|path| (*path).clone()));
        if relocation.moved.iter().any(|moved| moved.to == *path) {
            continue;
        }
        let mut others = ledger::live_with(connection, content_hash, 2)?;
        if let Some(article) = located.articles.get(path) {
            others.extend(Version::new(article).live_versions(connection, Some(entry))?);
        }
        let has_text =
            |other: &ContentPath| other != path && relocation.moved.iter().all(|moved| moved.from != *other);
        repeated.extend(others.iter().any(has_text).then(|| path.clone()));
    }
    Ok(repeated)
}

/// The problem of a file that was an article and has no content any more.
fn lost_content(reason: &str) -> Problem {
    Problem::error(
        format!("the file has lost its content: {reason}"),
        "restore the file; the last version stays published until then; to withdraw the article, delete the file or \
         write 'draft: true' into it",
    )
}
