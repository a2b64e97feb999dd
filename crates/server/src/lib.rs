//! Serves feeds, pages, and the files that articles refer to, over HTTP/1.1 and HTTP/2.
//!
//! ```text
//! net (connections) ──▶ site: cached? ──▶ route ──▶ resolve ──▶ respond ──▶ Response
//!                              │                       │
//!                              │                       ├─ render (feeds, pages), cached
//!                              ▼                       ├─ files that articles refer to
//!                         stored bytes                 └─ redirects
//! ```
//!
//! A cached feed costs one lookup: its bytes and headers were computed when it was rendered, so neither
//! SQLite nor any formatting is involved. The rules of HTTP ([`http`]) and the routes ([`route`]) are pure
//! functions; sockets, files and the catalogue are a thin shell around them. When an article changes, its
//! feeds reuse the cached items of the others.

pub mod http;
mod net;
mod pages;
mod settings;
mod site;

#[doc(hidden)]
pub use net::fast_path_response;
pub use net::tls::TlsError;
pub use net::{Listener, ServerOptions, descriptors_for, run};
pub use pages::MAX_BODY as MAX_BODY_ON_PAGE;
pub use settings::{DeltaPolicy, Http, Listen, ServerSettings, Tls};
pub use site::readiness::{Readiness, StartupStage};
pub use site::redirects::former_addresses::{FormerAddress, FormerAddresses};
pub use site::responses::body::Body;
pub use site::{Site, route};

#[cfg(test)]
mod tests;
