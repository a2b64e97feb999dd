//! The three possible results of parsing a document: an article, a rejection, or no article.

use tidings_model::{Article, PartialMetadata, Problem};

/// What became of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum ParseOutcome {
    /// An article; its problems are none that forbid to publish it.
    Article(Box<Article>),
    /// It holds no article; why, in a few words.
    NotArticle(String),
    /// It is meant as an article, but must be mended first.
    Rejected {
        /// At least one is an error.
        problems: Vec<Problem>,
        /// Which article it would be.
        metadata: PartialMetadata,
    },
}
