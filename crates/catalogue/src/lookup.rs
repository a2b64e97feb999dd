//! What lookups by address and by entry return.

/// Stands for all that a subscriber sees of an article: two entries with the same key are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryKey(Box<[u8]>);

impl EntryKey {
    /// The key of an entry as it looks. `appearance` is a hash, which is always of one length.
    pub fn of(appearance: &[u8], id: &str) -> Self {
        Self([appearance, id.as_bytes()].concat().into())
    }
}

/// What an address leads to that is no public article's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressLookup {
    /// To a public article, by its slug: it had this address before, or says so.
    Moved(String),
    /// To an article that was public, and is gone for good.
    Gone,
    /// To nothing that is known.
    Unknown,
}

/// What [`find_address`](crate::CatalogueReader::find_address) found: slugs of public articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressMatches {
    /// The article that names the address as a former one; of several articles the oldest.
    pub alias: Option<String>,
    /// The first of the files that is the source of a public article: its index, and the slug.
    pub file: Option<(usize, String)>,
}
