//! What subscribers notice of an article: what they were shown before a batch beside what they are shown after it.

use super::listing::Shown;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tidings_model::{ArticleId, Selection};

/// What became of a public article. The seam to everything downstream: serialisable, complete, and silent on
/// where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Counts all changes of this catalogue from 1.
    pub sequence: u64,
    /// What happened.
    pub kind: ChangeKind,
    /// Which article.
    pub id: ArticleId,
    /// The last part of its permalink.
    pub slug: String,
    /// The same before, if it was another one.
    #[serde(default)]
    pub former_slug: Option<String>,
    /// The selections that it is in now or was in before.
    pub selections: BTreeSet<Selection>,
}

/// What happened to an article, as a subscriber sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It became public.
    Added,
    /// It is public and says something else.
    Changed,
    /// It is public no more.
    Removed,
}

/// Counts what is shown in each selection; `by` is 1 for what is there after a batch, and -1 for what was before it.
pub(super) fn count(growth: &mut BTreeMap<Selection, i64>, shown: Option<&Shown>, by: i64) {
    for selection in shown.iter().flat_map(|shown| &shown.selections) {
        *growth.entry(selection.clone()).or_default() += by;
    }
}

/// What subscribers notice, if anything.
pub(super) fn change(before: Option<Shown>, after: Option<Shown>, sequence: u64) -> Option<Change> {
    let kind = match (&before, &after) {
        (None, Some(_)) => ChangeKind::Added,
        (Some(_), None) => ChangeKind::Removed,
        (Some(before), Some(after)) if before != after => ChangeKind::Changed,
        _ => return None,
    };
    let selections =
        [&before, &after].into_iter().flatten().flat_map(|shown| shown.selections.clone()).collect();
    let former = before.as_ref().map(|shown| shown.slug.clone());
    let Shown { id, slug, .. } = after.or(before)?;
    let former_slug = former.filter(|former| *former != slug);
    Some(Change { sequence, kind, id, slug, former_slug, selections })
}
