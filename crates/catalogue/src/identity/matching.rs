//! The rules of identity, as pure functions: which article a file is, which id it has, and when it was
//! updated.
//!
//! An article gets an id once and keeps it through edits, renames, deletions and restarts: with another id,
//! every subscriber would see the article as new.

use super::ledger_entry::LedgerEntry;
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use tidings_model::{Article, ArticleId, KeptDates};

/// How long after its deletion an article returns with any text, if a file is at its path again: some programs delete
/// a file and write it again, and people restore what they deleted by mistake. Later, a file with another text and
/// another title only has the same name, such as `today.txt`.
const RESTORED_WITHIN: TimeDelta = TimeDelta::hours(1);

/// The articles that a new file may be. No file is at its path so far as the ledger knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct IdentityCandidates {
    /// The article with the id that the file gives, with or without a file.
    pub(crate) with_id: Option<LedgerEntry>,
    /// The article deleted last that had the same content.
    pub(crate) deleted_with_content: Option<LedgerEntry>,
    /// A deleted article of which the file is plainly a version.
    pub(crate) deleted_version: Option<LedgerEntry>,
    /// The article deleted last whose file was at the path.
    pub(crate) deleted_from_path: Option<LedgerEntry>,
    /// Whether the file has the title of that article, or most of its text.
    pub(crate) resembles_deleted: bool,
}

/// Decides which article a new file with this content is. `None`: a new one.
pub(crate) fn identify(
    candidates: IdentityCandidates,
    content_hash: &str,
    given: Option<&ArticleId>,
    now: DateTime<Utc>,
) -> Option<LedgerEntry> {
    let IdentityCandidates {
        with_id,
        deleted_with_content,
        deleted_version,
        deleted_from_path,
        resembles_deleted,
    } = candidates;
    // The id of an article that has a file of its own says nothing.
    let with_id = with_id.filter(LedgerEntry::is_deleted);
    // If several deleted files had the same content, each one returns to its own path.
    let (same_content, other_content) = match deleted_from_path {
        Some(entry) if entry.content_hash == content_hash => (Some(entry), None),
        entry => (None, entry),
    };
    let returns = |entry: &LedgerEntry| {
        let is_recent = entry.deleted_at.is_some_and(|deleted| now - deleted < RESTORED_WITHIN);
        let has_other_id = entry.explicit && given.is_some_and(|given| *given != entry.id);
        (is_recent || resembles_deleted) && !has_other_id
    };
    with_id
        .or(same_content)
        .or(deleted_with_content)
        .or(deleted_version)
        .or_else(|| other_content.filter(returns))
}

/// The dates that are kept for an article whose document has no date of publication. They are decided when the
/// article is first seen, and may change until it is public.
pub(crate) fn kept_dates(article: &Article, entry: Option<&LedgerEntry>, now: DateTime<Utc>) -> KeptDates {
    let known = entry.map(LedgerEntry::kept_dates);
    if let (Some(known), Some(true)) = (known, entry.map(|entry| entry.was_public)) {
        return known;
    }
    let modified = article.updated.filter(|updated| article.published.is_none() && *updated <= now);
    let first_modified = known.and_then(|known| known.first_modified).or(modified.map(|at| at.to_utc()));
    KeptDates { first_seen: known.map_or(now, |known| known.first_seen), first_modified }
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
            explicit: false,
            slug: Some(format!("s{row}")),
            path: helper::path("a.md"),
            first_seen: moment(0),
            first_modified: None,
            title: None,
            content_hash: content_hash.to_owned(),
            published: moment(100),
            updated: moment(100),
            was_public: true,
            deleted_at: is_deleted.then(|| moment(1000)),
        }
    }

    #[test]
    fn the_best_candidate_decides() {
        let live = || Some(known(1, "other", false));
        let deleted = |row, hash| Some(known(row, hash, true));
        // The article with the id, with the content, with a similar text, and from the path.
        let cases = [
            ([live(), None, None, None], None),
            ([live(), deleted(2, "h"), deleted(3, "x"), deleted(4, "x")], Some(2)),
            ([deleted(1, "x"), deleted(2, "h"), deleted(3, "x"), deleted(4, "h")], Some(1)),
            ([None, deleted(2, "h"), None, deleted(4, "h")], Some(4)),
            ([None, deleted(2, "h"), deleted(3, "x"), deleted(4, "x")], Some(2)),
            ([None, None, deleted(3, "x"), deleted(4, "x")], Some(3)),
            ([None, None, None, deleted(4, "x")], Some(4)),
            ([None, None, None, None], None),
        ];
        for ([with_id, deleted_with_content, deleted_version, deleted_from_path], expected) in cases {
            let candidates = IdentityCandidates {
                with_id,
                deleted_with_content,
                deleted_version,
                deleted_from_path,
                resembles_deleted: false,
            };
            let found = identify(candidates, "h", None, moment(1010));
            assert_eq!(found.map(|entry| entry.row), expected);
        }
    }

    #[test]
    fn another_text_under_an_old_name_is_a_new_article_after_an_hour() {
        let explicit = LedgerEntry { explicit: true, ..known(1, "x", true) };
        let given = |id: &str| Some(ArticleId::from_ledger(id.to_owned()));
        // The deleted article, whether the text resembles its own, the id that the file gives, seconds after the
        // deletion, and whether it is the old article.
        let cases = [
            (known(1, "x", true), false, None, 3599, true),
            (known(1, "x", true), false, None, 3600, false),
            (known(1, "x", true), true, None, 1_000_000, true),
            (known(1, "h", true), false, None, 1_000_000, true),
            (known(1, "x", true), false, None, -500, true),
            (known(1, "x", true), false, given("x:7"), 10, true),
            (explicit.clone(), false, given("x:7"), 10, false),
            (explicit, false, given("x:1"), 10, true),
        ];
        for (entry, resembles_deleted, given, after, expected) in cases {
            let deleted_from_path = Some(entry);
            let candidates =
                IdentityCandidates { deleted_from_path, resembles_deleted, ..IdentityCandidates::default() };
            let found = identify(candidates, "h", given.as_ref(), moment(1000 + after));
            assert_eq!(found.is_some(), expected, "{given:?} after {after} s");
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
