//! Former addresses of articles: slugs they had before, and aliases that their authors name.
//!
//! A former address redirects to its article, or is reported as gone. It never leads to another article.

use crate::lookups::AddressLookup;
use crate::storage::sql::{ArticleRow, prepare};
use percent_encoding::percent_decode_str;
use rusqlite::{Connection, OptionalExtension, Result, params};
use std::collections::BTreeSet;
use tidings_model::text;

/// Longest alias that is stored, in bytes. No request has a longer path.
const MAX_ALIAS_LENGTH: usize = 8192;

/// Records that a public article changed its slug from `former` to `current`.
pub(crate) fn record_former_slug(
    connection: &Connection,
    row: ArticleRow,
    former: &str,
    current: &str,
) -> Result<()> {
    prepare(connection, "INSERT OR REPLACE INTO former_slug (slug, article) VALUES (?1, ?2)")?
        .execute(params![former, row])?;
    prepare(connection, "DELETE FROM former_slug WHERE slug = ?1")?.execute([current])?;
    Ok(())
}

/// The article that had this slug before, if any.
pub(crate) fn former_owner(connection: &Connection, slug: &str) -> Result<Option<ArticleRow>> {
    prepare(connection, "SELECT article FROM former_slug WHERE slug = ?1")?
        .query_row([slug], |row| row.get(0))
        .optional()
}

/// Replaces the aliases of an article.
pub(crate) fn replace_aliases(connection: &Connection, row: ArticleRow, aliases: &[String]) -> Result<()> {
    remove_aliases(connection, row)?;
    let paths: BTreeSet<String> = aliases.iter().filter_map(|alias| alias_path(alias)).collect();
    let mut insert = prepare(connection, "INSERT INTO alias (path, article) VALUES (?1, ?2)")?;
    for path in paths {
        insert.execute(params![path, row])?;
    }
    Ok(())
}

/// Removes all aliases of an article.
pub(crate) fn remove_aliases(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "DELETE FROM alias WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// Looks up a slug that no public article has at present.
pub(crate) fn look_up_slug(connection: &Connection, slug: &str) -> Result<AddressLookup> {
    let owner: Option<ArticleRow> = prepare(connection, "SELECT article FROM ledger WHERE slug = ?1")?
        .query_row([slug], |row| row.get(0))
        .optional()?;
    let Some(row) = owner.map_or_else(|| former_owner(connection, slug), |row| Ok(Some(row)))? else {
        return Ok(AddressLookup::Unknown);
    };
    let (current_slug, was_public, is_deleted): (Option<String>, bool, bool) = prepare(
        connection,
        "SELECT slug, was_public, deleted_at IS NOT NULL FROM ledger WHERE article = ?1",
    )?
    .query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if is_deleted {
        return Ok(if was_public { AddressLookup::Gone } else { AddressLookup::Unknown });
    }
    let status: Option<(bool, bool)> =
        prepare(connection, "SELECT visible, expired IS NOT NULL FROM article WHERE article = ?1")?
            .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
    Ok(match (status, current_slug) {
        (Some((true, _)), Some(current_slug)) if current_slug != slug => AddressLookup::Moved(current_slug),
        (Some((false, true)), _) if was_public => AddressLookup::Gone,
        _ => AddressLookup::Unknown,
    })
}

/// The path of an alias. The alias may be an absolute URL (of any host: the site may have moved), may have
/// slashes at its ends or not, and may be percent-encoded or not.
fn alias_path(alias: &str) -> Option<String> {
    let alias = alias.split(['?', '#']).next().unwrap_or_default().trim();
    let path = match alias.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => alias,
    };
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    normalized(&decoded).map(|path| text::nfc(path).into_owned())
}

/// The form in which paths are compared: no slash at either end, no `index.html`. `None` if it is no usable
/// path.
pub(crate) fn normalized(path: &str) -> Option<&str> {
    let path = path.trim_matches('/');
    let path = match path.rsplit_once('/') {
        Some((directory, "index.html")) => directory,
        _ => path,
    };
    let is_valid = !path.is_empty() && path.len() <= MAX_ALIAS_LENGTH && !path.contains(char::is_control);
    is_valid.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_may_be_written_in_several_ways() {
        let cases = [
            ("/2019/01/post/", Some("2019/01/post")),
            ("2019/01/post", Some("2019/01/post")),
            ("/old.html", Some("old.html")),
            ("/old/index.html", Some("old")),
            ("https://old.example/a%20b/?x=1#y", Some("a b")),
            ("/a b/", Some("a b")),
            ("/cafe\u{301}/", Some("café")),
            ("/caf%C3%A9/", Some("café")),
            ("https://old.example", None),
            ("/", None),
            ("/%ff/", None),
        ];
        for (alias, path) in cases {
            assert_eq!(alias_path(alias).as_deref(), path, "{alias}");
        }
    }
}
