//! Splits a text into numbers, words and marks, the input of the date grammar.

use std::ops::Range;

/// The type of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// ASCII digits, with their value; `u32::MAX` if the value is too large.
    Number(u32),
    /// Letters, in lower case.
    Word(String),
    /// Any other character.
    Mark(char),
}

/// A token and its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The type, with the value.
    pub(super) kind: TokenKind,
    /// The bytes of the text.
    pub(super) range: Range<usize>,
    /// White space precedes the token.
    pub(super) is_spaced: bool,
}

impl Token {
    /// The value and the count of digits.
    pub(super) fn number(&self) -> Option<(u32, usize)> {
        match self.kind {
            TokenKind::Number(value) => Some((value, self.range.len())),
            _ => None,
        }
    }

    /// The word in lower case.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Returns true if the token is this mark.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// Returns true for a word in capitals, such as the abbreviation of a time zone.
    pub(super) fn is_capital_word(&self, text: &str) -> bool {
        self.word().is_some_and(|word| (2..=5).contains(&word.len()))
            && text[self.range.clone()].chars().all(|c| c.is_ascii_uppercase())
    }
}

/// Characters inside a word that are not letters: combining accents, and the sign that joins consonants in
/// Hindi (अक्टूबर).
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{93C}' | '\u{94D}')
}

/// Splits the text into tokens.
pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut is_spaced = false;
    let mut letters = text.char_indices().peekable();
    while let Some((start, c)) = letters.next() {
        if c.is_whitespace() {
            is_spaced = true;
            continue;
        }
        let same: fn(char) -> bool = match c {
            c if c.is_ascii_digit() => |next| next.is_ascii_digit(),
            c if c.is_alphabetic() => |next| next.is_alphabetic() || is_joined(next),
            _ => |_| false,
        };
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = letters.next_if(|(_, next)| same(*next)) {
            end = at + next.len_utf8();
        }
        let text_of_token = &text[start..end];
        let kind = match c {
            c if c.is_ascii_digit() => TokenKind::Number(text_of_token.parse().unwrap_or(u32::MAX)),
            c if c.is_alphabetic() => TokenKind::Word(text_of_token.to_lowercase()),
            c => TokenKind::Mark(c),
        };
        tokens.push(Token { kind, range: start..end, is_spaced });
        is_spaced = false;
    }
    tokens
}
