//! Every file that was looked at: its stamp, what became of it, and the report on it.

use super::ledger::Known;
use super::sql::{ArticleRow, json, path, prepare, to_json};
use super::stored::{self, entry_columns};
use super::{FileReport, FileStamp};
use chrono::{DateTime, Utc};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::collections::HashMap;
use tidings_model::{Article, ArticleId, ContentPath, Entry, PartialMetadata, Problem, Status};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Parsed,
    Rejected,
    Ignored,
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Parsed => "parsed",
            Self::Rejected => "rejected",
            Self::Ignored => "ignored",
        }
    }
}

/// Notes what became of a file, in place of what was noted.
pub(super) fn put(
    connection: &Connection,
    path: &ContentPath,
    stamp: FileStamp,
    outcome: Outcome,
    problems: &[Problem],
    article: Option<ArticleRow>,
) -> Result<()> {
    prepare(
        connection,
        "INSERT OR REPLACE INTO file (path, modified, size, inode, outcome, problems, article)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        path.as_str(),
        stamp.modified,
        stamp.size.cast_signed(),
        stamp.inode.cast_signed(),
        outcome.as_str(),
        to_json(&problems)?,
        article,
    ])?;
    Ok(())
}

/// Notes what a rejected file says of itself.
pub(super) fn put_metadata(
    connection: &Connection,
    path: &ContentPath,
    metadata: &PartialMetadata,
) -> Result<()> {
    prepare(connection, "UPDATE file SET said = ?2 WHERE path = ?1")?
        .execute(params![path.as_str(), to_json(metadata)?])?;
    Ok(())
}

/// Rejects a file whose id is another's, and keeps what it says until that one is gone.
pub(super) fn put_waiting(
    connection: &Connection,
    stamp: FileStamp,
    article: &Article,
    owner: &Known,
) -> Result<()> {
    let mut problems = article.problems.clone();
    problems.push(Problem::error(
        format!("the id '{}' is already that of {}", owner.id, owner.path),
        "give one of the two files another id, or remove one of them",
    ));
    put(connection, &article.path, stamp, Outcome::Rejected, &problems, None)?;
    prepare(connection, "UPDATE file SET claim = ?2, waiting = ?3 WHERE path = ?1")?.execute(params![
        article.path.as_str(),
        owner.id.as_str(),
        to_json(article)?
    ])?;
    Ok(())
}

/// The files that were rejected because this article had their id.
pub(super) fn waiting_for(connection: &Connection, row: ArticleRow) -> Result<Vec<(FileStamp, Article)>> {
    prepare(
        connection,
        "SELECT f.modified, f.size, f.inode, f.waiting FROM ledger l JOIN file f ON f.claim = l.id
         WHERE l.article = ?1 ORDER BY f.path",
    )?
    .query_map([row], |row| Ok((stamp(row, 0)?, json(row, 3)?)))?
    .collect()
}

/// There is no such file.
pub(super) fn remove(connection: &Connection, path: &ContentPath) -> Result<()> {
    prepare(connection, "DELETE FROM file WHERE path = ?1")?.execute([path.as_str()])?;
    Ok(())
}

/// The file must be read again.
pub(super) fn forget_stamp(connection: &Connection, path: &ContentPath) -> Result<()> {
    let FileStamp { modified, size, inode } = FileStamp::STALE;
    prepare(connection, "UPDATE file SET modified = ?2, size = ?3, inode = ?4 WHERE path = ?1")?
        .execute(params![path.as_str(), modified, size.cast_signed(), inode.cast_signed()])?;
    Ok(())
}

/// The file went to another path, where it must be read again.
pub(super) fn rename(connection: &Connection, from: &ContentPath, to: &ContentPath) -> Result<()> {
    remove(connection, to)?;
    prepare(connection, "UPDATE file SET path = ?2 WHERE path = ?1")?
        .execute(params![from.as_str(), to.as_str()])?;
    forget_stamp(connection, to)
}

fn stamp(row: &Row<'_>, first: usize) -> Result<FileStamp> {
    Ok(FileStamp {
        modified: row.get(first)?,
        size: row.get::<_, i64>(first + 1)?.cast_unsigned(),
        inode: row.get::<_, i64>(first + 2)?.cast_unsigned(),
    })
}

