//! Identity: which article a file is, and the ids, slugs and addresses that belong to it for good.

pub(crate) mod former_addresses;
pub(crate) mod ledger;
pub(crate) mod ledger_entry;
pub(crate) mod matching;
pub(crate) mod relocation;
pub(crate) mod sightings;
pub(crate) mod slugs;
pub(crate) mod tombstones;
pub(crate) mod versions;
