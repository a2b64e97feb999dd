//! Which public article is in which feeds. The one place that decides what a subscriber can see: what is not
//! listed here is in no feed, page, count or OPML.

use super::sql::{ArticleRow, damaged, prepare};
use crate::article::{Article, ArticleId, Selection, Term, TermKind};
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::collections::{BTreeMap, BTreeSet};

/// What subscribers are shown of a public article.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) id: ArticleId,
    pub(super) slug: String,
    /// Hash of all that they see.
    pub(super) appearance: Vec<u8>,
    pub(super) selections: BTreeSet<Selection>,
}

/// The selections that a public article is in, with the name that it gives to each.
fn selections(article: &Article) -> BTreeMap<Selection, String> {
    let terms = |kind, terms: &[Term]| -> Vec<(TermKind, String, String)> {
        terms.iter().map(|term| (kind, term.slug.clone(), term.name.clone())).collect()
    };
    let authors = article.authors.iter().map(|person| (TermKind::Author, person.slug(), person.name.clone()));
    let mut selections = BTreeMap::from([(Selection::Site, String::new())]);
    let all = terms(TermKind::Category, &article.categories)
        .into_iter()
        .chain(terms(TermKind::Tag, &article.tags))
        .chain(authors);
    for (kind, slug, name) in all.filter(|(_, slug, _)| !slug.is_empty()) {
        selections.entry(Selection::Term { kind, slug }).or_insert(name);
    }
    selections
}

/// Lists the article in its selections and no others.
pub(super) fn list(
    connection: &Connection,
    row: ArticleRow,
    id: &ArticleId,
    published: DateTime<FixedOffset>,
    article: &Article,
) -> Result<()> {
    unlist(connection, row)?;
    let mut insert = prepare(
        connection,
        "INSERT INTO listing (selection, published, id, article, name)
         SELECT selection, ?2, ?3, ?4, ?5 FROM selection WHERE key = ?1",
    )?;
    for (selection, name) in selections(article) {
        let values = params![selection.directory(), published.timestamp(), id.as_str(), row, name];
        if insert.execute(values)? == 0 {
            begin(connection, &selection, &name)?;
            insert.execute(values)?;
        }
    }
    Ok(())
}

/// The selection has its first article.
fn begin(connection: &Connection, selection: &Selection, name: &str) -> Result<()> {
    let (kind, slug) = match selection {
        Selection::Site => (None, ""),
        Selection::Term { kind, slug } => (Some(kind.directory()), slug.as_str()),
    };
    prepare(
        connection,
        "INSERT INTO selection (key, kind, slug, name, articles, changed) VALUES (?1, ?2, ?3, ?4, 0, 0)",
    )?
    .execute(params![selection.directory(), kind, slug, name])?;
    Ok(())
}

/// Takes the article out of every selection.
pub(super) fn unlist(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "DELETE FROM listing WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// What subscribers are shown of the article now; `None` if it is not public.
pub(super) fn shown(connection: &Connection, row: ArticleRow) -> Result<Option<Shown>> {
    let found = prepare(
        connection,
        "SELECT l.id, l.slug, a.appearance FROM article a JOIN ledger l ON l.article = a.article
         WHERE a.article = ?1 AND a.visible",
    )?
    .query_row([row], |row| {
        Ok((ArticleId::from_ledger(row.get(0)?), row.get::<_, Option<String>>(1)?, row.get(2)?))
    })
    .optional()?;
    let Some((id, slug, appearance)) = found else { return Ok(None) };
    let selections = prepare(
        connection,
        "SELECT s.kind, s.slug FROM listing x JOIN selection s ON s.selection = x.selection WHERE x.article = ?1",
    )?
    .query_map([row], |row| selection(row, 0))?
    .collect::<Result<_>>()?;
    Ok(Some(Shown { id, slug: slug.unwrap_or_default(), appearance, selections }))
}

/// A selection from its columns `kind` and `slug`, which begin at `first`.
pub(super) fn selection(row: &Row<'_>, first: usize) -> Result<Selection> {
    let Some(kind) = row.get::<_, Option<String>>(first)? else { return Ok(Selection::Site) };
    let kind = TermKind::from_directory(&kind)
        .ok_or_else(|| damaged(first, format!("'{kind}' is no kind of term")))?;
    Ok(Selection::Term { kind, slug: row.get(first + 1)? })
}

/// Tells the selections that some of their articles changed; the numbers are by how many each grew. The moment
/// of the change moves by a second at least, also when two changes fall into one second or the clock was put
/// back: a reader that knows no ETag asks by this moment alone (RFC 9110, 13.1.3), and would miss a change.
pub(super) fn settle(
    connection: &Connection,
    growth: &BTreeMap<Selection, i64>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut update = prepare(
        connection,
        "UPDATE selection SET articles = articles + ?2, changed = max(changed + 1, ?3),
         name = coalesce((SELECT x.name FROM listing x WHERE x.selection = selection.selection
                          ORDER BY x.published DESC, x.id LIMIT 1), name)
         WHERE key = ?1",
    )?;
    for (selection, articles) in growth {
        update.execute(params![selection.directory(), articles, now.timestamp()])?;
    }
    Ok(())
}