/// Every file, or those within a path, with its stamp.
pub(super) fn known(
    connection: &Connection,
    below: Option<&ContentPath>,
) -> Result<HashMap<ContentPath, FileStamp>> {
    let Some(below) = below else {
        return prepare(connection, "SELECT path, modified, size, inode FROM file")?
            .query_map([], |row| Ok((path(row, 0)?, stamp(row, 1)?)))?
            .collect();
    };
    // What begins with `below/` lies between it and `below0`, since '0' follows '/' in ASCII: a range of the index.
    prepare(
        connection,
        "SELECT path, modified, size, inode FROM file
         WHERE path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0')",
    )?
    .query_map([below.as_str()], |row| Ok((path(row, 0)?, stamp(row, 1)?)))?
    .collect()
}

/// Visits every file, or those within a path, in the order of the paths, without holding them all.
pub(super) fn visit(
    connection: &Connection,
    below: Option<&ContentPath>,
    visit: &mut dyn FnMut(&str, FileStamp),
) -> Result<()> {
    let mut each = |row: &Row<'_>| -> Result<()> {
        visit(row.get_ref(0)?.as_str()?, stamp(row, 1)?);
        Ok(())
    };
    let Some(below) = below else {
        let mut query = prepare(connection, "SELECT path, modified, size, inode FROM file ORDER BY path")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
        return Ok(());
    };
    for sql in [
        "SELECT path, modified, size, inode FROM file WHERE path = ?1",
        "SELECT path, modified, size, inode FROM file WHERE path > ?1 || '/' AND path < ?1 || '0' ORDER BY path",
    ] {
        let mut query = prepare(connection, sql)?;
        let mut rows = query.query([below.as_str()])?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
    }
    Ok(())
}

/// What is wrong with every rejected file.
pub(super) fn rejected(connection: &Connection) -> Result<Vec<(ContentPath, Vec<Problem>)>> {
    let sql = "SELECT path, problems FROM file WHERE outcome = 'rejected' ORDER BY path";
    connection.prepare(sql)?.query_map([], |row| Ok((path(row, 0)?, json(row, 1)?)))?.collect()
}

/// What is wrong with a file, if it was rejected.
pub(super) fn rejection(connection: &Connection, path: &ContentPath) -> Result<Vec<Problem>> {
    let sql = "SELECT problems FROM file WHERE path = ?1 AND outcome = 'rejected'";
    let problems = prepare(connection, sql)?.query_row([path.as_str()], |row| json(row, 0)).optional()?;
    Ok(problems.unwrap_or_default())
}

/// Paths of articles that refer to this file.
pub(super) fn referring(connection: &Connection, file: &ContentPath) -> Result<Vec<ContentPath>> {
    prepare(
        connection,
        "SELECT DISTINCT l.path FROM reference r JOIN ledger l ON l.article = r.article
         WHERE r.candidate = ?1 ORDER BY l.path",
    )?
    .query_map([file.as_str()], |row| path(row, 0))?
    .collect()
}

/// The columns of a report, in the order of [`report`]. The twin is the first article with the same content.
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

/// What became of every file, by path.
pub(super) fn reports(connection: &Connection, site_id: &str, now: DateTime<Utc>) -> Result<Vec<FileReport>> {
    prepare(connection, select_reports!("ORDER BY f.path"))?
        .query_map([], |row| report(row, site_id, now))?
        .collect()
}

/// What became of one file.
pub(super) fn report_on(
    connection: &Connection,
    site_id: &str,
    path: &ContentPath,
    now: DateTime<Utc>,
) -> Result<Option<FileReport>> {
    prepare(connection, select_reports!("WHERE f.path = ?1"))?
        .query_row([path.as_str()], |row| report(row, site_id, now))
        .optional()
}

fn report(row: &Row<'_>, site_id: &str, now: DateTime<Utc>) -> Result<FileReport> {
    let mut problems: Vec<Problem> = json(row, 2)?;
    let entry = if row.get(3)? { Some(stored::entry(row, 6)?) } else { None };
    let status = match (row.get_ref(1)?.as_str()?, &entry) {
        ("parsed", Some(entry)) => {
            problems.extend(entry.article.problems.iter().cloned());
            problems.extend(changed_id(entry, site_id));
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

/// Two files with one content are two articles; most often one of them is a leftover.
fn same_content(first: &str) -> Problem {
    Problem::warning(
        format!("the content is the same as that of {first}, and readers see both"),
        "remove one of the two files unless you mean it",
    )
}

/// The file gives an id that its article does not have.
fn changed_id(entry: &Entry, site_id: &str) -> Option<Problem> {
    let given = entry.article.explicit_id.as_deref().filter(|given| !given.trim().is_empty())?;
    (ArticleId::explicit(given, site_id) != entry.id).then(|| {
        Problem::warning(
            format!(
                "the id '{given}' is not taken: the article is known as '{}', and a changed id makes every \
                 reader show it again",
                entry.id
            ),
            "put the old id back, or remove the key",
        )
    })
}
