//! All findings of one document.

use crate::{Code, Level, Message};
use std::fmt;

/// What was found in one document, in the order of the places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings.
    pub messages: Vec<Message>,
}

impl Report {
    /// Whether there is no error; warnings may be.
    pub fn is_valid(&self) -> bool {
        self.errors().next().is_none()
    }

    /// The errors.
    pub fn errors(&self) -> impl Iterator<Item = &Message> {
        self.of(Level::Error)
    }

    /// The warnings.
    pub fn warnings(&self) -> impl Iterator<Item = &Message> {
        self.of(Level::Warning)
    }

    /// Whether there is something of this level or worse.
    pub fn has(&self, level: Level) -> bool {
        self.messages.iter().any(|message| message.level() >= level)
    }

    /// The same without the messages of some codes, and without those of their kinds: who does not mind a
    /// [`Code::MissingSelf`] does not mind a [`Code::MissingAtomSelfLink`] either.
    #[must_use]
    pub fn without(mut self, ignored: &[Code]) -> Self {
        self.messages.retain(|message| !ignored.iter().any(|code| message.code.is_a(*code)));
        self
    }

    /// The report as text for people: each error and warning with its line of the document and a caret below the
    /// place. `name` stands before each place, as in `feed.xml:3:5`; `colours` are those of a terminal.
    pub fn display<'r>(&'r self, name: &'r str, colours: bool) -> impl fmt::Display + 'r {
        Shown { report: self, name, colours }
    }

    fn of(&self, level: Level) -> impl Iterator<Item = &Message> {
        self.messages.iter().filter(move |message| message.level() == level)
    }
}

/// Each error and warning with its line of the document and a caret below the place.
impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.display("", false).fmt(out)
    }
}

/// A report on its way to a person.
struct Shown<'r> {
    report: &'r Report,
    name: &'r str,
    colours: bool,
}

const BOLD: &str = "\x1b[1m";
const BLUE: &str = "\x1b[34m";
const PLAIN: &str = "\x1b[0m";

impl Shown<'_> {
    fn colour(&self, colour: &'static str) -> &'static str {
        if self.colours { colour } else { "" }
    }

    fn colour_of(&self, level: Level) -> &'static str {
        self.colour(match level {
            Level::Error => "\x1b[1;31m",
            Level::Warning => "\x1b[1;33m",
            Level::Info => BLUE,
        })
    }

    fn show(&self, message: &Message, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bold, blue, plain) = (self.colour(BOLD), self.colour(BLUE), self.colour(PLAIN));
        let colour = self.colour_of(message.level());
        let at = message.position;
        match self.name {
            "" => write!(out, "{bold}line {}, column {}{plain}", at.line, at.column)?,
            name => write!(out, "{bold}{name}:{}:{}{plain}", at.line, at.column)?,
        }
        let (level, text, code) = (message.level(), message.text(), message.code.name());
        writeln!(out, ": {colour}{level}{plain}: {text} [{code}]")?;
        if message.source_line.is_empty() {
            return Ok(());
        }
        let (line, space) = (at.line, " ".repeat(message.source_column));
        writeln!(out, "{blue}{line:>6} |{plain} {}", message.source_line)?;
        writeln!(out, "{blue}       |{plain} {space}{colour}^{plain}")
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let worth_mending = self.report.messages.iter().filter(|message| message.level() > Level::Info);
        worth_mending.into_iter().try_for_each(|message| self.show(message, out))
    }
}
