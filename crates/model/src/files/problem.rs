//! A problem in a document: what is wrong, where it is, and how to fix it.

use crate::text::printable;
use serde::{Deserialize, Serialize};

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// How an ambiguous part of the document was interpreted.
    Note,
    /// The article is published, but its author should fix something.
    Warning,
    /// The file cannot be published until this is fixed.
    Error,
}

impl Severity {
    /// The name in lower case, as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One problem in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How serious the problem is.
    pub severity: Severity,
    /// Line in the file, from 1; absent if the problem concerns the whole file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// Column in Unicode characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<u32>,
    /// What is wrong: one sentence without a full stop.
    pub message: String,
    /// How to fix it: one sentence without a full stop.
    pub remedy: String,
    /// Whether many files are likely to have exactly the same problem, so that it is reported once for all of
    /// them.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub once_per_folder: bool,
}

impl Problem {
    /// A problem that concerns the whole file.
    pub fn new(severity: Severity, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity,
            line: None,
            column: None,
            message: message.into(),
            remedy: remedy.into(),
            once_per_folder: false,
        }
    }

    /// An error that concerns the whole file.
    pub fn error(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Severity::Error, message, remedy)
    }

    /// A warning that concerns the whole file.
    pub fn warning(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message, remedy)
    }

    /// A note that concerns the whole file.
    pub fn note(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Severity::Note, message, remedy)
    }

    /// The same problem, reported once for all files that have it.
    #[must_use]
    pub fn once_per_folder(mut self) -> Self {
        self.once_per_folder = true;
        self
    }

    /// The same problem at this line and column, both from 1.
    #[must_use]
    pub fn at(mut self, line: u32, column: Option<u32>) -> Self {
        self.line = Some(line);
        self.column = column;
        self
    }
}

/// `warning: line 3, column 7: message (remedy)`, without the file name, which the caller adds. Both texts may quote
/// the document, so they are [`printable`].
impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: ", self.severity.as_str())?;
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(out, "line {line}, column {column}: ")?,
            (Some(line), None) => write!(out, "line {line}: ")?,
            _ => {}
        }
        out.write_str(&printable(&self.message))?;
        if !self.remedy.is_empty() {
            write!(out, " ({})", printable(&self.remedy))?;
        }
        Ok(())
    }
}
