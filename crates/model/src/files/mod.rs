//! Files of the content folder: their paths, their stamps, and the problems found in them.

pub(crate) mod content_path;
pub(crate) mod file_stamp;
pub(crate) mod problem;
