//! Rows of the article table: an article as it is stored, and the entry that is read back.

use super::sql::{ArticleRow, json, moment, prepare, to_json};
use chrono::{DateTime, FixedOffset, SubsecRound, TimeDelta, Utc};
use rusqlite::{Connection, Result, Row, params};
use tidings_model::{Article, ArticleId, BodyHtml, Dated, Entry, KeptDates, Status};

/// Truncates every date to whole seconds. Feeds have no fractions of seconds, and dates compare the same
/// before and after they were stored.
pub(crate) fn truncate_to_seconds(article: &mut Article) {
    let cut = |moment: DateTime<FixedOffset>| moment.trunc_subsecs(0);
    article.published = article.published.map(|dated| Dated { at: cut(dated.at), ..dated });
    article.updated = article.updated.map(cut);
    article.expires = article.expires.map(cut);
    article.embargo = article.embargo.map(cut);
}

/// How an article is published: the columns that do not come from the document alone.
#[derive(Debug)]
pub(crate) struct Publication<'a> {
    pub(crate) slug: &'a str,
    pub(crate) published: DateTime<FixedOffset>,
    pub(crate) updated: DateTime<FixedOffset>,
    pub(crate) is_public: bool,
    /// The next moment at which `is_public` changes.
    pub(crate) next_due: Option<DateTime<Utc>>,
    /// The expiry date, if it was reached.
    pub(crate) expired: Option<DateTime<Utc>>,
}

/// How far the clock may be set back without the return of an article that has expired: a correction by the network
/// takes milliseconds to seconds, and must not show the article for that long.
pub(crate) const CLOCK_CORRECTION: TimeDelta = TimeDelta::minutes(1);

/// The article's expiry date, if it was reached at `now`.
pub(crate) fn expired(article: &Article, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let expires = article.expires.map(|expires| expires.to_utc());
    expires.filter(|_| article.status(now) == Status::Expired)
}

/// Replaces the stored article and its references.
pub(crate) fn replace(
    connection: &Connection,
    row: ArticleRow,
    article: Article,
    publication: &Publication<'_>,
) -> Result<()> {
    prepare(connection, "DELETE FROM reference WHERE article = ?1")?.execute([row])?;
    insert(connection, row, article, publication).map(drop)
}

/// Stores a new article, and returns its view hash.
pub(crate) fn insert(
    connection: &Connection,
    row: ArticleRow,
    mut article: Article,
    publication: &Publication<'_>,
) -> Result<Vec<u8>> {
    let view_hash = view_hash(&article, publication)?;
    let body = std::mem::take(&mut article.body);
    let head = to_json(&article)?;
    article.body = body;
    insert_prepared(connection, row, &article, &head, &view_hash, publication)?;
    Ok(view_hash)
}

/// Stores a new article whose JSON without the body (`head`) and view hash are known.
pub(crate) fn insert_prepared(
    connection: &Connection,
    row: ArticleRow,
    article: &Article,
    head: &str,
    view_hash: &[u8],
    publication: &Publication<'_>,
) -> Result<()> {
    insert_references(connection, row, article)?;
    prepare(
        connection,
        "INSERT OR REPLACE INTO article (article, head, body, appearance, visible, next_turn, expired)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        row,
        head,
        article.body.as_marked(),
        view_hash,
        publication.is_public,
        publication.next_due.map(|moment| moment.timestamp()),
        publication.expired.map(|moment| moment.timestamp()),
    ])?;
    Ok(())
}

fn insert_references(connection: &Connection, row: ArticleRow, article: &Article) -> Result<()> {
    if article.references.is_empty() {
        return Ok(());
    }
    let candidates = article.references.iter().flat_map(|reference| {
        reference.candidates.iter().map(move |candidate| (&reference.url_path, candidate))
    });
    let mut insert = prepare(
        connection,
        "INSERT INTO reference (article, rank, url_path, candidate) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (rank, (url_path, candidate)) in (0_i64..).zip(candidates) {
        insert.execute(params![row, rank, url_path, candidate.as_str()])?;
    }
    Ok(())
}

