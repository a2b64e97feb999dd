//! The validator: as a library, as a command, and on addresses.

mod cases;
mod command;
mod command_output;
mod properties;
#[path = "../support/mod.rs"]
mod support;
mod url;
mod versions;
