//! Queries for windows, pages of archives, and the list of terms.

use super::listing;
use crate::identity::tombstones;
use crate::storage::article_rows::{self, entry_columns};
use crate::storage::sql::{moment, prepare};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use tidings_model::{Entry, Selection, Term, TermUse, Window};

/// The newest `limit` articles of a selection, each converted by `convert`. `None`: the selection never had
/// an article.
pub(crate) fn window<T>(
    connection: &Connection,
    selection: &Selection,
    limit: usize,
    convert: &dyn Fn(&Row<'_>) -> Result<T>,
) -> Result<Option<Window<T>>> {
    let Some((key, window)) = without_entries(connection, selection)? else {
        return Ok((*selection == Selection::Site).then(|| Window::empty(Selection::Site)));
    };
    // CROSS JOIN makes SQLite keep this order of tables, in which it reads only `limit` rows.
    let sql = concat!(
        "SELECT ",
        entry_columns!(),
        ", a.appearance, x.published
         FROM listing x CROSS JOIN ledger l ON l.article = x.article CROSS JOIN article a ON a.article = x.article
         WHERE x.selection = ?1 ORDER BY x.published DESC, x.id LIMIT ?2"
    );
    let limit_of_rows = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut oldest = None;
    let entries = prepare(connection, sql)?
        .query_map(params![key, limit_of_rows], |row| {
            oldest = Some(moment(row.get(8)?));
            convert(row)
        })?
        .collect::<Result<Vec<T>>>()?;
    let gone = tombstones::within(connection, key, oldest.filter(|_| entries.len() >= limit))?;
    Ok(Some(Window { entries, gone, ..window }))
}

/// The number of a selection, and its window without entries.
fn without_entries<T>(connection: &Connection, selection: &Selection) -> Result<Option<(i64, Window<T>)>> {
    let sql = "SELECT selection, name, changed, articles, places FROM selection WHERE key = ?1";
    let found = prepare(connection, sql)?.query_row([selection.directory()], |row| {
        let window = Window {
            name: row.get(1)?,
            changed: Some(moment(row.get(2)?)),
            articles: row.get::<_, i64>(3)?.cast_unsigned(),
            pages: row.get::<_, i64>(4)?.cast_unsigned().div_ceil(listing::PAGE_LENGTH.cast_unsigned()),
            ..Window::empty(selection.clone())
        };
        Ok((row.get(0)?, window))
    });
    found.optional()
}

/// A page of a selection's archive, from 1. `None`: there is no such page.
pub(crate) fn archive(connection: &Connection, selection: &Selection, page: u64) -> Result<Option<Window>> {
    let Some((key, window)) = without_entries(connection, selection)? else { return Ok(None) };
    let Some(before) = page.checked_sub(1).filter(|_| page <= window.pages) else { return Ok(None) };
    let first = before.cast_signed() * listing::PAGE_LENGTH;
    let sql = concat!(
        "SELECT ",
        entry_columns!(),
        " FROM listing x CROSS JOIN ledger l ON l.article = x.article CROSS JOIN article a ON a.article = x.article
         WHERE x.selection = ?1 AND x.place IS NOT NULL AND x.place > ?2 AND x.place <= ?3"
    );
    let mut entries = prepare(connection, sql)?
        .query_map([key, first, first + listing::PAGE_LENGTH], |row| article_rows::entry(row, 0))?
        .collect::<Result<Vec<Entry>>>()?;
    entries.sort_by(|a, b| (b.published, &a.id).cmp(&(a.published, &b.id)));
    Ok(Some(Window { entries, ..window }))
}

/// The terms of public articles, by kind and slug.
pub(crate) fn terms(connection: &Connection) -> Result<Vec<TermUse>> {
    let mut terms: Vec<TermUse> = Vec::new();
    let mut query = prepare(
        connection,
        "SELECT kind, slug, name, articles, (SELECT articles FROM selection WHERE key = '') FROM selection
         WHERE kind IS NOT NULL AND articles > 0",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let Selection::Term { kind, slug } = listing::selection(row, 0)? {
            let articles = row.get::<_, i64>(3)?.cast_unsigned();
            // A folder or language that all articles share is the same feed as the site's.
            if !kind.covers_every_article() || articles < row.get::<_, i64>(4)?.cast_unsigned() {
                terms.push(TermUse { kind, term: Term { name: row.get(2)?, slug }, articles });
            }
        }
    }
    terms.sort_by(|a, b| (a.kind, &a.term.slug).cmp(&(b.kind, &b.term.slug)));
    Ok(terms)
}
