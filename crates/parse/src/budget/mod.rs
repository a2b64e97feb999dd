//! Bounds the work that a document causes, before a parser sees it.
//!
//! The parsers take linear time, but each element, table cell, footnote or line costs some hundred bytes and
//! some microseconds, however few bytes it has in the source: 16 MB of table cells with one letter each took
//! 16 s and 3 GB. A document has a budget of such parts in proportion to its length, with a floor that no
//! article of people reaches. A document that exceeds it is rejected with the line at which it does.

mod html;
mod source;

pub(crate) use html::{HtmlExcess, check_html};
pub(crate) use source::check_source;

use crate::document::Document;
use tidings_model::Problem;

/// The most elements of a body, by the length of its document. 400,000 elements cost 160 MB and 1.2 s.
const ELEMENTS: Allowance = Allowance { bytes_each: 10, least: 200_000, most: 400_000 };

/// The most elements of an HTML page, of which much more is read than of a body: about 5 µs for each element.
const PAGE_ELEMENTS: Allowance = Allowance { bytes_each: 16, least: 100_000, most: 250_000 };

/// The longest body as HTML. The longest document has half of it.
const MAX_BODY_BYTES: usize = 32 * 1024 * 1024;

/// How many parts of a kind a document may have.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    /// Bytes of the document for each part.
    bytes_each: usize,
    /// What a short document may have.
    least: usize,
    /// What a long document may have.
    most: usize,
}

impl Allowance {
    fn of(self, length: usize) -> usize {
        (length / self.bytes_each).clamp(self.least, self.most)
    }
}

/// Checks an HTML page before it is parsed.
pub(crate) fn check_page(document: &Document) -> Option<Problem> {
    let limit = PAGE_ELEMENTS.of(document.body.len());
    let (excess, at) = check_html(&document.body, limit).err()?;
    Some(problem(excess, limit).at(line_of(document, at), None))
}

/// Checks the body that was rendered from a document, before it is sanitised.
pub(crate) fn check_body(document: &Document, html: &str) -> Option<Problem> {
    if html.len() > MAX_BODY_BYTES {
        let message = format!("The text has more than {} MiB as HTML", MAX_BODY_BYTES >> 20);
        return Some(Problem::error(message, "Split the document"));
    }
    let limit = ELEMENTS.of(document.body.len());
    let (excess, _) = check_html(html, limit).err()?;
    // HTML in the source is copied to the body, so the source has the same excess at a line.
    let problem = problem(excess, limit);
    match check_html(&document.body, limit) {
        Err((found, at)) if found == excess => Some(problem.at(line_of(document, at), None)),
        _ => Some(problem),
    }
}

fn problem(excess: HtmlExcess, limit: usize) -> Problem {
    match excess {
        HtmlExcess::Depth => {
            Problem::error("The HTML is nested too deeply", "Look for elements without an end tag")
        }
        HtmlExcess::Elements => {
            Problem::error(format!("The text has more than {limit} elements here"), "Split the document")
        }
        HtmlExcess::Attributes => Problem::error(
            format!("An element has more than {} attributes", html::MAX_ATTRIBUTES),
            "Look for a tag without '>' or a missing quote",
        ),
    }
}

/// The line of the file at this offset of the document's body.
fn line_of(document: &Document, at: usize) -> u32 {
    let before = document.body.as_bytes().get(..at).unwrap_or_default();
    let lines = tidings_model::text::count_matching_bytes(before, |byte| byte == b'\n');
    document.body_line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX))
}
