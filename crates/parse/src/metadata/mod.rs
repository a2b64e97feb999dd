//! The metadata of an article: what front matter, file names and file properties state about it.

pub(crate) mod front_matter;
pub(crate) mod key_typos;
pub(crate) mod keys;
pub(crate) mod path_hints;
pub(crate) mod properties;
pub(crate) mod publication;
pub(crate) mod publication_keys;
pub(crate) mod site_pages;
pub(crate) mod values;
