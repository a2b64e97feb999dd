//! The report of a document, and its text form.

use super::code::Code;
use super::level::Level;
use super::message::Message;
use std::collections::HashMap;
use std::fmt;

/// The messages about one document, in document order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The messages.
    pub messages: Vec<Message>,
}

impl Report {
    /// Whether there are no errors. There may be warnings.
    pub fn is_valid(&self) -> bool {
        self.errors().next().is_none()
    }

    /// The errors.
    pub fn errors(&self) -> impl Iterator<Item = &Message> {
        self.with_level(Level::Error)
    }

    /// The warnings.
    pub fn warnings(&self) -> impl Iterator<Item = &Message> {
        self.with_level(Level::Warning)
    }

    /// Whether there is a message of this level or a more severe one.
    pub fn has(&self, level: Level) -> bool {
        self.messages.iter().any(|message| message.level() >= level)
    }

    /// The same report without the messages of some codes and of the codes that they include: without
    /// [`Code::MissingSelf`] there is no [`Code::MissingAtomSelfLink`] either.
    #[must_use]
    pub fn without(mut self, ignored: &[Code]) -> Self {
        self.messages.retain(|message| !ignored.iter().any(|code| message.code.is_a(*code)));
        self
    }

    /// The report as text: each error and warning with its line of the document and a caret below the place. Of
    /// equal messages, the first is shown with their number. `name` comes before each place, as in `feed.xml:3:5`.
    /// `colours` switches on the colours of a terminal.
    pub fn display<'r>(&'r self, name: &'r str, colours: bool) -> ReportText<'r> {
        ReportText { report: self, name, colours, shows_notes: false }
    }

    fn with_level(&self, level: Level) -> impl Iterator<Item = &Message> {
        self.messages.iter().filter(move |message| message.level() == level)
    }
}

/// Each error and warning with its line of the document and a caret below the place.
impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.display("", false).fmt(out)
    }
}

/// A report as text, with its options; see [`Report::display`].
#[derive(Debug, Clone, Copy)]
pub struct ReportText<'r> {
    report: &'r Report,
    name: &'r str,
    colours: bool,
    shows_notes: bool,
}

const BOLD: &str = "\x1b[1m";
const BLUE: &str = "\x1b[34m";
const PLAIN: &str = "\x1b[0m";

impl ReportText<'_> {
    /// The same text with the notes.
    #[must_use]
    pub fn with_notes(self) -> Self {
        Self { shows_notes: true, ..self }
    }

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

    fn show(&self, message: &Message, times: usize, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bold, blue, plain) = (self.colour(BOLD), self.colour(BLUE), self.colour(PLAIN));
        let colour = self.colour_of(message.level());
        let at = message.position;
        match self.name {
            "" => write!(out, "{bold}line {}, column {}{plain}", at.line, at.column)?,
            name => write!(out, "{bold}{name}:{}:{}{plain}", at.line, at.column)?,
        }
        let (level, text, code) = (message.level(), message.text(), message.code.name());
        write!(out, ": {colour}{level}{plain}: {text} [{code}]")?;
        if times > 1 {
            write!(out, " ({times} times, first here)")?;
        }
        writeln!(out)?;
        if message.source_line.is_empty() {
            return Ok(());
        }
        let (line, space) = (at.line, " ".repeat(message.source_column));
        writeln!(out, "{blue}{line:>6} |{plain} {}", message.source_line)?;
        writeln!(out, "{blue}       |{plain} {space}{colour}^{plain}")
    }
}

impl fmt::Display for ReportText<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_shown = |message: &&Message| self.shows_notes || message.level() > Level::Info;
        let shown: Vec<(&Message, String)> =
            self.report.messages.iter().filter(is_shown).map(|message| (message, message.text())).collect();
        let mut times: HashMap<(Code, &str), usize> = HashMap::new();
        for (message, text) in &shown {
            *times.entry((message.code, text)).or_default() += 1;
        }
        for (message, text) in &shown {
            if let Some(times) = times.remove(&(message.code, text.as_str())) {
                self.show(message, times, out)?;
            }
        }
        Ok(())
    }
}
