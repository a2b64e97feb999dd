//! Converts byte offsets to lines and columns.

use crate::{Message, Position};

/// The maximum length of a line in a message, in characters.
const MAX_SHOWN_LINE: usize = 160;

/// Sets the position and the source line of each message. The messages are in order of their offsets.
///
/// One pass over the text serves all messages, so that a document with one long line and a thousand faults is
/// not read a thousand times.
pub(super) fn locate(text: &str, messages: Vec<(usize, Message)>) -> Vec<Message> {
    let mut position = Position { line: 1, column: 1 };
    let mut counted = 0;
    let mut line_start = 0;
    let locate_one = |(offset, mut message): (usize, Message)| {
        let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        for (at, c) in text.get(counted..offset).unwrap_or_default().char_indices() {
            let is_end = c == '\n' || c == '\r' && text.as_bytes().get(counted + at + 1) != Some(&b'\n');
            if is_end {
                position = Position { line: position.line.saturating_add(1), column: 1 };
                line_start = counted + at + 1;
            } else {
                position.column = position.column.saturating_add(1);
            }
        }
        counted = counted.max(offset);
        message.position = position;
        (message.source_line, message.source_column) = line_around(text, line_start, offset);
        message
    };
    messages.into_iter().map(locate_one).collect()
}

/// The line around a byte, shortened if it is long, and the column of the byte in it.
fn line_around(text: &str, line_start: usize, offset: usize) -> (String, usize) {
    let before = text.get(line_start..offset).unwrap_or_default();
    let from =
        before.char_indices().rev().take(MAX_SHOWN_LINE / 2).last().map_or(offset, |(at, _)| line_start + at);
    let shown = text.get(from..).unwrap_or_default().chars().take(MAX_SHOWN_LINE);
    let shown: String = shown.take_while(|c| !matches!(c, '\n' | '\r')).map(visible).collect();
    let column = text.get(from..offset).unwrap_or_default().chars().count();
    // A message can be about the end of a line, which is not shown.
    let column = column.min(shown.chars().count());
    (shown, column)
}

/// Control characters could move a terminal's cursor.
fn visible(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}
