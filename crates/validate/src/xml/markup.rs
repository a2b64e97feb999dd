//! Markup that means the same in the document and in its document type declaration: comments, processing
//! instructions and character references.

use super::characters::{first_forbidden, is_allowed};
use super::cursor::Cursor;
use super::event::Fault;

/// Reads a comment, from the byte after `<!--` up to and including `-->`.
pub(super) fn read_comment(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    let start = cursor.position();
    let text = cursor
        .read_until("--")
        .ok_or_else(|| Fault::fatal(start, "this comment has no end: \"-->\" is missing"))?;
    if let Some(at) = first_forbidden(text) {
        return Err(Fault::fatal(start + at, "no XML document may have this character"));
    }
    if cursor.eat(">") {
        return Ok(());
    }
    Err(Fault::fatal(cursor.position(), "\"--\" is not allowed inside a comment"))
}

/// Reads a processing instruction, from the byte after `<?` up to and including `?>`, and returns its target.
pub(super) fn read_processing_instruction<'t>(cursor: &mut Cursor<'t>) -> Result<&'t str, Fault> {
    let start = cursor.position();
    let target = cursor.read_name().filter(|name| !name.contains(':'));
    let target =
        target.ok_or_else(|| Fault::fatal(start, "the name of a processing instruction is missing here"))?;
    if target.eq_ignore_ascii_case("xml") {
        return Err(Fault::fatal(
            start,
            "the XML declaration can only be the very first thing in a document",
        ));
    }
    if cursor.eat("?>") {
        return Ok(target);
    }
    let has_space = cursor.skip_white_space();
    let from = cursor.position();
    let no_end = || Fault::fatal(start, "this processing instruction has no end: \"?>\" is missing");
    let text = cursor.read_until("?>").ok_or_else(no_end)?;
    if !has_space {
        return Err(Fault::fatal(from, "white space is missing after a processing instruction's name"));
    }
    match first_forbidden(text) {
        Some(at) => Err(Fault::fatal(from + at, "no XML document may have this character")),
        None => Ok(target),
    }
}

/// Reads a character reference, from the byte after `&#` up to and including the `;`.
pub(super) fn read_character_reference(cursor: &mut Cursor<'_>) -> Result<char, Fault> {
    let start = cursor.position();
    let radix = if cursor.eat("x") { 16 } else { 10 };
    let mut number = 0_u32;
    let mut digits = 0;
    while let Some(digit) = cursor.peek().and_then(|byte| char::from(byte).to_digit(radix)) {
        number = number.saturating_mul(radix).saturating_add(digit);
        digits += 1;
        cursor.advance(1);
    }
    if digits == 0 {
        return Err(Fault::fatal(
            start,
            "a reference to a character is &#160; or, in hexadecimal, &#xA0; with a small x",
        ));
    }
    if !cursor.eat(";") {
        return Err(Fault::fatal(cursor.position(), "a reference to a character must end with \";\""));
    }
    char::from_u32(number).filter(|c| is_allowed(*c)).ok_or_else(|| {
        let written = cursor.text_since(start).trim_end_matches(';');
        Fault::fatal(
            start,
            format!("no XML document may have the character &#{written};, not even as a reference"),
        )
    })
}
