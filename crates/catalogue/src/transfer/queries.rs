//! SQL queries that read the records of a backup.

use super::record::{FeedRecord, LedgerRecord, Record};
use crate::storage::sql::{json, moment, path};
use chrono::{DateTime, Utc};
use rusqlite::{Result, Row};
use tidings_model::ArticleId;

/// The columns of the ledger, in the order in which [`ledger_record`] reads them.
pub(super) const LEDGER: &str = "SELECT id, explicit, slug, path, first_path, first_seen, content_hash, \
     published, updated, was_public, deleted_at, first_modified, title, \
     iif(sketch IS NULL, NULL, lower(hex(sketch))) FROM ledger NOT INDEXED";

const FEEDS: &str = "SELECT key, name, changed, places FROM selection ORDER BY key";

/// The positions of each article in all archives.
pub(super) const PLACES: &str = "SELECT l.id, json_group_object(s.key, p.place) FROM
         (SELECT article, selection, place FROM listing WHERE place IS NOT NULL
          UNION ALL SELECT article, selection, place FROM returning_place) p
     JOIN selection s ON s.selection = p.selection JOIN ledger l ON l.article = p.article
     GROUP BY p.article ORDER BY p.article";

/// The positions in archives, one in each row: if a table is damaged, the rows before the damage can be read.
pub(super) const SINGLE_PLACES: &str = "SELECT l.id, json_object(s.key, p.place) FROM listing p
     JOIN selection s ON s.selection = p.selection JOIN ledger l ON l.article = p.article WHERE p.place IS NOT NULL";

const FORMER_SLUGS: &str =
    "SELECT f.slug, l.id FROM former_slug f JOIN ledger l ON l.article = f.article ORDER BY f.slug";

const TOMBSTONES: &str = "SELECT s.key, t.published, t.id, t.gone_at FROM tombstone t
     JOIN selection s ON s.selection = t.selection ORDER BY s.key, t.published DESC, t.id";

/// Reads a row of [`LEDGER`].
pub(super) fn ledger_record(row: &Row<'_>) -> Result<LedgerRecord> {
    let seconds = |column| -> Result<DateTime<Utc>> { Ok(moment(row.get(column)?)) };
    Ok(LedgerRecord {
        id: ArticleId::from_ledger(row.get(0)?),
        explicit: row.get(1)?,
        slug: row.get(2)?,
        path: path(row, 3)?,
        first_path: path(row, 4)?,
        first_seen: seconds(5)?,
        content_hash: row.get(6)?,
        published: seconds(7)?,
        updated: seconds(8)?,
        was_public: row.get(9)?,
        deleted_at: row.get::<_, Option<i64>>(10)?.map(moment),
        first_modified: row.get::<_, Option<i64>>(11)?.map(moment),
        title: row.get(12)?,
        sketch: row.get(13)?,
    })
}

fn feed(row: &Row<'_>) -> Result<Record> {
    Ok(Record::Feed(FeedRecord {
        feed: row.get(0)?,
        name: row.get(1)?,
        changed: moment(row.get(2)?),
        places: row.get(3)?,
    }))
}

fn places(row: &Row<'_>) -> Result<Record> {
    Ok(Record::Places { article: ArticleId::from_ledger(row.get(0)?), feeds: json(row, 1)? })
}

fn former_slug(row: &Row<'_>) -> Result<Record> {
    Ok(Record::FormerSlug { slug: row.get(0)?, article: ArticleId::from_ledger(row.get(1)?) })
}

fn tombstone(row: &Row<'_>) -> Result<Record> {
    Ok(Record::Tombstone {
        feed: row.get(0)?,
        published: moment(row.get(1)?),
        article: ArticleId::from_ledger(row.get(2)?),
        gone_at: moment(row.get(3)?),
    })
}

/// Converts a row to a record.
pub(super) type ReadRecord = fn(&Row<'_>) -> Result<Record>;

/// The queries besides the ledger, in an order in which their records can be imported.
pub(super) const OTHER_QUERIES: [(&str, ReadRecord); 4] =
    [(FEEDS, feed), (PLACES, places), (FORMER_SLUGS, former_slug), (TOMBSTONES, tombstone)];
