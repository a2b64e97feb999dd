//! A text cut into numbers, words and marks: what the grammar of dates looks at.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII digits; the value, `u32::MAX` where it is too large.
    Number(u32),
    /// Letters, in lower case.
    Word(String),
    /// Any other character.
    Mark(char),
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// White space stands before it.
    pub(super) spaced: bool,
}

impl Token {
    /// The value and the number of digits.
    pub(super) fn number(&self) -> Option<(u32, usize)> {
        match self.kind {
            Kind::Number(value) => Some((value, self.range.len())),
            _ => None,
        }
    }

    /// The word in lower case.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is a word in capitals, as abbreviations of time zones are.
    pub(super) fn is_capital_word(&self, text: &str) -> bool {
        self.word().is_some_and(|word| (2..=5).contains(&word.len()))
            && text[self.range.clone()].chars().all(|c| c.is_ascii_uppercase())
    }
}

/// Marks inside a word that are no letters: combining accents, and the sign that joins consonants in Hindi (अक्टूबर).
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{93C}' | '\u{94D}')
}

/// Cuts the text.
pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = false;
    let mut letters = text.char_indices().peekable();
    while let Some((start, c)) = letters.next() {
        if c.is_whitespace() {
            spaced = true;
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
        let piece = &text[start..end];
        let kind = match c {
            c if c.is_ascii_digit() => Kind::Number(piece.parse().unwrap_or(u32::MAX)),
            c if c.is_alphabetic() => Kind::Word(piece.to_lowercase()),
            c => Kind::Mark(c),
        };
        tokens.push(Token { kind, range: start..end, spaced });
        spaced = false;
    }
    tokens
}
