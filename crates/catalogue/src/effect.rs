//! What a batch would show to subscribers: how many entries of each feed's window are new to them, changed, or gone.

use super::sql::{ArticleRow, moment, prepare};
use super::{Change, ChangeKind};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Result, params};
use std::collections::{BTreeMap, BTreeSet};
use tidings_model::Selection;

/// An article may be this much older than the newest one and still be news: people write a date without a time, and
/// publish in the evening what they dated in the morning.
const STILL_NEW: TimeDelta = TimeDelta::days(1);

/// What a batch does to the window of one feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEffect {
    /// Which feed.
    pub selection: Selection,
    /// Entries with new dates that nobody has seen: news.
    pub fresh: usize,
    /// Entries that come up again, or for the first time with an old date.
    pub resurfacing: usize,
    /// Entries that say something else.
    pub changed: usize,
    /// Entries that are taken away.
    pub gone: usize,
}

impl FeedEffect {
    /// How many entries move that are no news.
    pub fn moved(&self) -> usize {
        self.resurfacing + self.changed + self.gone
    }
}

/// A number for each feed: how many entries it shows, or how many of them may move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerFeed {
    /// Of every feed that has none of its own.
    pub default: usize,
    /// Of those that have.
    pub overrides: BTreeMap<Selection, usize>,
}

impl PerFeed {
    /// That of one feed.
    pub fn get(&self, selection: &Selection) -> usize {
        self.overrides.get(selection).copied().unwrap_or(self.default)
    }
}

/// Sums up a batch before it is committed.
#[derive(Debug)]
pub(super) struct Effects<'w> {
    /// Entries in each window.
    windows: &'w PerFeed,
    /// Date of the newest article before the batch.
    newest: Option<DateTime<Utc>>,
    /// Articles of the batch that subscribers have seen once, and that were not public.
    pub(super) returning: BTreeSet<ArticleRow>,
    /// The oldest date in each window.
    oldest: BTreeMap<Selection, Option<DateTime<Utc>>>,
    by_selection: BTreeMap<Selection, FeedEffect>,
}

impl<'w> Effects<'w> {
    /// Looks at what there is before the batch.
    pub(super) fn begin(connection: &Connection, windows: &'w PerFeed) -> Result<Self> {
        let newest = date_at(connection, &Selection::Site, 0)?;
        Ok(Self {
            windows,
            newest,
            returning: BTreeSet::new(),
            oldest: BTreeMap::new(),
            by_selection: BTreeMap::new(),
        })
    }

    /// Adds a change, when all of the batch is in the tables.
    pub(super) fn add(&mut self, connection: &Connection, row: ArticleRow, change: &Change) -> Result<()> {
        let published = prepare(connection, "SELECT published FROM ledger WHERE article = ?1")?
            .query_row([row], |row| Ok(moment(row.get(0)?)))?;
        let is_old = self.newest.is_some_and(|newest| published < newest - STILL_NEW);
        for selection in &change.selections {
            let oldest = match self.oldest.get(selection) {
                Some(oldest) => *oldest,
                None => {
                    let oldest =
                        date_at(connection, selection, self.windows.get(selection).saturating_sub(1))?;
                    self.oldest.insert(selection.clone(), oldest);
                    oldest
                }
            };
            if oldest.is_some_and(|oldest| published < oldest) {
                continue;
            }
            let effect = self.by_selection.entry(selection.clone()).or_insert_with(|| FeedEffect {
                selection: selection.clone(),
                fresh: 0,
                resurfacing: 0,
                changed: 0,
                gone: 0,
            });
            *match change.kind {
                ChangeKind::Added if is_old || self.returning.contains(&row) => &mut effect.resurfacing,
                ChangeKind::Added => &mut effect.fresh,
                ChangeKind::Changed => &mut effect.changed,
                ChangeKind::Removed => &mut effect.gone,
            } += 1;
        }
        Ok(())
    }

    /// One for each feed that is touched.
    pub(super) fn into_vec(self) -> Vec<FeedEffect> {
        self.by_selection.into_values().collect()
    }
}

/// The date of a selection's article number `at`, newest first from 0.
fn date_at(connection: &Connection, selection: &Selection, at: usize) -> Result<Option<DateTime<Utc>>> {
    prepare(
        connection,
        "SELECT x.published FROM selection s CROSS JOIN listing x ON x.selection = s.selection
         WHERE s.key = ?1 ORDER BY x.published DESC, x.id LIMIT 1 OFFSET ?2",
    )?
    .query_row(params![selection.directory(), i64::try_from(at).unwrap_or(i64::MAX)], |row| {
        Ok(moment(row.get(0)?))
    })
    .optional()
}
