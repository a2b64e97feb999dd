//! The formats, and what the rest of the house must know of each.

/// The three formats that every selection is published in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// Atom, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All of them, in the order of pages and OPML.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// The last part of its address.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Rss => "feed.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// The format with this last part of an address.
    pub fn from_file_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.file_name() == name)
    }

    /// Its media type, without a charset.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}
