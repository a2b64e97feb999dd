//! The options of a validation.

use crate::Profile;
use chrono::{DateTime, Utc};

/// What the caller knows about a document besides its bytes, and the rules that it wants. Every field is
/// optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The URL of the document, which its links to itself should match.
    pub location: Option<String>,
    /// The `charset` parameter of the HTTP content type.
    pub charset: Option<String>,
    /// The media type of the HTTP content type, without parameters.
    pub content_type: Option<String>,
    /// The current time. Dates after it are reported as implausible; `None`: no date counts as too late.
    pub now: Option<DateTime<Utc>>,
    /// The set of rules.
    pub profile: Profile,
}
