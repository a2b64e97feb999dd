//! What HTTP promises, asked over true connections: a table with one row a rule, and stories about what no single
//! request can show.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod attacks;
mod deltas;
mod histories;
mod rules;
mod stories;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod versions;
mod wire;
