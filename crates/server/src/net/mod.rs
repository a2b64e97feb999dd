//! Connections: accepting and limiting them, TLS, idle timeouts, and HTTP/1.1 and HTTP/2 over them.
//!
//! A connection begins on the fast path, which answers plain requests from the cache with raw bytes. The
//! first request that needs more goes to hyper, with the rest of the connection. [`streams`] are the layers
//! between the socket and HTTP, [`limits`] decides who gives way when the server is full.

mod bind;
mod connection;
mod fast_path;
mod http2;
mod limits;
mod listener;
mod peer;
mod proxy_protocol;
mod response_body;
mod streams;
pub(crate) mod tls;

pub use bind::Listener;
pub use fast_path::fast_path_response;
pub use limits::descriptors::descriptors_for;
pub use listener::{ServerOptions, run};
