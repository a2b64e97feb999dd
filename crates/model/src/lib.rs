//! The common model: what an article is, whichever file format it was read from.
//!
//! Plain values, and the pure rules that belong to them. Nothing in this crate knows file formats, databases,
//! feed formats or HTTP, and nothing reads a clock: the current time is always a parameter.

mod article;
mod base_url;
mod feeds;
mod files;
pub mod text;

pub use article::{
    Article, ArticleId, BodyHtml, DateSource, Dated, Entry, ID_MARK, Media, PERMALINK_MARK, PartialMetadata,
    Person, Reference, SITE_MARK, Status, Term, TermKind,
};
pub use base_url::{BaseUrl, BaseUrlError};
pub use feeds::{FeedRule, Selection, TermUse, Tombstone, Window, median_gap};
pub use files::{ContentPath, FileStamp, Problem, Severity};
pub use text::language::language_tag;
pub use text::slug::{slug_from_file_name, slugify};
