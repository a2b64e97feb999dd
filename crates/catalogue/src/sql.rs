//! Small tools for talking to SQLite.

use chrono::{DateTime, Utc};
use rusqlite::types::Type;
use rusqlite::{CachedStatement, Connection, Error, Result, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tidings_model::ContentPath;

/// The number that an article has in every table. It never leaves the catalogue.
pub(super) type ArticleRow = i64;

/// Prepares a statement, or takes it from the connection's cache.
pub(super) fn prepare<'c>(connection: &'c Connection, sql: &str) -> Result<CachedStatement<'c>> {
    #[cfg(test)]
    super::tests::plans::record(sql);
    connection.prepare_cached(sql)
}

/// The moment that a column holds.
pub(super) fn moment(seconds: i64) -> DateTime<Utc> {
    // Out of range only in a file that somebody wrote by hand; a wrong date is better than no start.
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// A column that holds a path of the content folder.
pub(super) fn path(row: &Row<'_>, column: usize) -> Result<ContentPath> {
    let text: String = row.get(column)?;
    ContentPath::new(&text).ok_or_else(|| damaged(column, format!("'{text}' is no path of a content folder")))
}

/// A column that holds JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| damaged(column, error))
}

/// A value as JSON for a column.
pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::ToSqlConversionFailure(error.into()))
}

/// The error of a column that does not hold what this program writes there.
pub(super) fn damaged(
    column: usize,
    reason: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    Error::FromSqlConversionFailure(column, Type::Text, reason.into())
}
