//! A message of a report: its code, its place in the document, and its parameters.

use super::code::Code;
use super::level::Level;
use super::param::Param;

/// A place in a document. Lines and columns count from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

/// One message of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The kind of the message.
    pub code: Code,
    /// The place in the document.
    pub position: Position,
    /// The element or attribute that the message is about (`title`, `media:content`, `href`); empty if there
    /// is none.
    pub element: String,
    /// The parent of the element; empty if there is none.
    pub parent: String,
    /// The values that the text names besides the element and the parent: `(Param::Value, "Tuesday")`.
    pub params: Vec<(Param, String)>,
    /// The line of the document, shortened around the place if it is long.
    pub source_line: String,
    /// The character of `source_line` at the place, from 0.
    pub source_column: usize,
}

impl Message {
    /// The severity.
    pub fn level(&self) -> Level {
        self.code.level()
    }

    /// The value of a parameter by its name; `element` and `parent` count as parameters.
    pub fn param(&self, name: &str) -> Option<&str> {
        match name {
            "element" => Some(&self.element),
            "parent" => Some(&self.parent),
            _ => self.params.iter().find(|(known, _)| known.name() == name).map(|(_, value)| value.as_str()),
        }
    }

    /// The text as one sentence, with the parameter `hint` at its end.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut rest = self.code.text();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            // Control characters from the document could move a terminal's cursor, or end a line of a log.
            let value = self.param(name).unwrap_or(name).chars();
            out.extend(value.map(|c| if c.is_control() { '\u{FFFD}' } else { c }));
            rest = after;
        }
        out.push_str(rest);
        out.push_str(self.param("hint").unwrap_or_default());
        out
    }
}
