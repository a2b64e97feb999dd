//! The folder is read for the first time, into a catalogue that knows nothing: so nothing has to be looked up, and all that
//! can be made of an article without the tables is made on whatever thread has read it (`prepared`).
//!
//! A batch costs appends. What would be written in random places, page by page for every batch, is gathered instead
//! (24 bytes for each listing of an article) and written at the end in the order of its keys, with the counts, names and
//! places of all selections; indexes that no reader of feeds needs are built after that, when the feeds are served.
//!
//! Killed at any moment, nothing is lost: what is half read is forgotten at the next start, which begins anew. The ids are
//! made from the paths, so they come out the same.

use super::apply::Rules;
use super::prepared::{PreparedEntry, Ready, Row};
use super::sql::{ArticleRow, prepare};
use super::{Observation, address, files, ledger, listing, stored};
use chrono::{DateTime, SubsecRound, Utc};
use rusqlite::{Connection, ErrorCode, Result, params};
use std::cmp::Reverse;
use std::collections::HashMap;
use tidings_model::{Problem, Selection};

/// Articles in a transaction: each commit costs about as much as ten articles, and what is not committed holds memory.
const TOGETHER: usize = 2000;

/// Indexes that only the writer uses, and only for what comes later. Built over all rows they cost a tenth of what they cost
/// row by row. As the schema has them, which a test compares.
pub(super) const LATER: [(&str, &str); 4] = [
    ("ledger_content", "CREATE INDEX ledger_content ON ledger (content_hash, deleted_at)"),
    ("listing_article", "CREATE INDEX listing_article ON listing (article)"),
    (
        "listing_place",
        "CREATE UNIQUE INDEX listing_place ON listing (selection, place) WHERE place IS NOT NULL",
    ),
    (
        "listing_unplaced",
        "CREATE INDEX listing_unplaced ON listing (selection, published, id) WHERE place IS NULL",
    ),
];

/// How far the first reading of the folder has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitialScan {
    /// Nothing was read, but something is known: a backup, or what could be saved of a damaged catalogue.
    Restored,
    /// Nothing is known.
    Empty,
    /// It was read whole.
    Done,
}

/// What the last run left. A first reading that was cut short is forgotten.
pub(super) fn look(connection: &mut Connection) -> Result<InitialScan> {
    let stage: i64 = connection.query_row("SELECT first_reading FROM meta", [], |row| row.get(0))?;
    match stage {
        0 => {
            let is_blank = "SELECT NOT EXISTS (SELECT 1 FROM ledger)";
            let is_blank: bool = connection.query_row(is_blank, [], |row| row.get(0))?;
            Ok(if is_blank { InitialScan::Empty } else { InitialScan::Restored })
        }
        1 => {
            forget(connection)?;
            Ok(InitialScan::Empty)
        }
        _ => Ok(InitialScan::Done),
    }
}

/// The folder was read whole, by the usual way.
pub(super) fn is_done(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE meta SET first_reading = 2 WHERE first_reading <> 2", []).map(|_| ())
}

fn forget(connection: &mut Connection) -> Result<()> {
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.transaction()?;
    for table in [
        "returning_place",
        "reference",
        "alias",
        "listing",
        "tombstone",
        "former_slug",
        "file",
        "article",
        "selection",
    ] {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    transaction.execute("DELETE FROM ledger", [])?;
    transaction.execute("UPDATE meta SET first_reading = 0, sequence = 0", [])?;
    transaction.commit()?;
    connection.pragma_update(None, "foreign_keys", true)
}

/// Builds the indexes that are missing, since the last run was ended before it had built them.
pub(super) fn complete(connection: &Connection) -> Result<()> {
    let is_read: bool = connection.query_row("SELECT first_reading = 2 FROM meta", [], |row| row.get(0))?;
    if is_read { build_indexes(connection) } else { Ok(()) }
}

/// Builds the indexes that are missing.
pub(super) fn build_indexes(connection: &Connection) -> Result<()> {
    for (name, sql) in LATER {
        let is_there = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1)";
        if !connection.query_row(is_there, [name], |row| row.get::<_, bool>(0))? {
            connection.execute_batch(sql)?;
        }
    }
    Ok(())
}

/// A listing of an article, to be written at the end.
#[derive(Debug, Clone, Copy)]
struct Listed {
    selection: u32,
    name: u32,
    published: i64,
    /// Its number among the articles of this reading, from 0.
    article: u32,
}

/// A first reading under way.
#[derive(Debug)]
pub(super) struct Load {
    now: DateTime<Utc>,
    in_transaction: usize,
    /// Articles that are public. To count them at the end, SQLite would read every body.
    published: i64,
    /// Row and id of each article, by its number.
    articles: Vec<(ArticleRow, Box<str>)>,
    listed: Vec<Listed>,
    selections: HashMap<Selection, u32>,
    /// Names of terms as articles write them, each once for its selection.
    names: HashMap<(u32, String), u32>,
}

impl Load {
    /// Begins in a catalogue that is blank.
    pub(super) fn begin(connection: &Connection, now: DateTime<Utc>) -> Result<Self> {
        // What refers to an article is written with it. It can't be switched within a transaction.
        connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
        connection.execute("UPDATE meta SET first_reading = 1", [])?;
        for (name, _) in LATER {
            connection.execute_batch(&format!("DROP INDEX IF EXISTS {name}"))?;
        }
        connection.execute_batch("COMMIT")?;
        Ok(Self {
            now,
            in_transaction: 0,
            published: 0,
            articles: Vec::new(),
            listed: Vec::new(),
            selections: HashMap::new(),
            names: HashMap::new(),
        })
    }

