//! Articles that change their paths within a batch, as a pure function: the identity follows the text.
//!
//! A rename that the platform reports is a hint only. Two names may be exchanged in one step, and the files are read
//! later than the renames that the reports describe. So the content decides where it is known: an article moves to
//! the path that has its text now, unless its own path has it still.

use super::ledger_entry::LedgerEntry;
use super::versions::MAX_RELATIVES;
use crate::storage::sql::ArticleRow;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tidings_model::{ArticleId, ContentPath};

/// A file that was renamed over an article, and is younger than this, was the temporary file of a slow save.
const YOUNG: TimeDelta = TimeDelta::hours(1);

/// One path of a batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PathState {
    /// The article whose file was at the path before the batch.
    pub(crate) before: Option<LedgerEntry>,
    /// What is there now.
    pub(crate) now: PathContent,
}

/// The content of a path after a batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum PathContent {
    /// A document.
    Text {
        /// Its content hash.
        content_hash: String,
        /// The id that it gives.
        given: Option<ArticleId>,
    },
    /// No document.
    Absent,
    /// A file that could not be read, or was not read.
    #[default]
    Unknown,
}

/// The paths of a batch and the renames that were reported, in their order.
#[derive(Debug, Default)]
pub(crate) struct BatchPaths {
    pub(crate) states: BTreeMap<ContentPath, PathState>,
    pub(crate) hints: Vec<(ContentPath, ContentPath)>,
}

/// An article that changes its path.
#[derive(Debug, PartialEq)]
pub(crate) struct MovedArticle {
    pub(crate) row: ArticleRow,
    pub(crate) from: ContentPath,
    pub(crate) to: ContentPath,
}

/// Where the articles of a batch are after it. An article that is not mentioned keeps its path.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Relocation {
    /// The articles that move.
    pub(crate) moved: Vec<MovedArticle>,
    /// The articles that lose their paths, with those paths.
    pub(crate) removed: Vec<(ArticleRow, ContentPath)>,
    /// The paths of articles whose text is nowhere in the batch, although the file of another known article is at
    /// their path now, and the paths from which those files came. The batch may be the half of an exchange.
    pub(crate) doubtful: BTreeSet<ContentPath>,
}

/// The documents of a batch, compared with the articles that have files. Every method takes the path of a document.
pub(crate) trait Documents {
    /// Whether the document has most of the text of the article.
    fn is_version(&self, row: ArticleRow, path: &ContentPath) -> rusqlite::Result<bool>;
    /// A hash of the title. `None` if the title says nothing about the text.
    fn title(&self, path: &ContentPath) -> Option<i64>;
    /// Whether the document has the date of the article, or both have none.
    fn has_date_of(&self, entry: &LedgerEntry, path: &ContentPath) -> bool;
}

/// Decides where the articles of a batch are.
///
/// # Errors
/// Those of `documents`.
pub(crate) fn relocate(
    paths: &BatchPaths,
    now: DateTime<Utc>,
    documents: &dyn Documents,
) -> rusqlite::Result<Relocation> {
    let mut search =
        Search { paths, origins: origins(paths), places: BTreeMap::new(), taken: BTreeMap::new() };
    search.match_ids();
    search.match_content();
    search.match_versions(documents)?;
    search.match_hints(documents)?;
    search.keep_edited(documents)?;
    let doubtful = search.doubtful();
    search.keep_saved(now, documents)?;
    Ok(search.finish(doubtful))
}

/// The path at which each renamed file was before the batch, by its path after it.
fn origins(paths: &BatchPaths) -> BTreeMap<&ContentPath, &ContentPath> {
    let has_text =
        |path| paths.states.get(path).is_some_and(|state| matches!(state.now, PathContent::Text { .. }));
    let mut origins: BTreeMap<&ContentPath, &ContentPath> = BTreeMap::new();
    let mut hints = paths.hints.iter().peekable();
    while let Some((from, to)) = hints.next() {
        // An exchange is reported as two renames.
        if has_text(from)
            && has_text(to)
            && hints.next_if(|(back, there)| (back, there) == (to, from)).is_some()
        {
            let (first, second) = (origins.remove(from).unwrap_or(from), origins.remove(to).unwrap_or(to));
            origins.extend([(to, first), (from, second)]);
            continue;
        }
        let origin = origins.remove(from).unwrap_or(from);
        origins.insert(to, origin);
    }
    origins
}

