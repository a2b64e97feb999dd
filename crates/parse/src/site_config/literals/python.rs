//! Assignments of string literals at the top level of a Python program.

use super::{Key, Literal, MAX_ENTRIES};

/// The names that are assigned at the beginning of a line, with their values. The program is not executed:
/// names in blocks, calls and expressions are not evaluated.
pub(super) fn keys(text: &str) -> Vec<Key> {
    let mut reader = Reader { text, at: 0, line: 1, no_string_before: [0; 2] };
    let mut keys = Vec::new();
    while reader.at < text.len() && keys.len() < MAX_ENTRIES {
        let line = reader.line;
        if let Some(name) = reader.assigned_name() {
            let value = reader.value();
            keys.push((name, value, line));
        }
        reader.skip_statement();
    }
    keys
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    /// For each kind of quote, the end of a string that was not terminated. No string is looked for before it
    /// again, because each attempt would read to that end.
    no_string_before: [usize; 2],
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) {
        let newlines = self.rest().bytes().take(bytes).filter(|byte| *byte == b'\n').count();
        self.line += u32::try_from(newlines).unwrap_or_default();
        self.at += bytes;
    }

    /// The name before a single `=`, which may have a type (`NAME: str = …`).
    fn assigned_name(&mut self) -> Option<String> {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let (left, right) = line.split_once('=')?;
        let name = left.split(':').next().unwrap_or_default().trim_end();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let is_assignment = is_name && !right.starts_with('=') && !left.contains(['#', '(', '"', '\'']);
        let (length, name) = (left.len() + 1, name.to_owned());
        is_assignment.then(|| {
            self.advance(length);
            name
        })
    }

    /// The value of adjacent string literals that are followed by the end of the statement.
    fn value(&mut self) -> Literal {
        let mut text = None::<String>;
        loop {
            let spaces = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
            self.advance(spaces);
            match self.string() {
                Some(Some(part)) => text.get_or_insert_default().push_str(&part),
                Some(None) => return Literal::Other,
                None => break,
            }
        }
        let is_end = self.rest().is_empty() || self.rest().starts_with(['\n', '\r', '#', ';']);
        text.filter(|_| is_end).map_or(Literal::Other, Literal::Text)
    }

    /// Skips the string literal that begins here, and returns its value: `Some(None)` if it is computed (an
    /// f-string), `None` if no literal begins here.
    fn string(&mut self) -> Option<Option<String>> {
        let rest = self.rest();
        let prefix = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let letters = rest.get(..prefix).filter(|letters| letters.len() <= 2)?.to_ascii_lowercase();
        let quoted = rest.get(prefix..)?;
        let quote = quoted.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        if !letters.chars().all(|letter| "rubf".contains(letter)) {
            return None;
        }
        let kind = usize::from(quote == '"');
        if self.at < self.no_string_before[kind] {
            return None;
        }
        let triple: String = [quote; 3].iter().collect();
        let is_triple = quoted.starts_with(&triple);
        let mark = if is_triple { triple } else { quote.to_string() };
        let inner = quoted.get(mark.len()..)?;
        let Ok(end) = end_of_string(inner, &mark, is_triple) else {
            let unread = if is_triple { inner } else { inner.split('\n').next().unwrap_or_default() };
            self.no_string_before[kind] = self.at + prefix + mark.len() + unread.len();
            return None;
        };
        let raw = inner.get(..end)?;
        let is_computed = letters.contains('f') && raw.contains('{');
        let value = if letters.contains('r') { raw.to_owned() } else { super::javascript::unescaped(raw) };
        let length = prefix + 2 * mark.len() + end;
        self.advance(length);
        Some((!is_computed).then_some(value))
    }

    /// Skips to the line after the statement: strings, comments and brackets may contain line breaks.
    fn skip_statement(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.text.len() {
            if self.string().is_some() {
                continue;
            }
            let Some(next) = self.rest().chars().next() else { return };
            match next {
                '#' => {
                    let comment = self.rest().find('\n').unwrap_or(self.rest().len());
                    self.advance(comment);
                    continue;
                }
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                '\\' if self.rest().starts_with("\\\n") => self.advance(1),
                '\n' if depth == 0 => return self.advance(1),
                _ => {}
            }
            // A word, so that the letters at its end are not taken for the prefix of a string.
            let word = self.rest().bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
            let word = word.count();
            self.advance(word.max(next.len_utf8()));
        }
    }
}

/// The position of the mark that ends the string.
///
/// # Errors
/// It has no end, or not on this line.
fn end_of_string(inner: &str, mark: &str, is_triple: bool) -> Result<usize, ()> {
    let bytes = inner.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' if !is_triple => return Err(()),
            _ if bytes[at..].starts_with(mark.as_bytes()) => return Ok(at),
            _ => at += 1,
        }
    }
    Err(())
}
