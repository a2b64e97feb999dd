//! Properties that a file states outside its text.

use tidings_model::Person;

/// The headers of an e-mail, the properties of an office document, or the metadata of a notebook, as plain
/// text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Properties {
    /// The headline, not repeated in the body.
    pub title: Option<String>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// A summary.
    pub summary: Option<String>,
    /// The date as written.
    pub published: Option<String>,
    /// The authors.
    pub authors: Vec<Person>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The language as written.
    pub language: Option<String>,
}
