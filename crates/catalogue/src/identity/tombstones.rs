//! Tombstones: records of removed articles, which tell a feed reader to delete an entry that it stored (RFC
//! 6721). A tombstone is in a feed as long as the feed's window would contain the article.

use crate::change::{Change, ChangeKind};
use crate::storage::sql::{ArticleRow, moment, prepare};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, params};
use tidings_model::{ArticleId, Tombstone};

/// Maximum number of tombstones in one feed: an emptied folder must not add thousands of them to every
/// response.
const MAX_PER_FEED: usize = 100;

/// Records that an article was removed from its feeds, or is back in them.
pub(crate) fn record_change(
    connection: &Connection,
    row: ArticleRow,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<()> {
    if change.kind == ChangeKind::Changed {
        return Ok(());
    }
    prepare(connection, "DELETE FROM tombstone WHERE article = ?1")?.execute([row])?;
    if change.kind == ChangeKind::Added {
        return Ok(());
    }
    let mut insert = prepare(
        connection,
        "INSERT OR REPLACE INTO tombstone (selection, published, id, article, gone_at)
         SELECT s.selection, l.published, l.id, l.article, ?3 FROM selection s, ledger l
         WHERE s.key = ?1 AND l.article = ?2",
    )?;
    for selection in &change.selections {
        insert.execute(params![selection.directory(), row, now.timestamp()])?;
    }
    Ok(())
}

/// The newest tombstones of a selection, down to the date of the oldest entry in its window; all of them if
/// the window has every article (`None`).
pub(crate) fn within(
    connection: &Connection,
    selection: i64,
    oldest: Option<DateTime<Utc>>,
) -> Result<Vec<Tombstone>> {
    prepare(
        connection,
        "SELECT id, gone_at FROM tombstone WHERE selection = ?1 AND published >= ?2
         ORDER BY published DESC, id LIMIT ?3",
    )?
    .query_map(
        params![selection, oldest.map_or(i64::MIN, |oldest| oldest.timestamp()), MAX_PER_FEED.cast_signed()],
        |row| Ok(Tombstone { id: ArticleId::from_ledger(row.get(0)?), gone: moment(row.get(1)?) }),
    )?
    .collect()
}
