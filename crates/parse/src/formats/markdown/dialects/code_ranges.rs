//! Answers, for ascending positions in a text, whether the position is in code.

/// Steps through code ranges beside a walk through the text.
#[derive(Debug)]
pub(super) struct CodeRanges {
    ranges: Vec<std::ops::Range<usize>>,
    next: usize,
}

impl CodeRanges {
    pub(super) fn new(text: &str) -> Self {
        Self { ranges: crate::shortcodes::code::code_ranges(text), next: 0 }
    }

    /// Whether that place is in code; places must be asked for in order.
    pub(super) fn advance_to(&mut self, at: usize) -> bool {
        while self.ranges.get(self.next).is_some_and(|range| range.end <= at) {
            self.next += 1;
        }
        self.ranges.get(self.next).is_some_and(|range| range.start <= at)
    }
}
