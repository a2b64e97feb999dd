//! The earliest `Last-Modified` of any feed, which survives restarts.
//!
//! `Last-Modified` follows the changes of articles. But a restart with another title, or with another version
//! of Tidings, changes every feed too, and the catalogue does not record that: a reader that sends only
//! `If-Modified-Since` would get 304 for ever. So a file in the state folder stores a fingerprint of the
//! settings of feeds, and since when they apply.

use chrono::{DateTime, SubsecRound as _, Utc};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tidings_folder::state_file;

/// The file's name in the state folder.
const FILE: &str = "served-since";

/// Maximum size of the file in bytes; it has one line.
const MAX_SIZE: u64 = 1024;

/// The time before which no feed counts as changed.
#[derive(Debug)]
pub(super) struct LastModifiedFloor {
    /// `None`: nothing is stored, as with a catalogue in memory.
    file: Option<PathBuf>,
    /// The hash of everything that feeds depend on, except the articles.
    fingerprint: String,
    at: Mutex<Option<DateTime<Utc>>>,
}

impl LastModifiedFloor {
    /// Reads the file in the state folder. If the settings differ from those of the last start, all feeds
    /// count as changed now.
    pub(super) fn open(state: Option<&Path>, settings: &str, now: DateTime<Utc>) -> Self {
        let fingerprint = blake3::hash(settings.as_bytes()).to_hex()[..32].to_owned();
        let file = state.map(|state| state.join(FILE));
        let stored = file.as_deref().and_then(|file| state_file::read_text(file, MAX_SIZE).ok());
        let at = file.is_some().then(|| floor(stored.as_deref(), &fingerprint, now));
        let this = Self { file, fingerprint, at: Mutex::new(at) };
        if let Some(at) = at {
            this.store(at);
        }
        this
    }

    /// Returns the later of `changed` and the time at which the rendering settings last changed.
    pub(super) fn apply(&self, changed: DateTime<Utc>) -> DateTime<Utc> {
        let at = *self.at.lock().unwrap_or_else(PoisonError::into_inner);
        at.map_or(changed, |at| at.max(changed))
    }

    /// Raises the floor to the `Last-Modified` of a feed that is later than its change, as after the second
    /// of two changes within one second. After a restart that feed must not get an earlier `Last-Modified`.
    pub(super) fn raise(&self, to: DateTime<Utc>) {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        if at.is_some_and(|at| at < to) {
            *at = Some(to);
            self.store(to);
        }
    }

    fn store(&self, at: DateTime<Utc>) {
        let Some(file) = &self.file else { return };
        let text = format!("{} {}\n", self.fingerprint, at.to_rfc3339());
        if let Err(error) = state_file::replace(file, text.as_bytes()) {
            tracing::warn!(
                file = %file.display(), %error,
                "cannot write the file; after the next restart, readers may miss changes of the settings"
            );
        }
    }
}

/// The stored time if the fingerprint is the same, and now otherwise. The result is never earlier than the
/// stored time, even if the clock was set back.
fn floor(stored: Option<&str>, fingerprint: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let stored = stored.and_then(|text| {
        let (stored_fingerprint, at) = text.trim().split_once(' ')?;
        Some((stored_fingerprint, DateTime::parse_from_rfc3339(at).ok()?.to_utc()))
    });
    let now = now.trunc_subsecs(0);
    match stored {
        Some((stored_fingerprint, at)) if stored_fingerprint == fingerprint => at,
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
    fn other_settings_raise_the_floor_and_the_same_settings_keep_it() {
        let state = tempfile::tempdir().unwrap();
        let open = |settings: &str, now: &str| LastModifiedFloor::open(Some(state.path()), settings, at(now));
        let old = at("2020-01-01T00:00:00Z");
        let first = open("a", "2026-01-01T00:00:00.5Z");
        assert_eq!(first.apply(old), at("2026-01-01T00:00:00Z"));
        assert_eq!(first.apply(at("2027-01-01T00:00:00Z")), at("2027-01-01T00:00:00Z"));
        assert_eq!(open("a", "2026-01-02T00:00:00Z").apply(old), at("2026-01-01T00:00:00Z"));
        let changed = open("b", "2026-01-03T00:00:00Z");
        assert_eq!(changed.apply(old), at("2026-01-03T00:00:00Z"));
        changed.raise(at("2026-01-04T00:00:01Z"));
        changed.raise(old);
        assert_eq!(open("b", "2026-01-05T00:00:00Z").apply(old), at("2026-01-04T00:00:01Z"));
        let set_back = open("a", "2025-01-01T00:00:00Z");
        assert_eq!(set_back.apply(old), at("2026-01-04T00:00:02Z"), "never backwards");
        assert_eq!(open("a", "2025-01-01T00:00:00Z").apply(old), at("2026-01-04T00:00:02Z"));
    }

    #[test]
    fn without_a_state_folder_there_is_no_floor() {
        let floor = LastModifiedFloor::open(None, "a", at("2026-01-01T00:00:00Z"));
        let old = at("2020-01-01T00:00:00Z");
        floor.raise(at("2026-02-01T00:00:00Z"));
        assert_eq!(floor.apply(old), old);
    }
}
