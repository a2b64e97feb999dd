//! Who is who. An id is given once and stays, through edits, renames, deletions and restarts: a changed id shows
//! the article to every subscriber again.
//!
//! The decisions are the functions without a connection; the queries below them decide nothing.

use super::sql::{ArticleRow, moment, path, prepare};
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use tidings_model::{Article, ArticleId, ContentPath};

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub(super) row: ArticleRow,
    pub(super) id: ArticleId,
    /// `None`: gone, and never was public.
    pub(super) slug: Option<String>,
    /// Where its file lies, or lay last.
    pub(super) path: ContentPath,
    pub(super) first_seen: DateTime<Utc>,
    pub(super) content_hash: String,
    pub(super) published: DateTime<Utc>,
    pub(super) updated: DateTime<Utc>,
    /// Whether subscribers ever saw it.
    pub(super) was_public: bool,
    /// Whether its file is gone.
    pub(super) gone: bool,
}

/// Everything in the ledger that a file could be.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Traces {
    /// The article whose file lies at the path, or was renamed to it.
    pub(super) at_path: Option<Known>,
    /// The one with the id that the file gives.
    pub(super) with_id: Option<Known>,
    /// The last one gone that had the same content.
    pub(super) gone_with_content: Option<Known>,
    /// The last one gone whose file lay at the path.
    pub(super) gone_from_path: Option<Known>,
}

/// Which article a file is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Identity {
    /// One that the ledger knows.
    Known(Box<Known>),
    /// None so far.
    New,
    /// None: it gives the id of an article that has a file of its own.
    Taken(Box<Known>),
}

/// Decides which article a file with this content is.
pub(super) fn identify(traces: Traces, content_hash: &str) -> Identity {
    let Traces { at_path, with_id, gone_with_content, gone_from_path } = traces;
    if let Some(known) = at_path {
        return Identity::Known(known.into());
    }
    if let Some(known) = with_id {
        return if known.gone { Identity::Known(known.into()) } else { Identity::Taken(known.into()) };
    }
    // Of several files with the same content, each goes back to its own place.
    let (same, other) = match gone_from_path {
        Some(known) if known.content_hash == content_hash => (Some(known), None),
        known => (None, known),
    };
    match same.or(gone_with_content).or(other) {
        Some(known) => Identity::Known(known.into()),
        None => Identity::New,
    }
}

/// The id of an article that the ledger knows, when its file gives another: only one that no subscriber has
/// seen may still take it.
pub(super) fn keeps_id(known: &Known, given: Option<&ArticleId>) -> bool {
    known.was_public || given.is_none_or(|given| *given == known.id)
}

/// When the article counts as changed: when its author says so, else when its content changed after it had
/// become public, else when it was published; never before that, nor before an earlier change, though the clock was
/// put back.
pub(super) fn updated(
    article: &Article,
    published: DateTime<FixedOffset>,
    known: Option<&Known>,
    now: DateTime<Utc>,
) -> DateTime<FixedOffset> {
    let changed = match known.filter(|known| known.was_public) {
        Some(known) if known.content_hash != article.content_hash => now.max(known.updated).fixed_offset(),
        Some(known) if known.updated != known.published => known.updated.fixed_offset(),
        _ => published,
    };
    // `max` answers with the second of two equal moments, and with it the document's own offset.
    article.updated.unwrap_or(changed).max(published)
}

/// The smallest number from 0 that is free, as long as the taken ones have no gap; else some free one. Asks for
/// a number of times that grows with the logarithm of the answer: thousands of files may want one slug.
pub(super) fn first_free(mut is_taken: impl FnMut(u32) -> Result<bool>) -> Result<u32> {
    if !is_taken(0)? {
        return Ok(0);
    }
    let (mut taken, mut free) = (0, 1);
    while is_taken(free)? {
        (taken, free) = (free, free.saturating_mul(2));
    }
    while taken + 1 < free {
        let middle = taken + (free - taken) / 2;
        if is_taken(middle)? { taken = middle } else { free = middle }
    }
    Ok(free)
}

/// The ledger's columns, in the order of [`known`].
macro_rules! select_known {
    ($condition:literal) => {
        concat!(
            "SELECT article, id, slug, path, first_seen, content_hash, published, updated, was_public, \
             deleted_at IS NOT NULL FROM ledger WHERE ",
            $condition
        )
    };
}

