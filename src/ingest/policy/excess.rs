//! How far a batch exceeds the number of visible changes that a feed allows per minute.

use std::fmt;
use tidings_catalogue::FeedEffect;
use tidings_model::Selection;

/// The visible changes of one minute, where they exceed a feed's limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct Excess {
    /// The changes of the feed that exceeds its limit by the largest number of entries.
    pub(super) worst: FeedEffect,
    /// The number of feeds that exceed their limits.
    pub(super) feeds: usize,
}

/// The beginning of a sentence: 'the main feed would show its subscribers 60 entries as changed within one
/// minute'.
impl fmt::Display for Excess {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FeedEffect { selection, fresh: _, resurfacing, changed, gone } = &self.worst;
        let feed = match selection {
            Selection::Site => "the main feed".to_owned(),
            term => format!("the feed {}", term.directory()),
        };
        let parts = [(resurfacing, "as new again"), (changed, "as changed"), (gone, "as removed")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| **count > 0)
            .map(|(count, how)| entries(*count, how))
            .collect();
        write!(out, "{feed} would show its subscribers {} within one minute", parts.join(", "))?;
        match self.feeds {
            0 | 1 => Ok(()),
            2 => write!(out, ", and 1 other feed exceeds its limit too"),
            feeds => write!(out, ", and {} other feeds exceed their limits too", feeds - 1),
        }
    }
}

fn entries(count: usize, how: &str) -> String {
    if count == 1 { format!("1 entry {how}") } else { format!("{count} entries {how}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_the_feed_and_each_number() {
        let worst = FeedEffect { selection: Selection::Site, fresh: 9, resurfacing: 1, changed: 10, gone: 0 };
        let one = Excess { worst, feeds: 1 };
        let sentence = "the main feed would show its subscribers 1 entry as new again, 10 entries as changed \
                        within one minute";
        assert_eq!(one.to_string(), sentence);
        let two = Excess { feeds: 2, ..one.clone() };
        assert_eq!(two.to_string(), format!("{sentence}, and 1 other feed exceeds its limit too"));
        let three = Excess { feeds: 3, ..one };
        assert_eq!(three.to_string(), format!("{sentence}, and 2 other feeds exceed their limits too"));
    }
}
