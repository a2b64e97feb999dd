//! Results of lookups by address, and the key that identifies an entry's content.

/// Identifies everything that a subscriber sees of an article: entries with equal keys are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryKey(Box<[u8]>);

impl EntryKey {
    /// The key of an entry with this view hash (which has a fixed length) and this id.
    pub fn new(view_hash: &[u8], id: &str) -> Self {
        Self([view_hash, id.as_bytes()].concat().into())
    }
}

/// The result of looking up an address that no public article has at present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressLookup {
    /// A former address of the public article with this slug.
    Moved(String),
    /// The address of an article that was public and was removed.
    Gone,
    /// An unknown address.
    Unknown,
}

/// Slugs of the public articles that [`find_address`](crate::CatalogueReader::find_address) found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressMatches {
    /// The article that names the address as a former one; of several articles the oldest.
    pub alias: Option<String>,
    /// The first of the files that is the source of a public article: its index, and the slug.
    pub file: Option<(usize, String)>,
}
