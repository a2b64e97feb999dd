//! Queries on the ledger, the table that gives each article its identity. They decide nothing: the rules are
//! in `matching`.

use super::ledger_entry::LedgerEntry;
use super::matching::first_free;
use crate::storage::sql::{ArticleRow, moment, path, prepare};
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use tidings_model::{ArticleId, ContentPath, KeptDates, TextSketch};

/// The columns of the ledger, in the order in which [`entry`] reads them.
macro_rules! select_entry {
    ($condition:literal) => {
        concat!(
            "SELECT article, id, explicit, slug, path, first_seen, first_modified, title, content_hash, published, \
             updated, was_public, deleted_at FROM ledger WHERE ",
            $condition
        )
    };
}

fn entry(row: &Row<'_>) -> Result<LedgerEntry> {
    Ok(LedgerEntry {
        row: row.get(0)?,
        id: ArticleId::from_ledger(row.get(1)?),
        explicit: row.get(2)?,
        slug: row.get(3)?,
        path: path(row, 4)?,
        first_seen: moment(row.get(5)?),
        first_modified: row.get::<_, Option<i64>>(6)?.map(moment),
        title: row.get(7)?,
        content_hash: row.get(8)?,
        published: moment(row.get(9)?),
        updated: moment(row.get(10)?),
        was_public: row.get(11)?,
        deleted_at: row.get::<_, Option<i64>>(12)?.map(moment),
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

/// The article deleted last that had this content.
pub(crate) fn deleted_with_content(connection: &Connection, hash: &str) -> Result<Option<LedgerEntry>> {
    let sql = select_entry!(
        "content_hash = ?1 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, article DESC LIMIT 1"
    );
    find(connection, sql, hash)
}

/// The article deleted last whose file was at the path.
pub(crate) fn deleted_from_path(connection: &Connection, path: &ContentPath) -> Result<Option<LedgerEntry>> {
    let sql =
        select_entry!("path = ?1 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, article DESC LIMIT 1");
    find(connection, sql, path.as_str())
}

/// The article with this slug, with or without a file.
pub(crate) fn with_slug(
    connection: &Connection,
    slug: &str,
) -> Result<impl Iterator<Item = LedgerEntry> + use<>> {
    find(connection, select_entry!("slug = ?1"), slug).map(Option::into_iter)
}

/// Up to `limit` articles whose files were deleted and which had this title; the one deleted last comes first.
pub(crate) fn deleted_with_title(
    connection: &Connection,
    title: i64,
    limit: u32,
) -> Result<Vec<LedgerEntry>> {
    let sql = select_entry!(
        "title = ?1 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, article DESC LIMIT ?2"
    );
    prepare(connection, sql)?.query_map(params![title, limit], entry)?.collect()
}

/// Up to `limit` articles with files and this title, oldest first.
pub(crate) fn live_with_title(connection: &Connection, title: i64, limit: u32) -> Result<Vec<LedgerEntry>> {
    let sql = select_entry!("title = ?1 AND deleted_at IS NULL ORDER BY article LIMIT ?2");
    prepare(connection, sql)?.query_map(params![title, limit], entry)?.collect()
}

/// The paths of up to `limit` articles with this content, oldest first.
pub(crate) fn live_with(connection: &Connection, content_hash: &str, limit: u32) -> Result<Vec<ContentPath>> {
    let sql =
        "SELECT path FROM ledger WHERE content_hash = ?1 AND deleted_at IS NULL ORDER BY article LIMIT ?2";
    prepare(connection, sql)?.query_map(params![content_hash, limit], |row| path(row, 0))?.collect()
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
    pub(crate) title: Option<i64>,
    pub(crate) kept: KeptDates,
}

/// Inserts the row of a new article and returns its number.
pub(crate) fn insert(connection: &Connection, update: &LedgerUpdate<'_>) -> Result<ArticleRow> {
    prepare(
        connection,
        "INSERT INTO ledger (id, explicit, slug, path, first_path, first_seen, content_hash, published, updated,
         was_public, title, first_modified) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .insert(params![
        update.id.as_str(),
        update.explicit,
        update.slug,
        update.path.as_str(),
        update.kept.first_seen.timestamp(),
        update.content_hash,
        update.published.timestamp(),
        update.updated.timestamp(),
        update.is_public,
        update.title,
        update.kept.first_modified.map(|at| at.timestamp()),
    ])
}

/// Updates the row of a known article, which is no longer deleted.
pub(crate) fn update(connection: &Connection, row: ArticleRow, update: &LedgerUpdate<'_>) -> Result<()> {
    prepare(
        connection,
        "UPDATE ledger SET id = ?2, explicit = ?3, slug = ?4, path = ?5, content_hash = ?6, published = ?7,
         updated = ?8, was_public = was_public OR ?9, deleted_at = NULL, sketch = NULL, title = ?10,
         first_modified = ?11 WHERE article = ?1",
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
        update.title,
        update.kept.first_modified.map(|at| at.timestamp()),
    ])?;
    Ok(())
}

/// Records that the file is at this path.
pub(crate) fn set_path(connection: &Connection, row: ArticleRow, path: &ContentPath) -> Result<()> {
    prepare(connection, "UPDATE ledger SET path = ?2, deleted_at = NULL WHERE article = ?1")?
        .execute(params![row, path.as_str()])?;
    Ok(())
}

/// Records that the file was deleted, and what its text was like.
pub(crate) fn set_deleted(
    connection: &Connection,
    row: ArticleRow,
    at: DateTime<Utc>,
    text: Option<&TextSketch>,
) -> Result<()> {
    prepare(connection, "UPDATE ledger SET deleted_at = ?2, sketch = ?3 WHERE article = ?1")?
        .execute(params![row, at.timestamp(), text.map(TextSketch::to_bytes)])?;
    Ok(())
}

/// Records that the article became public because its date was reached.
pub(crate) fn mark_public(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "UPDATE ledger SET was_public = 1 WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// The article's slug.
pub(crate) fn slug(connection: &Connection, row: ArticleRow) -> Result<Option<String>> {
    prepare(connection, "SELECT slug FROM ledger WHERE article = ?1")?.query_row([row], |row| row.get(0))
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