    /// Takes in what was read. It is committed a few thousand files at a time, and readers see it then.
    pub(super) fn take(
        &mut self,
        connection: &Connection,
        rules: Rules<'_>,
        batch: Vec<PreparedEntry>,
    ) -> Result<()> {
        for PreparedEntry(ready) in batch {
            if self.in_transaction == 0 {
                connection.execute_batch("BEGIN IMMEDIATE")?;
            }
            self.in_transaction += 1;
            match ready {
                Ready::Article(row) => self.article(connection, rules, *row)?,
                Ready::Other(observation) => other(connection, observation)?,
            }
            if self.in_transaction >= TOGETHER {
                self.commit(connection)?;
            }
        }
        Ok(())
    }

    fn commit(&mut self, connection: &Connection) -> Result<()> {
        if std::mem::take(&mut self.in_transaction) > 0 {
            connection.execute_batch("COMMIT")?;
        }
        Ok(())
    }

    fn article(&mut self, connection: &Connection, rules: Rules<'_>, mut row: Row) -> Result<()> {
        let first_seen = self.now.trunc_subsecs(0);
        let number = match ledger::insert(connection, &row.record(), first_seen) {
            Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == ErrorCode::ConstraintViolation => {
                if let Some(given) = &row.given
                    && let Some(owner) = ledger::with_id(connection, given)?
                {
                    return files::put_waiting(connection, row.stamp, &row.article, &owner);
                }
                row.give_way(connection, rules.site_id)?;
                ledger::insert(connection, &row.record(), first_seen)?
            }
            inserted => inserted?,
        };
        let path = &row.article.path;
        files::put(connection, path, row.stamp, files::Outcome::Parsed, &[], Some(number))?;
        if !row.article.aliases.is_empty() {
            address::put_aliases(connection, number, &row.article.aliases)?;
        }
        stored::put_prepared(connection, number, &row.article, &row.head, &row.appearance, &row.standing())?;
        self.published += i64::from(row.visible);
        self.list(number, &row);
        Ok(())
    }

    fn list(&mut self, number: ArticleRow, row: &Row) {
        let article = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        self.articles.push((number, row.id.as_str().into()));
        for (selection, name) in &row.selections {
            let next = u32::try_from(self.selections.len()).unwrap_or(u32::MAX);
            let selection = *self.selections.entry(selection.clone()).or_insert(next);
            let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let name = *self.names.entry((selection, name.clone())).or_insert(next);
            self.listed.push(Listed { selection, name, published: row.published.timestamp(), article });
        }
    }

    /// Writes what was gathered: from here on all feeds are whole.
    pub(super) fn finish(mut self, connection: &Connection) -> Result<()> {
        self.commit(connection)?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let (articles, mut listed) = (&self.articles, std::mem::take(&mut self.listed));
        let id = |listed: &Listed| articles.get(listed.article as usize).map_or("", |(_, id)| id);
        listed.sort_unstable_by(|a, b| {
            let key = |listed: &Listed| (listed.selection, Reverse(listed.published));
            key(a).cmp(&key(b)).then_with(|| id(a).cmp(id(b)))
        });
        let mut names: Vec<&str> = vec![""; self.names.len()];
        for ((_, name), at) in &self.names {
            names[*at as usize] = name;
        }
        let mut selections: Vec<(&Selection, u32)> = self.selections.iter().map(|(s, at)| (s, *at)).collect();
        selections.sort_unstable_by_key(|(_, at)| *at);
        let mut groups = listed.chunk_by(|a, b| a.selection == b.selection);
        for (selection, at) in selections {
            let group = groups.next().unwrap_or_default();
            let newest = group.first().map_or("", |listed| names[listed.name as usize]);
            listing::begin_with(connection, i64::from(at) + 1, selection, newest, group.len(), self.now)?;
            self.write(connection, group, &names)?;
        }
        connection
            .execute("UPDATE meta SET sequence = sequence + ?1, first_reading = 2", [self.published])?;
        connection.execute_batch("COMMIT; PRAGMA foreign_keys = ON; PRAGMA shrink_memory")
    }

    /// The listings of one selection, newest first.
    fn write(&self, connection: &Connection, group: &[Listed], names: &[&str]) -> Result<()> {
        let mut insert = prepare(connection, listing::INSERT)?;
        // Places count from the oldest; articles of one date in the order of their ids, as in the feed.
        let mut newer = 0;
        for equals in group.chunk_by(|a, b| a.published == b.published) {
            let older = group.len() - newer - equals.len();
            for (at, listed) in equals.iter().enumerate() {
                let Some((row, id)) = self.articles.get(listed.article as usize) else { continue };
                let place = i64::try_from(older + at + 1).unwrap_or(i64::MAX);
                let selection = i64::from(listed.selection) + 1;
                let name = names[listed.name as usize];
                insert.execute(params![selection, listed.published, &**id, row, name, place])?;
            }
            newer += equals.len();
        }
        Ok(())
    }
}

/// What is no article.
fn other(connection: &Connection, observation: Observation) -> Result<()> {
    match observation {
        Observation::Ignored { path, stamp, reason } => {
            let problems = [Problem::note(format!("not an article: {reason}"), "")];
            files::put(connection, &path, stamp, files::Outcome::Ignored, &problems, None)
        }
        Observation::Rejected { path, stamp, problems, metadata } => {
            files::put(connection, &path, stamp, files::Outcome::Rejected, &problems, None)?;
            files::put_metadata(connection, &path, &metadata)
        }
        // It was there a moment ago, and nothing is known of it.
        Observation::Gone { .. } | Observation::Renamed { .. } | Observation::Parsed { .. } => Ok(()),
    }
}
