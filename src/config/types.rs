//! The checked settings, by section, with their defaults.

use super::error::ConfigError;
use super::files::FileRules;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tidings_feed::{CustomFeed, FeedSettings, SiteSettings};
use tidings_parse::{DateOrder, StatusKey};
use tidings_server::{FormerAddresses, Http, Listen, ServerSettings};
use tidings_watch::WatchMode;

/// Every setting, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// `[site]`: the name, the address and the author of the site.
    pub site: SiteSettings,
    /// `[content]`: the folder of articles.
    pub content: Content,
    /// `[http]`: the server.
    pub http: Http,
    /// `[feeds]`: what a feed contains.
    pub feeds: FeedSettings,
    /// `feeds.flood` and `feeds.flood_limit`: the handling of bulk changes.
    pub flood: Flood,
    /// `[[feed]]`: feeds that the publisher defines.
    pub custom: Vec<CustomFeed>,
    /// `[state]`: the folder of the catalogue.
    pub state: State,
    /// `[[moved]]` and `[[gone]]`: former addresses.
    pub addresses: FormerAddresses,
    /// The keys of the settings that a layer gives; all others have their defaults.
    pub given: BTreeSet<&'static str>,
}

/// `[content]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The folder of articles.
    pub folder: Option<PathBuf>,
    /// How `03/04/2026` is read; `None` rejects such a date.
    pub date_order: Option<DateOrder>,
    /// The meaning of the key `status` in front matter.
    pub status: StatusKey,
    /// Which files may be articles.
    pub files: FileRules,
    /// How changes are found.
    pub watch: WatchMode,
    /// How often directories that cannot be watched are scanned.
    pub poll: Duration,
    /// How long a file must stay unchanged before it counts as complete, where it cannot be determined whether a
    /// process still writes it.
    pub settle: Duration,
    /// How long a file that a process has open for writing must stay unchanged before it counts as complete.
    pub open_limit: Duration,
    /// How long the article of a deleted file stays public, because the file may be written again.
    pub removal_delay: Duration,
    /// How long a copy of a known article waits for the original to be deleted, before it counts as a second
    /// article.
    pub grace: Duration,
    /// How long an empty folder that had articles before counts as unmounted rather than emptied.
    pub absence: Duration,
    /// How often the folder is compared with the catalogue although there was no event.
    pub rescan: Duration,
}

/// `[state]`.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The folder of the catalogue. `None`: `.tidings` inside the content folder.
    pub folder: Option<PathBuf>,
}

/// `feeds.flood` and `feeds.flood_limit`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flood {
    /// What happens to a bulk change.
    pub action: FloodAction,
    /// How many entries of a feed may change or disappear within a minute. `None`: half of the feed's
    /// entries.
    pub limit: Option<usize>,
}

impl Flood {
    /// How many entries may change or disappear within a minute in a feed of `entries` entries. At least 1.
    pub fn limit(&self, entries: usize) -> usize {
        self.limit.unwrap_or(entries / 2).max(1)
    }
}

/// What happens to a bulk change: one that would show subscribers too many changed or deleted entries at
/// once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloodAction {
    /// It is published, with a warning.
    Publish,
    /// It is held until `tidings approve`.
    Hold,
}

impl Config {
    /// The folder of articles.
    ///
    /// # Errors
    /// [`ConfigError::MissingFolder`] if no layer names one.
    pub fn folder(&self) -> Result<&Path, ConfigError> {
        self.content.folder.as_deref().ok_or(ConfigError::MissingFolder)
    }

    /// Checks that the site's address is known if other machines can reach the server. The Host header cannot
    /// replace it: clients choose that header, and every address in the feeds begins with the site's address.
    ///
    /// # Errors
    /// [`ConfigError::MissingBaseUrl`].
    pub fn check_reachable(&self) -> Result<(), ConfigError> {
        // A Unix socket has no address that a URL could contain.
        let has_url = matches!(self.http.listen, Listen::Tcp(_)) && self.http.listen.is_local();
        match has_url || self.site.base_url.is_some() {
            true => Ok(()),
            false => Err(ConfigError::MissingBaseUrl { listen: self.http.listen.clone() }),
        }
    }

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
                open_limit: Duration::from_secs(600),
                removal_delay: Duration::from_secs(3),
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
            given: BTreeSet::new(),
        }
    }
}
