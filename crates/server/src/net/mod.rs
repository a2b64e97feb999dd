//! Connections: accepting and limiting them, TLS, idle timeouts, and HTTP/1.1 and HTTP/2 over them.
//!
//! A connection begins on the fast path, which answers plain requests from the cache with raw bytes. The
//! first request that needs more goes to hyper, with the rest of the connection.

mod connection;
mod connection_limit;
mod fast_path;
mod idle_timeout;
mod listener;
mod rewind;
pub(crate) mod tls;

pub use fast_path::fast_path_response;
pub use listener::{ServerOptions, run};
