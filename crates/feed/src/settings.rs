//! The settings of the site and its feeds, already validated.

use chrono_tz::Tz;
use tidings_model::{BaseUrl, FeedRule, Person, Selection};

/// The settings in `[site]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteSettings {
    /// The site's name, plain text. Default: the folder's name.
    pub title: String,
    /// A description in one sentence, plain text.
    pub description: Option<String>,
    /// The site's base URL. `None` only if the server listens on loopback and uses that address.
    pub base_url: Option<BaseUrl>,
    /// BCP 47 tag of the language that most articles are in.
    pub language: Option<String>,
    /// The author of articles that name none.
    pub author: Option<Person>,
    /// The time zone of dates without one.
    pub timezone: Tz,
    /// Copyright of the whole site.
    pub rights: Option<String>,
    /// E-mail address for reports of technical problems.
    pub webmaster: Option<String>,
    /// A small square picture: an address, or a path in the content folder.
    pub icon: Option<String>,
    /// A larger picture: an address, or a path in the content folder.
    pub logo: Option<String>,
    /// The id from which article ids are minted. Default: the host of `base_url` at the first start.
    pub id: Option<String>,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
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
        }
    }
}

/// The settings in `[feeds]`.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedSettings {
    /// Maximum number of articles in a feed, the newest ones.
    pub entries: usize,
    /// Maximum size of a feed in bytes, before compression. The newest article is always included.
    pub bytes: usize,
    /// How much of an article's text a feed has.
    pub text: FeedText,
    /// Addresses of the WebSub hubs that notify subscribers of changes.
    pub hubs: Vec<String>,
}

impl Default for FeedSettings {
    fn default() -> Self {
        Self { entries: 20, bytes: 512 * 1024, text: FeedText::Full, hubs: Vec::new() }
    }
}

/// How much of an article's text a feed has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedText {
    /// The summary and the whole text.
    Full,
    /// Only the summary.
    Summary,
}

/// A feed that the publisher defines. It exists in all formats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomFeed {
    /// The path of its page below the site's base, without a slash at either end: `rust-news`.
    pub path: String,
    /// Its title, plain text.
    pub title: String,
    /// One sentence about it, plain text.
    pub description: Option<String>,
    /// The articles that it selects.
    pub rule: FeedRule,
    /// How much of the text it has. `None`: as the other feeds.
    pub text: Option<FeedText>,
    /// Maximum number of articles. `None`: as the other feeds.
    pub limit: Option<usize>,
}

impl CustomFeed {
    /// The selection of its articles.
    pub fn selection(&self) -> Selection {
        Selection::Custom { path: self.path.clone() }
    }
}
