//! Finds code in a Markdown text, where templates are not resolved: fences, indented blocks, code spans, and
//! HTML elements such as `<pre>` and `<code>`.
//!
//! The scanner runs from top to bottom and the caller can move it forward, since template tags contain code
//! of their own (`{% highlight %}`) in which nothing may open a fence. The result is an estimate where
//! CommonMark needs the whole block structure.

use std::ops::Range;

/// Longest run of backticks that may begin a code span. Each length may cost one scan of the paragraph.
const MAX_TICKS: usize = 32;

/// Elements whose content is code, or not text at all.
const VERBATIM: [&str; 5] = ["pre", "code", "script", "style", "textarea"];

/// An item that the scanner finds. Everything between two items is text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ScanItem {
    /// Code or a comment.
    Code(Range<usize>),
    /// An indented code block: whole lines.
    IndentedCode(Range<usize>),
    /// One of the characters that the caller asked for, outside code.
    Sign(usize),
}

/// The kind of text that precedes a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PreviousLine {
    /// A blank line or another boundary; an indented line begins a code block.
    Nothing,
    /// Text, which an indented line continues.
    Text,
}

/// Scans one text for code and for the requested characters.
#[derive(Debug)]
pub(crate) struct CodeScanner<'s> {
    text: &'s str,
    signs: &'static [u8],
    is_html: bool,
    at: usize,
    /// The start of the last line that was examined for blocks.
    line: Option<usize>,
    above: PreviousLine,
    /// The columns at which the content of the open list items begins.
    lists: Vec<usize>,
    /// For each length of a run of backticks: the position up to which no run of this length follows.
    no_ticks: [usize; MAX_TICKS + 1],
    /// For each of [`VERBATIM`] and for comments: whether the end is known to be missing.
    no_end: [bool; VERBATIM.len() + 1],
}

impl<'s> CodeScanner<'s> {
    /// Scans `text` and stops at each of the `signs` outside code.
    pub(crate) fn new(text: &'s str, signs: &'static [u8]) -> Self {
        Self {
            text,
            signs,
            is_html: false,
            at: 0,
            line: None,
            above: PreviousLine::Nothing,
            lists: Vec::new(),
            no_ticks: [0; MAX_TICKS + 1],
            no_end: [false; VERBATIM.len() + 1],
        }
    }

    /// Scans HTML, in which only elements contain code.
    pub(crate) fn for_html(text: &'s str, signs: &'static [u8]) -> Self {
        Self { is_html: true, ..Self::new(text, signs) }
    }

    /// Continues at this position, which must be a character boundary after the last item.
    pub(crate) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    /// The next item; `None` at the end of the text.
    pub(crate) fn next(&mut self) -> Option<ScanItem> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let begins_line = self.at == 0 || bytes[self.at - 1] == b'\n';
            if begins_line && self.line != Some(self.at) && !self.is_html {
                self.line = Some(self.at);
                if let Some(found) = self.read_block() {
                    return Some(found);
                }
            }
            let byte = bytes[self.at];
            let sign = self.at;
            let found = match byte {
                b'`' if !self.is_html => self.read_code_span(),
                b'<' => self.read_element(),
                b'\\' if !self.is_html => {
                    let is_escape = bytes.get(self.at + 1).is_some_and(|next| b"`{<\\".contains(next));
                    self.at += if is_escape { 2 } else { 1 };
                    continue;
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
            if self.at == sign {
                self.at += 1;
            }
            if self.signs.contains(&byte) {
                return Some(ScanItem::Sign(sign));
            }
        }
        None
    }

    /// The end of the line that contains `at`, without the line break.
    fn line_end(&self, at: usize) -> usize {
        self.text.as_bytes()[at..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.text.len(), |len| at + len)
    }

