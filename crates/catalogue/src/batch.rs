//! The order in which the observations of a batch count.

use super::{FileStamp, Observation};
use std::collections::HashSet;
use tidings_model::{Article, ContentPath, PartialMetadata, Problem};

/// A batch, sorted. Paths become free before files are matched with articles, in whatever order the watcher saw
/// it: a rename that looks like a new file and, later, a missing one is still a rename.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// What frees or moves a path, in the order of the batch.
    pub(super) moves: Vec<Move>,
    /// Articles, one a path at most.
    pub(super) parsed: Vec<(FileStamp, Box<Article>)>,
    /// Files that could not be read, one a path at most.
    pub(super) rejected: Vec<(ContentPath, FileStamp, Vec<Problem>, PartialMetadata)>,
}

/// What frees or moves a path.
#[derive(Debug, PartialEq)]
pub(super) enum Move {
    Gone(ContentPath),
    Ignored { path: ContentPath, stamp: FileStamp, reason: String },
    Renamed { from: ContentPath, to: ContentPath },
}

/// Sorts a batch. Of several observations of one path the last one counts; a file that was read and then
/// renamed is left to be read at its new path.
pub(super) fn plan(batch: Vec<Observation>) -> Plan {
    let mut plan = Plan::default();
    let mut overtaken: HashSet<ContentPath> = HashSet::new();
    for observation in batch.into_iter().rev() {
        match observation {
            Observation::Parsed { stamp, article } => {
                if overtaken.insert(article.path.clone()) {
                    plan.parsed.push((stamp, article));
                }
            }
            Observation::Rejected { path, stamp, problems, metadata } => {
                if overtaken.insert(path.clone()) {
                    plan.rejected.push((path, stamp, problems, metadata));
                }
            }
            Observation::Ignored { path, stamp, reason } => {
                overtaken.insert(path.clone());
                plan.moves.push(Move::Ignored { path, stamp, reason });
            }
            Observation::Gone { path } => {
                overtaken.insert(path.clone());
                plan.moves.push(Move::Gone(path));
            }
            Observation::Renamed { from, to } => {
                overtaken.extend([from.clone(), to.clone()]);
                plan.moves.push(Move::Renamed { from, to });
            }
        }
    }
    plan.moves.reverse();
    plan.parsed.reverse();
    plan.rejected.reverse();
    plan
}

#[cfg(test)]
mod tests {
    use super::super::tests::{article, gone, parsed, path, rejected, renamed};
    use super::*;

    #[test]
    fn paths_become_free_before_files_are_matched() {
        let plan = plan(vec![parsed(article("b.md", "x")), gone("a.md"), renamed("c.md", "d.md")]);
        assert_eq!(
            plan.moves,
            [Move::Gone(path("a.md")), Move::Renamed { from: path("c.md"), to: path("d.md") }]
        );
        assert_eq!(plan.parsed.len(), 1);
    }

    #[test]
    fn the_last_look_at_a_path_counts() {
        let cases = [
            (vec![parsed(article("a.md", "1")), parsed(article("a.md", "2"))], vec!["2"], 0),
            (vec![rejected("a.md"), parsed(article("a.md", "2"))], vec!["2"], 0),
            (vec![parsed(article("a.md", "1")), rejected("a.md")], vec![], 1),
            (vec![parsed(article("a.md", "1")), gone("a.md")], vec![], 0),
            (vec![gone("a.md"), parsed(article("a.md", "1"))], vec!["1"], 0),
            (vec![parsed(article("a.md", "1")), renamed("a.md", "b.md")], vec![], 0),
            (vec![parsed(article("b.md", "1")), renamed("a.md", "b.md")], vec![], 0),
            (vec![renamed("a.md", "b.md"), parsed(article("b.md", "1"))], vec!["1"], 0),
        ];
        for (batch, read, rejected) in cases {
            let plan = plan(batch.clone());
            let hashes: Vec<_> =
                plan.parsed.iter().map(|(_, article)| article.content_hash.as_str()).collect();
            assert_eq!((hashes, plan.rejected.len()), (read, rejected), "{batch:?}");
        }
    }
}
