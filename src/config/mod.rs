//! The settings: as written in a file, the environment and the command line, checked into one [`Config`].
//!
//! Later layers win: defaults, the file, `TIDINGS_SECTION__KEY` in the environment, the command line. Every key is
//! one row of the table in `settings.rs`, whichever layer it comes from.

mod addresses;
mod custom;
mod error;
mod files;
mod load;
mod settings;
#[cfg(test)]
mod tests;
mod value;

pub use addresses::{Addresses, Former};
pub use custom::CustomFeed;
pub use error::{ConfigError, Origin};
pub use files::{FileRules, Verdict};
pub use load::{Overrides, load};

use crate::article::{BaseUrl, Person};
use chrono_tz::Tz;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Every setting, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// `[site]`: who publishes what.
    pub site: Site,
    /// `[content]`: the folder.
    pub content: Content,
    /// `[http]`: the server.
    pub http: Http,
    /// `[feeds]`: what a feed holds.
    pub feeds: Feeds,
    /// `[[feed]]`: feeds that the publisher defines.
    pub custom: Vec<CustomFeed>,
    /// `[state]`: the memory.
    pub state: State,
    /// `[[moved]]` and `[[gone]]`: former addresses.
    pub addresses: Addresses,
}

/// `[site]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The site's name, plain text. Default: the folder's name.
    pub title: String,
    /// One sentence about it, plain text.
    pub description: Option<String>,
    /// Where readers find it. `None` only while listening on loopback: then the address listened on.
    pub base_url: Option<BaseUrl>,
    /// BCP 47 tag of the articles' usual language.
    pub language: Option<String>,
    /// Author of what names none.
    pub author: Option<Person>,
    /// Zone of times that name none.
    pub timezone: Tz,
    /// Copyright of the whole.
    pub rights: Option<String>,
    /// E-mail address of whom to tell that something is broken.
    pub webmaster: Option<String>,
    /// A small square picture: an address, or a path in the content folder.
    pub icon: Option<String>,
    /// A larger picture: an address, or a path in the content folder.
    pub logo: Option<String>,
    /// What ids are minted from. Default: the host of `base_url` at the first start.
    pub id: Option<String>,
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

/// What the key `status` of front matter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusKey {
    /// `draft` and the like hold an article back, but where its other keys are a specification's.
    Auto,
    /// `draft` and the like always hold an article back.
    Publication,
    /// Nothing about publication.
    Ignore,
}

/// By what the folder's changes are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchMode {
    /// By the system's events; what the system does not tell of is looked through at intervals.
    Auto,
    /// By the system's events also where other machines may write.
    Native,
    /// By looking at intervals.
    Poll,
}

/// Order of day and month in dates written with numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

/// `[http]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Http {
    /// Address and port; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Least `Cache-Control: max-age` of feeds, seconds.
    pub min_age: u32,
    /// Largest `Cache-Control: max-age` of feeds, and that of files, seconds; it wins over `min_age`. Pages are asked for
    /// anew each time.
    pub max_age: u32,
    /// How long a client may take for a request's head, be silent between two, or take hardly anything of its answer.
    pub timeout: Duration,
    /// How many connections there may be.
    pub connections: usize,
    /// How many of them from one address. `None`: as the server thinks fit.
    pub connections_per_address: Option<usize>,
    /// Whether readers that ask for it get only the entries that they have not.
    pub deltas: bool,
    /// How often in an hour one client may fetch an unchanged feed without asking whether it has changed. 0: as often
    /// as it likes.
    pub refetches: u32,
    /// The certificate, if the server speaks TLS.
    pub tls: Option<Tls>,
}

/// `[http.tls]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tls {
    /// PEM: the certificate, then those that vouch for it.
    pub certificate: PathBuf,
    /// PEM: its private key.
    pub key: PathBuf,
}

/// `[feeds]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Feeds {
    /// How many of the newest articles a feed holds.
    pub entries: usize,
    /// How many bytes a feed has at the most, before compression. Its newest article it has in any case.
    pub bytes: usize,
    /// Whether a feed carries the whole text.
    pub text: FeedText,
    /// Addresses of hubs that tell subscribers of changes (WebSub).
    pub hubs: Vec<String>,
    /// What becomes of changes that would show subscribers too much at once.
    pub flood: FloodAction,
    /// How many entries of a feed may move within a minute. `None`: half of what it holds.
    pub flood_limit: Option<usize>,
}

impl Feeds {
    /// How many entries may move within a minute, of a feed that holds so many, before it is a flood. One may always.
    pub fn flood_limit(&self, entries: usize) -> usize {
        self.flood_limit.unwrap_or(entries / 2).max(1)
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

/// How much of an article a feed carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedText {
    /// Summary and whole text.
    Full,
    /// The summary alone.
    Summary,
}

/// `[state]`.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Where the catalogue lies. `None`: `.tidings` inside the content folder.
    pub folder: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            site: Site {
                title: String::new(),
                description: None,
                base_url: None,
                language: None,
                author: None,
                timezone: Tz::UTC,
                rights: None,
                webmaster: None,
                icon: None,
                logo: None,
                id: None,
            },
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
            http: Http {
                listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
                min_age: 300,
                max_age: 3600,
                timeout: Duration::from_secs(30),
                connections: 1000,
                connections_per_address: None,
                deltas: true,
                refetches: 0,
                tls: None,
            },
            feeds: Feeds {
                entries: 20,
                bytes: 512 * 1024,
                text: FeedText::Full,
                hubs: Vec::new(),
                flood: FloodAction::Publish,
                flood_limit: None,
            },
            custom: Vec::new(),
            state: State { folder: None },
            addresses: Addresses::default(),
        }
    }
}
