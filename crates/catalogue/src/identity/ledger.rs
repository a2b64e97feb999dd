//! Queries on the ledger, the table that gives each article its identity. They decide nothing: the rules are
//! in `matching`.

use super::ledger_entry::LedgerEntry;
use super::matching::{IdentityCandidates, first_free};
use crate::storage::sql::{ArticleRow, moment, path, prepare};
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use tidings_model::{ArticleId, ContentPath};

/// The columns of the ledger, in the order in which [`entry`] reads them.
macro_rules! select_entry {
    ($condition:literal) => {
        concat!(
            "SELECT article, id, slug, path, first_seen, content_hash, published, updated, was_public, \
             deleted_at IS NOT NULL FROM ledger WHERE ",
            $condition
        )
    };
}

fn entry(row: &Row<'_>) -> Result<LedgerEntry> {
    Ok(LedgerEntry {
        row: row.get(0)?,
        id: ArticleId::from_ledger(row.get(1)?),
        slug: row.get(2)?,
        path: path(row, 3)?,
        first_seen: moment(row.get(4)?),
        content_hash: row.get(5)?,
        published: moment(row.get(6)?),
        updated: moment(row.get(7)?),
        was_public: row.get(8)?,
        is_deleted: row.get(9)?,
    })
}

fn find(connection: &Connection, sql: &str, key: &str) -> Result<Option<LedgerEntry>> {
    prepare(connection, sql)?.query_row([key], entry).optional()
}

/// The article whose file is at this path.
pub(crate) fn at_path(connection: &Connection, path: &ContentPath) -> Result<Option<LedgerEntry>> {
    find(connection, select_entry!("path = ?1 AND deleted_at IS NULL"), path.as_str())
}

/// The article with this id.
pub(crate) fn with_id(connection: &Connection, id: &ArticleId) -> Result<Option<LedgerEntry>> {
    find(connection, select_entry!("id = ?1"), id.as_str())
}

/// The path of an article's file, or its last path if the file was deleted.
pub(crate) fn path_of(connection: &Connection, row: ArticleRow) -> Result<ContentPath> {
    prepare(connection, "SELECT path FROM ledger WHERE article = ?1")?.query_row([row], |row| path(row, 0))
}

/// Finds all ledger entries that the file may belong to. If one is at the path already, the others are not
/// queried.
pub(crate) fn candidates(
    connection: &Connection,
    path: &ContentPath,
    given: Option<&ArticleId>,
    content_hash: &str,
) -> Result<IdentityCandidates> {
    let at_path = at_path(connection, path)?;
    if at_path.is_some() {
        return Ok(IdentityCandidates { at_path, ..IdentityCandidates::default() });
    }
    let by_content = select_entry!(
        "content_hash = ?1 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, article DESC LIMIT 1"
    );
    let by_path =
        select_entry!("path = ?1 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, article DESC LIMIT 1");
    Ok(IdentityCandidates {
        at_path,
        with_id: given.map(|id| with_id(connection, id)).transpose()?.flatten(),
        deleted_with_content: find(connection, by_content, content_hash)?,
        deleted_from_path: find(connection, by_path, path.as_str())?,
    })
}

/// How many articles with the same content are returned: among thousands of copies, none is the original.
const MAX_DUPLICATES: u32 = 16;

/// The paths of the articles with this content, oldest first. Empty if an article is at `new` already.
pub(crate) fn paths_with_content(
    connection: &Connection,
    new: &ContentPath,
    content_hash: &str,
) -> Result<Vec<ContentPath>> {
    if at_path(connection, new)?.is_some() {
        return Ok(Vec::new());
    }
    prepare(
        connection,
        "SELECT path FROM ledger WHERE content_hash = ?1 AND deleted_at IS NULL ORDER BY article LIMIT ?2",
    )?
    .query_map(params![content_hash, MAX_DUPLICATES], |row| path(row, 0))?
    .collect()
}

/// Mints an id for a new file at this path. The id differs from the usual one if that one belongs to an
/// article that was renamed.
pub(crate) fn mint(connection: &Connection, site_id: &str, path: &ContentPath) -> Result<ArticleId> {
    let attempt = first_free(|attempt| {
        let id = ArticleId::mint(site_id, path, attempt);
        with_id(connection, &id).map(|owner| owner.is_some())
    })?;
    Ok(ArticleId::mint(site_id, path, attempt))
}

/// The columns of the ledger that are written when a file is read.
#[derive(Debug)]
pub(crate) struct LedgerUpdate<'a> {
    pub(crate) id: &'a ArticleId,
    /// Whether the author gave the id.
    pub(crate) explicit: bool,
    pub(crate) slug: &'a str,
    pub(crate) path: &'a ContentPath,
    pub(crate) content_hash: &'a str,
    pub(crate) published: DateTime<FixedOffset>,
    pub(crate) updated: DateTime<FixedOffset>,
    pub(crate) is_public: bool,
}

/// Inserts the row of a new article and returns its number.
pub(crate) fn insert(
    connection: &Connection,
    update: &LedgerUpdate<'_>,
    first_seen: DateTime<Utc>,
) -> Result<ArticleRow> {
    prepare(
        connection,
        "INSERT INTO ledger (id, explicit, slug, path, first_path, first_seen, content_hash, published, updated,
         was_public) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .insert(params![
        update.id.as_str(),
        update.explicit,
        update.slug,
        update.path.as_str(),
        first_seen.timestamp(),
        update.content_hash,
        update.published.timestamp(),
        update.updated.timestamp(),
        update.is_public,
    ])
}

/// Updates the row of a known article, which is no longer deleted.
pub(crate) fn update(connection: &Connection, row: ArticleRow, update: &LedgerUpdate<'_>) -> Result<()> {
    prepare(
        connection,
        "UPDATE ledger SET id = ?2, explicit = ?3, slug = ?4, path = ?5, content_hash = ?6, published = ?7,
         updated = ?8, was_public = was_public OR ?9, deleted_at = NULL WHERE article = ?1",
    )?
    .execute(params![
        row,
        update.id.as_str(),
        update.explicit,
        update.slug,
        update.path.as_str(),
        update.content_hash,
        update.published.timestamp(),
        update.updated.timestamp(),
        update.is_public,
    ])?;
    Ok(())
}

/// Records that the file was renamed.
pub(crate) fn set_path(connection: &Connection, row: ArticleRow, path: &ContentPath) -> Result<()> {
    prepare(connection, "UPDATE ledger SET path = ?2 WHERE article = ?1")?
        .execute(params![row, path.as_str()])?;
    Ok(())
}

/// Records that the file was deleted (`Some`), or is back.
pub(crate) fn set_deleted(connection: &Connection, row: ArticleRow, at: Option<DateTime<Utc>>) -> Result<()> {
    prepare(connection, "UPDATE ledger SET deleted_at = ?2 WHERE article = ?1")?
        .execute(params![row, at.map(|at| at.timestamp())])?;
    Ok(())
}

/// Records that the article became public because its date was reached.
pub(crate) fn mark_public(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "UPDATE ledger SET was_public = 1 WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// Releases the slug of a deleted article that was never public.
pub(crate) fn release_slug(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "UPDATE ledger SET slug = NULL WHERE article = ?1 AND was_public = 0")?
        .execute([row])?;
    Ok(())
}

/// Whether the article's file was deleted.
pub(crate) fn is_deleted(connection: &Connection, row: ArticleRow) -> Result<bool> {
    prepare(connection, "SELECT deleted_at IS NOT NULL FROM ledger WHERE article = ?1")?
        .query_row([row], |row| row.get(0))
}
