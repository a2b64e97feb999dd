//! The order in which the observations of a batch are applied.

use crate::observation::Observation;
use std::collections::HashSet;
use tidings_model::{Article, ContentPath, FileStamp, PartialMetadata, Problem};

/// A sorted batch. Paths are freed before files are matched with articles, whatever order the watcher
/// reported: a rename that is reported as a new file and, later, a missing one is still a rename.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// Deletions, renames and ignored files, in the order of the batch.
    pub(super) moves: Vec<Move>,
    /// Parsed files, at most one for each path.
    pub(super) parsed: Vec<(FileStamp, Box<Article>)>,
    /// Rejected files, at most one for each path.
    pub(super) rejected: Vec<(ContentPath, FileStamp, Vec<Problem>, PartialMetadata)>,
    /// Files without content and what they lack, at most one for each path.
    pub(super) without_content: Vec<(ContentPath, FileStamp, String)>,
}

/// An observation that frees or moves a path.
#[derive(Debug, PartialEq)]
pub(super) enum Move {
    Gone(ContentPath),
    Ignored { path: ContentPath, stamp: FileStamp, reason: String },
    Renamed { from: ContentPath, to: ContentPath },
}

/// Sorts a batch. Only the last of several observations of a path counts. A file that was read and then
/// renamed is left out, because it is read again at its new path.
pub(super) fn plan(batch: Vec<Observation>) -> Plan {
    let mut plan = Plan::default();
    let mut superseded: HashSet<ContentPath> = HashSet::new();
    for observation in batch.into_iter().rev() {
        match observation {
            Observation::Parsed { stamp, article } => {
                if superseded.insert(article.path.clone()) {
                    plan.parsed.push((stamp, article));
                }
            }
            Observation::Rejected { path, stamp, problems, metadata } => {
                if superseded.insert(path.clone()) {
                    plan.rejected.push((path, stamp, problems, metadata));
                }
            }
            Observation::Ignored { path, stamp, reason } => {
                superseded.insert(path.clone());
                plan.moves.push(Move::Ignored { path, stamp, reason });
            }
            Observation::NoContent { path, stamp, reason } => {
                if superseded.insert(path.clone()) {
                    plan.without_content.push((path, stamp, reason));
                }
            }
            Observation::Gone { path } => {
                superseded.insert(path.clone());
                plan.moves.push(Move::Gone(path));
            }
            Observation::Renamed { from, to } => {
                superseded.extend([from.clone(), to.clone()]);
                plan.moves.push(Move::Renamed { from, to });
            }
        }
    }
    plan.moves.reverse();
    plan.parsed.reverse();
    plan.rejected.reverse();
    plan.without_content.reverse();
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{article, gone, parsed, path, rejected, renamed};

    #[test]
    fn paths_are_freed_before_files_are_matched() {
        let plan = plan(vec![parsed(article("b.md", "x")), gone("a.md"), renamed("c.md", "d.md")]);
        assert_eq!(
            plan.moves,
            [Move::Gone(path("a.md")), Move::Renamed { from: path("c.md"), to: path("d.md") }]
        );
        assert_eq!(plan.parsed.len(), 1);
    }

    #[test]
    fn the_last_observation_of_a_path_counts() {
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
