//! The new articles of a batch.
//!
//! Each article is stored at once, but all are listed together at the end of the batch. At that time the
//! position in every archive is known, so each row is written once, next to its neighbours. Writing rows
//! without a position and updating them later needs a sixth more CPU for 10,000 new files, parsing included.

use super::listing;
use super::public_view::PublicView;
use super::selections::selections;
use crate::settings::CustomSelection;
use crate::storage::article_rows::{self, Publication};
use crate::storage::sql::{ArticleRow, prepare};
use rusqlite::{Connection, Result, params};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use tidings_model::{Article, ArticleId, Selection};

/// Whether articles that are listed get their positions in the archives now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArchivePositions {
    /// Each article without a position gets the next ones, oldest article first.
    Assign,
    /// Positions are assigned by a later call.
    Defer,
}

/// A row of the listing table that is inserted, or updated with its position.
#[derive(Debug)]
struct PendingListing {
    selection: i64,
    published: i64,
    id: Rc<str>,
    /// The article's row, and the name of the term. `None`: the row is in the table already, without a
    /// position.
    new: Option<(ArticleRow, String)>,
}

/// The new articles of a batch.
#[derive(Debug, Default)]
pub(crate) struct NewArticles {
    /// The public view of each article after the batch; `None` for an article that is not public.
    views: BTreeMap<ArticleRow, Option<PublicView>>,
    /// Rows that are not in the listing table yet.
    pending: Vec<PendingListing>,
    /// The numbers of selections that were looked up.
    numbers: HashMap<Selection, i64>,
}

impl NewArticles {
    /// Stores a new article. Nothing has to be deleted before, and the public view need not be read back.
    pub(crate) fn store(
        &mut self,
        connection: &Connection,
        row: ArticleRow,
        id: &ArticleId,
        article: Article,
        publication: &Publication<'_>,
        custom: &[CustomSelection],
    ) -> Result<()> {
        let selections = publication.is_public.then(|| selections(&article, custom));
        let view_hash = article_rows::insert(connection, row, article, publication)?;
        let view = match selections {
            Some(selections) => {
                let slug = publication.slug.to_owned();
                let view_selections = selections.keys().cloned().collect();
                self.list(connection, row, id, publication.published.timestamp(), selections)?;
                let published = publication.published.to_utc();
                Some(PublicView { id: id.clone(), slug, view_hash, published, selections: view_selections })
            }
            None => None,
        };
        self.views.insert(row, view);
        Ok(())
    }

    fn list(
        &mut self,
        connection: &Connection,
        row: ArticleRow,
        id: &ArticleId,
        published: i64,
        selections: BTreeMap<Selection, String>,
    ) -> Result<()> {
        let id: Rc<str> = id.as_str().into();
        for (selection, name) in selections {
            let number = match self.numbers.get(&selection) {
                Some(number) => *number,
                None => {
                    let number = listing::number(connection, &selection, &name)?;
                    self.numbers.insert(selection, number);
                    number
                }
            };
            let new = Some((row, name));
            self.pending.push(PendingListing { selection: number, published, id: Rc::clone(&id), new });
        }
        Ok(())
    }

    /// Removes and returns the public view of a new article after the batch; `None` if the article is not new
    /// in it.
    pub(crate) fn take_view(&mut self, row: ArticleRow) -> Option<Option<PublicView>> {
        self.views.remove(&row)
    }

    /// Called when a second observation in the same batch concerns this article. If the article is new, its
    /// pending rows are written, so that it can be updated like any existing one.
    pub(crate) fn flush_if_new(&mut self, connection: &Connection, row: ArticleRow) -> Result<()> {
        if self.views.remove(&row).is_some() {
            self.write(connection, ArchivePositions::Defer)
        } else {
            Ok(())
        }
    }

    /// Writes the pending rows. With [`ArchivePositions::Assign`], they and all other listed articles without
    /// a position get the next positions in the archives, oldest article first.
    pub(crate) fn write(&mut self, connection: &Connection, positions: ArchivePositions) -> Result<()> {
        let assigns = positions == ArchivePositions::Assign;
        let mut listings = std::mem::take(&mut self.pending);
        if assigns {
            add_rows_without_position(connection, &mut listings)?;
        }
        if listings.is_empty() {
            return Ok(());
        }
        listings.sort_unstable_by(|a, b| {
            let key = |listing: &PendingListing| (listing.selection, listing.published);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        let mut reserve = prepare(
            connection,
            "UPDATE selection SET places = places + ?2 WHERE selection = ?1 RETURNING places - ?2",
        )?;
        let mut insert = prepare(connection, listing::INSERT)?;
        let mut update = prepare(
            connection,
            "UPDATE listing SET place = ?4 WHERE selection = ?1 AND published = ?2 AND id = ?3",
        )?;
        for group in listings.chunk_by(|a, b| a.selection == b.selection) {
            let mut last: Option<i64> = None;
            if let (true, Some(listing)) = (assigns, group.first()) {
                let more = group.len().cast_signed();
                last = Some(reserve.query_row(params![listing.selection, more], |row| row.get(0))?);
            }
            for PendingListing { selection, published, id, new } in group {
                last = last.map(|last| last + 1);
                match new {
                    Some((row, name)) => {
                        insert.execute(params![selection, published, id, row, name, last])?
                    }
                    None => update.execute(params![selection, published, id, last])?,
                };
            }
        }
        Ok(())
    }
}

/// Adds the rows that are in the table without a position.
fn add_rows_without_position(connection: &Connection, listings: &mut Vec<PendingListing>) -> Result<()> {
    let mut query = prepare(connection, "SELECT selection, published, id FROM listing WHERE place IS NULL")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (selection, published, id) = (row.get(0)?, row.get(1)?, row.get(2)?);
        listings.push(PendingListing { selection, published, id, new: None });
    }
    Ok(())
}
