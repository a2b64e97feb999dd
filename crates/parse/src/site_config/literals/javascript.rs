//! String literals of a JavaScript or TypeScript program: `title: 'Notes'` in an object that the program
//! exports, `const SITE_TITLE = 'Notes'` at its top level.
//!
//! The program is not executed. The reader knows strings, comments and brackets, and no other syntax; what it
//! does not understand is no value.

use super::{Key, Literal, MAX_ENTRIES, MAX_KEY};

/// Deepest bracket in which keys are read.
const MAX_DEPTH: usize = 16;

/// Words after which a statement begins.
const STATEMENTS: [&str; 8] = ["const", "let", "var", "export", "module", "return", "import", "function"];

/// The keys of the objects that the program exports or returns, and its constants.
pub(super) fn keys(text: &str) -> Vec<Key> {
    let tokens = tokens(text);
    let mut reader = Reader { tokens: &tokens, at: 0, frames: vec![Frame::default()], keys: Vec::new() };
    while reader.at < tokens.len() && reader.keys.len() < MAX_ENTRIES {
        reader.step();
    }
    reader.keys
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Name(String),
    Text(String),
    /// A template with an expression in it.
    Template,
    Sign(char),
}

/// A bracket that is open, or the program itself.
#[derive(Debug, Clone, Default)]
struct Frame {
    /// The part that an object adds to the keys in it; empty for the outermost object.
    key: String,
    /// Whether nothing in it is a setting: the arguments of a call, a list, the operands of an expression.
    is_opaque: bool,
    /// Whether the value of a key has begun that is no literal, so that brackets up to the next comma belong to it.
    is_in_expression: bool,
}

struct Reader<'t> {
    tokens: &'t [(Token, u32)],
    at: usize,
    /// Never empty.
    frames: Vec<Frame>,
    keys: Vec<Key>,
}

impl Reader<'_> {
    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead).map(|(token, _)| token)
    }

    fn is_sign(&self, ahead: usize, sign: char) -> bool {
        self.token(ahead) == Some(&Token::Sign(sign))
    }

    /// Whether keys at this place are settings.
    fn has_settings(&self) -> bool {
        self.frames.last().is_some_and(|frame| !frame.is_opaque && !frame.is_in_expression)
    }

    fn step(&mut self) {
        match self.token(0) {
            Some(Token::Sign(sign @ ('{' | '(' | '['))) => self.open(*sign),
            Some(Token::Sign('}' | ')' | ']')) => {
                if self.frames.len() > 1 {
                    self.frames.pop();
                }
                self.at += 1;
            }
            Some(Token::Sign(',' | ';')) => self.end_expression(),
            Some(Token::Name(name)) if STATEMENTS.contains(&name.as_str()) && !self.is_sign(1, ':') => {
                self.end_expression();
            }
            Some(Token::Name(name) | Token::Text(name)) if self.has_settings() && name.len() <= MAX_KEY => {
                let name = name.clone();
                match self.value_offset() {
                    Some(offset) => self.read_value(name, offset),
                    None => self.at += 1,
                }
            }
            _ => self.at += 1,
        }
    }

    fn end_expression(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.is_in_expression = false;
        }
        self.at += 1;
    }

    /// Opens a bracket that is not the value of a key.
    fn open(&mut self, sign: char) {
        let is_wrapper = match self.at.checked_sub(1).and_then(|before| self.tokens.get(before)) {
            // `export default defineConfig({ … })`, `withPwa(defineConfig({ … }))`.
            Some((Token::Name(name), _)) => name.starts_with("define") || name.starts_with("with"),
            _ => true,
        };
        let is_plain = match sign {
            '(' => is_wrapper && self.depth() == 0,
            '[' => false,
            _ => true,
        };
        self.push(Frame { is_opaque: !self.has_settings() || !is_plain, ..Frame::default() });
        self.at += 1;
    }

    fn push(&mut self, mut frame: Frame) {
        frame.is_opaque |= self.frames.len() >= MAX_DEPTH;
        self.frames.push(frame);
    }

    /// The number of objects with a key around the present token.
    fn depth(&self) -> usize {
        self.frames.iter().take(MAX_DEPTH).filter(|frame| !frame.key.is_empty()).count()
    }

    /// The number of tokens from a key to its value: `key: value`, `key = value`, `key: Type = value`.
    fn value_offset(&self) -> Option<usize> {
        let is_assignment =
            |at| self.is_sign(at, '=') && !self.is_sign(at + 1, '=') && !self.is_sign(at + 1, '>');
        if is_assignment(1) {
            return Some(2);
        }
        if !self.is_sign(1, ':') {
            return None;
        }
        let is_statement = matches!(self.at.checked_sub(1).and_then(|at| self.tokens.get(at)),
            Some((Token::Name(word), _)) if STATEMENTS.contains(&word.as_str()));
        let typed = (2..14).find(|&ahead| is_assignment(ahead) || self.is_sign(ahead, ';'));
        match typed.filter(|_| is_statement) {
            Some(at) if is_assignment(at) => Some(at + 1),
            _ => Some(2),
        }
    }

    fn read_value(&mut self, name: String, offset: usize) {
        let line = self.tokens.get(self.at).map_or(1, |(_, line)| *line);
        let is_statement = self.depth() == 0 && self.is_sign(offset - 1, '=');
        self.at += offset;
        match self.token(0) {
            Some(Token::Sign('{')) => {
                // The name of a variable is not a part of its keys.
                let key = if is_statement { String::new() } else { name };
                self.push(Frame { key, ..Frame::default() });
                self.at += 1;
            }
            Some(Token::Text(text)) if self.ends_value(1) => {
                let value = Literal::Text(text.clone());
                self.add(&name, value, line);
                self.at += 1;
            }
            // `const config = defineConfig({ … })`, `module.exports = (options) => ({ … })`.
            _ if is_statement => self.add(&name, Literal::Other, line),
            _ => {
                self.add(&name, Literal::Other, line);
                if let Some(frame) = self.frames.last_mut() {
                    frame.is_in_expression = true;
                }
            }
        }
    }

    fn add(&mut self, name: &str, value: Literal, line: u32) {
        let parts = self.frames.iter().map(|frame| frame.key.as_str()).filter(|key| !key.is_empty());
        let key = parts.chain([name]).collect::<Vec<_>>().join(".");
        self.keys.push((key, value, line));
    }

    /// Whether a string before this token is the whole value.
    fn ends_value(&self, ahead: usize) -> bool {
        let line = |at: usize| self.tokens.get(at).map(|(_, line)| *line);
        match self.token(ahead) {
            None | Some(Token::Sign(',' | ';' | '}' | ')' | ']')) => true,
            Some(Token::Name(word)) if ["as", "satisfies"].contains(&word.as_str()) => true,
            // The next statement of a program without semicolons.
            Some(Token::Name(_)) => line(self.at + ahead) != line(self.at),
            _ => false,
        }
    }
}

