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

/// Returns `wanted` or a numbered form of it that no article other than `own` has, or ever had in public.
fn free(connection: &Connection, wanted: &str, own: Option<ArticleRow>) -> Result<String> {
    let mut query = prepare(connection, "SELECT article FROM ledger WHERE slug = ?1")?;
    let attempt = matching::first_free(|attempt| {
        let slug = candidate(wanted, attempt);
        let owner = query.query_row([&slug], |row| row.get(0)).optional()?;
        let owner = match owner {
            Some(row) => Some(row),
            None => former_addresses::former_owner(connection, &slug)?,
        };
        Ok::<_, rusqlite::Error>(owner.is_some() && owner != own)
    })?;
    Ok(candidate(wanted, attempt))
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
            let wanted = slugify(&format!("{} {language}", article.slug));
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
            if slug != *former {
                former_addresses::record_former_slug(connection, *row, former, &slug)?;
            }
            Ok(slug)
        }
        entry => for_new_article(connection, article, entry.map(|entry| entry.row)),
    }
}
