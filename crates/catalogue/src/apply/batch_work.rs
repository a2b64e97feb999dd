//! The state of a batch while it is applied, and the comparison of public views before and after it.

use crate::change::Change;
use crate::identity::{former_addresses, ledger, slugs, tombstones};
use crate::membership::effects::{EffectCounter, ViewChange};
use crate::membership::listing;
use crate::membership::new_articles::{ArchivePositions, NewArticles};
use crate::membership::public_view::{self, PublicView};
use crate::settings::CustomSelection;
use crate::storage::article_rows;
use crate::storage::sql::{ArticleRow, prepare};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result};
use std::collections::{BTreeMap, BTreeSet};
use tidings_model::{Article, ArticleId, KeptDates, Selection, Status};

/// The settings by which a batch is applied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ApplyContext<'r> {
    /// The site's id, from which article ids are minted.
    pub(crate) site_id: &'r str,
    /// The feeds that the publisher defines.
    pub(crate) custom: &'r [CustomSelection],
    /// Whether listed articles get their positions in the archives at the end of the batch.
    pub(crate) positions: ArchivePositions,
}

/// Which of the articles that reached a date are processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DueArticles {
    /// Scheduled articles are published, and expired ones removed.
    All,
    /// Only expired articles are removed.
    Expired,
}

/// An article whose status may change: its row, id, the dates that are kept, and its document without the body.
type DueArticle = (ArticleRow, ArticleId, KeptDates, Article);

/// A batch that is being applied.
pub(super) struct BatchWork<'c> {
    pub(super) connection: &'c Connection,
    pub(super) context: ApplyContext<'c>,
    pub(super) now: DateTime<Utc>,
    /// The public view, before the batch, of every article that the batch concerns. Changes come from
    /// comparing the views before and after, so a file that is deleted and restored within a batch is no
    /// change.
    pub(super) views_before: BTreeMap<ArticleRow, Option<PublicView>>,
    /// The articles that are new in the batch.
    pub(super) new: NewArticles,
    /// Counts the effects on windows, if there is a gate.
    pub(super) effects: Option<EffectCounter<'c>>,
}

impl<'c> BatchWork<'c> {
    /// A batch without observations so far.
    pub(super) fn new(
        connection: &'c Connection,
        context: ApplyContext<'c>,
        now: DateTime<Utc>,
        effects: Option<EffectCounter<'c>>,
    ) -> Self {
        Self { connection, context, now, views_before: BTreeMap::new(), new: NewArticles::default(), effects }
    }

    /// Reads the public view of an article before its first modification in the batch.
    pub(super) fn remember_view(&mut self, row: ArticleRow) -> Result<()> {
        self.new.flush_if_new(self.connection, row)?;
        if !self.views_before.contains_key(&row) {
            self.views_before.insert(row, public_view::read(self.connection, row)?);
            if let Some(effects) = &mut self.effects {
                effects.remember_path(self.connection, row)?;
            }
        }
        Ok(())
    }

    /// Changes the status of the articles whose date was reached, and of those that expired although their date is
    /// not reached: the clock was ahead then.
    pub(super) fn process_due(&mut self, which: DueArticles) -> Result<()> {
        let mut due = self.due(
            "SELECT a.article, l.id, l.first_seen, l.first_modified, a.head FROM article a
             JOIN ledger l ON l.article = a.article
             WHERE a.next_turn <= ?1 ORDER BY a.next_turn, a.article",
            self.now,
        )?;
        due.extend(self.due(
            "SELECT a.article, l.id, l.first_seen, l.first_modified, a.head FROM article a
             JOIN ledger l ON l.article = a.article
             WHERE a.expired > ?1 ORDER BY a.expired, a.article",
            self.now + article_rows::CLOCK_CORRECTION,
        )?);
        for (row, id, kept, article) in due {
            let is_public = article.status(self.now) == Status::Published;
            if is_public && which == DueArticles::Expired {
                continue;
            }
            self.remember_view(row)?;
            if is_public {
                let (published, _) = article.published_or(&kept);
                ledger::mark_public(self.connection, row)?;
                if let Some(slug) = ledger::slug(self.connection, row)? {
                    slugs::record_folded(self.connection, row, &slug)?;
                }
                listing::list(self.connection, row, &id, published, &article, self.context.custom)?;
            } else {
                listing::unlist(self.connection, row)?;
            }
            article_rows::set_status(self.connection, row, &article, self.now)?;
        }
        Ok(())
    }

    fn due(&self, sql: &str, moment: DateTime<Utc>) -> Result<Vec<DueArticle>> {
        prepare(self.connection, sql)?
            .query_map([moment.timestamp()], |row| {
                let (id, kept) = (ArticleId::from_ledger(row.get(1)?), article_rows::kept_dates(row, 2)?);
                Ok((row.get(0)?, id, kept, article_rows::head(row, 4)?))
            })?
            .collect()
    }

    /// Compares the public views before and after the batch, and records the changes.
    pub(super) fn finish(mut self) -> Result<(Vec<Change>, Option<EffectCounter<'c>>)> {
        let connection = self.connection;
        let first: u64 = prepare(connection, "SELECT sequence FROM meta")?
            .query_row([], |row| row.get::<_, i64>(0))?
            .cast_unsigned();
        let mut sequence = first;
        let (mut changes, mut views) = (Vec::new(), Vec::new());
        let mut growth: BTreeMap<Selection, i64> = BTreeMap::new();
        for (row, before) in std::mem::take(&mut self.views_before) {
            let new = self.new.take_view(row);
            let is_new = new.is_some();
            let after = new.map_or_else(|| view_after(connection, row), Ok)?;
            public_view::count(&mut growth, before.as_ref(), -1);
            public_view::count(&mut growth, after.as_ref(), 1);
            if let Some(change) = public_view::change(before.as_ref(), after.as_ref(), sequence + 1) {
                sequence = change.sequence;
                if !is_new {
                    tombstones::record_change(connection, row, &change, self.now)?;
                }
                changes.push(change);
            }
            if self.effects.is_some() {
                views.push(ViewChange { row, before, after, is_new });
            }
        }
        let changed: BTreeSet<&Selection> = changes.iter().flat_map(|change| &change.selections).collect();
        growth.retain(|selection, _| changed.contains(selection));
        self.new.write(connection, self.context.positions)?;
        listing::record_changes(connection, &growth, self.now)?;
        if sequence != first {
            prepare(connection, "UPDATE meta SET sequence = ?1")?.execute([sequence.cast_signed()])?;
        }
        if let Some(effects) = &mut self.effects {
            for view in &views {
                effects.add(connection, view, &growth)?;
            }
        }
        Ok((changes, self.effects))
    }
}

/// The public view of an article after the batch. If its file was deleted, its content is removed first.
fn view_after(connection: &Connection, row: ArticleRow) -> Result<Option<PublicView>> {
    if ledger::is_deleted(connection, row)? {
        listing::unlist(connection, row)?;
        article_rows::remove(connection, row)?;
        former_addresses::remove_aliases(connection, row)?;
        ledger::release_slug(connection, row)?;
    }
    public_view::read(connection, row)
}