/// The matches that were found so far.
struct Search<'p> {
    paths: &'p BatchPaths,
    origins: BTreeMap<&'p ContentPath, &'p ContentPath>,
    /// The article that moves to each path, with the path that it had.
    places: BTreeMap<&'p ContentPath, &'p ContentPath>,
    /// The reverse.
    taken: BTreeMap<&'p ContentPath, &'p ContentPath>,
}

impl<'p> Search<'p> {
    /// The article whose text is no longer at its path, and which has no other path yet.
    fn loose_at(&self, path: &ContentPath) -> Option<&'p LedgerEntry> {
        let state = self.paths.states.get(path)?;
        let entry = state.before.as_ref()?;
        let is_loose = match &state.now {
            PathContent::Text { content_hash, given } => {
                *content_hash != entry.content_hash && given.as_ref() != Some(&entry.id)
            }
            PathContent::Absent => true,
            // The file could not be read. It is the same article unless a rename from there was reported.
            PathContent::Unknown => self.origins.values().any(|origin| *origin == path),
        };
        (is_loose && !self.taken.contains_key(path)).then_some(entry)
    }

    /// The documents that are not at the path of their article.
    fn wanting(&self) -> Vec<(&'p ContentPath, &'p str, Option<&'p ArticleId>)> {
        let each = |(path, state): (&'p ContentPath, &'p PathState)| match &state.now {
            PathContent::Text { content_hash, given } => {
                let is_settled =
                    state.before.is_some() && self.loose_at(path).is_none() && !self.taken.contains_key(path);
                let is_wanting = !is_settled && !self.places.contains_key(path);
                is_wanting.then_some((path, content_hash.as_str(), given.as_ref()))
            }
            PathContent::Absent | PathContent::Unknown => None,
        };
        self.paths.states.iter().filter_map(each).collect()
    }

    fn place(&mut self, from: &'p ContentPath, to: &'p ContentPath) {
        self.places.insert(to, from);
        self.taken.insert(from, to);
    }

    /// Matches documents with the articles whose ids they give. An article whose id was minted keeps its path: its
    /// document may give the id of another article, which was in use.
    fn match_ids(&mut self) {
        for (path, _, given) in self.wanting() {
            let Some(given) = given else { continue };
            let own = self.paths.states.get(path).and_then(|state| state.before.as_ref());
            let owner =
                self.loose_paths().find(|from| self.loose_at(from).is_some_and(|entry| entry.id == *given));
            if let (Some(from), true) = (owner, own.is_none_or(|own| own.explicit)) {
                self.place(from, path);
            }
        }
    }

    fn loose_paths(&self) -> impl Iterator<Item = &'p ContentPath> + '_ {
        self.paths.states.keys().filter(|path| self.loose_at(path).is_some())
    }

    /// Matches documents with the articles that had their content. Of several, the one that was renamed to the path
    /// comes first.
    fn match_content(&mut self) {
        let mut by_content: HashMap<&str, Vec<&'p ContentPath>> = HashMap::new();
        for path in self.loose_paths() {
            if let Some(entry) = self.loose_at(path) {
                by_content.entry(&entry.content_hash).or_default().push(path);
            }
        }
        if by_content.is_empty() {
            return;
        }
        for (path, content_hash, _) in self.wanting() {
            let Some(owners) = by_content.get_mut(content_hash).filter(|owners| !owners.is_empty()) else {
                continue;
            };
            let hinted =
                self.origins.get(path).and_then(|origin| owners.iter().position(|owner| owner == origin));
            let from = owners.remove(hinted.unwrap_or(0));
            self.place(from, path);
        }
    }

    /// Matches documents that are not versions of the article at their own path with the articles that they plainly are
    /// edited versions of: same title, same date, and most of the text.
    fn match_versions(&mut self, documents: &dyn Documents) -> rusqlite::Result<()> {
        let mut by_title: HashMap<i64, Vec<&'p LedgerEntry>> = HashMap::new();
        for entry in self.loose_paths().filter_map(|path| self.loose_at(path)) {
            if let Some(title) = entry.title {
                by_title.entry(title).or_default().push(entry);
            }
        }
        for (path, ..) in self.wanting() {
            let Some(title) = documents.title(path) else { continue };
            if let Some(own) = self.loose_at(path)
                && (own.title == Some(title) || documents.is_version(own.row, path)?)
            {
                continue;
            }
            for entry in by_title.get(&title).into_iter().flatten().take(MAX_RELATIVES as usize) {
                let is_loose = entry.path != *path && !self.taken.contains_key(&entry.path);
                if is_loose && documents.has_date_of(entry, path) && documents.is_version(entry.row, path)? {
                    self.place(&entry.path, path);
                    break;
                }
            }
        }
        Ok(())
    }

    /// Moves articles as the renames report it, where the content decides nothing: the file was edited too, or could
    /// not be read.
    fn match_hints(&mut self, documents: &dyn Documents) -> rusqlite::Result<()> {
        for (to, from) in self.origins.clone() {
            let Some(entry) = self.loose_at(from) else { continue };
            let Some(target) = self.paths.states.get(to) else { continue };
            if to == from || self.places.contains_key(to) || target.now == PathContent::Absent {
                continue;
            }
            // The article returned to its old path, and what was renamed is gone or not readable.
            let is_back = target.now == PathContent::Unknown && documents.is_version(entry.row, from)?;
            let is_free = target.before.is_none() || self.taken.contains_key(to);
            // The article at the new path stays there: a program saved it by renaming a new file over it. In an
            // exchange of two edited files, each text tells its article.
            let is_exchanged = || -> rusqlite::Result<bool> {
                let Some(resident) = self.loose_at(to) else { return Ok(false) };
                Ok(self.origins.get(from) == Some(&to)
                    && documents.is_version(entry.row, to)?
                    && !documents.is_version(resident.row, to)?)
            };
            if !is_back && (is_free || is_exchanged()?) {
                self.place(from, to);
            }
        }
        Ok(())
    }

    /// An article whose own path has a version of its text was edited there, and its former text is at the other path
    /// because the file was copied before. If the file was renamed, the text at its old path is new.
    fn keep_edited(&mut self, documents: &dyn Documents) -> rusqlite::Result<()> {
        for (to, from) in self.places.clone() {
            let Some(PathState { before: Some(entry), now: PathContent::Text { .. } }) =
                self.paths.states.get(from)
            else {
                continue;
            };
            let is_left = !self.places.contains_key(from) && self.origins.get(to) != Some(&from);
            if is_left && documents.is_version(entry.row, from)? {
                self.places.remove(to);
                self.taken.remove(from);
            }
        }
        Ok(())
    }

    /// See [`Relocation::doubtful`].
    fn doubtful(&self) -> BTreeSet<ContentPath> {
        let displacing = self.places.iter().filter(|(to, _)| self.loose_at(to).is_some());
        let mut doubtful: BTreeSet<ContentPath> =
            displacing.flat_map(|(to, from)| [(*to).clone(), (*from).clone()]).collect();
        // The other articles of the same cycle.
        let mut before = 0;
        while before < doubtful.len() {
            before = doubtful.len();
            let linked =
                self.places.iter().filter(|(to, from)| doubtful.contains(*to) || doubtful.contains(*from));
            let linked: Vec<ContentPath> =
                linked.flat_map(|(to, from)| [(*to).clone(), (*from).clone()]).collect();
            doubtful.extend(linked);
        }
        doubtful
    }

    /// An article whose file was replaced by that of another article keeps its path if this was a save: the other
    /// article is young, or the new text is a version of the old one. Otherwise the other article takes its place.
    fn keep_saved(&mut self, now: DateTime<Utc>, documents: &dyn Documents) -> rusqlite::Result<()> {
        for (to, from) in self.places.clone() {
            let Some(replaced) = self.loose_at(to) else { continue };
            let Some(other) = self.paths.states.get(from).and_then(|state| state.before.as_ref()) else {
                continue;
            };
            let is_left = !self.places.contains_key(from);
            if is_left && (now - other.first_seen < YOUNG || documents.is_version(replaced.row, to)?) {
                self.places.remove(to);
                self.taken.remove(from);
            }
        }
        Ok(())
    }

    fn finish(self, doubtful: BTreeSet<ContentPath>) -> Relocation {
        let row_at = |path: &ContentPath| Some(self.paths.states.get(path)?.before.as_ref()?.row);
        let moved = self.places.iter().filter_map(|(to, from)| {
            Some(MovedArticle { row: row_at(from)?, from: (*from).clone(), to: (*to).clone() })
        });
        let moved = moved.collect();
        let is_lost = |path: &&'p ContentPath| {
            let Some(state) = self.paths.states.get(*path) else { return false };
            // Its path has another article, or it was renamed over another article.
            self.places.contains_key(path) || !matches!(state.now, PathContent::Text { .. })
        };
        let removed = self.loose_paths().filter(is_lost);
        let removed = removed.filter_map(|path| Some((row_at(path)?, path.clone()))).collect();
        Relocation { moved, removed, doubtful }
    }
}
