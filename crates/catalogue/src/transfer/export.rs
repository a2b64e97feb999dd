//! Exports the ledger as JSON Lines.

use super::error::TransferError;
use super::queries::{LEDGER, OTHER_QUERIES, ledger_record};
use super::record::{FORMAT, Header, Record};
use rusqlite::Connection;
use std::io::Write;

/// Writes every record as a line, and returns the number of lines after the first one.
pub(crate) fn export(connection: &Connection, out: &mut dyn Write) -> Result<u64, TransferError> {
    let header = header(connection)?;
    let records = header.records;
    let mut write = |record: &Record| -> Result<(), TransferError> {
        serde_json::to_writer(&mut *out, record).map_err(std::io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    };
    write(&Record::Catalogue(header))?;
    let mut ledger = connection.prepare(&format!("{LEDGER} ORDER BY article"))?;
    for record in ledger.query_map([], ledger_record)? {
        write(&Record::Article(Box::new(record?)))?;
    }
    for (sql, read) in OTHER_QUERIES {
        let mut query = connection.prepare(sql)?;
        for record in query.query_map([], read)? {
            write(&record?)?;
        }
    }
    Ok(records)
}

/// The header of a backup of the present state.
pub(super) fn header(connection: &Connection) -> rusqlite::Result<Header> {
    let records: i64 = connection.query_row(
        "SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM selection) + (SELECT count(*) FROM former_slug)
         + (SELECT count(*) FROM tombstone) + (SELECT count(*) FROM
             (SELECT article FROM listing WHERE place IS NOT NULL UNION SELECT article FROM returning_place))",
        [],
        |row| row.get(0),
    )?;
    let header = read_header(connection)?;
    Ok(Header { records: records.cast_unsigned(), ..header })
}

/// The header of a catalogue without its number of records.
pub(super) fn read_header(connection: &Connection) -> rusqlite::Result<Header> {
    connection.query_row("SELECT site_id, sequence, adopted FROM meta", [], |row| {
        let sequence = row.get::<_, i64>(1)?.cast_unsigned();
        Ok(Header { format: FORMAT, site_id: row.get(0)?, sequence, records: 0, adopted: row.get(2)? })
    })
}
