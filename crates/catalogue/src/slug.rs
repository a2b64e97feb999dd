//! The last part of an article's address: nobody else's, now or ever before.

use super::sql::{ArticleRow, prepare};
use super::{address, ledger};
use rusqlite::{Connection, OptionalExtension, Result};
use tidings_model::{Article, slugify};

/// The candidate number `attempt` for a slug: `post`, `post-2`, `post-3`.
pub(super) fn candidate(wanted: &str, attempt: u32) -> String {
    let wanted = if wanted.is_empty() { "article" } else { wanted };
    match attempt {
        0 => wanted.to_owned(),
        more => format!("{wanted}-{}", u64::from(more) + 1),
    }
}

/// A slug that no other article has, or ever had in public.
pub(super) fn free(connection: &Connection, wanted: &str, own: Option<ArticleRow>) -> Result<String> {
    let mut query = prepare(connection, "SELECT article FROM ledger WHERE slug = ?1")?;
    let attempt = ledger::first_free(|attempt| {
        let wish = candidate(wanted, attempt);
        let owner = query.query_row([&wish], |row| row.get(0)).optional()?;
        let owner = owner.map_or_else(|| address::former_owner(connection, &wish), |row| Ok(Some(row)))?;
        Ok(owner.is_some() && owner != own)
    })?;
    Ok(candidate(wanted, attempt))
}

/// A slug for an article that nobody has seen yet.
pub(super) fn for_new(connection: &Connection, article: &Article, own: Option<ArticleRow>) -> Result<String> {
    let first = free(connection, &article.slug, own)?;
    match article.path.translation().filter(|_| first != article.slug) {
        // Beside the original `post`, `post-fr` says more than `post-2`.
        Some((_, language)) => {
            let wanted = slugify(&format!("{} {language}", article.slug));
            free(connection, &wanted, own)
        }
        None => Ok(first),
    }
}
