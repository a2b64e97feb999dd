//! What is gone, for as long as a feed's window would still show it: a reader that kept the entry learns of it (RFC 6721).

use super::sql::{ArticleRow, moment, prepare};
use super::{Change, ChangeKind, Tombstone};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, params};
use tidings_model::ArticleId;

/// Most that one feed tells of: a folder that was emptied is no reason to send thousands each time.
const MOST: usize = 100;

/// Notes that an article went from its feeds, or came back to them.
pub(super) fn note(
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

/// The newest that are gone from a selection, down to the date that its window reaches to; all, if the window holds
/// everything.
pub(super) fn within(
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
        params![selection, oldest.map_or(i64::MIN, |oldest| oldest.timestamp()), MOST.cast_signed()],
        |row| Ok(Tombstone { id: ArticleId::from_ledger(row.get(0)?), gone: moment(row.get(1)?) }),
    )?
    .collect()
}
