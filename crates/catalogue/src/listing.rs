//! Which public article is in which feeds. The one place that decides what a subscriber can see: what is not
//! listed here is in no feed, page, count or OPML.

use super::CustomSelection;
use super::sql::{ArticleRow, damaged, moment, prepare};
use super::stored;
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::collections::{BTreeMap, BTreeSet};
use tidings_model::{Article, ArticleId, Selection, Term, TermKind, language_tag, slugify};

/// What subscribers are shown of a public article.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) id: ArticleId,
    pub(super) slug: String,
    /// Hash of all that they see.
    pub(super) appearance: Vec<u8>,
    pub(super) selections: BTreeSet<Selection>,
}

/// Moves when [`selections`] finds other ones in articles that did not change.
pub(super) const VERSION: u32 = 1;

/// How many articles a page of an archive holds: few enough to be sent at once, enough to walk years in a few steps. It is
/// no setting, since who changed it would move every article to another page.
pub(super) const PAGE: i64 = 50;

/// Lists an article in a selection.
pub(super) const INSERT: &str =
    "INSERT INTO listing (selection, published, id, article, name, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

/// The kind of the selections that the publisher defines.
const CUSTOM: &str = "feed";

/// How many folders an article is listed in, one inside the other: each costs a row.
const DEEPEST: usize = 8;

/// The last part of the address of a folder's feeds. Two hyphens stand for each slash, which no slug has of its own, so that
/// `a/b` and `a-b` are two.
fn folder_slug(folder: &str) -> String {
    let parts: Vec<String> = folder.split('/').map(slugify).collect();
    match parts.iter().any(String::is_empty) {
        true => String::new(),
        false => parts.join("--"),
    }
}