    /// Examines the line that begins here, and returns the code block that it begins.
    fn read_block(&mut self) -> Option<ScanItem> {
        let start = self.at;
        let end = self.line_end(start);
        let (quotes, line) = without_quotes(&self.text[start..end]);
        let (mut indent, mut rest) = indentation(line);
        if rest.is_empty() {
            self.above = PreviousLine::Nothing;
            return None;
        }
        let is_item = list_marker(rest).is_some();
        while self.lists.last().is_some_and(|content| indent < *content)
            && (self.above == PreviousLine::Nothing || is_item || is_fence(rest))
        {
            self.lists.pop();
        }
        let base = self.lists.last().copied().unwrap_or(0);
        if self.above == PreviousLine::Nothing && indent >= base + 4 && quotes == 0 {
            return Some(self.read_indented(start, base + 4));
        }
        while let Some(width) = list_marker(rest).filter(|_| self.lists.len() < 64) {
            let (gap, inner) = indentation(&rest[width..]);
            indent += width + if (1..=4).contains(&gap) { gap } else { 1 };
            self.lists.push(indent);
            rest = inner;
        }
        if is_fence(rest) {
            return Some(self.read_fence(start, end, rest, quotes));
        }
        self.above =
            if rest.starts_with('#') || rest.is_empty() { PreviousLine::Nothing } else { PreviousLine::Text };
        None
    }

    /// Reads all lines that are indented by at least `columns`, and the blank lines between them.
    fn read_indented(&mut self, start: usize, columns: usize) -> ScanItem {
        let mut end = self.line_end(start);
        let mut at = end + 1;
        while at < self.text.len() {
            let line_end = self.line_end(at);
            let (indent, rest) = indentation(&self.text[at..line_end]);
            if !rest.is_empty() {
                if indent < columns {
                    break;
                }
                end = line_end;
            }
            at = line_end + 1;
        }
        self.at = end;
        self.above = PreviousLine::Nothing;
        ScanItem::IndentedCode(start..end)
    }

    /// Reads a fenced block up to its end or the end of its container.
    fn read_fence(&mut self, start: usize, first_end: usize, opening: &str, quotes: usize) -> ScanItem {
        let sign = opening.chars().next().unwrap_or('`');
        let length = opening.chars().take_while(|c| *c == sign).count();
        let base = self.lists.last().copied().unwrap_or(0);
        let (mut end, mut at) = (first_end, first_end + 1);
        while at < self.text.len() {
            let line_end = self.line_end(at);
            let (here, line) = without_quotes_up_to(&self.text[at..line_end], quotes);
            let (indent, rest) = indentation(line);
            if here < quotes || (!rest.is_empty() && indent < base) {
                break;
            }
            end = line_end;
            at = line_end + 1;
            let run = rest.chars().take_while(|c| *c == sign).count();
            if run >= length && rest[run..].trim().is_empty() {
                break;
            }
        }
        self.at = end.min(self.text.len());
        self.above = PreviousLine::Nothing;
        ScanItem::Code(start..self.at)
    }

    /// Reads a code span that begins with this run of backticks; otherwise skips the run.
    fn read_code_span(&mut self) -> Option<ScanItem> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let run = |from: usize| bytes[from..].iter().take_while(|byte| **byte == b'`').count();
        let length = run(start);
        self.at = start + length;
        if length > MAX_TICKS || self.no_ticks[length] > start {
            return None;
        }
        let mut at = self.at;
        let mut blank = false;
        while at < bytes.len() {
            match bytes[at] {
                b'`' => {
                    let other = run(at);
                    at += other;
                    if other == length {
                        self.at = at;
                        return Some(ScanItem::Code(start..at));
                    }
                    blank = false;
                    continue;
                }
                b'\n' if blank => break,
                b'\n' => blank = true,
                b' ' | b'\t' => {}
                _ => blank = false,
            }
            at += 1;
        }
        self.no_ticks[length] = at;
        None
    }

    /// Reads an element that contains code, or a comment.
    fn read_element(&mut self) -> Option<ScanItem> {
        let start = self.at;
        let rest = &self.text[start..];
        let (number, close) = if rest.starts_with("<!--") {
            (VERBATIM.len(), "-->".to_owned())
        } else {
            let is_name = |name: &&'static str| {
                let after = rest.as_bytes().get(1 + name.len());
                rest.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                    && after.is_some_and(|after| after.is_ascii_whitespace() || *after == b'>')
            };
            let number = VERBATIM.iter().position(is_name)?;
            (number, format!("</{}", VERBATIM.get(number)?))
        };
        if self.no_end[number] {
            return None;
        }
        let Some(length) = find_ignoring_case(&rest[1..], &close) else {
            self.no_end[number] = true;
            return None;
        };
        self.at = start + 1 + length + close.len();
        Some(ScanItem::Code(start..self.at))
    }
}

