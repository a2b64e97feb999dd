//! A position in a JSON text, and the faults that were found before it.

use super::fault::Fault;
use crate::Code;

/// The maximum number of recoverable faults that are kept.
const MAX_FAULTS: usize = 1000;

/// A text that is read from start to end.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    position: usize,
    faults: Vec<Fault>,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, position: 0, faults: Vec::new() }
    }

    /// Byte of the next character.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Whether the whole text was read.
    pub(super) fn is_at_end(&self) -> bool {
        self.position >= self.text.len()
    }

    /// The bytes that are not read yet.
    pub(super) fn remaining(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.position..).unwrap_or_default()
    }

    /// The next byte.
    pub(super) fn peek(&self) -> Option<u8> {
        self.remaining().first().copied()
    }

    /// The text from `start` to the current position.
    pub(super) fn text_since(&self, start: usize) -> &'t str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    /// Advances by this number of bytes, which must end at a character boundary.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.position += bytes;
    }

    pub(super) fn skip_white_space(&mut self) {
        let is_space = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.advance(self.remaining().iter().take_while(is_space).count());
    }

    /// Consumes `byte` if it comes next; returns whether it did.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.position += usize::from(found);
        found
    }

    /// The next character, as messages name it.
    pub(super) fn describe_next(&self) -> String {
        match self.text.get(self.position..).and_then(|rest| rest.chars().next()) {
            None => "the end of the document".to_owned(),
            Some(c) if c.is_control() => format!("the character U+{:04X}", u32::from(c)),
            Some(c) => format!("\"{c}\""),
        }
    }

    /// The fault that something else comes next. It ends the parsing.
    pub(super) fn expected(&self, wanted: &str) -> Fault {
        let why = format!("expected {wanted}, found {}", self.describe_next());
        Fault::new(Code::InvalidJson, self.position, why)
    }

    /// Records a fault after which the parser continues.
    pub(super) fn record_fault(&mut self, offset: usize, why: impl Into<String>) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault::new(Code::InvalidJson, offset, why));
        }
    }

    /// The recorded faults, in order.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }
}
