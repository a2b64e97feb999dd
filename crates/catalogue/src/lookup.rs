//! What lookups by address and by entry return.

/// Stands for all that a subscriber sees of an article: two entries with the same key are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryKey(Box<[u8]>);

impl EntryKey {
    /// The key of an entry as it looks. `appearance` is a hash, which is always of one length.
    pub fn new(appearance: &[u8], id: &str) -> Self {
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
