//! What several tests share.
#![allow(dead_code, unreachable_pub, reason = "no test uses all of it")]
#![allow(clippy::print_stdout, reason = "a test that is not run says so")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

pub mod document_case;
pub mod fixed_server;
pub mod mirror;
pub mod namespace;
pub mod program;
pub mod site;