fn tokens(text: &str) -> Vec<(Token, u32)> {
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    // For each kind of quote, the end of a string that was not terminated, before which no string is looked for.
    let mut no_string_before = [0; 3];
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        let length = if next.is_whitespace() {
            next.len_utf8()
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(kind) = ['\'', '"', '`'].iter().position(|quote| *quote == next) {
            let is_tried = at >= no_string_before[kind];
            match if is_tried { end_of_string(&rest[1..], next) } else { Err(0) } {
                Ok(end) => {
                    let raw = &rest[1..=end];
                    let is_template = next == '`' && raw.contains("${");
                    let token = if is_template { Token::Template } else { Token::Text(unescaped(raw)) };
                    tokens.push((token, line));
                    end + 2
                }
                Err(unread) => {
                    no_string_before[kind] = no_string_before[kind].max(at + 1 + unread);
                    1
                }
            }
        } else if next.is_alphanumeric() || next == '_' || next == '$' {
            let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            let name: String = rest.chars().take_while(|c| is_part(*c)).collect();
            let length = name.len();
            tokens.push((Token::Name(name), line));
            length
        } else {
            tokens.push((Token::Sign(next), line));
            next.len_utf8()
        };
        line += u32::try_from(rest.bytes().take(length).filter(|byte| *byte == b'\n').count())
            .unwrap_or_default();
        at += length;
    }
    tokens
}

/// The position of the quote that ends the string.
///
/// # Errors
/// It has no end, or not on this line; the number of bytes up to there.
fn end_of_string(inner: &str, quote: char) -> Result<usize, usize> {
    let bytes = inner.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' if quote != '`' => return Err(at),
            byte if char::from(byte) == quote => return Ok(at),
            _ => at += 1,
        }
    }
    Err(bytes.len())
}

/// The text of a string literal: the escapes that JavaScript and Python have in common.
pub(super) fn unescaped(raw: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(raw.len()), raw);
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else { break };
        rest = &rest[escape.len_utf8()..];
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            _ => 0,
        };
        let code =
            rest.get(..digits).filter(|_| digits > 0).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match (escape, code.and_then(char::from_u32)) {
            (_, Some(c)) => {
                text.push(c);
                rest = &rest[digits..];
            }
            ('n' | 'r' | 't', None) => text.push(' '),
            // A line that continues.
            ('\n', None) => {}
            (other, None) => text.push(other),
        }
    }
    text.push_str(rest);
    text
}
