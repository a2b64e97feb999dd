//! The possible results of parsing a document: an article, a rejection, no article, or no content.

use tidings_model::{Article, PartialMetadata, Problem};

/// The result of parsing a document.
#[derive(Debug, Clone, PartialEq)]
pub enum ParseOutcome {
    /// An article. None of its problems is an error.
    Article(Box<Article>),
    /// The document contains no article. The text gives the reason in a few words.
    NotArticle(String),
    /// The document has no content that could be an article: it is empty, or not text. The text gives the reason in a
    /// few words. If the document was an article before, it lost its content, by a crash for example.
    NoContent(String),
    /// The document is meant as an article, but has errors that must be fixed first.
    Rejected {
        /// At least one of them is an error.
        problems: Vec<Problem>,
        /// The title and authors that the article would have, for the report.
        metadata: PartialMetadata,
    },
}
