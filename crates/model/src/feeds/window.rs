//! A window: the newest articles of a selection, from which a feed is rendered.

use super::selection::Selection;
use crate::articles::entry::Entry;
use crate::articles::id::ArticleId;
use crate::articles::term::{Term, TermKind};
use chrono::{DateTime, Utc};

/// The newest articles of a selection. `E` is an [`Entry`], or what was rendered from one.
#[derive(Debug, Clone, PartialEq)]
pub struct Window<E = Entry> {
    /// Which articles are selected.
    pub selection: Selection,
    /// The term's name; empty for the site.
    pub name: String,
    /// Newest first; articles with equal dates are sorted by id.
    pub entries: Vec<E>,
    /// Removed articles that would be in the window if they were still public, newest first.
    pub gone: Vec<Tombstone>,
    /// When the selection last changed, a removal included. `None`: the selection never had an article.
    pub changed: Option<DateTime<Utc>>,
    /// Number of public articles in the whole selection.
    pub articles: u64,
    /// Number of pages in its archive.
    pub pages: u64,
}

impl<E> Window<E> {
    /// The window of a selection that never had an article.
    pub fn empty(selection: Selection) -> Self {
        let (name, entries, gone) = (String::new(), Vec::new(), Vec::new());
        Self { selection, name, entries, gone, changed: None, articles: 0, pages: 0 }
    }

    /// Converts each entry with `make`.
    pub fn map<T>(self, make: impl FnMut(E) -> T) -> Window<T> {
        let Self { selection, name, entries, gone, changed, articles, pages } = self;
        let entries = entries.into_iter().map(make).collect();
        Window { selection, name, entries, gone, changed, articles, pages }
    }
}

/// The record of an article that was public and is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The removed article.
    pub id: ArticleId,
    /// When it was removed.
    pub gone: DateTime<Utc>,
}

/// A term, with the number of public articles that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermUse {
    /// The kind of the term.
    pub kind: TermKind,
    /// The term, with its name as the newest article writes it.
    pub term: Term,
    /// Number of public articles with this term.
    pub articles: u64,
}
