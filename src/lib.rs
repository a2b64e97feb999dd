//! Tidings turns a folder into feeds: drop a file, and every subscriber has it a moment later.
//!
//! ```text
//! folder ──▶ watch ──▶ document ──▶ parse ──▶ catalogue ──▶ feed ──▶ server ──▶ reader
//!          FileEvent   Document    Article     Change       bytes   Response
//! ```
//!
//! It runs one way. The modules below stand in reading order, and each uses only what stands above it; a test
//! (`tests/module_order.rs`) fails on an import that runs back up, and on an outside crate named outside the
//! module that is its door.
//!
//! Three decisions shape the rest:
//!
//! - **Identity is for ever.** An id is minted once and kept in the catalogue's ledger; edits, renames and moves
//!   of the folder or the site leave it alone. The same holds for slugs and for first-seen moments.
//! - **Nothing says 'now'.** Decisions are pure functions with time passed in, so the same articles are the same
//!   bytes with the same ETag, on every machine.
//! - **The folder is the truth, SQLite the memory.** Events are hints: what matters is what lies in the folder when
//!   it is looked at, and a scan brings both together at the start, after lost events, and now and then.
#![warn(missing_docs)]

// The values that all others speak of. No I/O, no clock.
#[cfg(feature = "program")]
pub mod article;
// Settings as written become settings as checked.
#[cfg(feature = "program")]
pub mod config;
// The folder becomes events: when is a file whole?
#[cfg(feature = "program")]
pub mod watch;
// Bytes become text: encodings, formats, archives, front matter.
#[cfg(feature = "program")]
pub mod document;
// Text becomes articles: Markdown, HTML, plain text; dates, page furniture, the sanitiser.
#[cfg(feature = "program")]
pub mod parse;
// Articles become memory: identities, windows, changes. The only one that knows SQL.
#[cfg(feature = "program")]
pub mod catalogue;
// Any feed becomes a report: what is wrong, why, and how to mend it. Judges, and knows nothing of the rest.
pub mod validate;
// Windows become bytes: RSS, Atom, JSON Feed, OPML.
#[cfg(feature = "program")]
pub mod feed;
// An address becomes an exchange with its server, within limits, for the validator to judge.
#[cfg(feature = "program")]
pub mod fetch;
// Requests become responses: routes, conditions, encodings, pages. The only one that knows HTTP.
#[cfg(feature = "program")]
pub mod server;
// The wiring: one loop over one event enum. Holds no rules.
#[cfg(feature = "program")]
pub mod app;
// The program's subcommands, one file each.
#[cfg(feature = "program")]
pub mod cli;
