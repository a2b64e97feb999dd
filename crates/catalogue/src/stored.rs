//! An article as the database holds it, and back.

use super::sql::{ArticleRow, json, moment, prepare, to_json};
use chrono::{DateTime, FixedOffset, SubsecRound, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use tidings_model::{Article, ArticleId, BodyHtml, Dated, Entry};

/// Cuts every moment to whole seconds: feeds say no more, and moments compare the same before and after they
/// were stored.
pub(super) fn cut_to_seconds(article: &mut Article) {
    let cut = |moment: DateTime<FixedOffset>| moment.trunc_subsecs(0);
    article.published = article.published.map(|dated| Dated { at: cut(dated.at), ..dated });
    article.updated = article.updated.map(cut);
    article.expires = article.expires.map(cut);
}

/// What a row of `article` says beside the article itself.
#[derive(Debug)]
pub(super) struct Standing<'a> {
    pub(super) slug: &'a str,
    pub(super) published: DateTime<FixedOffset>,
    pub(super) updated: DateTime<FixedOffset>,
    pub(super) visible: bool,
    pub(super) next_due: Option<DateTime<Utc>>,
}

/// Writes the article and what it refers to, in place of what was stored of it.
pub(super) fn put(
    connection: &Connection,
    row: ArticleRow,
    article: Article,
    standing: &Standing<'_>,
) -> Result<()> {
    prepare(connection, "DELETE FROM reference WHERE article = ?1")?.execute([row])?;
    put_new(connection, row, article, standing).map(drop)
}

/// The same of an article of which nothing is stored; answers with its appearance.
pub(super) fn put_new(
    connection: &Connection,
    row: ArticleRow,
    mut article: Article,
    standing: &Standing<'_>,
) -> Result<Vec<u8>> {
    let appearance = appearance(&article, standing)?;
    let body = std::mem::take(&mut article.body);
    let head = to_json(&article)?;
    article.body = body;
    put_prepared(connection, row, &article, &head, &appearance, standing)?;
    Ok(appearance)
}

/// The same again, with its head as JSON and its appearance.
pub(super) fn put_prepared(
    connection: &Connection,
    row: ArticleRow,
    article: &Article,
    head: &str,
    appearance: &[u8],
    standing: &Standing<'_>,
) -> Result<()> {
    put_references(connection, row, article)?;
    prepare(
        connection,
        "INSERT OR REPLACE INTO article (article, head, body, appearance, visible, next_turn)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        row,
        head,
        article.body.as_marked(),
        appearance,
        standing.visible,
        standing.next_due.map(|turn| turn.timestamp()),
    ])?;
    Ok(())
}

fn put_references(connection: &Connection, row: ArticleRow, article: &Article) -> Result<()> {
    if article.references.is_empty() {
        return Ok(());
    }
    let places = article.references.iter().flat_map(|reference| {
        reference.candidates.iter().map(move |candidate| (&reference.url_path, candidate))
    });
    let mut insert = prepare(
        connection,
        "INSERT INTO reference (article, rank, url_path, candidate) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (rank, (url_path, candidate)) in (0_i64..).zip(places) {
        insert.execute(params![row, rank, url_path, candidate.as_str()])?;
    }
    Ok(())
}

/// Forgets what the article says; the ledger still knows who it was.
pub(super) fn remove(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "DELETE FROM reference WHERE article = ?1")?.execute([row])?;
    prepare(connection, "DELETE FROM article WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// A hash of all that a subscriber sees. The article is taken apart by name, so that a field that is added to
/// it has to be sorted in here too.
pub(super) fn appearance(article: &Article, standing: &Standing<'_>) -> Result<Vec<u8>> {
    let Article {
        path: _,
        title,
        subtitle,
        published: _,
        updated: _,
        expires: _,
        draft: _,
        explicit_id: _,
        slug: _,
        slug_is_given: _,
        authors,
        contributors,
        categories,
        tags,
        summary,
        image,
        enclosures,
        rights,
        language,
        external_url,
        aliases: _,
        canonical_url,
        body,
        references: _,
        content_hash: _,
        problems: _,
    } = article;
    let identity = (standing.slug, standing.published, standing.updated);
    let text = (title, subtitle, summary, rights, language, external_url);
    let rest = (authors, categories, tags, image, enclosures);
    let mut seen = to_json(&(identity, text, rest))?;
    // Articles without one look as they did before it was shown.
    seen.push_str(canonical_url.as_deref().unwrap_or_default());
    if !contributors.is_empty() {
        seen.push_str(&to_json(contributors)?);
    }
    // The body as it is: as JSON it would be written once more, which is a fortieth of a first reading.
    let mut hash = blake3::Hasher::new();
    // The body, which has no NUL, comes first: what begins a hash is hashed four pieces at a time.
    hash.update(body.as_marked().as_bytes()).update(b"\0").update(seen.as_bytes());
    Ok(hash.finalize().as_bytes().to_vec())
}

/// The columns of an entry, in the order of [`entry`], from `ledger` as `l` and `article` as `a`.
macro_rules! entry_columns {
    () => {
        "l.id, l.slug, l.first_seen, l.updated, a.head, a.body"
    };
}
pub(super) use entry_columns;

/// Builds an entry from its columns, which begin at `first`.
pub(super) fn entry(row: &Row<'_>, first: usize) -> Result<Entry> {
    let first_seen: DateTime<Utc> = moment(row.get(first + 2)?);
    let updated: DateTime<Utc> = moment(row.get(first + 3)?);
    let mut article: Article = json(row, first + 4)?;
    article.body = BodyHtml::from_marked(row.get(first + 5)?);
    let (published, published_from) = article.published_or(first_seen.fixed_offset());
    // Each moment in the offset that the document gives it in.
    let said = [Some(published), article.updated];
    let updated = said.into_iter().flatten().find(|at| *at == updated).unwrap_or(updated.fixed_offset());
    Ok(Entry {
        id: ArticleId::from_ledger(row.get(first)?),
        slug: row.get::<_, Option<String>>(first + 1)?.unwrap_or_default(),
        published,
        published_from,
        updated,
        article,
    })
}

/// The article of a row, without its body.
pub(super) fn head(row: &Row<'_>, column: usize) -> Result<Article> {
    json(row, column)
}

/// The article's status changed by the clock.
pub(super) fn set_visible(
    connection: &Connection,
    row: ArticleRow,
    visible: bool,
    next_due: Option<DateTime<Utc>>,
) -> Result<()> {
    prepare(connection, "UPDATE article SET visible = ?2, next_turn = ?3 WHERE article = ?1")?
        .execute(params![row, visible, next_due.map(|turn| turn.timestamp())])?;
    Ok(())
}

/// Whether the article was withdrawn when this expiry was reached: not public, with no moment to come, and no draft.
pub(super) fn expired(
    connection: &Connection,
    row: ArticleRow,
    expires: DateTime<FixedOffset>,
) -> Result<bool> {
    let withdrawn: Option<Article> = prepare(
        connection,
        "SELECT head FROM article WHERE article = ?1 AND NOT visible AND next_turn IS NULL",
    )?
    .query_row([row], |row| head(row, 0))
    .optional()?;
    Ok(withdrawn.is_some_and(|article| !article.draft && article.expires == Some(expires)))
}

/// The earliest moment at which some article's status changes by itself.
pub(super) fn next_due(connection: &Connection) -> Result<Option<DateTime<Utc>>> {
    let turn: Option<i64> =
        prepare(connection, "SELECT min(next_turn) FROM article WHERE next_turn IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
    Ok(turn.map(moment))
}
