//! The rules of identity, as pure functions: which article a file is, which id it has, and when it was
//! updated.
//!
//! An article gets an id once and keeps it through edits, renames, deletions and restarts: with another id,
//! every subscriber would see the article as new.

use super::ledger_entry::LedgerEntry;
use chrono::{DateTime, FixedOffset, Utc};
use tidings_model::{Article, ArticleId};

/// The ledger entries that a file may belong to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct IdentityCandidates {
    /// The article whose file is at the path, or was renamed to it.
    pub(crate) at_path: Option<LedgerEntry>,
    /// The article with the id that the file gives.
    pub(crate) with_id: Option<LedgerEntry>,
    /// The article deleted last that had the same content.
    pub(crate) deleted_with_content: Option<LedgerEntry>,
    /// The article deleted last whose file was at the path.
    pub(crate) deleted_from_path: Option<LedgerEntry>,
}

/// Which article a file is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Identity {
    /// An article of the ledger.
    Known(Box<LedgerEntry>),
    /// A new article.
    New,
    /// No article: the file gives the id of an article that has a file of its own.
    IdInUse(Box<LedgerEntry>),
}

/// Decides which article a file with this content is.
pub(crate) fn identify(candidates: IdentityCandidates, content_hash: &str) -> Identity {
    let IdentityCandidates { at_path, with_id, deleted_with_content, deleted_from_path } = candidates;
    if let Some(entry) = at_path {
        return Identity::Known(entry.into());
    }
    if let Some(entry) = with_id {
        let is_free = entry.is_deleted;
        return if is_free { Identity::Known(entry.into()) } else { Identity::IdInUse(entry.into()) };
    }
    // If several deleted files had the same content, each one returns to its own path.
    let (same_content, other_content) = match deleted_from_path {
        Some(entry) if entry.content_hash == content_hash => (Some(entry), None),
        entry => (None, entry),
    };
    match same_content.or(deleted_with_content).or(other_content) {
        Some(entry) => Identity::Known(entry.into()),
        None => Identity::New,
    }
}

/// Whether a known article keeps its id although its file gives the id `given`: always, once it was public.
pub(crate) fn keeps_id(entry: &LedgerEntry, given: Option<&ArticleId>) -> bool {
    entry.was_public || given.is_none_or(|given| *given == entry.id)
}

/// When the article was updated: the author's own date; or else the last change of its content while it was
/// public; or else the date of publication. Never before the publication, nor before an earlier change if the
/// clock was set back.
pub(crate) fn updated(
    article: &Article,
    published: DateTime<FixedOffset>,
    entry: Option<&LedgerEntry>,
    now: DateTime<Utc>,
) -> DateTime<FixedOffset> {
    let changed = match entry.filter(|entry| entry.was_public) {
        Some(entry) if entry.content_hash != article.content_hash => now.max(entry.updated).fixed_offset(),
        Some(entry) if entry.updated != entry.published => entry.updated.fixed_offset(),
        _ => published,
    };
    // `max` returns the second of two equal moments, and thus the document's own UTC offset.
    article.updated.unwrap_or(changed).max(published)
}

/// Finds the smallest free number from 0, if the numbers in use have no gap; otherwise some free number. The
/// number of calls grows with the logarithm of the result, since thousands of files may need the same slug.
///
/// # Errors
/// Those of `is_in_use`.
pub(crate) fn first_free<E>(mut is_in_use: impl FnMut(u32) -> Result<bool, E>) -> Result<u32, E> {
    if !is_in_use(0)? {
        return Ok(0);
    }
    let (mut used, mut free) = (0, 1);
    while is_in_use(free)? {
        (used, free) = (free, free.saturating_mul(2));
    }
    while used + 1 < free {
        let middle = used + (free - used) / 2;
        if is_in_use(middle)? { used = middle } else { free = middle }
    }
    Ok(free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::sql::ArticleRow;
    use crate::tests as helper;
    use proptest::prelude::*;

    fn moment(seconds: i64) -> DateTime<Utc> {
        crate::storage::sql::moment(seconds)
    }

    fn known(row: ArticleRow, content_hash: &str, is_deleted: bool) -> LedgerEntry {
        LedgerEntry {
            row,
            id: ArticleId::from_ledger(format!("x:{row}")),
            slug: Some(format!("s{row}")),
            path: helper::path("a.md"),
            first_seen: moment(0),
            content_hash: content_hash.to_owned(),
            published: moment(100),
            updated: moment(100),
            was_public: true,
            is_deleted,
        }
    }

    #[test]
    fn the_best_candidate_decides() {
        let live = || Some(known(1, "other", false));
        let deleted = |row, hash| Some(known(row, hash, true));
        let cases = [
            ([live(), deleted(2, "h"), deleted(3, "h"), deleted(4, "h")], "known 1"),
            ([None, live(), deleted(3, "h"), deleted(4, "h")], "id of 1"),
            ([None, deleted(2, "x"), deleted(3, "h"), deleted(4, "h")], "known 2"),
            ([None, None, deleted(3, "h"), deleted(4, "h")], "known 4"),
            ([None, None, deleted(3, "h"), deleted(4, "x")], "known 3"),
            ([None, None, None, deleted(4, "x")], "known 4"),
            ([None, None, None, None], "new"),
        ];
        for ([at_path, with_id, deleted_with_content, deleted_from_path], expected) in cases {
            let candidates = IdentityCandidates { at_path, with_id, deleted_with_content, deleted_from_path };
            let found = match identify(candidates, "h") {
                Identity::Known(entry) => format!("known {}", entry.row),
                Identity::IdInUse(owner) => format!("id of {}", owner.row),
                Identity::New => "new".to_owned(),
            };
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn updated_moves_with_the_content_of_a_public_article() {
        let (same, changed) = ("h", "h2");
        let draft = LedgerEntry { was_public: false, ..known(1, "h", false) };
        let edited = LedgerEntry { updated: moment(150), ..known(1, "h", false) };
        // The ledger entry, the file's hash, published, the author's date, and the result at 200.
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
        for (entry, hash, published, given, expected) in cases {
            let given = given.map(|at| moment(at).fixed_offset());
            let article = Article { updated: given, ..helper::article("a.md", hash) };
            let published = moment(published).fixed_offset();
            let found = updated(&article, published, entry.as_ref(), moment(200));
            assert_eq!(found, moment(expected), "{entry:?} {hash} {given:?}");
        }
    }

    proptest! {
        #[test]
        fn the_first_free_number_is_found_in_few_steps(used in 0..100_000_u32) {
            let mut calls = 0;
            let found = first_free(|number| {
                calls += 1;
                Ok::<_, ()>(number < used)
            });
            prop_assert_eq!(found, Ok(used));
            prop_assert!(calls <= 40);
        }
    }
}
