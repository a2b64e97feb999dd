//! Bytes of the text become lines and columns.

use crate::{Message, Position};

/// At most this much of a line is shown, in characters.
const SHOWN: usize = 160;

/// Gives each message its place, and the line that it is about; the messages come in the order of their
/// places.
///
/// One pass over the text for all of them: a document of one long line with a thousand faults in it must not
/// be counted through a thousand times.
pub(super) fn place(text: &str, messages: Vec<(usize, Message)>) -> Vec<Message> {
    let mut position = Position { line: 1, column: 1 };
    let mut counted = 0;
    let mut line_start = 0;
    let place_one = |(offset, mut message): (usize, Message)| {
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
    messages.into_iter().map(place_one).collect()
}

/// The line around a byte, shortened if it is long, and where in it the byte is.
fn line_around(text: &str, line_start: usize, offset: usize) -> (String, usize) {
    let before = text.get(line_start..offset).unwrap_or_default();
    let from = before.char_indices().rev().take(SHOWN / 2).last().map_or(offset, |(at, _)| line_start + at);
    let shown = text.get(from..).unwrap_or_default().chars().take(SHOWN);
    let shown: String = shown.take_while(|c| !matches!(c, '\n' | '\r')).map(visible).collect();
    let column = text.get(from..offset).unwrap_or_default().chars().count();
    // A line's end can be what a message is about; it is not shown.
    let column = column.min(shown.chars().count());
    (shown, column)
}

/// Control characters would move a terminal's cursor.
fn visible(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}
