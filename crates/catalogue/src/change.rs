//! Changes: what a batch added, changed or removed in the eyes of subscribers.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tidings_model::{ArticleId, Selection};

/// A change of a public article. It is the interface to everything downstream: serialisable, complete, and
/// independent of where the observation came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The number of the change among all changes of this catalogue, from 1.
    pub sequence: u64,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The article that changed.
    pub id: ArticleId,
    /// The last part of its permalink.
    pub slug: String,
    /// Its slug before the change, if that was different.
    #[serde(default)]
    pub former_slug: Option<String>,
    /// The selections that contain the article now or contained it before.
    pub selections: BTreeSet<Selection>,
}

/// The kind of a change, as subscribers see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The article became public.
    Added,
    /// The article is public, and its content or metadata changed.
    Changed,
    /// The article is no longer public.
    Removed,
}
