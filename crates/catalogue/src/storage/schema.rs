//! The schema of the catalogue and its migrations.

use crate::error::CatalogueError;
use rusqlite::Connection;
use std::path::Path;

/// The migration to each version from the one before, the first one from an empty file to version 1. Entries
/// are only ever added.
pub(crate) const MIGRATIONS: [&str; 7] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
];

/// The newest version that this program supports.
const NEWEST: u32 = MIGRATIONS.len() as u32;

/// Reads the schema version of a file, 0 if the file is new.
///
/// # Errors
/// The version is newer than this program, the file belongs to another program, or it cannot be read.
pub(crate) fn version(connection: &Connection, file: &Path) -> Result<u32, CatalogueError> {
    let sql_error = |error| CatalogueError::from_sql(error, file, "read the catalogue's version");
    let found: u32 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(sql_error)?;
    if found > NEWEST {
        return Err(CatalogueError::NewerSchema { file: file.to_path_buf(), found, known: NEWEST });
    }
    let tables: u32 = connection
        .query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", [], |row| row.get(0))
        .map_err(sql_error)?;
    if found == 0 && tables > 0 {
        let reason = "it has the tables of another program".to_owned();
        return Err(CatalogueError::Corrupt { file: file.to_path_buf(), reason });
    }
    Ok(found)
}

/// Runs the missing migrations, each one in a transaction.
///
/// # Errors
/// Those of [`version`], or a migration failed.
pub(crate) fn migrate(connection: &mut Connection, file: &Path) -> Result<(), CatalogueError> {
    run_migrations(connection, file, &MIGRATIONS)
}

fn run_migrations(connection: &mut Connection, file: &Path, steps: &[&str]) -> Result<(), CatalogueError> {
    let found = version(connection, file)?;
    for (step, sql) in (1_u32..).zip(steps).skip(found as usize) {
        let mut run = || {
            let transaction = connection.transaction()?;
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", step)?;
            transaction.commit()
        };
        run().map_err(|error| CatalogueError::from_sql(error, file, "update the catalogue's schema"))?;
    }
    Ok(())
}

/// Updates the schema of a copy that is going to be read. False if that fails because of its content.
///
/// # Errors
/// The copy is of a newer version.
pub(crate) fn migrate_copy(copy: &mut Connection, file: &Path) -> Result<bool, CatalogueError> {
    match migrate(copy, file) {
        Ok(()) => Ok(true),
        Err(newer @ CatalogueError::NewerSchema { .. }) => Err(newer),
        Err(_) => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_continue_from_the_version_of_the_file_and_keep_its_rows() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = [
            "CREATE TABLE t (a)",
            "ALTER TABLE t ADD COLUMN b DEFAULT 2",
            "INSERT INTO t (a) SELECT a FROM u",
        ];
        let version = |connection: &Connection| -> u32 {
            connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
        };
        let file = Path::new("c.db");
        run_migrations(&mut connection, file, &steps[..1]).unwrap();
        connection.execute("INSERT INTO t VALUES (1)", []).unwrap();
        assert_eq!(version(&connection), 1);
        // The third step fails, because its table is missing; the second step is kept.
        let error = CatalogueError::to_string(&run_migrations(&mut connection, file, &steps).unwrap_err());
        assert!(error.contains("c.db") && error.contains("schema"), "{error}");
        let row = connection.query_row("SELECT a, b FROM t", [], |row| Ok((row.get(0)?, row.get(1)?)));
        assert_eq!(row, Ok((1, 2)));
    }
}
