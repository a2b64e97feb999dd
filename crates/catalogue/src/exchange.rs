//! The memory as lines of JSON, out and in.

use super::error::ImportError;
use super::intake::{Conflict, ImportReport, Intake};
use super::record::{FORMAT, FeedRow, Header, LedgerRow, Record};
use super::sql::{json, moment, path};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, Row};
use std::io::{BufRead, Write};
use tidings_model::ArticleId;

/// What a row of the ledger is read from.
pub(super) const LEDGER: &str = "SELECT id, explicit, slug, path, first_path, first_seen, content_hash, published, updated, was_public, \
     deleted_at FROM ledger NOT INDEXED";

const FEEDS: &str = "SELECT key, name, changed, places FROM selection ORDER BY key";

pub(super) const PLACES: &str = "SELECT l.id, json_group_object(s.key, p.place) FROM
         (SELECT article, selection, place FROM listing WHERE place IS NOT NULL
          UNION ALL SELECT article, selection, place FROM returning_place) p
     JOIN selection s ON s.selection = p.selection JOIN ledger l ON l.article = p.article
     GROUP BY p.article ORDER BY p.article";

/// The same, a number a row, so that it gives some of them where a table can't be read to its end.
pub(super) const EACH_PLACE: &str = "SELECT l.id, json_object(s.key, p.place) FROM listing p
     JOIN selection s ON s.selection = p.selection JOIN ledger l ON l.article = p.article WHERE p.place IS NOT NULL";

const FORMER_SLUGS: &str =
    "SELECT f.slug, l.id FROM former_slug f JOIN ledger l ON l.article = f.article ORDER BY f.slug";

const TOMBSTONES: &str = "SELECT s.key, t.published, t.id, t.gone_at FROM tombstone t JOIN selection s ON s.selection = t.selection
     ORDER BY s.key, t.published DESC, t.id";

/// A row of [`LEDGER`].
pub(super) fn ledger_row(row: &Row<'_>) -> Result<LedgerRow> {
    let seconds = |column| -> Result<DateTime<Utc>> { Ok(moment(row.get(column)?)) };
    Ok(LedgerRow {
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
    })
}

fn feed(row: &Row<'_>) -> Result<Record> {
    Ok(Record::Feed(FeedRow {
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

/// Makes a record of a row.
pub(super) type ReadRecord = fn(&Row<'_>) -> Result<Record>;

/// What is read besides the ledger, in an order in which it can be taken in.
pub(super) const OTHERS: [(&str, ReadRecord); 4] =
    [(FEEDS, feed), (PLACES, places), (FORMER_SLUGS, former_slug), (TOMBSTONES, tombstone)];

/// Hands over every record, the header first; `write` may stop it.
fn each<E: From<rusqlite::Error>>(
    connection: &Connection,
    mut write: impl FnMut(&Record) -> std::result::Result<(), E>,
) -> std::result::Result<u64, E> {
    let count: i64 = connection.query_row(
        "SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM selection) + (SELECT count(*) FROM former_slug)
         + (SELECT count(*) FROM tombstone) + (SELECT count(*) FROM
             (SELECT article FROM listing WHERE place IS NOT NULL UNION SELECT article FROM returning_place))",
        [],
        |row| row.get(0),
    )?;
    let (site_id, sequence): (String, i64) =
        connection
            .query_row("SELECT site_id, sequence FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let records = count.cast_unsigned();
    write(&Record::Catalogue(Header {
        format: FORMAT,
        site_id,
        sequence: sequence.cast_unsigned(),
        records,
    }))?;
    let mut ledger = connection.prepare(&format!("{LEDGER} ORDER BY article"))?;
    for row in ledger.query_map([], ledger_row)? {
        write(&Record::Article(Box::new(row?)))?;
    }
    for (sql, read) in OTHERS {
        let mut query = connection.prepare(sql)?;
        for record in query.query_map([], read)? {
            write(&record?)?;
        }
    }
    Ok(records)
}

/// Writes every record as a line. Answers with how many follow the first one.
pub(super) fn export(connection: &Connection, out: &mut dyn Write) -> std::result::Result<u64, ImportError> {
    each(connection, |record| {
        serde_json::to_writer(&mut *out, record).map_err(std::io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })
}

/// Takes a backup in, whole or not at all.
pub(super) fn import(
    connection: &mut Connection,
    lines: &mut dyn BufRead,
) -> std::result::Result<ImportReport, ImportError> {
    let transaction = connection.transaction()?;
    let mut intake = Intake::new(&transaction);
    let (mut expected, mut read) = (None, 0);
    for (number, line) in (1..).zip(lines.lines()) {
        let refused = |reason: String| ImportError::Line { line: number, reason };
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let record: Record = serde_json::from_str(&line).map_err(|error| refused(error.to_string()))?;
        match (&record, expected) {
            (Record::Catalogue(header), None) => expected = Some(header.records),
            (Record::Catalogue(_), Some(_)) => return Err(refused("a second backup begins here".to_owned())),
            (_, None) => return Err(refused("a backup begins with the record 'catalogue'".to_owned())),
            _ => read += 1,
        }
        intake.take(&record).map_err(|conflict| match conflict {
            Conflict::With(reason) => refused(reason),
            Conflict::Sql(error) => error.into(),
        })?;
    }
    match expected {
        Some(expected) if expected == read => {}
        Some(expected) => return Err(ImportError::Cut { expected, read }),
        None => return Err(ImportError::Cut { expected: 1, read: 0 }),
    }
    let imported = intake.imported;
    transaction.commit()?;
    Ok(imported)
}
