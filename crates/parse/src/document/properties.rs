//! What a file says of itself outside its text.

use tidings_model::Person;

/// The headers of a mail, the properties of an office document, the metadata of a notebook: all as plain
/// text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Properties {
    /// The headline, not repeated in the body.
    pub title: Option<String>,
    /// A second headline.
    pub subtitle: Option<String>,
    /// A summary.
    pub summary: Option<String>,
    /// A date as written.
    pub published: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// Keywords.
    pub tags: Vec<String>,
    /// A language as written.
    pub language: Option<String>,
}
