//! The effect of a batch on subscribers: how many entries of each feed's window are new, changed or removed. A file
//! counts only by what subscribers see of it: a renamed file whose entry stays the same has no effect.

use super::public_view::PublicView;
use crate::identity::ledger;
use crate::storage::sql::{ArticleRow, moment, prepare};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Result, params};
use std::collections::{BTreeMap, BTreeSet};
use tidings_model::{ContentPath, Selection};

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
    /// Entries that look different: another title, text, date or address.
    pub changed: usize,
    /// Entries whose articles are public no more, which a tombstone tells feed readers. A reader keeps an entry that
    /// only left this feed, just as it keeps those that are too old for the window.
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

/// The effects of a batch, before it is committed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BatchEffects {
    /// The effect on each feed of which at least one entry changes.
    pub feeds: Vec<FeedEffect>,
    /// The feeds, besides the main one, that had no article before the batch: nobody subscribes to them yet.
    pub begun: BTreeSet<Selection>,
    /// The effect on each article that the batch concerns.
    pub articles: Vec<ArticleEffect>,
}

/// The effect of a batch on one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleEffect {
    /// The path of its file before the batch and after it.
    pub paths: BTreeSet<ContentPath>,
    /// What subscribers see of it.
    pub kind: ArticleEffectKind,
}

/// What subscribers see of the effect on an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArticleEffectKind {
    /// Nothing: its entries stay as they are, or it is not public.
    Unseen,
    /// The article is new: the catalogue had neither its file nor its content.
    New,
    /// Entries of a known article change, move to other feeds, appear again or are removed.
    Seen,
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
    /// The paths of known articles before the batch.
    paths_before: BTreeMap<ArticleRow, ContentPath>,
    /// What the batch does to each feed as a whole.
    feeds: BTreeMap<Selection, FeedState>,
    by_selection: BTreeMap<Selection, FeedEffect>,
    articles: Vec<ArticleEffect>,
}

/// The state of a feed after a batch.
#[derive(Debug, Clone, Copy)]
struct FeedState {
    /// The date of the oldest entry in the window; `None` if the window is not full.
    oldest: Option<DateTime<Utc>>,
    /// Whether it had articles before the batch.
    is_old: bool,
    /// Whether it has articles after the batch. A feed that ends takes no entry away from a feed reader: its address no
    /// longer answers with a feed. What disappears from the site is counted in the main feed.
    is_live: bool,
}

/// The views of an article before and after a batch.
pub(crate) struct ViewChange {
    pub(crate) row: ArticleRow,
    pub(crate) before: Option<PublicView>,
    pub(crate) after: Option<PublicView>,
    /// Whether the ledger has it only since this batch.
    pub(crate) is_new: bool,
}

impl<'w> EffectCounter<'w> {
    /// Reads the state before the batch.
    pub(crate) fn new(connection: &Connection, windows: &'w PerFeed) -> Result<Self> {
        let newest = date_at(connection, &Selection::Site, 0)?;
        Ok(Self {
            windows,
            newest,
            returning: BTreeSet::new(),
            paths_before: BTreeMap::new(),
            feeds: BTreeMap::new(),
            by_selection: BTreeMap::new(),
            articles: Vec::new(),
        })
    }

    /// Remembers where the file of an article is before the batch changes that.
    pub(crate) fn remember_path(&mut self, connection: &Connection, row: ArticleRow) -> Result<()> {
        self.paths_before.insert(row, ledger::path_of(connection, row)?);
        Ok(())
    }

    /// Counts what happened to an article, after the whole batch was written to the tables. `growth` has the
    /// difference in the number of articles of each feed.
    pub(crate) fn add(
        &mut self,
        connection: &Connection,
        change: &ViewChange,
        growth: &BTreeMap<Selection, i64>,
    ) -> Result<()> {
        let ViewChange { row, before, after, is_new } = change;
        let after_path = ledger::path_of(connection, *row)?;
        let paths = self.paths_before.get(row).cloned().into_iter().chain([after_path]).collect();
        let kind = match (before == after, is_new) {
            (true, false) => ArticleEffectKind::Unseen,
            (_, true) => ArticleEffectKind::New,
            (false, false) => ArticleEffectKind::Seen,
        };
        self.articles.push(ArticleEffect { paths, kind });
        let views = [before, after];
        let feeds: BTreeSet<&Selection> =
            views.into_iter().flatten().flat_map(|view| &view.selections).collect();
        for selection in feeds {
            let is_public = after.is_some();
            let [before, after] =
                [before, after].map(|view| view.as_ref().filter(|view| view.selections.contains(selection)));
            if is_public && after.is_none() {
                // It only left this feed.
                continue;
            }
            self.add_entry(connection, *row, selection, (before, after), growth)?;
        }
        Ok(())
    }

    /// Counts what happened to an entry of one feed: `None` if the feed did not have it, or has it no more.
    fn add_entry(
        &mut self,
        connection: &Connection,
        row: ArticleRow,
        selection: &Selection,
        (before, after): (Option<&PublicView>, Option<&PublicView>),
        growth: &BTreeMap<Selection, i64>,
    ) -> Result<()> {
        if let (Some(before), Some(after)) = (before, after)
            && before.is_same_entry(after)
        {
            return Ok(());
        }
        let published = [before, after].into_iter().flatten().map(|view| view.published).max();
        let Some(published) = published else { return Ok(()) };
        let state = self.feed_state(connection, selection, growth)?;
        if state.oldest.is_some_and(|oldest| published < oldest) {
            return Ok(());
        }
        let is_change = before.is_some() && after.is_some();
        if !((state.is_old && state.is_live) || is_change || *selection == Selection::Site) {
            return Ok(());
        }
        let is_old = self.newest.is_some_and(|newest| published < newest - NEWS_TOLERANCE);
        let effect = self.by_selection.entry(selection.clone()).or_insert_with(|| FeedEffect {
            selection: selection.clone(),
            fresh: 0,
            resurfacing: 0,
            changed: 0,
            gone: 0,
        });
        *match (before, after) {
            (None, _) if is_old || self.returning.contains(&row) => &mut effect.resurfacing,
            (None, _) => &mut effect.fresh,
            (Some(_), Some(_)) => &mut effect.changed,
            (Some(_), None) => &mut effect.gone,
        } += 1;
        Ok(())
    }

    fn feed_state(
        &mut self,
        connection: &Connection,
        selection: &Selection,
        growth: &BTreeMap<Selection, i64>,
    ) -> Result<FeedState> {
        if let Some(state) = self.feeds.get(selection) {
            return Ok(*state);
        }
        let oldest = date_at(connection, selection, self.windows.get(selection).saturating_sub(1))?;
        let articles: i64 = prepare(connection, "SELECT articles FROM selection WHERE key = ?1")?
            .query_row([selection.directory()], |row| row.get(0))
            .optional()?
            .unwrap_or_default();
        let before = articles - growth.get(selection).copied().unwrap_or_default();
        let state = FeedState { oldest, is_old: before > 0, is_live: articles > 0 };
        self.feeds.insert(selection.clone(), state);
        Ok(state)
    }

    /// All effects.
    pub(crate) fn into_effects(self) -> BatchEffects {
        let is_begun = |(selection, state): (Selection, FeedState)| {
            (!state.is_old && selection != Selection::Site).then_some(selection)
        };
        BatchEffects {
            feeds: self.by_selection.into_values().collect(),
            begun: self.feeds.into_iter().filter_map(is_begun).collect(),
            articles: self.articles,
        }
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
