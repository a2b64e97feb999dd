//! Code that several tests share.
#![allow(dead_code, unreachable_pub, reason = "no test uses all of this module")]
#![allow(clippy::print_stdout, reason = "a skipped test prints why")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

pub mod document_case;
pub mod fixed_server;
pub mod logged;
pub mod mirror;
pub mod namespace;
pub mod program;
#[cfg(target_os = "linux")]
pub mod saves;
pub mod site;
