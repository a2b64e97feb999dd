//! The common model: what an article is, whichever file format it was read from.
//!
//! Plain values, and the pure rules that belong to them. Nothing in this crate knows file formats, databases,
//! feed formats or HTTP, and nothing reads a clock: the current time is always a parameter.

mod articles;
mod base_url;
mod feeds;
mod files;
pub mod text;

pub use articles::article::{Article, DateSource, Dated, KeptDates, Reference, TitleSource};
pub use articles::body_html::{BodyHtml, ID_MARK, PERMALINK_MARK, SITE_MARK};
pub use articles::entry::Entry;
pub use articles::id::ArticleId;
pub use articles::media::Media;
pub use articles::partial_metadata::PartialMetadata;
pub use articles::person::Person;
pub use articles::status::Status;
pub use articles::term::{Term, TermKind};
pub use base_url::{BaseUrl, BaseUrlError};
pub use feeds::feed_rule::FeedRule;
pub use feeds::median_gap::median_gap;
pub use feeds::selection::Selection;
pub use feeds::window::{TermUse, Tombstone, Window};
pub use files::content_path::ContentPath;
pub use files::file_stamp::FileStamp;
pub use files::problem::{Problem, Severity};
pub use text::language::language_tag;
pub use text::sketch::{MOST_OF_THE_TEXT, TextSketch};
pub use text::slug::{article_path, given_slug, is_given_slug, slug_from_file_name, slugify};
