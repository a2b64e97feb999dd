//! Opens files of the content folder and of the state folder, and never any outside them.
//!
//! Other programs write to the content folder, and some of them act for strangers: a mail program, a sync
//! client, an upload form. Such a program can exchange a file for a symbolic link, a named pipe or a device at
//! any moment, also between a check of a path and its use. So nothing here checks a path and then uses it: a
//! file is opened without following a link, and what was opened is checked.
//!
//! - [`ContentFolder::open`] is the only way to read a file of the content folder.
//! - [`state_file`] reads and replaces the files of the state folder, which is inside the content folder by
//!   default.

mod beneath;
mod content_folder;
pub mod state_file;

pub use content_folder::{ContentFile, ContentFolder, OpenError};
