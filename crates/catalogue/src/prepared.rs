//! What of a first reading needs no table: done on whatever thread has read a file.

use super::ledger::{self, Record};
use super::sql::to_json;
use super::stored::{self, Standing};
use super::{CatalogueError, CustomSelection, FileStamp, Observation, listing, slug};
use chrono::{DateTime, FixedOffset, SubsecRound, Utc};
use rusqlite::{Connection, Result};
use std::path::Path;
use tidings_model::{Article, ArticleId, Problem, Selection, Status};

/// Makes of an observation all that can be made without the tables, on any thread.
#[derive(Debug, Clone)]
pub struct EntryPreparer {
    pub(super) site_id: String,
    pub(super) custom: Vec<CustomSelection>,
    pub(super) now: DateTime<Utc>,
}

/// An observation, ready to be written.
#[derive(Debug)]
pub struct PreparedEntry(pub(super) Ready);

impl PreparedEntry {
    /// What is odd about an article; none for what is no article.
    pub fn problems(&self) -> &[Problem] {
        match &self.0 {
            Ready::Article(row) => &row.article.problems,
            Ready::Other(_) => &[],
        }
    }
}

/// Either of both.
#[derive(Debug)]
pub(super) enum Ready {
    Article(Box<Row>),
    Other(Observation),
}

/// An article as the tables take it, but for its number; with the id and slug that it gets unless they are taken.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) stamp: FileStamp,
    pub(super) article: Article,
    pub(super) given: Option<ArticleId>,
    pub(super) id: ArticleId,
    pub(super) slug: String,
    pub(super) published: DateTime<FixedOffset>,
    pub(super) updated: DateTime<FixedOffset>,
    pub(super) head: String,
    pub(super) appearance: Vec<u8>,
    pub(super) visible: bool,
    pub(super) next_due: Option<DateTime<Utc>>,
    pub(super) selections: Vec<(Selection, String)>,
}

impl EntryPreparer {
    /// Does the work that needs no table.
    ///
    /// # Errors
    /// Something cannot be written as JSON, which the catalogue reports as it would itself.
    pub fn prepare(&self, observation: Observation) -> std::result::Result<PreparedEntry, CatalogueError> {
        let Observation::Parsed { stamp, article } = observation else {
            return Ok(PreparedEntry(Ready::Other(observation)));
        };
        let row = self
            .row(stamp, *article)
            .map_err(|error| CatalogueError::from_sql(error, Path::new("memory"), "store what was read"))?;
        Ok(PreparedEntry(Ready::Article(Box::new(row))))
    }

    fn row(&self, stamp: FileStamp, mut article: Article) -> Result<Row> {
        stored::cut_to_seconds(&mut article);
        let first_seen = self.now.trunc_subsecs(0);
        let (published, _) = article.published_or(first_seen.fixed_offset());
        let updated = ledger::updated(&article, published, None, first_seen);
        let given = article.explicit_id.as_deref().filter(|given| !given.trim().is_empty());
        let given = given.map(|given| ArticleId::explicit(given, &self.site_id));
        let id = given.clone().unwrap_or_else(|| ArticleId::mint(&self.site_id, &article.path, 0));
        let visible = article.status(self.now) == Status::Published;
        let slug = slug::candidate(&article.slug, 0);
        let selections = match visible {
            true => listing::selections(&article, &self.custom).into_iter().collect(),
            false => Vec::new(),
        };
        let standing = Standing { slug: &slug, published, updated, visible, next_due: None };
        let appearance = stored::appearance(&article, &standing)?;
        let next_due = article.next_due(self.now);
        let body = std::mem::take(&mut article.body);
        let head = to_json(&article)?;
        article.body = body;
        Ok(Row {
            stamp,
            article,
            given,
            id,
            slug,
            published,
            updated,
            head,
            appearance,
            visible,
            next_due,
            selections,
        })
    }
}

impl Row {
    pub(super) fn record(&self) -> Record<'_> {
        Record {
            id: &self.id,
            explicit: self.given.is_some(),
            slug: &self.slug,
            path: &self.article.path,
            content_hash: &self.article.content_hash,
            published: self.published,
            updated: self.updated,
            visible: self.visible,
        }
    }

    pub(super) fn standing(&self) -> Standing<'_> {
        Standing {
            slug: &self.slug,
            published: self.published,
            updated: self.updated,
            visible: self.visible,
            next_due: self.next_due,
        }
    }

    /// Another article has the id that its path gives, or the slug.
    pub(super) fn give_way(&mut self, connection: &Connection, site_id: &str) -> Result<()> {
        if self.given.is_none() {
            self.id = ledger::mint(connection, site_id, &self.article.path)?;
        }
        self.slug = slug::for_new(connection, &self.article, None)?;
        self.appearance = stored::appearance(&self.article, &self.standing())?;
        Ok(())
    }
}
