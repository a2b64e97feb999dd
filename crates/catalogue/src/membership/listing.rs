//! The listing table: which public article is in which feed.
//!
//! This table alone decides which articles are listed. An article without a row here is in no feed, list,
//! count or OPML. Its permalink depends on `article.visible`.

use super::selections::selections;
use crate::settings::CustomSelection;
use crate::storage::article_rows;
use crate::storage::sql::{ArticleRow, damaged, prepare};
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::collections::BTreeMap;
use tidings_model::{Article, ArticleId, Selection, TermKind};

/// Articles on one page of an archive: few enough for one response, and enough to read years in a few steps.
/// It is not a setting, because another value would move every article to another page.
pub(crate) const PAGE_LENGTH: i64 = 50;

/// Inserts an article into a selection.
pub(crate) const INSERT: &str =
    "INSERT INTO listing (selection, published, id, article, name, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

/// The value of the column `kind` for selections that the publisher defines.
const CUSTOM: &str = "feed";

/// Lists the article in its selections, and removes it from all others.
pub(crate) fn list(
    connection: &Connection,
    row: ArticleRow,
    id: &ArticleId,
    published: DateTime<FixedOffset>,
    article: &Article,
    custom: &[CustomSelection],
) -> Result<()> {
    let positions = positions(connection, row)?;
    unlist(connection, row)?;
    let mut insert = prepare(connection, INSERT)?;
    for (selection, name) in selections(article, custom) {
        let number = number(connection, &selection, &name)?;
        // The article keeps its position in the archive even if its date changed.
        let position = positions.get(&selection.directory()).copied().flatten();
        insert.execute(params![number, published.timestamp(), id.as_str(), row, name, position])?;
    }
    Ok(())
}

/// The number of a selection. A selection without articles so far is created with this name.
pub(crate) fn number(connection: &Connection, selection: &Selection, name: &str) -> Result<i64> {
    // A separate query, because SQLite keeps a statement journal for INSERT ... SELECT.
    let known = prepare(connection, "SELECT selection FROM selection WHERE key = ?1")?
        .query_row([selection.directory()], |row| row.get(0))
        .optional()?;
    match known {
        Some(number) => Ok(number),
        None => create(connection, selection, name),
    }
}

/// The article's positions in the archives, by the key of the selection: the current ones, and those that a
/// backup restored.
fn positions(connection: &Connection, row: ArticleRow) -> Result<BTreeMap<String, Option<i64>>> {
    let mut positions = BTreeMap::new();
    let mut query = prepare(
        connection,
        "SELECT s.key, x.place, 0 FROM listing x JOIN selection s ON s.selection = x.selection WHERE x.article = ?1
         UNION ALL
         SELECT s.key, r.place, 1 FROM returning_place r JOIN selection s ON s.selection = r.selection
         WHERE r.article = ?1",
    )?;
    let mut rows = query.query([row])?;
    let mut has_restored = false;
    while let Some(found) = rows.next()? {
        has_restored |= found.get::<_, bool>(2)?;
        let known: &mut Option<i64> = positions.entry(found.get(0)?).or_default();
        *known = known.or(found.get(1)?);
    }
    if has_restored {
        prepare(connection, "DELETE FROM returning_place WHERE article = ?1")?.execute([row])?;
    }
    Ok(positions)
}

/// Creates a selection for its first article and returns its number.
fn create(connection: &Connection, selection: &Selection, name: &str) -> Result<i64> {
    let (kind, slug) = columns(selection);
    prepare(
        connection,
        "INSERT INTO selection (key, kind, slug, name, articles, changed) VALUES (?1, ?2, ?3, ?4, 0, 0)",
    )?
    .insert(params![selection.directory(), kind, slug, name])
}

