//! The calls to the C library for which no maintained crate has a safe function. This is the only crate of
//! the workspace that contains `unsafe`.

mod defer_accept;
mod malloc;
mod sockets;

pub use defer_accept::defer_accept;
pub use malloc::{fix_malloc_thresholds, return_free_memory};
#[cfg(unix)]
pub use sockets::{limit_unsent, unsent_bytes};
