//! Imports the records of a backup, or of a damaged catalogue.

use super::error::TransferError;
use super::queries::{LEDGER, ledger_record};
use super::record::{FORMAT, FeedRecord, Header, LedgerRecord, Record};
use super::record_lines::RecordLines;
use crate::identity::{former_addresses, ledger};
use crate::membership::listing;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, ToSql, params};
use std::collections::BTreeMap;
use std::io::BufRead;
use tidings_model::{ArticleId, ContentPath, FileStamp, Selection};

/// The result of an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Articles that were not in the catalogue.
    pub new: usize,
    /// Articles that were in the catalogue already, and are unchanged.
    pub known: usize,
}

/// Why a record cannot be imported.
#[derive(Debug)]
pub(super) enum Conflict {
    /// The record is invalid, or contradicts the catalogue.
    Contradiction(String),
    /// The catalogue cannot be read or written.
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Conflict {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

type Imported = std::result::Result<(), Conflict>;

fn conflict(reason: impl Into<String>) -> Imported {
    Err(Conflict::Contradiction(reason.into()))
}

/// Imports records. The catalogue's own data about an article is newer than a backup, so it is kept. Values
/// that never change must be equal in both.
pub(super) struct RecordImporter<'c> {
    connection: &'c Connection,
    pub(super) report: ImportReport,
    /// Feeds whose archives are imported, with the last position in each. Feeds that already have an archive
    /// in the catalogue are left out, because pages that subscribers have seen must not change.
    archives: BTreeMap<String, i64>,
}

impl<'c> RecordImporter<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, report: ImportReport::default(), archives: BTreeMap::new() }
    }

    /// Imports a record. The records of articles and feeds come before those that refer to them.
    pub(super) fn import(&mut self, record: &Record) -> Imported {
        match record {
            Record::Catalogue(header) => self.header(header),
            Record::Article(row) => self.article(row),
            Record::FormerSlug { slug, article } => self.former_slug(slug, article),
            Record::Feed(row) => self.feed(row),
            Record::Places { article, feeds } => self.places(article, feeds),
            Record::Tombstone { feed, published, article, gone_at } => {
                self.tombstone(feed, *published, article, *gone_at)
            }
        }
    }

    fn value<T: rusqlite::types::FromSql>(&self, sql: &str, key: &dyn ToSql) -> Result<Option<T>> {
        self.connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()
    }

    fn header(&self, header: &Header) -> Imported {
        if header.format > FORMAT {
            return conflict(format!(
                "the backup has format {}, of a newer Tidings than this one, which supports {FORMAT}",
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
                "the backup is of the site '{}', and the catalogue of the site '{site_id}'",
                header.site_id
            ));
        }
        self.connection.execute(
            "UPDATE meta SET site_id = ?1, sequence = max(sequence, ?2), adopted = coalesce(adopted, ?3)",
            params![header.site_id, i64::try_from(header.sequence).unwrap_or(i64::MAX), header.adopted],
        )?;
        Ok(())
    }

    fn article(&mut self, row: &LedgerRecord) -> Imported {
        for path in [&row.path, &row.first_path] {
            if ContentPath::new(path.as_str()).is_none() {
                return conflict(format!("'{path}' is not a path of a content folder"));
            }
        }
        if row.id.as_str().trim().is_empty() {
            return conflict("the id is empty");
        }
        if let Some(known) = self.known(&row.id)? {
            if known.first_seen != row.first_seen || known.first_path != row.first_path {
                return conflict(format!(
                    "the article '{}' was first seen at {} as {} in the catalogue, and at {} as {} in the backup",
                    row.id, known.first_seen, known.first_path, row.first_seen, row.first_path
                ));
            }
            self.connection
                .prepare_cached("UPDATE ledger SET was_public = was_public OR ?2 WHERE id = ?1")?
                .execute(params![row.id.as_str(), row.was_public])?;
            self.report.known += 1;
            return Ok(());
        }
        if let Some(slug) = &row.slug
            && let Some(owner) = self.owner_of(slug)?
        {
            return conflict(format!("the slug '{slug}' belongs to the article '{owner}'"));
        }
        if row.deleted_at.is_none()
            && let Some(owner) = ledger::at_path(self.connection, &row.path)?
        {
            return conflict(format!("the file {} belongs to the article '{}'", row.path, owner.id));
        }
        self.insert(row)?;
        self.report.new += 1;
        Ok(())
    }

    fn known(&self, id: &ArticleId) -> Result<Option<LedgerRecord>> {
        let sql = LEDGER.replace("NOT INDEXED", "WHERE id = ?1");
        self.connection.prepare_cached(&sql)?.query_row([id.as_str()], ledger_record).optional()
    }

    /// The id of the article that has or had this slug.
    fn owner_of(&self, slug: &str) -> Result<Option<String>> {
        if let Some(owner) = self.value("SELECT id FROM ledger WHERE slug = ?1", &slug)? {
            return Ok(Some(owner));
        }
        let former = former_addresses::former_owner(self.connection, slug)?;
        match former {
            Some(row) => self.value("SELECT id FROM ledger WHERE article = ?1", &row),
            None => Ok(None),
        }
    }

    /// Inserts a row of the ledger. If its file was not deleted, the file gets a stale stamp, so that the
    /// next scan reads it or finds that it was deleted.
    fn insert(&self, row: &LedgerRecord) -> Result<()> {
        let number = self.connection.prepare_cached(
            "INSERT INTO ledger (id, explicit, slug, path, first_path, first_seen, content_hash, published, updated,
             was_public, deleted_at, first_modified, title, sketch)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, unhex(?14))",
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
            row.first_modified.map(|at| at.timestamp()),
            row.title,
            row.sketch,
        ])?;
        if row.deleted_at.is_none() {
            let FileStamp { modified, size, inode, changed } = FileStamp::STALE;
            self.connection
                .prepare_cached(
                    "INSERT INTO file (path, modified, size, inode, changed, outcome, problems, article)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'parsed', '[]', ?6) ON CONFLICT (path) DO UPDATE SET
                 modified = excluded.modified, size = excluded.size, inode = excluded.inode,
                 changed = excluded.changed",
                )?
                .execute(params![
                    row.path.as_str(),
                    modified,
                    size.cast_signed(),
                    inode.cast_signed(),
                    changed,
                    number
                ])?;
        }
        Ok(())
    }

    fn former_slug(&self, slug: &str, article: &ArticleId) -> Imported {
        let Some(row) = self.value::<i64>("SELECT article FROM ledger WHERE id = ?1", &article.as_str())?
        else {
            return conflict(format!("there is no article '{article}'"));
        };
        match self.owner_of(slug)? {
            Some(owner) if owner != article.as_str() => {
                conflict(format!("the slug '{slug}' belongs to the article '{owner}'"))
            }
            // The article still has this slug, or has it again.
            Some(_) => Ok(()),
            None => {
                self.connection
                    .prepare_cached("INSERT INTO former_slug (slug, article) VALUES (?1, ?2)")?
                    .execute(params![slug, row])?;
                Ok(())
            }
        }
    }

    fn feed(&mut self, row: &FeedRecord) -> Imported {
        let Some(selection) = Selection::from_directory(&row.feed) else {
            return conflict(format!("'{}' is not the directory of a feed", row.feed));
        };
        if row.places < 0 {
            return conflict(format!("{} is not a number of articles", row.places));
        }
        let (kind, slug) = listing::columns(&selection);
        self.connection
            .prepare_cached(
                "INSERT INTO selection (key, kind, slug, name, articles, changed) VALUES (?1, ?2, ?3, ?4, 0, ?5)
             ON CONFLICT (key) DO UPDATE SET changed = max(changed, excluded.changed)",
            )?
            .execute(params![row.feed, kind, slug, row.name, row.changed.timestamp()])?;
        let begins = self
            .connection
            .prepare_cached("UPDATE selection SET places = ?2 WHERE key = ?1 AND places = 0 AND ?2 > 0")?
            .execute(params![row.feed, row.places])?;
        if begins > 0 {
            self.archives.insert(row.feed.clone(), row.places);
        }
        Ok(())
    }

    /// Stores an article's positions in archives. They are assigned when the next scan lists the article
    /// again.
    fn places(&self, article: &ArticleId, feeds: &BTreeMap<String, i64>) -> Imported {
        let Some(row) = self.value::<i64>("SELECT article FROM ledger WHERE id = ?1", &article.as_str())?
        else {
            return conflict(format!("there is no article '{article}'"));
        };
        for (feed, place) in feeds {
            let Some(last) = self.archives.get(feed) else { continue };
            if !(1..=*last).contains(place) {
                return conflict(format!("the archive of '{feed}' has no position {place}"));
            }
            let inserted = self
                .connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO returning_place (article, selection, place)
                     SELECT ?1, selection, ?3 FROM selection WHERE key = ?2",
                )?
                .execute(params![row, feed, place])?;
            if inserted == 0 {
                return conflict(format!(
                    "the position {place} in the archive of '{feed}' belongs to another article"
                ));
            }
        }
        Ok(())
    }

    fn tombstone(
        &self,
        feed: &str,
        published: DateTime<Utc>,
        article: &ArticleId,
        gone_at: DateTime<Utc>,
    ) -> Imported {
        let Some(row) = self.value::<i64>("SELECT article FROM ledger WHERE id = ?1", &article.as_str())?
        else {
            return conflict(format!("there is no article '{article}'"));
        };
        let Some(selection) = self.value::<i64>("SELECT selection FROM selection WHERE key = ?1", &feed)?
        else {
            return conflict(format!("there is no feed '{feed}'"));
        };
        // An article that is back in the feed needs no tombstone.
        self.connection.prepare_cached(
            "INSERT OR IGNORE INTO tombstone (selection, published, id, article, gone_at) SELECT ?1, ?2, ?3, ?4, ?5
             WHERE NOT EXISTS (SELECT 1 FROM listing WHERE article = ?4 AND selection = ?1)",
        )?
        .execute(params![selection, published.timestamp(), article.as_str(), row, gone_at.timestamp()])?;
        Ok(())
    }
}

/// Imports a backup in one transaction.
///
/// # Errors
/// The backup cannot be read, is incomplete, or contradicts the catalogue, which is unchanged then.
pub(crate) fn import(
    connection: &mut Connection,
    lines: &mut dyn BufRead,
) -> std::result::Result<ImportReport, TransferError> {
    let transaction = connection.transaction()?;
    let mut importer = RecordImporter::new(&transaction);
    let mut records = RecordLines::new(lines);
    while let Some((line, record)) = records.next()? {
        importer.import(&record).map_err(|conflict| match conflict {
            Conflict::Contradiction(reason) => TransferError::Line { line, reason },
            Conflict::Sql(error) => error.into(),
        })?;
    }
    let report = importer.report;
    transaction.commit()?;
    Ok(report)
}
