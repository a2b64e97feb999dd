//! Validates RSS, Atom, JSON Feed and OPML: what is invalid, where, why it matters, and how to fix it.
//!
//! The crate has no I/O. It reads no files, makes no requests and asks no clock; it validates bytes with what
//! [`Options`] add. A site's test suite can therefore run it on every build.
//!
//! ```
//! use tidings_validate::{Code, Options, validate};
//!
//! let feed = br#"<?xml version="1.0" encoding="utf-8"?>
//! <rss version="2.0"><channel>
//!   <title>Tides</title><link>https://quay.example/</link><description>High water</description>
//!   <item><title>Noon</title><pubDate>4 May 2024</pubDate></item>
//! </channel></rss>"#;
//! let report = validate(feed, &Options::default());
//!
//! let error = report.errors().next().unwrap();
//! assert_eq!(error.code, Code::InvalidRFC2822Date);
//! assert_eq!((error.element.as_str(), error.position.line), ("pubDate", 4));
//! println!("{}: {}", error.text(), error.code.explanation().why);
//! ```
//!
//! # How it works
//!
//! ```text
//! bytes ──▶ xml ──────▶ engine ──▶ Report
//!           events       ▲   ▲
//!              vocabularies  datatypes
//!                (tables)    (values)
//! ```
//!
//! `xml` decodes the bytes and reads XML strictly; it has no knowledge of feeds. `vocabularies` is data:
//! which elements may contain which others, how often, and with which attributes and text. A requirement that
//! a table cannot express, such as "an entry needs a link or content", is a rule, a function beside its
//! table. `datatypes` contains one pure function for each type of value, such as a date or a language tag.
//! `engine` reads the events, applies the tables, and collects the findings. `json` does the same for JSON
//! Feed. `messages` defines codes, texts and explanations. `compare` compares two versions of a feed as a
//! feed reader does.

mod compare;
mod datatypes;
mod engine;
mod http;
mod json;
mod messages;
mod options;
mod profile;
mod vocabularies;
mod xml;

pub use compare::against;
pub use http::{Answer, Exchange};
pub use messages::code::Code;
pub use messages::explanation::Explanation;
pub use messages::{Level, Message, Param, Position, Report, ReportText};
pub use options::Options;
pub use profile::{Profile, UnknownProfile};

/// Validates a document in RSS, Atom, OPML or JSON Feed.
///
/// There is no error value: the report of a document that is not a feed contains an error.
///
/// ```
/// use tidings_validate::{Options, validate};
///
/// let report = validate(b"<rss version='2.0'><channel/></rss>", &Options::default());
/// assert!(!report.is_valid());
/// println!("{report}");
/// ```
pub fn validate(bytes: &[u8], options: &Options) -> Report {
    engine::validate(bytes, options)
}

/// Asserts that bytes are a valid feed. The optional second argument is a reference to [`Options`].
///
/// # Panics
///
/// Panics if the feed has errors. The message shows each error and warning with its line of the document.
///
/// ```
/// # let feed = br#"<opml version="2.0"><head/><body><outline text="a"/></body></opml>"#;
/// tidings_validate::assert_valid_feed!(feed);
/// ```
#[macro_export]
macro_rules! assert_valid_feed {
    ($bytes:expr $(,)?) => {
        $crate::expect_valid(&$bytes, &::core::default::Default::default())
    };
    ($bytes:expr, $options:expr $(,)?) => {
        $crate::expect_valid(&$bytes, $options)
    };
}

/// The function behind [`assert_valid_feed!`](crate::assert_valid_feed).
#[doc(hidden)]
#[track_caller]
pub fn expect_valid(bytes: &impl AsRef<[u8]>, options: &Options) {
    let report = validate(bytes.as_ref(), options);
    assert!(report.is_valid(), "the feed is not valid:\n{report}");
}
