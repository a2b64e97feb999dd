//! The public view of an article: what subscribers see of it. A change is the difference between two views.

use super::listing;
use crate::change::{Change, ChangeKind};
use crate::storage::sql::{ArticleRow, moment, prepare};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result};
use std::collections::{BTreeMap, BTreeSet};
use tidings_model::{ArticleId, Selection};

/// What subscribers see of a public article.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PublicView {
    pub(crate) id: ArticleId,
    pub(crate) slug: String,
    /// Hash of everything that subscribers see.
    pub(crate) view_hash: Vec<u8>,
    /// The date by which feeds sort it. `view_hash` covers this date too.
    pub(crate) published: DateTime<Utc>,
    pub(crate) selections: BTreeSet<Selection>,
}

impl PublicView {
    /// Whether an entry of a feed looks the same in both views. The selections are not compared: a feed does not
    /// show in which other feeds its entries are.
    pub(crate) fn is_same_entry(&self, other: &Self) -> bool {
        self.id == other.id && self.slug == other.slug && self.view_hash == other.view_hash
    }
}

/// Reads the public view of the article; `None` if it is not public.
pub(crate) fn read(connection: &Connection, row: ArticleRow) -> Result<Option<PublicView>> {
    let found = prepare(
        connection,
        "SELECT l.id, l.slug, a.appearance, l.published FROM article a JOIN ledger l ON l.article = a.article
         WHERE a.article = ?1 AND a.visible",
    )?
    .query_row([row], |row| {
        let id = ArticleId::from_ledger(row.get(0)?);
        Ok((id, row.get::<_, Option<String>>(1)?, row.get(2)?, moment(row.get(3)?)))
    })
    .optional()?;
    let Some((id, slug, view_hash, published)) = found else { return Ok(None) };
    let selections = prepare(
        connection,
        "SELECT s.kind, s.slug FROM listing x JOIN selection s ON s.selection = x.selection WHERE x.article = ?1",
    )?
    .query_map([row], |row| listing::selection(row, 0))?
    .collect::<Result<_>>()?;
    Ok(Some(PublicView { id, slug: slug.unwrap_or_default(), view_hash, published, selections }))
}

/// Adds `difference` to the article count of each selection of the view: 1 for a view after a batch, -1 for
/// one before.
pub(crate) fn count(growth: &mut BTreeMap<Selection, i64>, view: Option<&PublicView>, difference: i64) {
    for selection in view.iter().flat_map(|view| &view.selections) {
        *growth.entry(selection.clone()).or_default() += difference;
    }
}

/// Returns the change from one view to the other; `None` if subscribers see no difference.
pub(crate) fn change(
    before: Option<&PublicView>,
    after: Option<&PublicView>,
    sequence: u64,
) -> Option<Change> {
    let kind = match (before, after) {
        (None, Some(_)) => ChangeKind::Added,
        (Some(_), None) => ChangeKind::Removed,
        (Some(before), Some(after)) if before != after => ChangeKind::Changed,
        _ => return None,
    };
    let selections =
        [before, after].into_iter().flatten().flat_map(|view| view.selections.iter().cloned()).collect();
    let PublicView { id, slug, .. } = after.or(before)?;
    let former_slug = before.map(|view| view.slug.clone()).filter(|former| former != slug);
    Some(Change { sequence, kind, id: id.clone(), slug: slug.clone(), former_slug, selections })
}
