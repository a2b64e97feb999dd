//! The effect of a batch on subscribers: how many entries of each feed's window are new, changed or removed.

use crate::change::{Change, ChangeKind};
use crate::storage::sql::{ArticleRow, moment, prepare};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Result, params};
use std::collections::{BTreeMap, BTreeSet};
use tidings_model::Selection;

/// A new article may be this much older than the newest one and still count as news: people write a date
/// without a time, or publish in the evening an article dated in the morning.
const NEWS_TOLERANCE: TimeDelta = TimeDelta::days(1);

/// The effect of a batch on the window of one feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEffect {
    /// The feed's selection.
    pub selection: Selection,
    /// Entries with recent dates that were never public: news.
    pub fresh: usize,
    /// Entries that were public before and are back, or that are new but have an old date.
    pub resurfacing: usize,
    /// Entries whose content or metadata changed.
    pub changed: usize,
    /// Entries that are removed.
    pub gone: usize,
}

impl FeedEffect {
    /// Number of affected entries that are not news.
    pub fn moved(&self) -> usize {
        self.resurfacing + self.changed + self.gone
    }
}

/// A number for each feed: the length of its window, or a limit on affected entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerFeed {
    /// The number for feeds without an override.
    pub default: usize,
    /// The numbers for other feeds.
    pub overrides: BTreeMap<Selection, usize>,
}

impl PerFeed {
    /// The number for one feed.
    pub fn get(&self, selection: &Selection) -> usize {
        self.overrides.get(selection).copied().unwrap_or(self.default)
    }
}

/// Computes the effects of a batch before it is committed.
#[derive(Debug)]
pub(crate) struct EffectCounter<'w> {
    /// The length of each window.
    windows: &'w PerFeed,
    /// The date of the newest article before the batch.
    newest: Option<DateTime<Utc>>,
    /// Articles of the batch that were public at some time before.
    pub(crate) returning: BTreeSet<ArticleRow>,
    /// The date of the oldest entry in each window.
    oldest: BTreeMap<Selection, Option<DateTime<Utc>>>,
    by_selection: BTreeMap<Selection, FeedEffect>,
}

impl<'w> EffectCounter<'w> {
    /// Reads the state before the batch.
    pub(crate) fn new(connection: &Connection, windows: &'w PerFeed) -> Result<Self> {
        let newest = date_at(connection, &Selection::Site, 0)?;
        Ok(Self {
            windows,
            newest,
            returning: BTreeSet::new(),
            oldest: BTreeMap::new(),
            by_selection: BTreeMap::new(),
        })
    }

    /// Counts a change, after the whole batch was written to the tables.
    pub(crate) fn add(&mut self, connection: &Connection, row: ArticleRow, change: &Change) -> Result<()> {
        let published = prepare(connection, "SELECT published FROM ledger WHERE article = ?1")?
            .query_row([row], |row| Ok(moment(row.get(0)?)))?;
        let is_old = self.newest.is_some_and(|newest| published < newest - NEWS_TOLERANCE);
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

    /// The effect on each affected feed.
    pub(crate) fn into_vec(self) -> Vec<FeedEffect> {
        self.by_selection.into_values().collect()
    }
}

/// The date of the article at this index of a selection, newest first, from 0.
fn date_at(connection: &Connection, selection: &Selection, index: usize) -> Result<Option<DateTime<Utc>>> {
    prepare(
        connection,
        "SELECT x.published FROM selection s CROSS JOIN listing x ON x.selection = s.selection
         WHERE s.key = ?1 ORDER BY x.published DESC, x.id LIMIT 1 OFFSET ?2",
    )?
    .query_row(params![selection.directory(), i64::try_from(index).unwrap_or(i64::MAX)], |row| {
        Ok(moment(row.get(0)?))
    })
    .optional()
}
