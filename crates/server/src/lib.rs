//! Requests and responses: feeds, pages and the files that articles refer to, over HTTP/1.1 and HTTP/2.
//!
//! ```text
//! run ──▶ Site::respond ──▶ route ──▶ cache ──▶ render (feed, pages) ──▶ rendering ──▶ send ──▶ Response
//!                             │                                                        └──▶ delta ──┘
//!                             └─────▶ files (what articles refer to)
//! ```
//!
//! A fresh feed costs one lookup: its bytes and its headers were made when it was rendered, so neither SQLite nor
//! the formatter of a date is touched. What is asked for and what is answered are pure decisions ([`route`],
//! [`conditional`], [`encoding`], [`range`]); sockets, files and the catalogue are the thin shell around them. A feed that
//! has changed is made of what was said of its entries before and of what is new (`items`).

mod accept;
mod addresses;
mod audience;
mod body;
mod cache;
pub mod conditional;
mod connection;
mod date;
mod delta;
pub mod encoding;
mod fast_path;
pub mod fields;
mod files;
mod fresh;
#[doc(hidden)]
pub mod fuzzing;
mod freshness;
mod guess;
mod instances;
mod items;
mod listen;
mod pages;
mod patience;
pub mod range;
mod readiness;
mod refetch;
mod refusal;
mod render;
mod rendering;
pub mod route;
#[cfg(target_os = "linux")]
mod rush;
mod seats;
mod send;
mod settings;
mod since;
mod site;
mod sources;
mod tls;
mod unread;

pub use addresses::{FormerAddress, FormerAddresses};
pub use body::Body;
pub use listen::{ServerOptions, run};
pub use readiness::{Readiness, StartupStage};
pub use settings::{Http, ServerSettings, Tls};
pub use site::Site;
pub use tls::TlsError;

#[cfg(test)]
mod delta_tests;
#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
