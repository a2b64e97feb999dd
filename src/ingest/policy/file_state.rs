//! The state of a file on hold: an approval counts for the state that was shown, not for a later one.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use tidings_catalogue::Observation;
use tidings_model::{Article, ContentPath};

/// Files, each with a state.
pub type FileStates = BTreeMap<ContentPath, FileState>;

/// What was found at a path: `removed`, `not an article`, `rejected`, or a hash of the whole article with its dates,
/// id and address. Two states are equal if subscribers would see the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileState(String);

/// The state of a file that was renamed to its path and not read there yet. It equals no other state.
const UNREAD: &str = "not read yet";

impl FileState {
    /// Whether this is the state that the publisher was shown.
    pub(super) fn is_as_shown(&self, shown: &FileState) -> bool {
        self == shown && self.0 != UNREAD
    }

    /// For a file with content: `changed`. Otherwise the state.
    pub fn summary(&self) -> &str {
        if self.0.starts_with(HASH_PREFIX) || self.0 == UNREAD { "changed" } else { &self.0 }
    }
}

const HASH_PREFIX: &str = "blake3:";

/// The states of the files of a batch after it. A later observation of a path replaces an earlier one.
pub(super) fn states_after(batch: &[Observation]) -> FileStates {
    let mut states = FileStates::new();
    for observation in batch {
        if let Observation::Renamed { to, .. } = observation {
            states.entry(to.clone()).or_insert_with(|| FileState(UNREAD.to_owned()));
        }
        states.insert(observation.path().clone(), state_after(observation));
    }
    states
}

fn state_after(observation: &Observation) -> FileState {
    FileState(match observation {
        Observation::Parsed { article, .. } => hash(article),
        Observation::Gone { .. } | Observation::Renamed { .. } => "removed".to_owned(),
        Observation::Ignored { .. } => "not an article".to_owned(),
        Observation::Rejected { .. } | Observation::NoContent { .. } => "rejected".to_owned(),
    })
}

fn hash(article: &Article) -> String {
    // An article is plain values, which JSON can always represent.
    let json = serde_json::to_vec(article).unwrap_or_default();
    format!("{HASH_PREFIX}{}", blake3::hash(&json).to_hex())
}

impl fmt::Display for FileState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.summary())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_model::FileStamp;

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    fn parsed(file: &str, title: &str) -> Observation {
        let stamp = FileStamp::STALE;
        Observation::Parsed { stamp, article: Box::new(Article::blank(file, title)) }
    }

    #[test]
    fn a_state_is_that_of_the_last_observation() {
        let renamed = Observation::Renamed { from: path("a.md"), to: path("b.md") };
        let unread = states_after(std::slice::from_ref(&renamed));
        assert!(!unread[&path("b.md")].is_as_shown(&unread[&path("b.md")]));
        assert_eq!(unread[&path("a.md")].summary(), "removed");
        let read = states_after(&[renamed, parsed("b.md", "B")]);
        let other = states_after(&[parsed("b.md", "Another")]);
        assert!(read[&path("b.md")].is_as_shown(&read[&path("b.md")]));
        assert!(!read[&path("b.md")].is_as_shown(&other[&path("b.md")]));
        assert_eq!(read[&path("b.md")].summary(), "changed");
    }
}
