//! The settings: as written in a file, the environment and the command line, checked into one [`Config`].
//!
//! Later layers win: defaults, the file, `TIDINGS_SECTION__KEY` in the environment, the command line. Every key is
//! one row of the table in `settings.rs`, whichever layer it comes from.

mod custom;
mod error;
mod files;
mod load;
mod settings;
#[cfg(test)]
mod tests;
mod value;

pub use error::{ConfigError, Origin};
pub use files::{FileRules, Verdict};
pub use load::{Overrides, load};

use std::path::PathBuf;
use std::time::Duration;
use tidings_feed::{CustomFeed, FeedSettings, SiteSettings};
use tidings_parse::{DateOrder, StatusKey};
use tidings_server::{FormerAddresses, Http, ServerSettings};
use tidings_watch::WatchMode;

/// Every setting, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// `[site]`: who publishes what.
    pub site: SiteSettings,
    /// `[content]`: the folder.
    pub content: Content,
    /// `[http]`: the server.
    pub http: Http,
    /// `[feeds]`: what a feed holds.
    pub feeds: FeedSettings,
    /// `feeds.flood` and `feeds.flood_limit`: what happens to changes that move too many entries at once.
    pub flood: Flood,
    /// `[[feed]]`: feeds that the publisher defines.
    pub custom: Vec<CustomFeed>,
    /// `[state]`: the memory.
    pub state: State,
    /// `[[moved]]` and `[[gone]]`: former addresses.
    pub addresses: FormerAddresses,
}

/// `[content]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The folder of articles.
    pub folder: Option<PathBuf>,
    /// How `03/04/2026` is read; `None` refuses it.
    pub date_order: Option<DateOrder>,
    /// What the key `status` of front matter says.
    pub status: StatusKey,
    /// Which files may be articles.
    pub files: FileRules,
    /// By what its changes are found.
    pub watch: WatchMode,
    /// How often that is looked through which is not watched.
    pub poll: Duration,
    /// How long a file that its writer keeps open must be quiet before it counts as whole.
    pub settle: Duration,
    /// How long a copy of a known article waits for the other file to go, before it counts as a second article.
    pub grace: Duration,
    /// How long an empty folder, in place of one that had articles, counts as away rather than as emptied.
    pub absence: Duration,
    /// How often the folder is compared with the catalogue although no event said so.
    pub rescan: Duration,
}

/// `[state]`.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Where the catalogue lies. `None`: `.tidings` inside the content folder.
    pub folder: Option<PathBuf>,
}

/// `feeds.flood` and `feeds.flood_limit`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flood {
    /// What happens to changes that would show subscribers too much at once.
    pub action: FloodAction,
    /// How many entries of a feed may move within a minute. `None`: half of what the feed contains.
    pub limit: Option<usize>,
}

impl Flood {
    /// The largest number of entries that may move within a minute, for a feed that contains `entries`. At least 1.
    pub fn limit(&self, entries: usize) -> usize {
        self.limit.unwrap_or(entries / 2).max(1)
    }
}

/// What becomes of changes that would show subscribers too much at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloodAction {
    /// They are published, with a warning.
    Publish,
    /// They are held until somebody approves.
    Hold,
}

impl Config {
    /// The part of the configuration that the server needs.
    pub fn server(&self) -> ServerSettings {
        ServerSettings {
            site: self.site.clone(),
            feeds: self.feeds.clone(),
            custom: self.custom.clone(),
            http: self.http.clone(),
            addresses: self.addresses.clone(),
            state_folder: self.state.folder.clone(),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            site: SiteSettings::default(),
            content: Content {
                folder: None,
                date_order: None,
                status: StatusKey::Auto,
                files: FileRules::default(),
                watch: WatchMode::Auto,
                poll: Duration::from_secs(2),
                settle: Duration::from_secs(2),
                grace: Duration::from_secs(2),
                absence: Duration::from_secs(600),
                rescan: Duration::from_secs(300),
            },
            http: Http::default(),
            feeds: FeedSettings::default(),
            flood: Flood { action: FloodAction::Publish, limit: None },
            custom: Vec::new(),
            state: State { folder: None },
            addresses: FormerAddresses::default(),
        }
    }
}
