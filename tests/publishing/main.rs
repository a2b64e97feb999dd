//! Publishing end to end: files are written into a folder, and feeds are read over HTTP.

mod bulk_changes;
mod check_problems;
mod damaged_files;
mod debug_log;
mod deployments;
mod drafts;
mod editor_saves;
#[cfg(target_os = "linux")]
mod editor_table;
mod file_log;
mod files;
mod identity;
#[cfg(unix)]
mod planted;
#[cfg(target_os = "linux")]
mod identity_model;
mod private_files;
mod removals;
mod site_configuration;
mod state_folder;
mod unfinished;
#[path = "../support/mod.rs"]
mod support;
mod withdrawn;

/// The main feed in each format.
const FEEDS: [&str; 3] = ["/feed.xml", "/atom.xml", "/feed.json"];
