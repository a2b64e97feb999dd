//! The part of a bulk load that needs no table, and runs on the thread that parsed the file.

use crate::error::CatalogueError;
use crate::identity::ledger::{self, LedgerUpdate};
use crate::identity::sightings::given_id;
use crate::identity::versions::title_hash;
use crate::identity::{matching, slugs};
use crate::membership::selections::selections;
use crate::observation::Observation;
use crate::settings::CustomSelection;
use crate::storage::article_rows::{self, Publication};
use crate::storage::sql::to_json;
use chrono::{DateTime, FixedOffset, SubsecRound, Utc};
use rusqlite::{Connection, Result};
use std::path::Path;
use tidings_model::{Article, ArticleId, FileStamp, KeptDates, Problem, Selection, Status};

/// Prepares observations for a bulk load, on any thread.
#[derive(Debug, Clone)]
pub struct EntryPreparer {
    pub(crate) site_id: String,
    pub(crate) custom: Vec<CustomSelection>,
    pub(crate) now: DateTime<Utc>,
}

/// An observation that is ready to be stored.
#[derive(Debug)]
pub struct PreparedEntry(pub(crate) PreparedKind);

impl PreparedEntry {
    /// The problems of an article; empty for any other file.
    pub fn problems(&self) -> &[Problem] {
        match &self.0 {
            PreparedKind::Article(prepared) => &prepared.article.problems,
            PreparedKind::Other(_) => &[],
        }
    }
}

/// A prepared article, or an observation that needs no preparation.
#[derive(Debug)]
pub(crate) enum PreparedKind {
    Article(Box<PreparedArticle>),
    Other(Observation),
}

/// The columns of an article, with the id and slug that it gets if they are free.
#[derive(Debug)]
pub(crate) struct PreparedArticle {
    pub(crate) stamp: FileStamp,
    pub(crate) article: Article,
    pub(crate) given: Option<ArticleId>,
    pub(crate) id: ArticleId,
    pub(crate) slug: String,
    pub(crate) published: DateTime<FixedOffset>,
    pub(crate) updated: DateTime<FixedOffset>,
    pub(crate) head: String,
    pub(crate) view_hash: Vec<u8>,
    pub(crate) is_public: bool,
    pub(crate) next_due: Option<DateTime<Utc>>,
    pub(crate) expired: Option<DateTime<Utc>>,
    pub(crate) title: Option<i64>,
    pub(crate) kept: KeptDates,
    pub(crate) selections: Vec<(Selection, String)>,
}

impl EntryPreparer {
    /// Computes everything that needs no table.
    ///
    /// # Errors
    /// The article cannot be serialised as JSON.
    pub fn prepare(&self, observation: Observation) -> std::result::Result<PreparedEntry, CatalogueError> {
        let Observation::Parsed { stamp, article } = observation else {
            return Ok(PreparedEntry(PreparedKind::Other(observation)));
        };
        let prepared = self
            .prepare_article(stamp, *article)
            .map_err(|error| CatalogueError::from_sql(error, Path::new("memory"), "prepare an article"))?;
        Ok(PreparedEntry(PreparedKind::Article(Box::new(prepared))))
    }

    fn prepare_article(&self, stamp: FileStamp, mut article: Article) -> Result<PreparedArticle> {
        article_rows::truncate_to_seconds(&mut article);
        let first_seen = self.now.trunc_subsecs(0);
        let kept = matching::kept_dates(&article, None, first_seen);
        let (published, _) = article.published_or(&kept);
        let updated = matching::updated(&article, published, None, first_seen);
        let given = given_id(&article, &self.site_id);
        let id = given.clone().unwrap_or_else(|| ArticleId::mint(&self.site_id, &article.path, 0));
        let is_public = article.status(self.now) == Status::Published;
        let slug = slugs::candidate(&article.slug, 0);
        let selections = match is_public {
            true => selections(&article, &self.custom).into_iter().collect(),
            false => Vec::new(),
        };
        let expired = article_rows::expired(&article, self.now);
        let publication = Publication { slug: &slug, published, updated, is_public, next_due: None, expired };
        let view_hash = article_rows::view_hash(&article, &publication)?;
        let next_due = article.next_due(self.now);
        let body = std::mem::take(&mut article.body);
        let head = to_json(&article)?;
        article.body = body;
        Ok(PreparedArticle {
            title: title_hash(&article),
            kept,
            expired,
            stamp,
            article,
            given,
            id,
            slug,
            published,
            updated,
            head,
            view_hash,
            is_public,
            next_due,
            selections,
        })
    }
}

impl PreparedArticle {
    /// The row of the ledger.
    pub(crate) fn ledger_update(&self) -> LedgerUpdate<'_> {
        LedgerUpdate {
            id: &self.id,
            explicit: self.given.as_ref() == Some(&self.id),
            slug: &self.slug,
            path: &self.article.path,
            content_hash: &self.article.content_hash,
            published: self.published,
            updated: self.updated,
            is_public: self.is_public,
            title: self.title,
            kept: self.kept,
        }
    }

    /// How the article is published.
    pub(crate) fn publication(&self) -> Publication<'_> {
        Publication {
            slug: &self.slug,
            published: self.published,
            updated: self.updated,
            is_public: self.is_public,
            next_due: self.next_due,
            expired: self.expired,
        }
    }

    /// Chooses another id and slug, because another article has the id or the slug.
    pub(crate) fn resolve_conflict(&mut self, connection: &Connection, site_id: &str) -> Result<()> {
        if ledger::with_id(connection, &self.id)?.is_some() {
            self.id = ledger::mint(connection, site_id, &self.article.path)?;
        }
        self.slug = slugs::for_new_article(connection, &self.article, None)?;
        self.view_hash = article_rows::view_hash(&self.article, &self.publication())?;
        Ok(())
    }
}
