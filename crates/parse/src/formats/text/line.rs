//! Lines of plain text, and which of them are items of a list.

/// A line, its number and its indentation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) number: u32,
    pub(super) indent: usize,
    pub(super) text: &'t str,
}

pub(super) fn line(number: u32, raw: &str) -> Line<'_> {
    let is_blank =
        |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}');
    let from_text = raw.trim_start_matches(is_blank);
    let indent = raw[..raw.len() - from_text.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    Line { number, indent, text: from_text.trim_end_matches(is_blank) }
}

/// Bullets of lists. A dash longer than a hyphen is not one: it begins direct speech in many European
/// languages.
const BULLETS: [char; 13] = ['-', '*', '•', '‣', '◦', '▪', '●', '○', '■', '▸', '►', '∙', '·'];

/// The text of a list item, and whether the item is numbered.
pub(super) fn item(text: &str) -> Option<(bool, &str)> {
    let first = text.chars().next()?;
    if BULLETS.contains(&first) {
        let rest = &text[first.len_utf8()..];
        let is_item = rest.starts_with([' ', '\t', '\u{A0}']) || (first == '•' && !rest.is_empty());
        return is_item.then(|| (false, rest.trim_start()));
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    // `2026. A year` is the end of a sentence; `4. März` is a date, which the search for datelines recognises
    // later.
    ((1..=3).contains(&digits) && rest.starts_with(' ')).then(|| (true, rest.trim_start()))
}