/// Creates a selection with all its articles, as a bulk load found them.
pub(crate) fn create_loaded(
    connection: &Connection,
    number: i64,
    selection: &Selection,
    name: &str,
    articles: usize,
    now: DateTime<Utc>,
) -> Result<()> {
    let (kind, slug) = columns(selection);
    let articles = i64::try_from(articles).unwrap_or(i64::MAX);
    prepare(
        connection,
        "INSERT INTO selection (selection, key, kind, slug, name, articles, changed, places)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, max(1, ?7), ?6)",
    )?
    .execute(params![number, selection.directory(), kind, slug, name, articles, now.timestamp()])?;
    Ok(())
}

/// The columns `kind` and `slug` of a selection.
pub(crate) fn columns(selection: &Selection) -> (Option<&'static str>, &str) {
    match selection {
        Selection::Site => (None, ""),
        Selection::Custom { path } => (Some(CUSTOM), path),
        Selection::Term { kind, slug } => (Some(kind.directory()), slug),
    }
}

/// Rebuilds the listing of every public article, after the rules changed. Articles keep their positions in
/// the archives.
pub(crate) fn rebuild(connection: &Connection, custom: &[CustomSelection]) -> Result<()> {
    // This runs once for each change of the settings, so full table scans are acceptable.
    let mut query = connection.prepare(
        "SELECT a.article, l.id, l.first_seen, l.first_modified, a.head FROM article a JOIN ledger l ON l.article = a.article
         WHERE a.visible ORDER BY a.article",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let article = article_rows::head(row, 4)?;
        let (published, _) = article.published_or(&article_rows::kept_dates(row, 2)?);
        list(connection, row.get(0)?, &ArticleId::from_ledger(row.get(1)?), published, &article, custom)?;
    }
    // No clock is available here: a selection changed when its newest article did, and later than before.
    connection.execute(
        "UPDATE selection SET articles = counted.articles, changed = max(selection.changed + 1, counted.updated)
         FROM (SELECT s.selection, count(x.article) articles, coalesce(max(l.updated), 0) updated
               FROM selection s LEFT JOIN listing x ON x.selection = s.selection
               LEFT JOIN ledger l ON l.article = x.article GROUP BY s.selection) counted
         WHERE counted.selection = selection.selection AND counted.articles <> selection.articles",
        [],
    )?;
    connection.execute(
        "UPDATE selection SET name = coalesce((SELECT x.name FROM listing x
         WHERE x.selection = selection.selection ORDER BY x.published DESC, x.id LIMIT 1), name)",
        [],
    )?;
    Ok(())
}

/// Removes the article from every selection.
pub(crate) fn unlist(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "DELETE FROM listing WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// A selection from its columns `kind` and `slug`, which begin at `first`.
pub(crate) fn selection(row: &Row<'_>, first: usize) -> Result<Selection> {
    let Some(kind) = row.get::<_, Option<String>>(first)? else { return Ok(Selection::Site) };
    if kind == CUSTOM {
        return Ok(Selection::Custom { path: row.get(first + 1)? });
    }
    let kind = TermKind::from_directory(&kind)
        .ok_or_else(|| damaged(first, format!("'{kind}' is not a kind of term")))?;
    Ok(Selection::Term { kind, slug: row.get(first + 1)? })
}

/// Updates selections after a change: the number of articles, by the difference given, the name, and the time
/// of the change. That time increases by at least one second, also if two changes happen in the same second
/// or the clock was set back: a feed reader without ETag support compares nothing else (RFC 9110, 13.1.3),
/// and would miss the change.
pub(crate) fn record_changes(
    connection: &Connection,
    growth: &BTreeMap<Selection, i64>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut update = prepare(
        connection,
        "UPDATE selection SET articles = articles + ?2, changed = max(changed + 1, ?3),
         name = coalesce((SELECT x.name FROM listing x WHERE x.selection = selection.selection
                          ORDER BY x.published DESC, x.id LIMIT 1), name)
         WHERE key = ?1",
    )?;
    for (selection, articles) in growth {
        update.execute(params![selection.directory(), articles, now.timestamp()])?;
    }
    Ok(())
}
