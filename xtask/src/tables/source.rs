//! The compact copy of a registry: where it comes from, and sets of words by name.
//!
//! ```text
//! # iso-codes 4.15.0-1 (Debian)
//! [countries]
//! AD AE AF
//! ```

use super::rust::wrap;
use crate::error::Error;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The width of the text file.
const COLUMNS: usize = 110;

pub(super) type Words = BTreeSet<String>;

/// A compact source.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// Where the text was read from, for errors.
    path: PathBuf,
    /// The packages and versions that the words come from, one a line.
    pub(super) origins: Vec<String>,
    sets: BTreeMap<String, Words>,
}

impl Source {
    pub(super) fn new(origins: Vec<String>, sets: impl IntoIterator<Item = (&'static str, Words)>) -> Self {
        let sets = sets.into_iter().map(|(name, words)| (name.to_owned(), words)).collect();
        Self { path: PathBuf::new(), origins, sets }
    }

    pub(super) fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let mut source = Self { path: path.to_owned(), ..Self::default() };
        let mut set = None;
        for line in text.lines() {
            if let Some(origin) = line.strip_prefix("# ") {
                source.origins.push(origin.to_owned());
            } else if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                set = Some(source.sets.entry(name.to_owned()).or_default());
            } else {
                let set =
                    set.as_mut().ok_or_else(|| Error::malformed(path, "words before the first [name]"))?;
                set.extend(line.split_whitespace().map(str::to_owned));
            }
        }
        Ok(source)
    }

    /// The set with this name.
    pub(super) fn words(&self, name: &str) -> Result<&Words, Error> {
        self.sets.get(name).ok_or_else(|| Error::malformed(&self.path, format!("there is no [{name}]")))
    }

    pub(super) fn to_text(&self) -> String {
        let mut text: String = self.origins.iter().map(|origin| format!("# {origin}\n")).collect();
        for (name, words) in &self.sets {
            text.push_str(&format!("[{name}]\n"));
            let lines = wrap(words.iter().map(String::as_str), COLUMNS);
            lines.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        }
        text
    }
}

/// Changes to a registry's set, each word with the reason. A word that is already there, or missing, is an
/// error: the registry has changed, and the exception is no longer needed.
pub(super) fn corrected(
    words: &Words,
    added: &[(&str, &str)],
    removed: &[(&str, &str)],
) -> Result<Words, Error> {
    let mut words = words.clone();
    let outdated =
        |word: &str| Error::Usage(format!("the exception for '{word}' is no longer needed: delete it"));
    for (word, _) in added {
        if !words.insert((*word).to_owned()) {
            return Err(outdated(word));
        }
    }
    for (word, _) in removed {
        if !words.remove(*word) {
            return Err(outdated(word));
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_applied_and_checked() {
        let words = Words::from(["a".to_owned(), "b".to_owned()]);
        let found = corrected(&words, &[("c", "why")], &[("a", "why")]).unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["b", "c"]);
        assert!(corrected(&words, &[("a", "why")], &[]).is_err());
        assert!(corrected(&words, &[], &[("c", "why")]).is_err());
    }

    #[test]
    fn a_source_needs_a_name_before_its_words() {
        assert!(Source::parse(Path::new("x"), "# origin\nword\n").is_err());
        assert!(Source::parse(Path::new("x"), "[a]\nword\n").unwrap().words("b").is_err());
    }
}
