//! Indexes that the bulk load drops and that are built after it.

use rusqlite::{Connection, Result};

/// Indexes that only the writer needs, and only after the bulk load. Building one over all rows costs a tenth
/// of updating it row by row. The statements are those of the schema; a test compares them.
pub(crate) const DEFERRED: [(&str, &str); 5] = [
    ("ledger_content", "CREATE INDEX ledger_content ON ledger (content_hash, deleted_at)"),
    ("ledger_title", "CREATE INDEX ledger_title ON ledger (title, deleted_at) WHERE title IS NOT NULL"),
    ("listing_article", "CREATE INDEX listing_article ON listing (article)"),
    (
        "listing_place",
        "CREATE UNIQUE INDEX listing_place ON listing (selection, place) WHERE place IS NOT NULL",
    ),
    (
        "listing_unplaced",
        "CREATE INDEX listing_unplaced ON listing (selection, published, id) WHERE place IS NULL",
    ),
];

/// Drops the indexes.
pub(crate) fn drop_all(connection: &Connection) -> Result<()> {
    for (name, _) in DEFERRED {
        connection.execute_batch(&format!("DROP INDEX IF EXISTS {name}"))?;
    }
    Ok(())
}

/// Builds the indexes that are missing.
pub(crate) fn build_missing(connection: &Connection) -> Result<()> {
    for (name, sql) in DEFERRED {
        let exists = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1)";
        if !connection.query_row(exists, [name], |row| row.get::<_, bool>(0))? {
            connection.execute_batch(sql)?;
        }
    }
    Ok(())
}
