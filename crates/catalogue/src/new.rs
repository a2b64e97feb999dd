//! Articles that are new in a batch. Each is stored at once, but listed when the batch ends, together with the others:
//! then its place in every archive is known, and a listing is written once, beside its neighbours. Written without a place and
//! given one later, 10,000 new files cost the server a sixth more CPU, reading them included.

use super::CustomSelection;
use super::listing::{self, Shown};
use super::sql::{ArticleRow, prepare};
use super::stored::{self, Standing};
use rusqlite::{Connection, Result, params};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use tidings_model::{Article, ArticleId, Selection};

/// An article in a selection, to be written or to be given its place.
#[derive(Debug)]
struct Listing {
    selection: i64,
    published: i64,
    id: Rc<str>,
    /// Its row, and the term as it writes it. `None`: it is in the table, without a place.
    new: Option<(ArticleRow, String)>,
}

/// The new articles of a batch.
#[derive(Debug, Default)]
pub(super) struct NewArticles {
    /// What subscribers are shown after the batch of each.
    shown: BTreeMap<ArticleRow, Option<Shown>>,
    /// What of them is not in the table yet.
    listings: Vec<Listing>,
    /// The numbers of selections, as they were looked up.
    numbers: HashMap<Selection, i64>,
}

impl NewArticles {
    /// Nothing has to be replaced, and what subscribers are shown need not be read back.
    pub(super) fn store(
        &mut self,
        connection: &Connection,
        row: ArticleRow,
        id: &ArticleId,
        article: Article,
        standing: &Standing<'_>,
        custom: &[CustomSelection],
    ) -> Result<()> {
        let selections = standing.visible.then(|| listing::selections(&article, custom));
        let appearance = stored::put_new(connection, row, article, standing)?;
        let shown = match selections {
            Some(selections) => {
                let slug = standing.slug.to_owned();
                let shown_in = selections.keys().cloned().collect();
                self.list(connection, row, id, standing.published.timestamp(), selections)?;
                Some(Shown { id: id.clone(), slug, appearance, selections: shown_in })
            }
            None => None,
        };
        self.shown.insert(row, shown);
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
            self.listings.push(Listing { selection: number, published, id: Rc::clone(&id), new });
        }
        Ok(())
    }

    /// What subscribers are shown after the batch of an article that is new in it; `None` if it is not.
    pub(super) fn take_shown(&mut self, row: ArticleRow) -> Option<Option<Shown>> {
        self.shown.remove(&row)
    }

    /// Something else happens to the article: if it is one of these, it counts as known from here on, and is listed as such.
    pub(super) fn let_go(&mut self, connection: &Connection, row: ArticleRow) -> Result<()> {
        if self.shown.remove(&row).is_some() { self.write(connection, false) } else { Ok(()) }
    }

    /// Writes what is not in the table yet. If `placing`, that gets its places in the archives, and so does whatever else was
    /// listed since they were given the last time: oldest first.
    pub(super) fn write(&mut self, connection: &Connection, placing: bool) -> Result<()> {
        let mut listings = std::mem::take(&mut self.listings);
        if placing {
            add_unplaced(connection, &mut listings)?;
        }
        if listings.is_empty() {
            return Ok(());
        }
        listings.sort_unstable_by(|a, b| {
            let key = |listing: &Listing| (listing.selection, listing.published);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        let mut count = prepare(
            connection,
            "UPDATE selection SET places = places + ?2 WHERE selection = ?1 RETURNING places - ?2",
        )?;
        let mut insert = prepare(connection, listing::INSERT)?;
        let mut put = prepare(
            connection,
            "UPDATE listing SET place = ?4 WHERE selection = ?1 AND published = ?2 AND id = ?3",
        )?;
        for group in listings.chunk_by(|a, b| a.selection == b.selection) {
            let mut last: Option<i64> = None;
            if let (true, Some(listing)) = (placing, group.first()) {
                let more = group.len().cast_signed();
                last = Some(count.query_row(params![listing.selection, more], |row| row.get(0))?);
            }
            for Listing { selection, published, id, new } in group {
                last = last.map(|last| last + 1);
                match new {
                    Some((row, name)) => {
                        insert.execute(params![selection, published, id, row, name, last])?
                    }
                    None => put.execute(params![selection, published, id, last])?,
                };
            }
        }
        Ok(())
    }
}

/// Adds what is in the table without a place.
fn add_unplaced(connection: &Connection, listings: &mut Vec<Listing>) -> Result<()> {
    let mut query = prepare(connection, "SELECT selection, published, id FROM listing WHERE place IS NULL")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (selection, published, id) = (row.get(0)?, row.get(1)?, row.get(2)?);
        listings.push(Listing { selection, published, id, new: None });
    }
    Ok(())
}
