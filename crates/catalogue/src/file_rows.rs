//! Rows of the file table: the stamp and outcome of every file of the content folder, and the reports on
//! them.

use crate::identity::ledger;
use crate::identity::sightings::given_id;
use crate::storage::article_rows::{self, entry_columns};
use crate::storage::sql::{ArticleRow, json, path, prepare, to_json};
use chrono::{DateTime, Utc};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::collections::HashMap;
use tidings_model::{ContentPath, Entry, FileStamp, PartialMetadata, Problem, Status};

/// The report on one file: one row of `tidings check`.
#[derive(Debug, Clone, PartialEq)]
pub struct FileReport {
    /// The path of the file.
    pub path: ContentPath,
    /// Its status.
    pub status: Status,
    /// The article; for a rejected file its last valid version, if there is one.
    pub entry: Option<Entry>,
    /// The title and authors of a rejected file, if they could be read.
    pub metadata: Option<PartialMetadata>,
    /// All problems, in the order of their lines. For an ignored file, one note with the reason.
    pub problems: Vec<Problem>,
}

/// The result of reading a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileOutcome {
    Parsed,
    Rejected,
    Ignored,
}

impl FileOutcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Parsed => "parsed",
            Self::Rejected => "rejected",
            Self::Ignored => "ignored",
        }
    }
}

/// Stores the outcome of a file, and replaces the one before.
pub(crate) fn replace(
    connection: &Connection,
    path: &ContentPath,
    stamp: FileStamp,
    outcome: FileOutcome,
    problems: &[Problem],
    article: Option<ArticleRow>,
) -> Result<()> {
    prepare(
        connection,
        "INSERT OR REPLACE INTO file (path, modified, size, inode, changed, outcome, problems, article)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        path.as_str(),
        stamp.modified,
        stamp.size.cast_signed(),
        stamp.inode.cast_signed(),
        stamp.changed,
        outcome.as_str(),
        to_json(&problems)?,
        article,
    ])?;
    Ok(())
}

/// Stores the metadata that could be read of a rejected file.
pub(crate) fn set_metadata(
    connection: &Connection,
    path: &ContentPath,
    metadata: &PartialMetadata,
) -> Result<()> {
    prepare(connection, "UPDATE file SET said = ?2 WHERE path = ?1")?
        .execute(params![path.as_str(), to_json(metadata)?])?;
    Ok(())
}

/// Stores an ignored file, with the reason as a note.
pub(crate) fn replace_ignored(
    connection: &Connection,
    path: &ContentPath,
    stamp: FileStamp,
    reason: &str,
) -> Result<()> {
    let problems = [Problem::note(format!("not an article: {reason}"), "")];
    replace(connection, path, stamp, FileOutcome::Ignored, &problems, None)
}

/// Removes a file.
pub(crate) fn remove(connection: &Connection, path: &ContentPath) -> Result<()> {
    prepare(connection, "DELETE FROM file WHERE path = ?1")?.execute([path.as_str()])?;
    Ok(())
}

/// Resets the stamp of a file, so that it is read again.
pub(crate) fn reset_stamp(connection: &Connection, path: &ContentPath) -> Result<()> {
    let FileStamp { modified, size, inode, changed } = FileStamp::STALE;
    prepare(
        connection,
        "UPDATE file SET modified = ?2, size = ?3, inode = ?4, changed = ?5 WHERE path = ?1",
    )?
    .execute(params![path.as_str(), modified, size.cast_signed(), inode.cast_signed(), changed])?;
    Ok(())
}

/// Renames a file, and resets its stamp.
pub(crate) fn rename(connection: &Connection, from: &ContentPath, to: &ContentPath) -> Result<()> {
    remove(connection, to)?;
    prepare(connection, "UPDATE file SET path = ?2 WHERE path = ?1")?
        .execute(params![from.as_str(), to.as_str()])?;
    reset_stamp(connection, to)
}

