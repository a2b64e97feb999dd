//! Whether an article is public: the one rule behind every feed, page, count and list.

use super::article::{Article, DateSource, KeptDates};
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

/// The publication status of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Public.
    Published,
    /// Its publication date is in the future.
    Scheduled,
    /// Marked as a draft by its author.
    Draft,
    /// Its expiry date has passed.
    Expired,
    /// It could not be parsed as an article.
    Rejected,
    /// Not an article: a picture, a README, a temporary file.
    Ignored,
}

impl Status {
    /// Every status, in the order in which numbers of files are listed.
    pub const ALL: [Self; 6] =
        [Self::Published, Self::Scheduled, Self::Draft, Self::Expired, Self::Rejected, Self::Ignored];

    /// The name that `tidings check` prints.
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
    /// The status of the article at `now`.
    pub fn status(&self, now: DateTime<Utc>) -> Status {
        if self.draft {
            Status::Draft
        } else if self.expires.is_some_and(|expires| expires <= now) {
            Status::Expired
        } else if self.published.is_some_and(|published| published.at > now)
            || self.embargo.is_some_and(|embargo| embargo > now)
        {
            Status::Scheduled
        } else {
            Status::Published
        }
    }

    /// The next moment after `now` at which [`Article::status`] changes.
    pub fn next_due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.draft {
            return None;
        }
        let starts = self.published.map(|published| published.at.to_utc());
        let ends = self.expires.map(|expires| expires.to_utc());
        let released = self.embargo.map(|embargo| embargo.to_utc());
        starts.into_iter().chain(ends).chain(released).filter(|moment| *moment > now).min()
    }

    /// The date of publication and its source: the document's own date, or else the one that the catalogue keeps.
    /// An article that was first seen before the end of its embargo has the date of that end, because subscribers
    /// find no new entry among those of earlier months.
    pub fn published_or(&self, kept: &KeptDates) -> (DateTime<FixedOffset>, DateSource) {
        let (published, from) = match self.published {
            Some(dated) => (dated.at, dated.from),
            None => {
                let (date, source) = kept.date();
                // In the UTC offset that the document uses.
                (self.updated.filter(|updated| *updated == date).unwrap_or(date), source)
            }
        };
        match self.embargo.filter(|embargo| *embargo > kept.first_seen && *embargo > published) {
            Some(embargo) => (embargo, DateSource::FrontMatter),
            None => (published, from),
        }
    }
}
