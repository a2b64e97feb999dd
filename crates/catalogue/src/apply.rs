//! Observations become changes: one batch, one transaction. What a batch costs follows from what it holds, not
//! from how many articles there are.

use super::batch::{Move, Plan, plan};
use super::change::{change, count};
use super::effect::{Effects, FeedEffect, PerFeed};
use super::ledger::{self, Identity, Known, Record};
use super::listing::{self, Shown};
use super::new::NewArticles;
use super::sql::{ArticleRow, prepare};
use super::stored::{self, Standing};
use super::{Change, CustomSelection, FileStamp, Observation, files};
use super::{address, slug, tombstone};
use chrono::{DateTime, SubsecRound, Utc};
use rusqlite::{Connection, Result, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};
use tidings_model::{Article, ArticleId, ContentPath, PartialMetadata, Problem, Selection, Status};

/// Who decides, when all is known of a batch, whether it is taken.
pub(super) struct Gate<'g> {
    /// Entries in each feed's window.
    pub(super) windows: &'g PerFeed,
    /// Hears what the batch does to each of them.
    pub(super) allow: &'g mut dyn FnMut(&[FeedEffect]) -> bool,
}

/// By what a batch is taken in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'r> {
    /// What ids are minted from.
    pub(super) site_id: &'r str,
    /// The selections that the publisher defines.
    pub(super) custom: &'r [CustomSelection],
    /// Whether what is listed gets its place in the archives at once.
    pub(super) placing: bool,
}

/// Takes a batch, if the gate, where there is one, lets it pass.
pub(super) fn apply(
    connection: &mut Connection,
    rules: Rules<'_>,
    batch: Vec<Observation>,
    now: DateTime<Utc>,
    gate: Option<Gate<'_>>,
) -> Result<Option<Vec<Change>>> {
    in_transaction(connection, rules, now, gate, |work| {
        let Plan { moves, parsed, rejected } = plan(batch);
        for step in moves {
            work.make_way(step)?;
        }
        for (stamp, article) in parsed {
            work.parsed(stamp, *article)?;
        }
        for (path, stamp, problems, said) in rejected {
            work.rejected(&path, stamp, &problems, &said)?;
        }
        work.admit_waiting()
    })
}

