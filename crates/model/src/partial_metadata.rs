//! What a document that cannot be published says of itself.

use serde::{Deserialize, Serialize};

/// As much of a refused document as tells a person which one it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialMetadata {
    /// Plain text.
    pub title: Option<String>,
    /// Names.
    pub authors: Vec<String>,
}
