//! The result of every container format: the unpacked text, or the reason why there is none.

use crate::document::model::Format;
use crate::document::properties::Properties;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tidings_model::{Problem, text};

/// Prefix of the address of a picture inside the document; the picture's name follows.
pub(crate) const EMBEDDED: &str = "embedded:";

/// Characters that are escaped in the address of an embedded picture.
const NAME: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// The address of the picture of that name.
pub(super) fn address_of(name: &str) -> String {
    format!("{EMBEDDED}{}", utf8_percent_encode(name, &NAME))
}

/// The contents of an unpacked file.
#[derive(Debug, PartialEq)]
pub(in crate::document) struct Unpacked {
    pub(in crate::document) format: Format,
    pub(in crate::document) text: String,
    pub(in crate::document) properties: Properties,
    pub(in crate::document) problems: Vec<Problem>,
}

/// The reason why a file can't be unpacked.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(super) enum UnpackError {
    /// The file is meant as an article; its author has to correct it.
    #[error("{0}")]
    Broken(Problem),
    /// The file is not meant as an article. The text is the reason.
    #[error("{0}")]
    NotArticle(&'static str),
}

impl UnpackError {
    pub(super) fn broken(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Broken(Problem::error(message, remedy))
    }
}

/// Splits keywords at commas or semicolons, or else at line ends.
pub(super) fn split_keywords(words: &str) -> Vec<String> {
    let sign = if words.contains([';', ',']) { [';', ','].as_slice() } else { &['\n'] };
    words.split(sign).map(clean_line).filter(|word| !word.is_empty()).collect()
}

pub(super) fn clean_line(value: &str) -> String {
    text::one_line(&text::strip_forbidden_characters(value))
}
