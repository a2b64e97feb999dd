//! What other Markdown dialects write, as CommonMark and HTML: containers (`:::note`, `!!! note`), attribute
//! lists (`{: .class}`), and notes' callouts and links (`> [!info] Title`, `[[Note|label]]`).

mod attributes;
mod containers;
mod notes;

/// Rewrites a text without templates.
pub(crate) fn to_common_mark(source: String) -> String {
    notes::links(notes::callouts(containers::convert(attributes::remove(source))))
}

/// Steps through code ranges beside a walk through the text.
#[derive(Debug)]
struct Code {
    ranges: Vec<std::ops::Range<usize>>,
    next: usize,
}

impl Code {
    fn of(text: &str) -> Self {
        Self { ranges: crate::shortcodes::code::code_of(text), next: 0 }
    }

    /// Whether that place is in code; places must be asked for in order.
    fn holds(&mut self, at: usize) -> bool {
        while self.ranges.get(self.next).is_some_and(|range| range.end <= at) {
            self.next += 1;
        }
        self.ranges.get(self.next).is_some_and(|range| range.start <= at)
    }
}