/// Removes the stored article. Its identity stays in the ledger.
pub(crate) fn remove(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "DELETE FROM reference WHERE article = ?1")?.execute([row])?;
    prepare(connection, "DELETE FROM article WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// The hash of everything that subscribers see of an article. The article is destructured by field name, so
/// that a new field does not compile until it is added here.
pub(crate) fn view_hash(article: &Article, publication: &Publication<'_>) -> Result<Vec<u8>> {
    let Article {
        path: _,
        title,
        title_from: _,
        subtitle,
        published: _,
        updated: _,
        expires: _,
        embargo: _,
        draft: _,
        draft_reason: _,
        is_listed: _,
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
    let identity = (publication.slug, publication.published, publication.updated);
    let text = (title, subtitle, summary, rights, language, external_url);
    let rest = (authors, categories, tags, image, enclosures);
    let mut visible = to_json(&(identity, text, rest))?;
    // Appended, so that articles without one keep the hash that they had before this field was shown.
    visible.push_str(canonical_url.as_deref().unwrap_or_default());
    if !contributors.is_empty() {
        visible.push_str(&to_json(contributors)?);
    }
    // The body is hashed without conversion to JSON, which would take a fortieth of the initial load.
    let mut hash = blake3::Hasher::new();
    // The body, which has no NUL, comes first: BLAKE3 hashes the beginning of its input in four lanes at
    // once.
    hash.update(body.as_marked().as_bytes()).update(b"\0").update(visible.as_bytes());
    Ok(hash.finalize().as_bytes().to_vec())
}

/// The columns of an entry, in the order of [`entry`], from `ledger` as `l` and `article` as `a`.
macro_rules! entry_columns {
    () => {
        "l.id, l.slug, l.first_seen, l.first_modified, l.updated, a.head, a.body"
    };
}
pub(crate) use entry_columns;

/// Builds an entry from its columns, the first of which is column `first`.
pub(crate) fn entry(row: &Row<'_>, first: usize) -> Result<Entry> {
    let kept = kept_dates(row, first + 2)?;
    let updated: DateTime<Utc> = moment(row.get(first + 4)?);
    let mut article: Article = json(row, first + 5)?;
    article.body = BodyHtml::from_marked(row.get(first + 6)?);
    let (published, published_from) = article.published_or(&kept);
    // Each date keeps the UTC offset that the document uses.
    let given = [Some(published), article.updated];
    let updated = given.into_iter().flatten().find(|at| *at == updated).unwrap_or(updated.fixed_offset());
    Ok(Entry {
        id: ArticleId::from_ledger(row.get(first)?),
        slug: row.get::<_, Option<String>>(first + 1)?.unwrap_or_default(),
        published,
        published_from,
        updated,
        article,
    })
}

/// The columns `first_seen` and `first_modified` of the ledger, the first of which is column `first`.
pub(crate) fn kept_dates(row: &Row<'_>, first: usize) -> Result<KeptDates> {
    let first_modified = row.get::<_, Option<i64>>(first + 1)?.map(moment);
    Ok(KeptDates { first_seen: moment(row.get(first)?), first_modified })
}

/// The article without its body, from the column `head`.
pub(crate) fn head(row: &Row<'_>, column: usize) -> Result<Article> {
    json(row, column)
}

/// Stores the status of the article at `now`.
pub(crate) fn set_status(
    connection: &Connection,
    row: ArticleRow,
    article: &Article,
    now: DateTime<Utc>,
) -> Result<()> {
    let is_public = article.status(now) == Status::Published;
    let seconds = |moment: DateTime<Utc>| moment.timestamp();
    prepare(connection, "UPDATE article SET visible = ?2, next_turn = ?3, expired = ?4 WHERE article = ?1")?
        .execute(params![
            row,
            is_public,
            article.next_due(now).map(seconds),
            expired(article, now).map(seconds)
        ])?;
    Ok(())
}

/// Whether the article was removed from the feeds because it reached this expiry date.
pub(crate) fn has_expired(
    connection: &Connection,
    row: ArticleRow,
    expires: DateTime<FixedOffset>,
) -> Result<bool> {
    prepare(connection, "SELECT EXISTS (SELECT 1 FROM article WHERE article = ?1 AND expired = ?2)")?
        .query_row(params![row, expires.timestamp()], |row| row.get(0))
}

/// The earliest moment at which the status of an article changes because of its dates.
pub(crate) fn next_due(connection: &Connection) -> Result<Option<DateTime<Utc>>> {
    let moment_column: Option<i64> =
        prepare(connection, "SELECT min(next_turn) FROM article WHERE next_turn IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
    Ok(moment_column.map(moment))
}