/// The ranges of all code in a text, in ascending order.
pub(crate) fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut scanner = CodeScanner::new(text, b"");
    let mut all = Vec::new();
    while let Some(found) = scanner.next() {
        if let ScanItem::Code(range) | ScanItem::IndentedCode(range) = found {
            all.push(range);
        }
    }
    all
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The number of `>` at the beginning of a line, and the rest of the line.
fn without_quotes(line: &str) -> (usize, &str) {
    without_quotes_up_to(line, usize::MAX)
}

fn without_quotes_up_to(line: &str, most: usize) -> (usize, &str) {
    let (mut count, mut rest) = (0, line);
    while count < most {
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let Some(inner) = rest[spaces..].strip_prefix('>').filter(|_| spaces < 4) else { break };
        rest = inner.strip_prefix(' ').unwrap_or(inner);
        count += 1;
    }
    (count, rest)
}

/// The width of the white space at the beginning of a line, in columns, and the rest without trailing white
/// space.
pub(crate) fn indentation(line: &str) -> (usize, &str) {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    (columns, line.trim())
}

fn is_fence(line: &str) -> bool {
    match line.as_bytes() {
        [b'`', b'`', b'`', ..] => !line.trim_start_matches('`').contains('`'),
        bytes => bytes.starts_with(b"~~~"),
    }
}

/// The width of the list marker at the beginning of a line.
fn list_marker(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let width = match bytes.first()? {
        b'-' | b'*' | b'+' => 1,
        _ if (1..10).contains(&digits) && matches!(bytes.get(digits), Some(b'.' | b')')) => digits + 1,
        _ => return None,
    };
    bytes.get(width).is_none_or(|after| matches!(after, b' ' | b'\t')).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<&str> {
        code_ranges(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn code_is_found() {
        let cases: &[(&str, &[&str])] = &[
            ("a `b` ``c ` d`` `e", &["`b`", "``c ` d``"]),
            ("a `b\nc` d", &["`b\nc`"]),
            ("a `b\n\nc` d", &[]),
            ("```rust\nx\n```\ny\n", &["```rust\nx\n```"]),
            ("~~~~\nx\n~~~\n", &["~~~~\nx\n~~~"]),
            ("```\nto the end", &["```\nto the end"]),
            ("> ```\n> x\ny `z`", &["> ```\n> x", "`z`"]),
            ("- a\n\n  ```\n  x\n\nb `c`", &["  ```\n  x\n", "`c`"]),
            ("a\n\n    x\n\n    y\n\nb", &["    x\n\n    y"]),
            ("a\n    no code", &[]),
            ("- a\n\n    no code\n\n      but this\n", &["      but this"]),
            ("1. a\n\n    no code\n", &[]),
            ("# h\n    x", &["    x"]),
            (
                "<pre>x\n\ny</pre> <CODE class=a>z</CODE> <codec>",
                &["<pre>x\n\ny</pre", "<CODE class=a>z</CODE"],
            ),
            ("a <!-- {{ x }} --> b <pre>", &["<!-- {{ x }} -->"]),
            ("\\`a` b", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text), *expected, "{text}");
        }
    }

    #[test]
    fn signs_are_found_outside_code() {
        let text = "{ `{` \\{ {\n\n    {\n";
        let mut scanner = CodeScanner::new(text, b"{");
        let mut signs = Vec::new();
        while let Some(found) = scanner.next() {
            if let ScanItem::Sign(at) = found {
                signs.push(at);
            }
        }
        assert_eq!(signs, [0, 9]);
    }
}
