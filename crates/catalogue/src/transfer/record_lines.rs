//! Reads the records of a backup line by line, in bounded memory.

use super::error::TransferError;
use super::record::Record;
use std::io::{BufRead, Read};

/// Longest line that is read, in bytes. An id comes from a document of at most 16 MiB and may be escaped.
const MAX_LINE_LENGTH: u64 = 32 * 1024 * 1024;

/// The records of a backup. It must begin with a header, and have as many records as the header declares.
pub(super) struct RecordLines<'r> {
    input: &'r mut dyn BufRead,
    line: usize,
    buffer: Vec<u8>,
    /// The number of records after the header; `None` before the header.
    expected: Option<u64>,
    read: u64,
}

impl<'r> RecordLines<'r> {
    pub(super) fn new(input: &'r mut dyn BufRead) -> Self {
        Self { input, line: 0, buffer: Vec::new(), expected: None, read: 0 }
    }

    /// The next record and its line, from 1. `None` after the last one.
    ///
    /// # Errors
    /// The input cannot be read, a line is no record, or there are fewer or more records than the header
    /// declares.
    pub(super) fn next(&mut self) -> Result<Option<(usize, Record)>, TransferError> {
        loop {
            self.buffer.clear();
            self.line += 1;
            let length =
                (&mut *self.input).take(MAX_LINE_LENGTH + 1).read_until(b'\n', &mut self.buffer)? as u64;
            if length == 0 {
                return self.check_end().map(|()| None);
            }
            if length > MAX_LINE_LENGTH {
                return Err(self.invalid(format!("the line is longer than {MAX_LINE_LENGTH} bytes")));
            }
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        let record: Record =
            serde_json::from_slice(&self.buffer).map_err(|error| self.invalid(error.to_string()))?;
        match (&record, self.expected) {
            (Record::Catalogue(header), None) => self.expected = Some(header.records),
            (Record::Catalogue(_), Some(_)) => {
                return Err(self.invalid("a second backup begins here".to_owned()));
            }
            (_, None) => return Err(self.invalid("a backup begins with the record 'catalogue'".to_owned())),
            (_, Some(expected)) if self.read == expected => {
                return Err(TransferError::Truncated { expected, read: expected + 1 });
            }
            _ => self.read += 1,
        }
        Ok(Some((self.line, record)))
    }

    fn invalid(&self, reason: String) -> TransferError {
        TransferError::Line { line: self.line, reason }
    }

    fn check_end(&self) -> Result<(), TransferError> {
        match self.expected {
            Some(expected) if expected == self.read => Ok(()),
            Some(expected) => Err(TransferError::Truncated { expected, read: self.read }),
            None => Err(TransferError::Truncated { expected: 1, read: 0 }),
        }
    }
}
