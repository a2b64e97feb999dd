//! HTTP over real connections: a table with one row for each rule that a single request can test, and
//! scenarios of several requests.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod attacks;
mod deltas;
mod histories;
#[cfg(unix)]
mod races;
mod rules;
mod scenarios;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod versions;
mod wire;