fn known(row: &Row<'_>) -> Result<Known> {
    Ok(Known {
        row: row.get(0)?,
        id: ArticleId::from_ledger(row.get(1)?),
        slug: row.get(2)?,
        path: path(row, 3)?,
        first_seen: moment(row.get(4)?),
        content_hash: row.get(5)?,
        published: moment(row.get(6)?),
        updated: moment(row.get(7)?),
        was_public: row.get(8)?,
        gone: row.get(9)?,
    })
}

fn one(connection: &Connection, sql: &str, key: &str) -> Result<Option<Known>> {
    prepare(connection, sql)?.query_row([key], known).optional()
}

/// The article whose file lies there.
pub(super) fn at_path(connection: &Connection, path: &ContentPath) -> Result<Option<Known>> {
    one(connection, select_known!("path = ?1 AND deleted_at IS NULL"), path.as_str())
}

/// The article with this id.
pub(super) fn with_id(connection: &Connection, id: &ArticleId) -> Result<Option<Known>> {
    one(connection, select_known!("id = ?1"), id.as_str())
}

/// Looks for everything that the file could be; for one at a known place no further than that.
pub(super) fn traces(
    connection: &Connection,
    path: &ContentPath,
    given: Option<&ArticleId>,
    content_hash: &str,
) -> Result<Traces> {
    let at_path = at_path(connection, path)?;
    if at_path.is_some() {
        return Ok(Traces { at_path, ..Traces::default() });
    }
    let by_content = select_known!(
        "content_hash = ?1 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, article DESC LIMIT 1"
    );
    let by_path =
        select_known!("path = ?1 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, article DESC LIMIT 1");
    Ok(Traces {
        at_path,
        with_id: given.map(|id| with_id(connection, id)).transpose()?.flatten(),
        gone_with_content: one(connection, by_content, content_hash)?,
        gone_from_path: one(connection, by_path, path.as_str())?,
    })
}

/// How many articles of the same content are told of: among thousands of copies of one file none is the original.
const MOST_TWINS: u32 = 16;

/// The paths of the articles with this content, unless one lies at `new` already.
pub(super) fn paths_with_content(
    connection: &Connection,
    new: &ContentPath,
    content_hash: &str,
) -> Result<Vec<ContentPath>> {
    if at_path(connection, new)?.is_some() {
        return Ok(Vec::new());
    }
    prepare(
        connection,
        "SELECT path FROM ledger WHERE content_hash = ?1 AND deleted_at IS NULL ORDER BY article LIMIT ?2",
    )?
    .query_map(params![content_hash, MOST_TWINS], |row| path(row, 0))?
    .collect()
}

/// A new id for a file at this path; another one if an article took the path's own along when it was renamed.
pub(super) fn mint(connection: &Connection, site_id: &str, path: &ContentPath) -> Result<ArticleId> {
    let attempt = first_free(|attempt| {
        let id = ArticleId::mint(site_id, path, attempt);
        Ok(with_id(connection, &id)?.is_some())
    })?;
    Ok(ArticleId::mint(site_id, path, attempt))
}

/// What the ledger learns when a file is read.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) id: &'a ArticleId,
    pub(super) explicit: bool,
    pub(super) slug: &'a str,
    pub(super) path: &'a ContentPath,
    pub(super) content_hash: &'a str,
    pub(super) published: DateTime<FixedOffset>,
    pub(super) updated: DateTime<FixedOffset>,
    pub(super) visible: bool,
}

/// Begins the row of a new article.
pub(super) fn insert(
    connection: &Connection,
    record: &Record<'_>,
    first_seen: DateTime<Utc>,
) -> Result<ArticleRow> {
    prepare(
        connection,
        "INSERT INTO ledger (id, explicit, slug, path, first_path, first_seen, content_hash, published, updated,
         was_public) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .insert(params![
        record.id.as_str(),
        record.explicit,
        record.slug,
        record.path.as_str(),
        first_seen.timestamp(),
        record.content_hash,
        record.published.timestamp(),
        record.updated.timestamp(),
        record.visible,
    ])
}

/// Brings the row of a known article up to date; one that was gone is back.
pub(super) fn update(connection: &Connection, row: ArticleRow, record: &Record<'_>) -> Result<()> {
    prepare(
        connection,
        "UPDATE ledger SET id = ?2, explicit = ?3, slug = ?4, path = ?5, content_hash = ?6, published = ?7,
         updated = ?8, was_public = was_public OR ?9, deleted_at = NULL WHERE article = ?1",
    )?
    .execute(params![
        row,
        record.id.as_str(),
        record.explicit,
        record.slug,
        record.path.as_str(),
        record.content_hash,
        record.published.timestamp(),
        record.updated.timestamp(),
        record.visible,
    ])?;
    Ok(())
}

