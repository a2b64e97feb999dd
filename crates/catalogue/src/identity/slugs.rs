//! Slugs: the last part of an article's address, which no other article has or ever had.

use super::{former_addresses, ledger_entry::LedgerEntry, matching};
use crate::storage::sql::{ArticleRow, prepare};
use rusqlite::{Connection, OptionalExtension, Result};
use tidings_model::{Article, slugify};

/// The slug to try after `attempt` collisions: `post`, `post-2`, `post-3`.
pub(crate) fn candidate(wanted: &str, attempt: u32) -> String {
    let wanted = if wanted.is_empty() { "article" } else { wanted };
    match attempt {
        0 => wanted.to_owned(),
        more => format!("{wanted}-{}", u64::from(more) + 1),
    }
}

/// Returns `wanted` or a numbered form of it that no article other than `own` has, or ever had in public. The same
/// holds for its folded form.
fn free(connection: &Connection, wanted: &str, own: Option<ArticleRow>) -> Result<String> {
    let is_in_use = |slug: &str| -> Result<bool> {
        let owner = owner(connection, slug)?;
        Ok(owner.is_some() && owner != own)
    };
    let attempt = matching::first_free(|attempt| {
        let slug = candidate(wanted, attempt);
        Ok::<_, rusqlite::Error>(match folded(&slug) {
            Some(folded) => is_in_use(&slug)? || is_in_use(&folded)?,
            None => is_in_use(&slug)?,
        })
    })?;
    Ok(candidate(wanted, attempt))
}

/// The article that has this slug, or had it in public.
fn owner(connection: &Connection, slug: &str) -> Result<Option<ArticleRow>> {
    let owner = prepare(connection, "SELECT article FROM ledger WHERE slug = ?1")?
        .query_row([slug], |row| row.get(0))
        .optional()?;
    match owner {
        Some(row) => Ok(Some(row)),
        None => former_addresses::former_owner(connection, slug),
    }
}

/// The folded form of a slug that its author wrote with other characters: `camel-case` of `Camel_Case`. `None` if both
/// are the same.
pub(crate) fn folded(slug: &str) -> Option<String> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if slug.bytes().all(is_plain) {
        return None;
    }
    Some(slugify(slug)).filter(|folded| !folded.is_empty() && folded != slug)
}

/// Lets the folded form of a public article's slug lead to the article, unless another one has it.
pub(crate) fn record_folded(connection: &Connection, row: ArticleRow, slug: &str) -> Result<()> {
    match folded(slug) {
        Some(folded) if owner(connection, &folded)?.is_none() => {
            former_addresses::record_former_slug(connection, row, &folded, slug)
        }
        _ => Ok(()),
    }
}

/// Returns a slug for an article that was never public.
pub(crate) fn for_new_article(
    connection: &Connection,
    article: &Article,
    own: Option<ArticleRow>,
) -> Result<String> {
    let first = free(connection, &article.slug, own)?;
    match article.path.translation().filter(|_| first != article.slug) {
        // Beside the original `post`, `post-fr` is more meaningful than `post-2`.
        Some((_, language)) => {
            let wanted = format!("{}-{}", article.slug, slugify(&language));
            free(connection, &wanted, own)
        }
        None => Ok(first),
    }
}

/// Returns the article's slug. It follows the file until the article is public; after that it is part of the
/// permalink and changes only if the author sets another one, to which the old one then redirects.
pub(crate) fn for_article(
    connection: &Connection,
    article: &Article,
    entry: Option<&LedgerEntry>,
) -> Result<String> {
    match entry {
        Some(LedgerEntry { was_public: true, slug: Some(slug), .. })
            if !article.slug_is_given || *slug == article.slug =>
        {
            Ok(slug.clone())
        }
        Some(LedgerEntry { row, was_public: true, slug: Some(former), .. }) => {
            let slug = free(connection, &article.slug, Some(*row))?;
            // Version 0.1 folded every slug. An address that subscribers know stays, and the other form leads to it.
            if folded(&slug).as_ref() == Some(former) {
                return Ok(former.clone());
            }
            if slug != *former {
                former_addresses::record_former_slug(connection, *row, former, &slug)?;
            }
            Ok(slug)
        }
        entry => for_new_article(connection, article, entry.map(|entry| entry.row)),
    }
}
