//! Addresses that once led to an article. An address that was public never leads to another article, nor to nothing while
//! it is known what became of it.

use super::AddressLookup;
use super::sql::{ArticleRow, prepare};
use super::stored;
use chrono::{DateTime, Utc};
use percent_encoding::percent_decode_str;
use rusqlite::{Connection, OptionalExtension, Result, params};
use std::collections::BTreeSet;
use tidings_model::{Article, Status};

/// Longest alias that is kept, bytes: no request's path is longer.
const LONGEST: usize = 8192;

/// A public article has another slug from now on.
pub(super) fn leave(connection: &Connection, row: ArticleRow, former: &str, now: &str) -> Result<()> {
    prepare(connection, "INSERT OR REPLACE INTO former_slug (slug, article) VALUES (?1, ?2)")?
        .execute(params![former, row])?;
    prepare(connection, "DELETE FROM former_slug WHERE slug = ?1")?.execute([now])?;
    Ok(())
}

/// Whose slug it was, if anybody's.
pub(super) fn former_owner(connection: &Connection, slug: &str) -> Result<Option<ArticleRow>> {
    prepare(connection, "SELECT article FROM former_slug WHERE slug = ?1")?
        .query_row([slug], |row| row.get(0))
        .optional()
}

/// Notes the former addresses that an article names, in place of those that it named before.
pub(super) fn put_aliases(connection: &Connection, row: ArticleRow, aliases: &[String]) -> Result<()> {
    forget_aliases(connection, row)?;
    let paths: BTreeSet<String> = aliases.iter().filter_map(|alias| path_of(alias)).collect();
    let mut insert = prepare(connection, "INSERT INTO alias (path, article) VALUES (?1, ?2)")?;
    for path in paths {
        insert.execute(params![path, row])?;
    }
    Ok(())
}

/// The article names no former addresses any more.
pub(super) fn forget_aliases(connection: &Connection, row: ArticleRow) -> Result<()> {
    prepare(connection, "DELETE FROM alias WHERE article = ?1")?.execute([row])?;
    Ok(())
}

/// What a slug leads to that no public article has.
pub(super) fn of_slug(connection: &Connection, slug: &str, now: DateTime<Utc>) -> Result<AddressLookup> {
    let owner: Option<ArticleRow> = prepare(connection, "SELECT article FROM ledger WHERE slug = ?1")?
        .query_row([slug], |row| row.get(0))
        .optional()?;
    let Some(row) = owner.map_or_else(|| former_owner(connection, slug), |row| Ok(Some(row)))? else {
        return Ok(AddressLookup::Unknown);
    };
    let (now_at, was_public, deleted): (Option<String>, bool, bool) = prepare(
        connection,
        "SELECT slug, was_public, deleted_at IS NOT NULL FROM ledger WHERE article = ?1",
    )?
    .query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if deleted {
        return Ok(if was_public { AddressLookup::Gone } else { AddressLookup::Unknown });
    }
    let head: Option<(Article, bool)> =
        prepare(connection, "SELECT head, visible FROM article WHERE article = ?1")?
            .query_row([row], |row| Ok((stored::head(row, 0)?, row.get(1)?)))
            .optional()?;
    Ok(match (head, now_at) {
        (Some((_, true)), Some(now_at)) if now_at != slug => AddressLookup::Moved(now_at),
        (Some((article, false)), _) if was_public && article.status(now) == Status::Expired => {
            AddressLookup::Gone
        }
        _ => AddressLookup::Unknown,
    })
}

/// What a path leads to that articles may name as a former address; of several that do, the oldest article counts.
pub(super) fn of_path(connection: &Connection, path: &str) -> Result<AddressLookup> {
    let Some(path) = bare(path) else { return Ok(AddressLookup::Unknown) };
    let found = prepare(
        connection,
        "SELECT l.slug FROM alias x JOIN ledger l ON l.article = x.article JOIN article a ON a.article = x.article
         WHERE x.path = ?1 AND a.visible ORDER BY x.article LIMIT 1",
    )?
    .query_row([path], |row| row.get::<_, Option<String>>(0))
    .optional()?;
    Ok(found.flatten().map_or(AddressLookup::Unknown, AddressLookup::Moved))
}

/// The path of an alias, which may be a whole address (of whatever host: the site may have moved), with or without
/// slashes at its ends, and percent-encoded or not.
fn path_of(alias: &str) -> Option<String> {
    let alias = alias.split(['?', '#']).next().unwrap_or_default().trim();
    let path = match alias.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => alias,
    };
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    bare(&decoded).map(str::to_owned)
}

/// A path as aliases are compared: no slash at either end, no `index.html`.
pub(super) fn bare(path: &str) -> Option<&str> {
    let path = path.trim_matches('/');
    let path = match path.rsplit_once('/') {
        Some((directory, "index.html")) => directory,
        _ => path,
    };
    let is_sound = !path.is_empty() && path.len() <= LONGEST && !path.contains(char::is_control);
    is_sound.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_is_a_path_however_it_is_written() {
        let cases = [
            ("/2019/01/post/", Some("2019/01/post")),
            ("2019/01/post", Some("2019/01/post")),
            ("/old.html", Some("old.html")),
            ("/old/index.html", Some("old")),
            ("https://old.example/a%20b/?x=1#y", Some("a b")),
            ("https://old.example", None),
            ("/", None),
            ("/%ff/", None),
        ];
        for (alias, path) in cases {
            assert_eq!(path_of(alias).as_deref(), path, "{alias}");
        }
    }
}