/// The file went to another path.
pub(super) fn set_path(connection: &Connection, row: ArticleRow, path: &ContentPath) -> Result<()> {
    prepare(connection, "UPDATE ledger SET path = ?2 WHERE article = ?1")?
        .execute(params![row, path.as_str()])?;
    Ok(())
}

/// The file is gone (`Some`), or back.
pub(super) fn set_deleted(connection: &Connection, row: ArticleRow, at: Option<DateTime<Utc>>) -> Result<()> {
    prepare(connection, "UPDATE ledger SET deleted_at = ?2 WHERE article = ?1")?
        .execute(params![row, at.map(|at| at.timestamp())])?;
    Ok(())
}

/// The article became public by the clock.
pub(super) fn set_public(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "UPDATE ledger SET was_public = 1 WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// Gives back the slug of an article that is gone and that nobody ever saw.
pub(super) fn release_slug(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "UPDATE ledger SET slug = NULL WHERE article = ?1 AND was_public = 0")?
        .execute([row])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests as helper;
    use super::*;
    use proptest::prelude::*;

    fn moment(seconds: i64) -> DateTime<Utc> {
        super::moment(seconds)
    }

    fn known(row: ArticleRow, content_hash: &str, gone: bool) -> Known {
        Known {
            row,
            id: ArticleId::from_ledger(format!("x:{row}")),
            slug: Some(format!("s{row}")),
            path: helper::path("a.md"),
            first_seen: moment(0),
            content_hash: content_hash.to_owned(),
            published: moment(100),
            updated: moment(100),
            was_public: true,
            gone,
        }
    }

    #[test]
    fn the_nearest_trace_decides() {
        let live = || Some(known(1, "other", false));
        let gone = |row, hash| Some(known(row, hash, true));
        let cases = [
            ([live(), gone(2, "h"), gone(3, "h"), gone(4, "h")], "known 1"),
            ([None, live(), gone(3, "h"), gone(4, "h")], "taken by 1"),
            ([None, gone(2, "x"), gone(3, "h"), gone(4, "h")], "known 2"),
            ([None, None, gone(3, "h"), gone(4, "h")], "known 4"),
            ([None, None, gone(3, "h"), gone(4, "x")], "known 3"),
            ([None, None, None, gone(4, "x")], "known 4"),
            ([None, None, None, None], "new"),
        ];
        for ([at_path, with_id, gone_with_content, gone_from_path], expected) in cases {
            let traces = Traces { at_path, with_id, gone_with_content, gone_from_path };
            let found = match identify(traces, "h") {
                Identity::Known(known) => format!("known {}", known.row),
                Identity::Taken(owner) => format!("taken by {}", owner.row),
                Identity::New => "new".to_owned(),
            };
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn updated_moves_with_the_content_of_what_was_public() {
        let (same, changed) = ("h", "h2");
        let draft = Known { was_public: false, ..known(1, "h", false) };
        let edited = Known { updated: moment(150), ..known(1, "h", false) };
        // The ledger's row, the file's hash, published, the author's word, and what comes of them at 200.
        let cases = [
            (None, same, 100, None, 100),
            (Some(known(1, "h", false)), same, 100, None, 100),
            (Some(known(1, "h", false)), changed, 100, None, 200),
            (Some(known(1, "h", false)), same, 90, None, 90),
            (Some(edited.clone()), same, 100, None, 150),
            (Some(edited), same, 170, None, 170),
            (Some(draft), changed, 100, None, 100),
            (Some(known(1, "h", false)), changed, 100, Some(120), 120),
            (None, same, 100, Some(50), 100),
        ];
        for (known, hash, published, said, expected) in cases {
            let said = said.map(|at| moment(at).fixed_offset());
            let article = Article { updated: said, ..helper::article("a.md", hash) };
            let published = moment(published).fixed_offset();
            let found = updated(&article, published, known.as_ref(), moment(200));
            assert_eq!(found, moment(expected), "{known:?} {hash} {said:?}");
        }
    }

    proptest! {
        #[test]
        fn the_first_free_number_is_found_in_few_steps(taken in 0..100_000_u32) {
            let mut asked = 0;
            let found = first_free(|number| {
                asked += 1;
                Ok(number < taken)
            });
            prop_assert_eq!(found, Ok(taken));
            prop_assert!(asked <= 40);
        }
    }
}