/// Turns what is due at `now`.
pub(super) fn publish_due(
    connection: &mut Connection,
    rules: Rules<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Change>> {
    in_transaction(connection, rules, now, None, |work| work.publish_due(false))
        .map(Option::unwrap_or_default)
}

/// Takes away what has expired at `now`.
pub(super) fn expire_due(
    connection: &mut Connection,
    rules: Rules<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Change>> {
    in_transaction(connection, rules, now, None, |work| work.publish_due(true)).map(Option::unwrap_or_default)
}

fn in_transaction(
    connection: &mut Connection,
    rules: Rules<'_>,
    now: DateTime<Utc>,
    gate: Option<Gate<'_>>,
    act: impl FnOnce(&mut Work<'_>) -> Result<()>,
) -> Result<Option<Vec<Change>>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let effects = gate.as_ref().map(|gate| Effects::begin(&transaction, gate.windows)).transpose()?;
    let mut work = Work {
        connection: &transaction,
        rules,
        now,
        touched: BTreeMap::new(),
        new: NewArticles::default(),
        gone: BTreeMap::new(),
        effects,
    };
    act(&mut work)?;
    let (changes, effects) = work.finish()?;
    if let (Some(gate), Some(effects)) = (gate, effects)
        && !(gate.allow)(&effects.into_vec())
    {
        // Dropping the transaction rolls it back.
        return Ok(None);
    }
    transaction.commit()?;
    Ok(Some(changes))
}

/// A batch at work.
struct Work<'c> {
    connection: &'c Connection,
    rules: Rules<'c>,
    now: DateTime<Utc>,
    /// What subscribers were shown before the batch of every article that it touches. Changes come from
    /// comparing the ends, so a file that was deleted and is back within a batch is no change at all.
    touched: BTreeMap<ArticleRow, Option<Shown>>,
    /// The articles that are new in it.
    new: NewArticles,
    /// Whose file went away in this batch, by its path. What the article says is forgotten at the end only.
    gone: BTreeMap<ContentPath, ArticleRow>,
    /// What it does to the windows, if somebody wants to know.
    effects: Option<Effects<'c>>,
}

impl<'c> Work<'c> {
    fn touch(&mut self, row: ArticleRow) -> Result<()> {
        self.new.let_go(self.connection, row)?;
        if !self.touched.contains_key(&row) {
            self.touched.insert(row, listing::shown(self.connection, row)?);
        }
        Ok(())
    }

    fn make_way(&mut self, step: Move) -> Result<()> {
        match step {
            Move::Gone(path) => self.gone(&path),
            Move::Ignored { path, stamp, reason } => {
                self.gone(&path)?;
                let problems = [Problem::note(format!("not an article: {reason}"), "")];
                files::put(self.connection, &path, stamp, files::Outcome::Ignored, &problems, None)
            }
            Move::Renamed { from, to } if from == to => Ok(()),
            Move::Renamed { from, to } => self.renamed(&from, &to),
        }
    }

    fn gone(&mut self, path: &ContentPath) -> Result<()> {
        files::remove(self.connection, path)?;
        let Some(known) = ledger::at_path(self.connection, path)? else { return Ok(()) };
        self.touch(known.row)?;
        self.gone.insert(path.clone(), known.row);
        ledger::set_deleted(self.connection, known.row, Some(self.now))
    }

    /// The article goes along, unless the new path has one already: a program that saves by renaming a fresh
    /// file over the old one goes on with the old article.
    fn renamed(&mut self, from: &ContentPath, to: &ContentPath) -> Result<()> {
        if ledger::at_path(self.connection, to)?.is_some() {
            files::forget_stamp(self.connection, to)?;
            return self.gone(from);
        }
        let Some(known) = ledger::at_path(self.connection, from)? else {
            return files::remove(self.connection, from);
        };
        self.touch(known.row)?;
        files::rename(self.connection, from, to)?;
        ledger::set_path(self.connection, known.row, to)
    }

    fn parsed(&mut self, stamp: FileStamp, mut article: Article) -> Result<()> {
        stored::cut_to_seconds(&mut article);
        let given = article.explicit_id.as_deref().filter(|given| !given.trim().is_empty());
        let given = given.map(|given| ArticleId::explicit(given, self.rules.site_id));
        let traces = ledger::traces(self.connection, &article.path, given.as_ref(), &article.content_hash)?;
        let known = match ledger::identify(traces, &article.content_hash) {
            Identity::Known(known) => Some(*known),
            Identity::New => None,
            Identity::Taken(owner) => return files::put_waiting(self.connection, stamp, &article, &owner),
        };
        if let Some(known) = &known {
            self.touch(known.row)?;
            if known.was_public
                && let Some(effects) = &mut self.effects
            {
                effects.returning.insert(known.row);
            }
        }
        self.store(stamp, article, known, given)
    }

    /// Writes what was read into every table.
    fn store(
        &mut self,
        stamp: FileStamp,
        article: Article,
        known: Option<Known>,
        given: Option<ArticleId>,
    ) -> Result<()> {
        let connection = self.connection;
        let first_seen = known.as_ref().map_or(self.now.trunc_subsecs(0), |known| known.first_seen);
        let (published, _) = article.published_or(first_seen.fixed_offset());
        let id = self.id(&article.path, known.as_ref(), given.as_ref())?;
        let slug = self.slug(&article, known.as_ref())?;
        let turned = self.turned(&article, known.as_ref())?;
        let visible = article.status(turned) == Status::Published;
        let updated = ledger::updated(&article, published, known.as_ref(), self.now.trunc_subsecs(0));
        let record = Record {
            id: &id,
            explicit: given.is_some_and(|given| given == id),
            slug: &slug,
            path: &article.path,
            content_hash: &article.content_hash,
            published,
            updated,
            visible,
        };
        let row = match &known {
            Some(known) => {
                ledger::update(connection, known.row, &record)?;
                known.row
            }
            None => ledger::insert(connection, &record, first_seen)?,
        };
        files::put(connection, &article.path, stamp, files::Outcome::Parsed, &[], Some(row))?;
        let next_due = article.next_due(turned);
        let standing = Standing { slug: &slug, published, updated, visible, next_due };
        if known.is_none() {
            if !article.aliases.is_empty() {
                address::put_aliases(connection, row, &article.aliases)?;
            }
            self.touched.insert(row, None);
            return self.new.store(connection, row, &id, article, &standing, self.rules.custom);
        }
        match visible {
            true => listing::list(connection, row, &id, published, &article, self.rules.custom)?,
            false => listing::unlist(connection, row)?,
        }
        address::put_aliases(connection, row, &article.aliases)?;
        stored::put(connection, row, article, &standing)
    }

    /// The moment by which to judge whether the article is public: now, unless its date or its expiry has been reached
    /// before and the clock was put back since. What was published stays so, and what expired does not come back.
    fn turned(&self, article: &Article, known: Option<&Known>) -> Result<DateTime<Utc>> {
        let status = article.status(self.now);
        let reached = match (known, article.published.as_ref(), article.expires) {
            (Some(known), Some(dated), _) if status == Status::Scheduled => {
                let was_shown = self.touched.get(&known.row).is_some_and(Option::is_some);
                (was_shown && known.published == dated.at.to_utc()).then_some(known.published)
            }
            (Some(known), _, Some(expires)) if status == Status::Published && known.was_public => {
                stored::expired(self.connection, known.row, expires)?.then_some(expires.to_utc())
            }
            _ => None,
        };
        Ok(reached.map_or(self.now, |reached| reached.max(self.now)))
    }

    fn id(&self, path: &ContentPath, known: Option<&Known>, given: Option<&ArticleId>) -> Result<ArticleId> {
        match (known, given) {
            (Some(known), given) if ledger::keeps_id(known, given) => Ok(known.id.clone()),
            (Some(known), Some(given)) => {
                let is_free = ledger::with_id(self.connection, given)?.is_none();
                Ok(if is_free { given.clone() } else { known.id.clone() })
            }
            (None, Some(given)) => Ok(given.clone()),
            (_, None) => ledger::mint(self.connection, self.rules.site_id, path),
        }
    }

    /// Follows the file until the article is public; then it is the permalink, and stays, unless the author asks for
    /// another one by name: then the old one leads to it.
    fn slug(&self, article: &Article, known: Option<&Known>) -> Result<String> {
        match known {
            Some(Known { was_public: true, slug: Some(slug), .. })
                if !article.slug_is_given || *slug == article.slug =>
            {
                Ok(slug.clone())
            }
            Some(Known { row, was_public: true, slug: Some(former), .. }) => {
                let slug = slug::free(self.connection, &article.slug, Some(*row))?;
                if slug != *former {
                    address::leave(self.connection, *row, former, &slug)?;
                }
                Ok(slug)
            }
            known => slug::for_new(self.connection, article, known.map(|known| known.row)),
        }
    }

    /// The last good version stays, also of a file that was deleted and written anew in this batch.
    fn rejected(
        &mut self,
        path: &ContentPath,
        stamp: FileStamp,
        problems: &[Problem],
        said: &PartialMetadata,
    ) -> Result<()> {
        let mut row = ledger::at_path(self.connection, path)?.map(|known| known.row);
        if row.is_none()
            && let Some(gone) = self.gone.get(path).copied()
            && is_gone(self.connection, gone)?
        {
            ledger::set_deleted(self.connection, gone, None)?;
            row = Some(gone);
        }
        files::put(self.connection, path, stamp, files::Outcome::Rejected, problems, row)?;
        files::put_said(self.connection, path, said)
    }

    /// Files that were rejected because an article had the id that they give, and whose turn it is now that
    /// the article's own file is gone.
    fn admit_waiting(&mut self) -> Result<()> {
        let gone: Vec<ArticleRow> = self.gone.values().copied().collect();
        for row in gone {
            if !is_gone(self.connection, row)? {
                continue;
            }
            for (stamp, article) in files::waiting_for(self.connection, row)? {
                self.parsed(stamp, article)?;
            }
        }
        Ok(())
    }

    fn publish_due(&mut self, only_away: bool) -> Result<()> {
        let due: Vec<(ArticleRow, ArticleId, DateTime<Utc>, Article)> = prepare(
            self.connection,
            "SELECT a.article, l.id, l.first_seen, a.head FROM article a JOIN ledger l ON l.article = a.article
             WHERE a.next_turn <= ?1 ORDER BY a.next_turn, a.article",
        )?
        .query_map([self.now.timestamp()], |row| {
            let first_seen = super::sql::moment(row.get(2)?);
            Ok((row.get(0)?, ArticleId::from_ledger(row.get(1)?), first_seen, stored::head(row, 3)?))
        })?
        .collect::<Result<_>>()?;
        for (row, id, first_seen, article) in due {
            let visible = article.status(self.now) == Status::Published;
            if visible && only_away {
                continue;
            }
            self.touch(row)?;
            if visible {
                let (published, _) = article.published_or(first_seen.fixed_offset());
                ledger::set_public(self.connection, row)?;
                listing::list(self.connection, row, &id, published, &article, self.rules.custom)?;
            } else {
                listing::unlist(self.connection, row)?;
            }
            stored::set_visible(self.connection, row, visible, article.next_due(self.now))?;
        }
        Ok(())
    }

    /// Compares before and after, and writes down what changed.
    fn finish(mut self) -> Result<(Vec<Change>, Option<Effects<'c>>)> {
        let connection = self.connection;
        let first: u64 = prepare(connection, "SELECT sequence FROM meta")?
            .query_row([], |row| row.get::<_, i64>(0))?
            .cast_unsigned();
        let mut sequence = first;
        let (mut changes, mut changed_rows) = (Vec::new(), Vec::new());
        let mut growth: BTreeMap<Selection, i64> = BTreeMap::new();
        for (row, before) in std::mem::take(&mut self.touched) {
            let new = self.new.take_shown(row);
            let is_new = new.is_some();
            let after = new.map_or_else(|| after(connection, row), Ok)?;
            count(&mut growth, before.as_ref(), -1);
            count(&mut growth, after.as_ref(), 1);
            if let Some(change) = change(before, after, sequence + 1) {
                sequence = change.sequence;
                if !is_new {
                    tombstone::note(connection, row, &change, self.now)?;
                }
                changed_rows.push(row);
                changes.push(change);
            }
        }
        let changed: BTreeSet<&Selection> = changes.iter().flat_map(|change| &change.selections).collect();
        growth.retain(|selection, _| changed.contains(selection));
        self.new.write(connection, self.rules.placing)?;
        listing::settle(connection, &growth, self.now)?;
        if sequence != first {
            prepare(connection, "UPDATE meta SET sequence = ?1")?.execute([sequence.cast_signed()])?;
        }
        if let Some(effects) = &mut self.effects {
            for (row, change) in changed_rows.into_iter().zip(&changes) {
                effects.add(connection, row, change)?;
            }
        }
        Ok((changes, self.effects))
    }
}

/// What subscribers are shown of an article after the batch. What one said whose file is gone is forgotten.
fn after(connection: &Connection, row: ArticleRow) -> Result<Option<Shown>> {
    if is_gone(connection, row)? {
        listing::unlist(connection, row)?;
        stored::remove(connection, row)?;
        address::forget_aliases(connection, row)?;
        ledger::release_slug(connection, row)?;
    }
    listing::shown(connection, row)
}

fn is_gone(connection: &Connection, row: ArticleRow) -> Result<bool> {
    prepare(connection, "SELECT deleted_at IS NOT NULL FROM ledger WHERE article = ?1")?
        .query_row([row], |row| row.get(0))
}
