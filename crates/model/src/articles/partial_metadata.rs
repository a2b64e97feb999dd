//! The metadata of a document that was rejected.

use serde::{Deserialize, Serialize};

/// The part of a rejected document's metadata that identifies it to a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialMetadata {
    /// Plain text.
    pub title: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
}
