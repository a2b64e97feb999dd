//! What the publisher sets about the site and its feeds, already checked.

use chrono_tz::Tz;
use tidings_model::{BaseUrl, FeedRule, Person, Selection};

/// `[site]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteSettings {
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

/// `[feeds]`.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedSettings {
    /// How many of the newest articles a feed holds.
    pub entries: usize,
    /// How many bytes a feed has at the most, before compression. Its newest article it has in any case.
    pub bytes: usize,
    /// Whether a feed carries the whole text.
    pub text: FeedText,
    /// Addresses of hubs that tell subscribers of changes (WebSub).
    pub hubs: Vec<String>,
}

impl Default for FeedSettings {
    fn default() -> Self {
        Self { entries: 20, bytes: 512 * 1024, text: FeedText::Full, hubs: Vec::new() }
    }
}

/// How much of an article a feed carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedText {
    /// Summary and whole text.
    Full,
    /// The summary alone.
    Summary,
}

/// A feed that the publisher defines, in all formats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomFeed {
    /// The path of its page below the site's base, without a slash at either end: `rust-news`.
    pub path: String,
    /// What it is called, plain text.
    pub title: String,
    /// One sentence about it, plain text.
    pub description: Option<String>,
    /// Which articles it takes.
    pub rule: FeedRule,
    /// Whether it carries the whole text. `None`: as the others.
    pub text: Option<FeedText>,
    /// How many of the newest articles it holds. `None`: as many as the others.
    pub limit: Option<usize>,
}

impl CustomFeed {
    /// The selection behind it.
    pub fn selection(&self) -> Selection {
        Selection::Custom { path: self.path.clone() }
    }
}
