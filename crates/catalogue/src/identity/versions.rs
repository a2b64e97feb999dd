//! Versions of a text: finds the article of which a document at another path is an edited version.

use super::ledger::{self, live_with};
use super::ledger_entry::LedgerEntry;
use crate::storage::sql::{ArticleRow, prepare};
use rusqlite::{Connection, OptionalExtension, Result};
use std::cell::OnceCell;
use tidings_model::{Article, ArticleId, ContentPath, TextSketch, TitleSource, text};

/// How many articles with the same title, or with the same content, are compared: if more have it, it identifies
/// none.
pub(crate) const MAX_RELATIVES: u32 = 16;

/// A document that is compared with articles. Its sketch is computed when it is needed.
#[derive(Debug)]
pub(crate) struct Version<'a> {
    article: &'a Article,
    title: Option<i64>,
    sketch: OnceCell<TextSketch>,
}

impl<'a> Version<'a> {
    pub(crate) fn new(article: &'a Article) -> Self {
        Self { article, title: title_hash(article), sketch: OnceCell::new() }
    }

    pub(crate) fn article(&self) -> &'a Article {
        self.article
    }

    /// A hash of the document's title, if the title says something about the text.
    pub(crate) fn title(&self) -> Option<i64> {
        self.title
    }

    /// Whether the document has most of this text.
    fn has_most_of(&self, text: Option<&TextSketch>) -> bool {
        let own = || self.sketch.get_or_init(|| TextSketch::of_html(self.article.body.as_marked()));
        text.is_some_and(|text| own().is_most_of(text))
    }

    /// Whether the document has most of the text of the article, which has a file.
    pub(crate) fn is_of_live(&self, connection: &Connection, row: ArticleRow) -> Result<bool> {
        Ok(self.has_most_of(stored_sketch(connection, row)?.as_ref()))
    }

    /// Whether the document has most of the text of the article, whose file was deleted.
    pub(crate) fn is_of_deleted(&self, connection: &Connection, row: ArticleRow) -> Result<bool> {
        let sketch: Option<Vec<u8>> = prepare(connection, "SELECT sketch FROM ledger WHERE article = ?1")?
            .query_row([row], |row| row.get(0))
            .optional()?
            .flatten();
        Ok(self.has_most_of(sketch.and_then(|bytes| TextSketch::from_bytes(&bytes)).as_ref()))
    }

    /// Whether both have the same title, one that does not come from the file's name.
    pub(crate) fn has_title_of(&self, entry: &LedgerEntry) -> bool {
        self.title.is_some() && self.title == entry.title
    }

    /// The deleted article of which the document is plainly a version: same title and date, or else same slug, and
    /// most of the text.
    pub(crate) fn deleted_article(&self, connection: &Connection) -> Result<Option<LedgerEntry>> {
        let mut relatives = Vec::new();
        if let Some(title) = self.title {
            let titled = ledger::deleted_with_title(connection, title, MAX_RELATIVES)?;
            relatives.extend(titled.into_iter().filter(|entry| has_same_date(entry, self.article)));
        }
        relatives.extend(ledger::with_slug(connection, &self.article.slug)?.filter(LedgerEntry::is_deleted));
        for entry in relatives {
            if self.is_of_deleted(connection, entry.row)? {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// The paths of other articles, each with a file so far as the ledger knows, that the document may be: the
    /// article with its id, those with its content, and those of which it is plainly a version. `own` is the article
    /// at the document's path, which has other content.
    pub(crate) fn live_relatives(
        &self,
        connection: &Connection,
        given: Option<&ArticleId>,
        own: Option<&LedgerEntry>,
    ) -> Result<Vec<ContentPath>> {
        let mut paths: Vec<ContentPath> = live_with(connection, &self.article.content_hash, MAX_RELATIVES)?;
        if let Some(given) = given {
            let owner = ledger::with_id(connection, given)?;
            paths.extend(owner.filter(|owner| !owner.is_deleted()).map(|owner| owner.path));
        }
        for path in self.live_versions(connection, own)? {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        paths.retain(|path| *path != self.article.path);
        Ok(paths)
    }

    /// The paths of other articles with files of which the document is plainly a version: same title and date, or
    /// else same slug, and most of the text. None if it is a version of `own`, the article at its path: then it was
    /// edited in place.
    pub(crate) fn live_versions(
        &self,
        connection: &Connection,
        own: Option<&LedgerEntry>,
    ) -> Result<Vec<ContentPath>> {
        if let Some(own) = own
            && (self.title.is_none() || self.has_title_of(own) || self.is_of_live(connection, own.row)?)
        {
            return Ok(Vec::new());
        }
        let mut relatives = Vec::new();
        if let Some(title) = self.title {
            let titled = ledger::live_with_title(connection, title, MAX_RELATIVES)?;
            relatives.extend(titled.into_iter().filter(|entry| has_same_date(entry, self.article)));
        }
        if own.is_none() {
            let with_slug = ledger::with_slug(connection, &self.article.slug)?;
            relatives.extend(with_slug.filter(|entry| !entry.is_deleted()));
        }
        let mut paths = Vec::new();
        for entry in relatives {
            if entry.path != self.article.path && self.is_of_live(connection, entry.row)? {
                paths.push(entry.path);
            }
        }
        Ok(paths)
    }
}

/// Whether the document has the date of the article, or both have none.
pub(crate) fn has_same_date(entry: &LedgerEntry, article: &Article) -> bool {
    match article.published {
        Some(dated) => entry.published.timestamp() == dated.at.timestamp(),
        None => entry.published == entry.kept_dates().date().0.to_utc(),
    }
}

/// The sketch of the stored body of an article. `None` if there is none.
pub(crate) fn stored_sketch(connection: &Connection, row: ArticleRow) -> Result<Option<TextSketch>> {
    prepare(connection, "SELECT body FROM article WHERE article = ?1")?
        .query_row([row], |row| Ok(TextSketch::of_html(row.get_ref(0)?.as_str()?)))
        .optional()
}

/// A hash of the title. `None` if the title says nothing about the text, because it comes from the file's name.
pub(crate) fn title_hash(article: &Article) -> Option<i64> {
    let key = text::comparison_key(&article.title);
    if article.title_from == TitleSource::Path || key.is_empty() {
        return None;
    }
    let hash = blake3::hash(key.as_bytes());
    hash.as_bytes().first_chunk().map(|bytes| i64::from_le_bytes(*bytes))
}
