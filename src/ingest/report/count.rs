//! Numbers in messages.

/// '1 file', '2 files'.
pub(in crate::ingest) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
