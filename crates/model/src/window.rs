//! What readers are given: the newest articles of a selection, and what there is beside them.

use crate::{ArticleId, Entry, Selection, Term, TermKind};
use chrono::{DateTime, Utc};

/// The newest articles of a selection, or what was made of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Window<E = Entry> {
    /// What was selected.
    pub selection: Selection,
    /// The term's name; empty for the site.
    pub name: String,
    /// Newest first; equal dates in the order of their ids.
    pub entries: Vec<E>,
    /// Those that the window would still show if they were not gone, newest first.
    pub gone: Vec<Tombstone>,
    /// When the selection last changed by anything, also a removal. `None`: it is not known at all.
    pub changed: Option<DateTime<Utc>>,
    /// How many public articles the selection has in all.
    pub articles: u64,
    /// How many pages its archive has.
    pub pages: u64,
}

impl<E> Window<E> {
    /// The window of a selection that has nothing, and never had.
    pub fn empty(selection: Selection) -> Self {
        let (name, entries, gone) = (String::new(), Vec::new(), Vec::new());
        Self { selection, name, entries, gone, changed: None, articles: 0, pages: 0 }
    }

    /// The same window with what `make` makes of each of its entries.
    pub fn map<T>(self, make: impl FnMut(E) -> T) -> Window<T> {
        let Self { selection, name, entries, gone, changed, articles, pages } = self;
        let entries = entries.into_iter().map(make).collect();
        Window { selection, name, entries, gone, changed, articles, pages }
    }
}

/// A public article that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// Which.
    pub id: ArticleId,
    /// Since when.
    pub gone: DateTime<Utc>,
}

/// A term that public articles have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermUse {
    /// Which kind.
    pub kind: TermKind,
    /// The term, named as in its newest article.
    pub term: Term,
    /// How many public articles have it.
    pub articles: u64,
}
