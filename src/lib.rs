//! The program: the configuration, the ingest loop that turns files into catalogue entries, the wiring, and the
//! command line.
//!
//! ```text
//! folder ──▶ watch ──▶ parse ──▶ ingest ──▶ catalogue ──▶ feed ──▶ server ──▶ reader
//!          FileEvent  Article              Change        bytes   Response
//! ```
//!
//! Each stage but the ingest loop is a crate of its own under `crates/`, so that cargo enforces the order.

pub mod app;
pub mod cli;
pub mod config;
pub mod ingest;
