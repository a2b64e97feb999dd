//! What is wrong with a document, where, and what to do about it.

use serde::{Deserialize, Serialize};

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// How something was read, where another reading was possible.
    Note,
    /// The article is published, but its author will want to mend something.
    Warning,
    /// The file cannot become an article as it stands.
    Error,
}

impl Severity {
    /// In lower case, as printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Line in the file, from 1; absent where the whole file is meant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// Column in Unicode characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<u32>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do, in one sentence without a full stop.
    pub remedy: String,
    /// Many files are likely to have it, word for word: it is told once for all of them.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub once_per_folder: bool,
}

impl Problem {
    /// A problem of the whole file.
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

    /// An error of the whole file.
    pub fn error(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Severity::Error, message, remedy)
    }

    /// A warning about the whole file.
    pub fn warning(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message, remedy)
    }

    /// A note on the whole file.
    pub fn note(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Severity::Note, message, remedy)
    }

    /// The same problem, to be told once for all files that have it.
    #[must_use]
    pub fn once_per_folder(mut self) -> Self {
        self.once_per_folder = true;
        self
    }

    /// The same problem at a line and column, both from 1.
    #[must_use]
    pub fn at(mut self, line: u32, column: Option<u32>) -> Self {
        self.line = Some(line);
        self.column = column;
        self
    }
}

/// `warning: line 3, column 7: message (remedy)`, without the file's name, which the printer knows.
impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: ", self.severity.as_str())?;
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(out, "line {line}, column {column}: ")?,
            (Some(line), None) => write!(out, "line {line}: ")?,
            _ => {}
        }
        write!(out, "{}", self.message)?;
        if !self.remedy.is_empty() {
            write!(out, " ({})", self.remedy)?;
        }
        Ok(())
    }
}