fn stamp(row: &Row<'_>, first: usize) -> Result<FileStamp> {
    Ok(FileStamp {
        modified: row.get(first)?,
        size: row.get::<_, i64>(first + 1)?.cast_unsigned(),
        inode: row.get::<_, i64>(first + 2)?.cast_unsigned(),
        changed: row.get(first + 3)?,
    })
}

/// The stamps of all files, or of those within a path.
pub(crate) fn stamps(
    connection: &Connection,
    below: Option<&ContentPath>,
) -> Result<HashMap<ContentPath, FileStamp>> {
    let Some(below) = below else {
        return prepare(connection, "SELECT path, modified, size, inode, changed FROM file")?
            .query_map([], |row| Ok((path(row, 0)?, stamp(row, 1)?)))?
            .collect();
    };
    // Paths that begin with `below/` are between `below/` and `below0`, since '0' follows '/' in ASCII: one
    // index range.
    prepare(
        connection,
        "SELECT path, modified, size, inode, changed FROM file
         WHERE path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0')",
    )?
    .query_map([below.as_str()], |row| Ok((path(row, 0)?, stamp(row, 1)?)))?
    .collect()
}

/// Calls `visit` for all files, or for those within a path, in the order of their paths, without collecting
/// them.
pub(crate) fn visit(
    connection: &Connection,
    below: Option<&ContentPath>,
    visit: &mut dyn FnMut(&str, FileStamp),
) -> Result<()> {
    let mut each = |row: &Row<'_>| -> Result<()> {
        visit(row.get_ref(0)?.as_str()?, stamp(row, 1)?);
        Ok(())
    };
    let Some(below) = below else {
        let mut query =
            prepare(connection, "SELECT path, modified, size, inode, changed FROM file ORDER BY path")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
        return Ok(());
    };
    for sql in [
        "SELECT path, modified, size, inode, changed FROM file WHERE path = ?1",
        "SELECT path, modified, size, inode, changed FROM file WHERE path > ?1 || '/' AND path < ?1 || '0' ORDER BY path",
    ] {
        let mut query = prepare(connection, sql)?;
        let mut rows = query.query([below.as_str()])?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
    }
    Ok(())
}

/// The problems of all rejected files, by path.
pub(crate) fn rejected_files(connection: &Connection) -> Result<Vec<(ContentPath, Vec<Problem>)>> {
    let sql = "SELECT path, problems FROM file WHERE outcome = 'rejected' ORDER BY path";
    connection.prepare(sql)?.query_map([], |row| Ok((path(row, 0)?, json(row, 1)?)))?.collect()
}

/// The problems of a file, if it was rejected.
pub(crate) fn rejection_problems(connection: &Connection, path: &ContentPath) -> Result<Vec<Problem>> {
    let sql = "SELECT problems FROM file WHERE path = ?1 AND outcome = 'rejected'";
    let problems = prepare(connection, sql)?.query_row([path.as_str()], |row| json(row, 0)).optional()?;
    Ok(problems.unwrap_or_default())
}

/// The paths of articles that refer to this file.
pub(crate) fn articles_referencing(connection: &Connection, file: &ContentPath) -> Result<Vec<ContentPath>> {
    prepare(
        connection,
        "SELECT DISTINCT l.path FROM reference r JOIN ledger l ON l.article = r.article
         WHERE r.candidate = ?1 ORDER BY l.path",
    )?
    .query_map([file.as_str()], |row| path(row, 0))?
    .collect()
}

/// The columns of a report, in the order in which [`report`] reads them. The fifth one is the path of the
/// oldest other article with the same content.
macro_rules! select_reports {
    ($rest:literal) => {
        concat!(
            "SELECT f.path, f.outcome, f.problems, a.article IS NOT NULL,
             (SELECT t.path FROM ledger t WHERE t.content_hash = l.content_hash AND t.deleted_at IS NULL
              AND t.article < l.article ORDER BY t.article LIMIT 1), f.said, ",
            entry_columns!(),
            " FROM file f LEFT JOIN ledger l ON l.article = f.article
             LEFT JOIN article a ON a.article = f.article ",
            $rest
        )
    };
}

