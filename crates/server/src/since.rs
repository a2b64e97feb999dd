//! Since when this server says what it says, kept over restarts.
//!
//! `Last-Modified` follows the changes of articles. But a restart with another title, or another Tidings, changes
//! every feed as well, and nothing that the catalogue knows tells of it: who asks by `If-Modified-Since` alone would
//! get 304 for ever. So one file in the state folder keeps what the feeds were made with, and since when.

use chrono::{DateTime, SubsecRound as _, Utc};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The file's name in the state folder.
const FILE: &str = "served-since";

/// No feed is older than this.
#[derive(Debug)]
pub(super) struct Since {
    /// `None`: nothing is kept, as over a catalogue in memory.
    file: Option<PathBuf>,
    /// Of everything but the articles that feeds are made of.
    fingerprint: String,
    at: Mutex<Option<DateTime<Utc>>>,
}

impl Since {
    /// Reads what the last start left in the state folder; if feeds were made in another way then, all of them count
    /// as changed now.
    pub(super) fn open(state: Option<&Path>, made_with: &str, now: DateTime<Utc>) -> Self {
        let fingerprint = blake3::hash(made_with.as_bytes()).to_hex()[..32].to_owned();
        let file = state.map(|state| state.join(FILE));
        let kept = file.as_deref().and_then(|file| std::fs::read_to_string(file).ok());
        let at = file.is_some().then(|| since(kept.as_deref(), &fingerprint, now));
        let this = Self { file, fingerprint, at: Mutex::new(at) };
        if let Some(at) = at {
            this.keep(at);
        }
        this
    }

    /// `changed`, or the later moment since when it looks as it does.
    pub(super) fn at_least(&self, changed: DateTime<Utc>) -> DateTime<Utc> {
        let at = *self.at.lock().unwrap_or_else(PoisonError::into_inner);
        at.map_or(changed, |at| at.max(changed))
    }

    /// A feed was given this `Last-Modified`, later than its change: the second of two changes within one second.
    /// After a restart it must not be earlier.
    pub(super) fn raise(&self, to: DateTime<Utc>) {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        if at.is_some_and(|at| at < to) {
            *at = Some(to);
            self.keep(to);
        }
    }

    fn keep(&self, at: DateTime<Utc>) {
        let Some(file) = &self.file else { return };
        let text = format!("{} {}\n", self.fingerprint, at.to_rfc3339());
        // Renamed into place, so that a crash leaves the old one or the new one.
        let beside = file.with_extension("new");
        let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
        if let Err(error) = written {
            tracing::warn!(file = %file.display(), %error, "cannot be written; readers may miss the next restart");
        }
    }
}

/// The moment kept, if it is kept for the same fingerprint; else now. A clock that was set back does not take feeds
/// back.
fn since(kept: Option<&str>, fingerprint: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let kept = kept.and_then(|text| {
        let (of, at) = text.trim().split_once(' ')?;
        Some((of, DateTime::parse_from_rfc3339(at).ok()?.to_utc()))
    });
    let now = now.trunc_subsecs(0);
    match kept {
        Some((of, at)) if of == fingerprint => at,
        Some((_, at)) => now.max(at + chrono::TimeDelta::seconds(1)),
        None => now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn another_way_of_making_feeds_makes_them_new_and_the_same_way_leaves_them() {
        let state = tempfile::tempdir().unwrap();
        let open = |made_with: &str, now: &str| Since::open(Some(state.path()), made_with, at(now));
        let old = at("2020-01-01T00:00:00Z");
        let first = open("a", "2026-01-01T00:00:00.5Z");
        assert_eq!(first.at_least(old), at("2026-01-01T00:00:00Z"));
        assert_eq!(first.at_least(at("2027-01-01T00:00:00Z")), at("2027-01-01T00:00:00Z"));
        assert_eq!(open("a", "2026-01-02T00:00:00Z").at_least(old), at("2026-01-01T00:00:00Z"));
        let changed = open("b", "2026-01-03T00:00:00Z");
        assert_eq!(changed.at_least(old), at("2026-01-03T00:00:00Z"));
        changed.raise(at("2026-01-04T00:00:01Z"));
        changed.raise(old);
        assert_eq!(open("b", "2026-01-05T00:00:00Z").at_least(old), at("2026-01-04T00:00:01Z"));
        let set_back = open("a", "2025-01-01T00:00:00Z");
        assert_eq!(set_back.at_least(old), at("2026-01-04T00:00:02Z"), "never backwards");
        assert_eq!(open("a", "2025-01-01T00:00:00Z").at_least(old), at("2026-01-04T00:00:02Z"));
    }

    #[test]
    fn without_a_state_folder_nothing_is_kept() {
        let since = Since::open(None, "a", at("2026-01-01T00:00:00Z"));
        let old = at("2020-01-01T00:00:00Z");
        since.raise(at("2026-02-01T00:00:00Z"));
        assert_eq!(since.at_least(old), old);
    }
}
