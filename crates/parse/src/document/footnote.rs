//! Footnotes as HTML, alike in every format: a number that leads to the note, and an arrow that leads back.

/// The number where a note is referred to; only its first reference is what the arrow leads back to.
pub(crate) fn reference(number: usize, is_first: bool) -> String {
    let id = if is_first { format!(" id=\"fnref-{number}\"") } else { String::new() };
    format!("<sup{id}><a href=\"#fn-{number}\">{number}</a></sup>")
}

/// A note's HTML with the arrow back at the end of its last paragraph.
pub(crate) fn with_backlink(number: usize, note: &str) -> String {
    let note = note.trim_end();
    let back = format!(" <a href=\"#fnref-{number}\">↩</a>");
    match note.strip_suffix("</p>") {
        Some(start) => format!("{start}{back}</p>"),
        None => format!("{note}{back}"),
    }
}