/// The reports on the files after a path, by path: as many as have `bytes` bytes of text together, and at
/// least one if there is one.
pub(crate) fn reports(
    connection: &Connection,
    site_id: &str,
    after: Option<&ContentPath>,
    bytes: usize,
    now: DateTime<Utc>,
) -> Result<Vec<FileReport>> {
    let mut query = prepare(connection, select_reports!("WHERE f.path > ?1 ORDER BY f.path"))?;
    let mut rows = query.query([after.map_or("", ContentPath::as_str)])?;
    let (mut reports, mut size) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        reports.push(report(connection, row, site_id, now)?);
        size += (0..row.as_ref().column_count()).map(|column| text_size(row, column)).sum::<usize>();
        if size >= bytes {
            break;
        }
    }
    Ok(reports)
}

/// The number of bytes of a text in a row; 0 for other values.
fn text_size(row: &Row<'_>, column: usize) -> usize {
    row.get_ref(column).ok().and_then(|value| value.as_bytes().ok()).map_or(0, <[u8]>::len)
}

/// The report on one file.
pub(crate) fn report_on(
    connection: &Connection,
    site_id: &str,
    path: &ContentPath,
    now: DateTime<Utc>,
) -> Result<Option<FileReport>> {
    prepare(connection, select_reports!("WHERE f.path = ?1"))?
        .query_row([path.as_str()], |row| report(connection, row, site_id, now))
        .optional()
}

fn report(connection: &Connection, row: &Row<'_>, site_id: &str, now: DateTime<Utc>) -> Result<FileReport> {
    let mut problems: Vec<Problem> = json(row, 2)?;
    let entry = if row.get(3)? { Some(article_rows::entry(row, 6)?) } else { None };
    let status = match (row.get_ref(1)?.as_str()?, &entry) {
        ("parsed", Some(entry)) => {
            problems.extend(entry.article.problems.iter().cloned());
            problems.extend(unused_id(connection, entry, site_id)?);
            problems.extend(row.get::<_, Option<String>>(4)?.map(|first| same_content(&first)));
            entry.article.status(now)
        }
        ("ignored", _) => Status::Ignored,
        _ => Status::Rejected,
    };
    problems.sort_by_key(|problem| (problem.line, problem.column));
    let metadata = match row.get_ref(5)? {
        ValueRef::Null => None,
        _ => Some(json(row, 5)?),
    };
    Ok(FileReport { path: path(row, 0)?, status, entry, metadata, problems })
}

/// Warns that two files have the same content. They are two articles, but usually one file is a forgotten
/// copy.
fn same_content(first: &str) -> Problem {
    Problem::warning(
        format!("the content is the same as that of {first}, and subscribers see both"),
        "remove one of the two files, unless both are intended",
    )
}

/// Warns that the id in the file is not the id of its article.
fn unused_id(connection: &Connection, entry: &Entry, site_id: &str) -> Result<Option<Problem>> {
    let Some(given) = given_id(&entry.article, site_id).filter(|given| *given != entry.id) else {
        return Ok(None);
    };
    let written = entry.article.explicit_id.as_deref().unwrap_or_default();
    let owner = ledger::with_id(connection, &given)?;
    Ok(Some(match owner {
        Some(owner) if !owner.is_deleted() => Problem::warning(
            format!(
                "the id '{written}' is in use by {}, so this article has the id '{}'",
                owner.path, entry.id
            ),
            "remove the key, or give this file an id of its own",
        ),
        _ => Problem::warning(
            format!(
                "the id '{written}' is not used: the article already has the id '{}', and with another one every feed \
                 reader would show it as new",
                entry.id
            ),
            "restore the old id, or remove the key",
        ),
    }))
}
