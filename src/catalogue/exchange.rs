//! The memory as lines of JSON, out and in.

use super::address;
use super::error::ImportError;
use super::ledger;
use super::record::{FORMAT, FeedRow, Header, LedgerRow, Record};
use super::sql::{moment, path};
use crate::article::{ArticleId, ContentPath, FileStamp, TermKind};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, ToSql, params};
use std::io::{BufRead, Write};

/// What a row of the ledger is read from.
pub(super) const LEDGER: &str = "SELECT id, explicit, slug, path, first_path, first_seen, content_hash, published, updated, was_public, \
     deleted_at FROM ledger NOT INDEXED";

const FEEDS: &str = "SELECT key, name, changed FROM selection ORDER BY key";

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
    Ok(Record::Feed(FeedRow { feed: row.get(0)?, name: row.get(1)?, changed: moment(row.get(2)?) }))
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
pub(super) const OTHERS: [(&str, ReadRecord); 3] =
    [(FEEDS, feed), (FORMER_SLUGS, former_slug), (TOMBSTONES, tombstone)];

/// Hands over every record, the header first; `write` may stop it.
fn each<E: From<rusqlite::Error>>(
    connection: &Connection,
    mut write: impl FnMut(&Record) -> std::result::Result<(), E>,
) -> std::result::Result<u64, E> {
    let count: i64 = connection.query_row(
        "SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM selection) + (SELECT count(*) FROM former_slug)
         + (SELECT count(*) FROM tombstone)",
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

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Articles that the catalogue did not know.
    pub new: usize,
    /// Articles that it knew already, and keeps as they are.
    pub known: usize,
}

/// Takes a backup in, whole or not at all.
pub(super) fn import(
    connection: &mut Connection,
    lines: &mut dyn BufRead,
) -> std::result::Result<Imported, ImportError> {
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

/// Why a record can't be taken in.
#[derive(Debug)]
pub(super) enum Conflict {
    /// It contradicts what the catalogue has.
    With(String),
    /// The catalogue failed.
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Conflict {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

type Taken = std::result::Result<(), Conflict>;

fn conflict(reason: impl Into<String>) -> Taken {
    Err(Conflict::With(reason.into()))
}

/// Takes records in. What the catalogue knows of an article is newer than a backup, so it stays; what can never
/// change must be the same.
pub(super) struct Intake<'c> {
    connection: &'c Connection,
    pub(super) imported: Imported,
}

impl<'c> Intake<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, imported: Imported::default() }
    }

    pub(super) fn take(&mut self, record: &Record) -> Taken {
        match record {
            Record::Catalogue(header) => self.header(header),
            Record::Article(row) => self.article(row),
            Record::FormerSlug { slug, article } => self.former_slug(slug, article),
            Record::Feed(row) => self.feed(row),
            Record::Tombstone { feed, published, article, gone_at } => {
                self.tombstone(feed, *published, article, *gone_at)
            }
        }
    }

    fn one<T: rusqlite::types::FromSql>(&self, sql: &str, key: &dyn ToSql) -> Result<Option<T>> {
        self.connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()
    }

    fn header(&self, header: &Header) -> Taken {
        if header.format > FORMAT {
            return conflict(format!(
                "the backup has format {}, of a newer Tidings than this one, which knows {FORMAT}",
                header.format
            ));
        }
        let (site_id, is_empty): (String, bool) = self.connection.query_row(
            "SELECT site_id, NOT EXISTS (SELECT 1 FROM ledger) FROM meta",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if site_id != header.site_id && !is_empty {
            return conflict(format!(
                "the backup is that of the site '{}', and the catalogue that of '{site_id}'",
                header.site_id
            ));
        }
        self.connection.execute(
            "UPDATE meta SET site_id = ?1, sequence = max(sequence, ?2)",
            params![header.site_id, i64::try_from(header.sequence).unwrap_or(i64::MAX)],
        )?;
        Ok(())
    }

    fn article(&mut self, row: &LedgerRow) -> Taken {
        for path in [&row.path, &row.first_path] {
            if ContentPath::new(path.as_str()).is_none() {
                return conflict(format!("'{path}' is no path of a content folder"));
            }
        }
        if row.id.as_str().trim().is_empty() {
            return conflict("the id is empty");
        }
        if let Some(known) = self.known(&row.id)? {
            if known.first_seen != row.first_seen || known.first_path != row.first_path {
                return conflict(format!(
                    "the article '{}' was first seen at {} as {} by the catalogue, and at {} as {} by the backup",
                    row.id, known.first_seen, known.first_path, row.first_seen, row.first_path
                ));
            }
            self.connection
                .prepare_cached("UPDATE ledger SET was_public = was_public OR ?2 WHERE id = ?1")?
                .execute(params![row.id.as_str(), row.was_public])?;
            self.imported.known += 1;
            return Ok(());
        }
        if let Some(slug) = &row.slug
            && let Some(owner) = self.owner_of(slug)?
        {
            return conflict(format!("the slug '{slug}' is that of the article '{owner}'"));
        }
        if row.deleted_at.is_none()
            && let Some(owner) = ledger::at_path(self.connection, &row.path)?
        {
            return conflict(format!("the file {} is that of the article '{}'", row.path, owner.id));
        }
        self.insert(row)?;
        self.imported.new += 1;
        Ok(())
    }

    fn known(&self, id: &ArticleId) -> Result<Option<LedgerRow>> {
        let sql = LEDGER.replace("NOT INDEXED", "WHERE id = ?1");
        self.connection.prepare_cached(&sql)?.query_row([id.as_str()], ledger_row).optional()
    }

    /// Whose slug it is, or was.
    fn owner_of(&self, slug: &str) -> Result<Option<String>> {
        if let Some(owner) = self.one("SELECT id FROM ledger WHERE slug = ?1", &slug)? {
            return Ok(Some(owner));
        }
        let former = address::former_owner(self.connection, slug)?;
        former.map_or(Ok(None), |row| self.one("SELECT id FROM ledger WHERE article = ?1", &row))
    }

    /// A file that is there counts as known and forgotten, so that the next look at the folder reads it, or finds
    /// that it went.
    fn insert(&self, row: &LedgerRow) -> Result<()> {
        let number = self.connection.prepare_cached(
            "INSERT INTO ledger (id, explicit, slug, path, first_path, first_seen, content_hash, published, updated,
             was_public, deleted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .insert(params![
            row.id.as_str(),
            row.explicit,
            row.slug,
            row.path.as_str(),
            row.first_path.as_str(),
            row.first_seen.timestamp(),
            row.content_hash,
            row.published.timestamp(),
            row.updated.timestamp(),
            row.was_public,
            row.deleted_at.map(|at| at.timestamp()),
        ])?;
        if row.deleted_at.is_none() {
            let FileStamp { modified, size, inode } = FileStamp::FORGOTTEN;
            self.connection
                .prepare_cached(
                    "INSERT INTO file (path, modified, size, inode, outcome, problems, article)
                 VALUES (?1, ?2, ?3, ?4, 'parsed', '[]', ?5) ON CONFLICT (path) DO UPDATE SET
                 modified = excluded.modified, size = excluded.size, inode = excluded.inode",
                )?
                .execute(params![
                    row.path.as_str(),
                    modified,
                    size.cast_signed(),
                    inode.cast_signed(),
                    number
                ])?;
        }
        Ok(())
    }

    fn former_slug(&self, slug: &str, article: &ArticleId) -> Taken {
        let Some(row) = self.one::<i64>("SELECT article FROM ledger WHERE id = ?1", &article.as_str())?
        else {
            return conflict(format!("there is no article '{article}'"));
        };
        match self.owner_of(slug)? {
            Some(owner) if owner != article.as_str() => {
                conflict(format!("the slug '{slug}' is that of the article '{owner}'"))
            }
            // Its slug still, or again.
            Some(_) => Ok(()),
            None => {
                self.connection
                    .prepare_cached("INSERT INTO former_slug (slug, article) VALUES (?1, ?2)")?
                    .execute(params![slug, row])?;
                Ok(())
            }
        }
    }

    fn feed(&self, row: &FeedRow) -> Taken {
        let kind = match row.feed.strip_suffix('/').and_then(|feed| feed.split_once('/')) {
            None if row.feed.is_empty() => None,
            Some((kind, slug)) if TermKind::from_directory(kind).is_some() && !slug.is_empty() => {
                Some((kind, slug))
            }
            _ => return conflict(format!("'{}' is the directory of no feed", row.feed)),
        };
        self.connection.prepare_cached(
            "INSERT INTO selection (key, kind, slug, name, articles, changed) VALUES (?1, ?2, ?3, ?4, 0, ?5)
             ON CONFLICT (key) DO UPDATE SET changed = max(changed, excluded.changed)",
        )?
        .execute(params![
            row.feed,
            kind.map(|(kind, _)| kind),
            kind.map_or("", |(_, slug)| slug),
            row.name,
            row.changed.timestamp()
        ])?;
        Ok(())
    }

    fn tombstone(
        &self,
        feed: &str,
        published: DateTime<Utc>,
        article: &ArticleId,
        gone_at: DateTime<Utc>,
    ) -> Taken {
        let Some(row) = self.one::<i64>("SELECT article FROM ledger WHERE id = ?1", &article.as_str())?
        else {
            return conflict(format!("there is no article '{article}'"));
        };
        let Some(selection) = self.one::<i64>("SELECT selection FROM selection WHERE key = ?1", &feed)?
        else {
            return conflict(format!("there is no feed '{feed}'"));
        };
        // Back in the feed, it is not gone.
        self.connection.prepare_cached(
            "INSERT OR IGNORE INTO tombstone (selection, published, id, article, gone_at) SELECT ?1, ?2, ?3, ?4, ?5
             WHERE NOT EXISTS (SELECT 1 FROM listing WHERE article = ?4 AND selection = ?1)",
        )?
        .execute(params![selection, published.timestamp(), article.as_str(), row, gone_at.timestamp()])?;
        Ok(())
    }
}
