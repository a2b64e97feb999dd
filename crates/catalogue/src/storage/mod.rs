//! Storage: the SQLite file, its schema and connections, and the rows of articles.

pub(crate) mod article_rows;
pub(crate) mod connections;
pub(crate) mod disk;
pub(crate) mod integrity;
pub(crate) mod restore;
pub(crate) mod schema;
pub(crate) mod sql;
pub(crate) mod wal_checkpoint;
