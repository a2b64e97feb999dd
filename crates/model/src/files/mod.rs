//! Files of the content folder: their paths, their stamps, and the problems found in them.

mod content_path;
mod file_stamp;
mod problem;

pub use content_path::ContentPath;
pub use file_stamp::FileStamp;
pub use problem::{Problem, Severity};
