//! Is an article public? The one rule that every feed, page, count and list goes by.

use super::{Article, DateSource};
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Public.
    Published,
    /// Waits for its moment.
    Scheduled,
    /// Held back by its author.
    Draft,
    /// Its time is over.
    Expired,
    /// It could not be read as an article.
    Rejected,
    /// Not an article: a picture, a README, a leftover.
    Ignored,
}

impl Status {
    /// As `tidings check` prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Scheduled => "scheduled",
            Self::Draft => "draft",
            Self::Expired => "expired",
            Self::Rejected => "rejected",
            Self::Ignored => "ignored",
        }
    }
}

impl Article {
    /// Whether the article is public at `now`.
    pub fn status(&self, now: DateTime<Utc>) -> Status {
        if self.draft {
            Status::Draft
        } else if self.expires.is_some_and(|expires| expires <= now) {
            Status::Expired
        } else if self.published.is_some_and(|published| published.at > now) {
            Status::Scheduled
        } else {
            Status::Published
        }
    }

    /// The next moment after `now` at which [`Article::status`] gives another answer.
    pub fn next_due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.draft {
            return None;
        }
        let starts = self.published.map(|published| published.at.to_utc());
        let ends = self.expires.map(|expires| expires.to_utc());
        starts.into_iter().chain(ends).filter(|moment| *moment > now).min()
    }

    /// The moment it counts as published and why, given when it was first seen.
    pub fn published_or(&self, first_seen: DateTime<FixedOffset>) -> (DateTime<FixedOffset>, DateSource) {
        match self.published {
            Some(dated) => (dated.at, dated.from),
            None => (first_seen, DateSource::FirstSeen),
        }
    }
}
