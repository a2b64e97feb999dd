//! What documents become: cases, properties, and the guard of the reading version.

mod cases;
mod pieces;
mod properties;
mod reading_version;
#[path = "../support/mod.rs"]
mod support;