/// The selections that a public article is in, with the name that it gives to each.
pub(super) fn selections(article: &Article, custom: &[CustomSelection]) -> BTreeMap<Selection, String> {
    let terms = |kind, terms: &[Term]| -> Vec<(TermKind, String, String)> {
        terms.iter().map(|term| (kind, term.slug.clone(), term.name.clone())).collect()
    };
    let authors = article.authors.iter().map(|person| (TermKind::Author, person.slug(), person.name.clone()));
    let folders = article
        .path
        .folders()
        .take(DEEPEST)
        .map(|folder| (TermKind::Folder, folder_slug(folder), folder.to_owned()));
    let language = article.language.as_deref().and_then(language_tag);
    let language = language.map(|tag| (TermKind::Language, tag.to_ascii_lowercase(), tag));
    let mut selections = BTreeMap::from([(Selection::Site, String::new())]);
    let all = terms(TermKind::Category, &article.categories)
        .into_iter()
        .chain(terms(TermKind::Tag, &article.tags))
        .chain(authors)
        .chain(folders)
        .chain(language);
    for (kind, slug, name) in all.filter(|(_, slug, _)| !slug.is_empty()) {
        selections.entry(Selection::Term { kind, slug }).or_insert(name);
    }
    for CustomSelection { path, name, .. } in custom.iter().filter(|custom| custom.rule.matches(article)) {
        selections.insert(Selection::Custom { path: path.clone() }, name.clone());
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
    custom: &[CustomSelection],
) -> Result<()> {
    let places = places(connection, row)?;
    unlist(connection, row)?;
    let mut insert = prepare(connection, INSERT)?;
    for (selection, name) in selections(article, custom) {
        let number = number(connection, &selection, &name)?;
        // Who was listed there keeps the place, whatever becomes of the date.
        let place = places.get(&selection.directory()).copied().flatten();
        insert.execute(params![number, published.timestamp(), id.as_str(), row, name, place])?;
    }
    Ok(())
}

/// The number of a selection; one that had no article so far begins with this one, which names it.
pub(super) fn number(connection: &Connection, selection: &Selection, name: &str) -> Result<i64> {
    // Looked up by itself: of an INSERT from a SELECT, SQLite keeps what it would need to take back half of it.
    let known = prepare(connection, "SELECT selection FROM selection WHERE key = ?1")?
        .query_row([selection.directory()], |row| row.get(0))
        .optional()?;
    known.map_or_else(|| begin(connection, selection, name), Ok)
}

/// The article's numbers in the archives of what it is listed in, or was when the catalogue was backed up.
fn places(connection: &Connection, row: ArticleRow) -> Result<BTreeMap<String, Option<i64>>> {
    let mut places = BTreeMap::new();
    let mut query = prepare(
        connection,
        "SELECT s.key, x.place, 0 FROM listing x JOIN selection s ON s.selection = x.selection WHERE x.article = ?1
         UNION ALL
         SELECT s.key, r.place, 1 FROM returning_place r JOIN selection s ON s.selection = r.selection
         WHERE r.article = ?1",
    )?;
    let mut rows = query.query([row])?;
    let mut returns = false;
    while let Some(found) = rows.next()? {
        returns |= found.get::<_, bool>(2)?;
        let known: &mut Option<i64> = places.entry(found.get(0)?).or_default();
        *known = known.or(found.get(1)?);
    }
    if returns {
        prepare(connection, "DELETE FROM returning_place WHERE article = ?1")?.execute([row])?;
    }
    Ok(places)
}

/// The selection has its first article; its number.
fn begin(connection: &Connection, selection: &Selection, name: &str) -> Result<i64> {
    let (kind, slug) = columns(selection);
    prepare(
        connection,
        "INSERT INTO selection (key, kind, slug, name, articles, changed) VALUES (?1, ?2, ?3, ?4, 0, 0)",
    )?
    .insert(params![selection.directory(), kind, slug, name])
}

/// A selection as a first reading found it, all at once.
pub(super) fn begin_with(
    connection: &Connection,
    number: i64,
    selection: &Selection,
    name: &str,
    articles: usize,
    now: DateTime<Utc>,
) -> Result<()> {
    let (kind, slug) = columns(selection);
    let articles = i64::try_from(articles).unwrap_or(i64::MAX);
    prepare(
        connection,
        "INSERT INTO selection (selection, key, kind, slug, name, articles, changed, places)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, max(1, ?7), ?6)",
    )?
    .execute(params![number, selection.directory(), kind, slug, name, articles, now.timestamp()])?;
    Ok(())
}

/// The columns `kind` and `slug` of a selection.
pub(super) fn columns(selection: &Selection) -> (Option<&'static str>, &str) {
    match selection {
        Selection::Site => (None, ""),
        Selection::Custom { path } => (Some(CUSTOM), path),
        Selection::Term { kind, slug } => (Some(kind.directory()), slug),
    }
}

/// Lists every public article by the rules of today. What it is listed in as before keeps its place.
pub(super) fn list_all_anew(connection: &Connection, custom: &[CustomSelection]) -> Result<()> {
    // Once for each change of the settings, so these may look at every row.
    let mut query = connection.prepare(
        "SELECT a.article, l.id, l.first_seen, a.head FROM article a JOIN ledger l ON l.article = a.article
         WHERE a.visible ORDER BY a.article",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let article = stored::head(row, 3)?;
        let (published, _) = article.published_or(moment(row.get(2)?).fixed_offset());
        list(connection, row.get(0)?, &ArticleId::from_ledger(row.get(1)?), published, &article, custom)?;
    }
    // Nothing here says 'now': a selection is as new as its newest article, and newer than it was.
    connection.execute(
        "UPDATE selection SET articles = counted.articles, changed = max(selection.changed + 1, counted.updated)
         FROM (SELECT s.selection, count(x.article) articles, coalesce(max(l.updated), 0) updated
               FROM selection s LEFT JOIN listing x ON x.selection = s.selection
               LEFT JOIN ledger l ON l.article = x.article GROUP BY s.selection) counted
         WHERE counted.selection = selection.selection AND counted.articles <> selection.articles",
        [],
    )?;
    connection.execute(
        "UPDATE selection SET name = coalesce((SELECT x.name FROM listing x
         WHERE x.selection = selection.selection ORDER BY x.published DESC, x.id LIMIT 1), name)",
        [],
    )?;
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
    if kind == CUSTOM {
        return Ok(Selection::Custom { path: row.get(first + 1)? });
    }
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
