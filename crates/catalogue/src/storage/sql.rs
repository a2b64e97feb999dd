//! Helpers for reading and writing SQLite columns.

use chrono::{DateTime, Utc};
use rusqlite::types::Type;
use rusqlite::{CachedStatement, Connection, Error, Result, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tidings_model::ContentPath;

/// The number of an article, the same in every table. It is not used outside of the catalogue.
pub(crate) type ArticleRow = i64;

/// Prepares a statement, or takes it from the cache of the connection.
pub(crate) fn prepare<'c>(connection: &'c Connection, sql: &str) -> Result<CachedStatement<'c>> {
    #[cfg(test)]
    recorder::record(sql);
    connection.prepare_cached(sql)
}

/// Converts a column with seconds since the Unix epoch.
pub(crate) fn moment(seconds: i64) -> DateTime<Utc> {
    // Only a file that was edited by hand has values out of range. A wrong date is better than a failed
    // start.
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// Reads a column with a path of the content folder.
pub(crate) fn path(row: &Row<'_>, column: usize) -> Result<ContentPath> {
    let text: String = row.get(column)?;
    ContentPath::new(&text)
        .ok_or_else(|| damaged(column, format!("'{text}' is not a path of a content folder")))
}

/// Reads a column with JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| damaged(column, error))
}

/// Writes a value as JSON for a column.
pub(crate) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::ToSqlConversionFailure(error.into()))
}

/// The error for a column with a value that this program does not write.
pub(crate) fn damaged(
    column: usize,
    reason: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    Error::FromSqlConversionFailure(column, Type::Text, reason.into())
}

/// Records the statements that a thread prepares, for tests of their plans and their number.
#[cfg(test)]
pub(crate) mod recorder {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeSet;

    thread_local! {
        static STATEMENTS: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
        static COUNT: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn record(sql: &str) {
        STATEMENTS.with_borrow_mut(|statements| statements.insert(sql.to_owned()));
        COUNT.set(COUNT.get() + 1);
    }

    /// The different statements that this thread prepared since the last call.
    pub(crate) fn take_statements() -> BTreeSet<String> {
        STATEMENTS.take()
    }

    /// How many statements this thread prepared since the last call.
    pub(crate) fn take_count() -> usize {
        COUNT.take()
    }
}
