//! Text and values as feeds can contain them.

pub(crate) mod plain_text;
pub(crate) mod summary;
pub(crate) mod values;
