//! What a judgement must know besides the bytes.

use chrono::{DateTime, Utc};

/// What is known of a document besides its bytes. All may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Address where the document lives, which its self links are compared with.
    pub location: Option<String>,
    /// What HTTP says of the encoding: the `charset` of the content type.
    pub charset: Option<String>,
    /// What HTTP says of the format: the content type without its parameters.
    pub content_type: Option<String>,
    /// The moment of the judgement; dates behind it are implausible. Without it, none is.
    pub now: Option<DateTime<Utc>>,
}
