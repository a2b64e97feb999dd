//! The transactions of the writer: a batch of observations, publication of due articles, removal of expired
//! ones.
//!
//! The cost of a batch depends on its own size, not on the number of articles in the catalogue.

use super::batch_work::{ApplyContext, BatchWork, DueArticles};
use super::plan::{Plan, plan};
use crate::change::Change;
use crate::membership::effects::{BatchEffects, EffectCounter, PerFeed};
use crate::observation::Observation;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, TransactionBehavior};

/// Decides whether a batch is committed, when its effects are known.
pub(crate) struct Gate<'g> {
    /// The length of each feed's window.
    pub(crate) windows: &'g PerFeed,
    /// Returns true to commit the batch.
    pub(crate) allow: &'g mut dyn FnMut(&BatchEffects) -> bool,
}

/// Applies a batch. `None`: the gate did not allow it, and nothing was stored.
pub(crate) fn apply(
    connection: &mut Connection,
    context: ApplyContext<'_>,
    batch: Vec<Observation>,
    now: DateTime<Utc>,
    gate: Option<Gate<'_>>,
) -> Result<Option<Vec<Change>>> {
    in_transaction(connection, context, now, gate, |work| {
        let plan = plan(batch);
        work.relocate(&plan)?;
        let Plan { moves: _, parsed, rejected, without_content } = plan;
        for (stamp, article) in parsed {
            work.store_parsed(stamp, *article)?;
        }
        for (path, stamp, problems, metadata) in rejected {
            work.store_rejected(&path, stamp, &problems, &metadata)?;
        }
        for (path, stamp, reason) in without_content {
            work.store_without_content(&path, stamp, &reason)?;
        }
        Ok(())
    })
}

/// Changes the status of the articles whose date was reached at `now`.
pub(crate) fn process_due(
    connection: &mut Connection,
    context: ApplyContext<'_>,
    now: DateTime<Utc>,
    which: DueArticles,
) -> Result<Vec<Change>> {
    in_transaction(connection, context, now, None, |work| work.process_due(which))
        .map(Option::unwrap_or_default)
}

fn in_transaction(
    connection: &mut Connection,
    context: ApplyContext<'_>,
    now: DateTime<Utc>,
    gate: Option<Gate<'_>>,
    act: impl FnOnce(&mut BatchWork<'_>) -> Result<()>,
) -> Result<Option<Vec<Change>>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let effects = gate.as_ref().map(|gate| EffectCounter::new(&transaction, gate.windows)).transpose()?;
    let mut work = BatchWork::new(&transaction, context, now, effects);
    act(&mut work)?;
    let (changes, effects) = work.finish()?;
    if let (Some(gate), Some(effects)) = (gate, effects)
        && !(gate.allow)(&effects.into_effects())
    {
        // Dropping the transaction rolls it back.
        return Ok(None);
    }
    transaction.commit()?;
    Ok(Some(changes))
}
