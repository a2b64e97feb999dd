//! Tests, for ascending positions in a text, whether a position is in code.

/// A cursor over the code ranges of a text.
#[derive(Debug)]
pub(super) struct CodeRanges {
    ranges: Vec<std::ops::Range<usize>>,
    next: usize,
}

impl CodeRanges {
    pub(super) fn new(text: &str) -> Self {
        Self { ranges: crate::shortcodes::code::code_ranges(text), next: 0 }
    }

    /// Moves to this position and returns true if it is in code. Positions must be ascending.
    pub(super) fn advance_to(&mut self, at: usize) -> bool {
        while self.ranges.get(self.next).is_some_and(|range| range.end <= at) {
            self.next += 1;
        }
        self.ranges.get(self.next).is_some_and(|range| range.start <= at)
    }
}
