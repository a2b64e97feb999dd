//! Reads the files of the content folder into observations, on all cores where there are many.

mod author_files;
mod batch_weight;
mod chunk_queue;
mod companion_files;
mod file_reader;
mod parallel;

pub(super) use author_files::is_authors_file_of;
pub(super) use batch_weight::BatchWeight;
pub(super) use file_reader::FileReader;
pub(super) use parallel::lower_thread_priority;
