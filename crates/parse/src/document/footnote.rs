//! Footnotes as HTML, the same in every format: a number that links to the note, and an arrow that links
//! back.

/// The reference to a footnote; the arrow of the note links back to the first reference.
pub(crate) fn reference(number: usize, is_first: bool) -> String {
    let id = if is_first { format!(" id=\"fnref-{number}\"") } else { String::new() };
    format!("<sup{id}><a href=\"#fn-{number}\">{number}</a></sup>")
}

/// The HTML of a note with the arrow at the end of its last paragraph.
pub(crate) fn with_backlink(number: usize, note: &str) -> String {
    let note = note.trim_end();
    let back = format!(" <a href=\"#fnref-{number}\">↩</a>");
    match note.strip_suffix("</p>") {
        Some(start) => format!("{start}{back}</p>"),
        None => format!("{note}{back}"),
    }
}
