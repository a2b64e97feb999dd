//! Any feed becomes a report: what is wrong with it, where, why it matters and how to mend it.
//!
//! A side branch that judges and knows nothing of the rest of Tidings: no file system, no network, no clock but
//! the one it is given, so that a site's test suite can afford it
//! (`default-features = false, features = ["validate"]`).
//!
//! ```text
//! bytes ──▶ xml ──▶ judge ──▶ Report
//!         Event      ▲ ▲
//!             grammar┘ └value
//! ```
//!
//! `xml` reads strictly and knows no vocabulary. `grammar` is data: which elements stand in which, how often, and what their
//! text and attributes are. `value` has small pure functions, one for each kind of value. `judge` walks the
//! events with the tables in hand and knows no single element. What the tables cannot say (an entry needs a link
//! or content) is a rule beside the table that it belongs to.

mod http;
mod options;
mod xml;
pub(crate) mod compare;
pub(crate) mod datatypes;
pub(crate) mod engine;
pub(crate) mod json;
pub(crate) mod messages;
pub(crate) mod vocabularies;

pub use compare::against;
pub use http::{Answer, Exchange};
pub use messages::code::Code;
pub use messages::explanation::Explanation;
pub use messages::message::{Level, Message, Position};
pub use messages::report::Report;
pub use options::Options;

/// Judges a document: RSS, Atom, OPML, JSON Feed, whatever it is. It never fails; what is no feed at all is said
/// in the report.
///
/// ```
/// use tidings_validate::{Options, validate};
///
/// let report = validate(b"<rss version='2.0'><channel/></rss>", &Options::default());
/// assert!(!report.is_valid());
/// println!("{report}");
/// ```
pub fn validate(bytes: &[u8], options: &Options) -> Report {
    engine::judge(bytes, options)
}

/// Panics unless the bytes are a valid feed; the panic's text shows each error with its line.
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

/// What [`assert_valid_feed!`](crate::assert_valid_feed) does.
#[doc(hidden)]
#[track_caller]
pub fn expect_valid(bytes: &impl AsRef<[u8]>, options: &Options) {
    let report = validate(bytes.as_ref(), options);
    assert!(report.is_valid(), "the feed is not valid:\n{report}");
}
