//! A position among the tokens of a text, with the basic readers from which the grammar is built.

use crate::dates::names;
use crate::dates::tokens::{Token, TokenKind};
use chrono::NaiveDate;

/// A position among the tokens.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    /// Runs a reader. If the reader finds nothing, restores the position.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    pub(super) fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    /// Reads a number: its value and the count of its digits.
    pub(super) fn number(&mut self) -> Option<(u32, usize)> {
        let number = self.peek()?.number()?;
        self.at += 1;
        Some(number)
    }

    /// Reads a number with a count of digits in this range.
    pub(super) fn digits(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        self.number().filter(|(_, length)| digits.contains(length)).map(|(value, _)| value)
    }

    /// Reads a word that the test accepts.
    pub(super) fn word(&mut self, accepts: impl FnOnce(&str) -> bool) -> Option<&'t str> {
        let word = self.peek()?.word()?;
        if !accepts(word) {
            return None;
        }
        self.at += 1;
        Some(word)
    }

    /// Reads one of these marks.
    pub(super) fn mark(&mut self, marks: &[char]) -> Option<char> {
        match self.peek()?.kind {
            TokenKind::Mark(mark) if marks.contains(&mark) => {
                self.at += 1;
                Some(mark)
            }
            _ => None,
        }
    }

    /// Returns true if the next token follows without a space.
    pub(super) fn is_glued(&self) -> bool {
        self.peek().is_some_and(|token| !token.is_spaced)
    }

    /// Skips a weekday and the mark after it: `Wed,` `(Mi.)` `Quarta-feira,`. Something must follow, since
    /// `mar` and `so` have other meanings as well.
    pub(super) fn weekday(&mut self) {
        self.attempt(|cursor| {
            let open = cursor.mark(&['(', '[']).is_some();
            cursor.word(names::is_weekday)?;
            if cursor.mark(&['-']).is_some() {
                cursor.word(names::is_weekday)?;
            }
            cursor.mark(&['.']);
            if open {
                cursor.mark(&[')', ']'])?;
            }
            cursor.mark(&[',', '،', '、']);
            cursor.peek().map(|_| ())
        });
    }

    /// Skips the `den` of `den 4. März`. The number of the day must follow.
    pub(super) fn before_day(&mut self) -> Option<()> {
        self.word(names::is_before_day)?;
        self.mark(&['.']);
        self.peek()?.number().map(|_| ())
    }

    /// Skips a weekday at the end of the text: `4 Mart 2026 Çarşamba`, `2026. december 4., szerda`.
    pub(super) fn last_weekday(&mut self) -> Option<()> {
        self.mark(&['.']);
        let open = self.mark(&[',', '(', '（']);
        // In brackets Korean writes only the first syllable, which is a word of its own elsewhere.
        let is_first = |word: &str| matches!(word, "월" | "화" | "수" | "목" | "금" | "토" | "일");
        self.word(|word| names::is_weekday(word) || (open.is_some() && is_first(word)))?;
        self.mark(&[')', '）', '.']);
        self.peek().is_none().then_some(())
    }

    /// Skips a repeated year, as in `2026-03-04 05:06:07 2026 -0700`: the second half of the output of
    /// `date(1)`, pasted after a date.
    pub(super) fn year_again(&mut self, date: NaiveDate) -> Option<()> {
        let year = self.digits(4..=4)?;
        (i32::try_from(year) == Ok(chrono::Datelike::year(&date))).then_some(())
    }

    /// Skips a comment (RFC 2822) or a suffix (RFC 9557): `(Eastern European Time)`, `[Europe/Paris]`.
    pub(super) fn comment(&mut self) -> Option<()> {
        let close = if self.mark(&['(', '['])? == '(' { ')' } else { ']' };
        let length = self.tokens[self.at..].iter().take(12).position(|token| token.is_mark(close))?;
        let is_name =
            |token: &Token| token.word().is_some() || matches!(token.kind, TokenKind::Mark('/' | '_'));
        if !self.tokens[self.at..self.at + length].iter().all(is_name) {
            return None;
        }
        self.at += length + 1;
        Some(())
    }

    /// The text from the token `start` up to the cursor.
    pub(super) fn since(&self, start: usize) -> String {
        match (self.tokens.get(start), self.tokens.get(self.at.wrapping_sub(1))) {
            (Some(first), Some(last)) => {
                self.text.get(first.range.start..last.range.end).unwrap_or_default().to_owned()
            }
            _ => String::new(),
        }
    }
}
