//! One finding: what, where, how bad.

use crate::Code;
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing; nothing to mend.
    Info,
    /// Allowed, but some readers stumble.
    Warning,
    /// Against the specification: the feed is invalid.
    Error,
}

impl Level {
    /// `error`, `warning` or `info`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A place in a document, counted from 1; columns are characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Character of the line, from 1.
    pub column: u32,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it is.
    pub code: Code,
    /// Where it is.
    pub position: Position,
    /// The element or attribute that it is about (`title`, `media:content`, `href`); empty where it is about none.
    pub element: String,
    /// What that stands in; empty at the root.
    pub parent: String,
    /// What else the message's text names: `("value", "Tuesday")`.
    pub params: Vec<(&'static str, String)>,
    /// The line of the document that it is about, shortened around the place where it is long.
    pub source_line: String,
    /// The character of `source_line` that the place is at, from 0.
    pub source_column: usize,
}

impl Message {
    /// How bad it is.
    pub fn level(&self) -> Level {
        self.code.level()
    }

    /// One of its parameters; `element` and `parent` are parameters as well.
    pub fn param(&self, name: &str) -> Option<&str> {
        match name {
            "element" => Some(&self.element),
            "parent" => Some(&self.parent),
            _ => self.params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str()),
        }
    }

    /// What is wrong, as one sentence. What its parameter `hint` says follows.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut rest = self.code.text();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            // A document's values could move a terminal's cursor, or end a line of a log.
            let value = self.param(name).unwrap_or(name).chars();
            out.extend(value.map(|c| if c.is_control() { '\u{FFFD}' } else { c }));
            rest = after;
        }
        out.push_str(rest);
        out.push_str(self.param("hint").unwrap_or_default());
        out
    }
}
