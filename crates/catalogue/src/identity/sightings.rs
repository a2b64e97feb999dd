//! Reads from the ledger what a batch means for each of its paths.

use super::ledger;
use super::relocation::{BatchPaths, PathContent, PathState};
use crate::observation::Observation;
use rusqlite::{Connection, Result};
use std::collections::HashMap;
use tidings_model::{Article, ArticleId, ContentPath};

/// What a batch says, before the ledger is read.
#[derive(Debug, Default)]
pub(crate) struct Sightings<'b> {
    paths: BatchPaths,
    /// The documents by path.
    articles: HashMap<&'b ContentPath, &'b Article>,
}

impl<'b> Sightings<'b> {
    /// Adds an observation. A later observation of a path replaces an earlier one.
    pub(crate) fn add(&mut self, observation: &'b Observation, site_id: &str) {
        match observation {
            Observation::Parsed { article, .. } => self.add_article(article, site_id),
            Observation::Rejected { path, .. } | Observation::NoContent { path, .. } => {
                self.set(path, PathContent::Unknown)
            }
            Observation::Ignored { path, .. } | Observation::Gone { path } => {
                self.set(path, PathContent::Absent)
            }
            Observation::Renamed { from, to } => self.add_rename(from, to),
        }
    }

    /// Adds a document.
    pub(crate) fn add_article(&mut self, article: &'b Article, site_id: &str) {
        let given = given_id(article, site_id);
        self.set(&article.path, PathContent::Text { content_hash: article.content_hash.clone(), given });
        self.articles.insert(&article.path, article);
    }

    /// Adds a rename, which precedes what was read at its paths.
    pub(crate) fn add_rename(&mut self, from: &ContentPath, to: &ContentPath) {
        if from != to {
            self.set(from, PathContent::Absent);
            self.set(to, PathContent::Unknown);
            self.paths.hints.push((from.clone(), to.clone()));
        }
    }

    /// Sets what is at a path.
    pub(crate) fn set(&mut self, path: &ContentPath, now: PathContent) {
        self.articles.remove(path);
        self.paths.states.insert(path.clone(), PathState { before: None, now });
    }

    /// Reads the article of each path. `None` if no path has one: then no article can have moved.
    pub(crate) fn look_up(mut self, connection: &Connection) -> Result<Option<Located<'b>>> {
        let mut has_known = false;
        for (path, state) in &mut self.paths.states {
            state.before = ledger::at_path(connection, path)?;
            has_known |= state.before.is_some();
        }
        Ok(has_known.then_some(Located { paths: self.paths, articles: self.articles }))
    }
}

/// A batch with the articles of its paths.
#[derive(Debug)]
pub(crate) struct Located<'b> {
    pub(crate) paths: BatchPaths,
    /// The documents by path.
    pub(crate) articles: HashMap<&'b ContentPath, &'b Article>,
}

impl Located<'_> {
    /// Whether a file is at the path that was not read.
    pub(crate) fn is_unknown(&self, path: &ContentPath) -> bool {
        self.paths.states.get(path).is_some_and(|state| state.now == PathContent::Unknown)
    }
}

/// The id that the document gives.
pub(crate) fn given_id(article: &Article, site_id: &str) -> Option<ArticleId> {
    let given = article.explicit_id.as_deref().filter(|given| !given.trim().is_empty())?;
    Some(ArticleId::explicit(given, site_id))
}
