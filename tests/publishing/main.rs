//! Publishing end to end: files are written into a folder, and feeds are read over HTTP.

mod bulk_changes;
mod check_problems;
mod damaged_files;
mod debug_log;
mod drafts;
mod file_log;
mod files;
mod folder;
mod identity;
#[cfg(unix)]
mod planted;
mod private_files;
mod site_configuration;
#[path = "../support/mod.rs"]
mod support;
mod withdrawn;

/// The main feed in each format.
const FEEDS: [&str; 3] = ["/feed.xml", "/atom.xml", "/feed.json"];
