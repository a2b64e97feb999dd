//! Records of a backup, or of a damaged catalogue, taken in.

use super::exchange::{LEDGER, ledger_row};
use super::record::{FORMAT, FeedRow, Header, LedgerRow, Record};
use super::{address, ledger, listing};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, ToSql, params};
use std::collections::BTreeMap;
use tidings_model::{ArticleId, ContentPath, FileStamp, Selection};

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Articles that the catalogue did not know.
    pub new: usize,
    /// Articles that it knew already, and keeps as they are.
    pub known: usize,
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
    pub(super) imported: ImportReport,
    /// Feeds whose archive it brings, with how many numbers were given: those that the catalogue has none of, since where
    /// readers have seen articles there, they stay.
    archives: BTreeMap<String, i64>,
}

impl<'c> Intake<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, imported: ImportReport::default(), archives: BTreeMap::new() }
    }

    pub(super) fn take(&mut self, record: &Record) -> Taken {
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
            let FileStamp { modified, size, inode } = FileStamp::STALE;
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

    fn feed(&mut self, row: &FeedRow) -> Taken {
        let Some(selection) = Selection::from_directory(&row.feed) else {
            return conflict(format!("'{}' is the directory of no feed", row.feed));
        };
        if row.places < 0 {
            return conflict(format!("{} is no count of articles", row.places));
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

    /// They are given when the article is listed again, which the next look at the folder does.
    fn places(&self, article: &ArticleId, feeds: &BTreeMap<String, i64>) -> Taken {
        let Some(row) = self.one::<i64>("SELECT article FROM ledger WHERE id = ?1", &article.as_str())?
        else {
            return conflict(format!("there is no article '{article}'"));
        };
        for (feed, place) in feeds {
            let Some(last) = self.archives.get(feed) else { continue };
            if !(1..=*last).contains(place) {
                return conflict(format!("the archive of '{feed}' has no place {place}"));
            }
            let taken = self
                .connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO returning_place (article, selection, place)
                     SELECT ?1, selection, ?3 FROM selection WHERE key = ?2",
                )?
                .execute(params![row, feed, place])?;
            if taken == 0 {
                return conflict(format!(
                    "the place {place} in the archive of '{feed}' is another article's"
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
