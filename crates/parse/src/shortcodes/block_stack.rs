//! The pairs of tags that are open.

use super::Resolver;
use super::tag::Syntax;
use crate::shortcodes::known_tags::anchor;

/// What becomes of what stands between a pair's tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is kept.
    Keep,
    /// It gets a name.
    Capture(String),
    /// It is shown for each of some things: left out if it speaks of what is unknown.
    Loop,
    /// The first branch is shown; it is here once the next has begun.
    Branch(Option<String>),
    /// It stands in an element, which this ends.
    Element(String),
    /// It is a link's text.
    Anchor(String),
}

/// One open pair.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) name: String,
    pub(super) syntax: Syntax,
    pub(super) kind: Kind,
    /// What it holds so far.
    pub(super) out: String,
    /// Whether it speaks of what is unknown.
    pub(super) is_open_question: bool,
    /// With which the lines of the container around it begin.
    pub(super) container: String,
}

impl Frame {
    pub(super) fn root(length: usize) -> Self {
        Self { out: String::with_capacity(length), ..Self::new("", Syntax::Statement, Kind::Keep) }
    }

    pub(super) fn new(name: &str, syntax: Syntax, kind: Kind) -> Self {
        let (name, container) = (name.to_owned(), String::new());
        Self { name, syntax, kind, out: String::new(), is_open_question: false, container }
    }
}

/// Deepest nesting of pairs: each end looks through all that are open.
const DEEPEST: usize = 64;

impl Resolver<'_> {
    /// Opens a pair; deeper than is sensible, it is only text.
    pub(super) fn open(&mut self, frame: Frame) {
        if self.frames.len() < DEEPEST {
            self.frames.push(frame);
        }
    }

    /// Ends the innermost pair of that name, and all that were opened in it and never ended. Says whether there is one.
    pub(super) fn close(&mut self, name: &str, syntax: Syntax) -> bool {
        let is_it = |frame: &Frame| match frame.syntax {
            Syntax::Call => name.is_empty() || frame.name == name,
            own => own == syntax && frame.name == name,
        };
        let Some(place) = self.frames.iter().skip(1).rposition(is_it).map(|place| place + 1) else {
            return false;
        };
        while self.frames.len() > place {
            self.close_top();
        }
        true
    }

    pub(super) fn close_top(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.kind {
            Kind::Keep => self.push(&frame.out),
            Kind::Capture(name) => {
                const LONGEST: usize = 4096;
                if frame.out.len() <= LONGEST {
                    self.names.assign(&name, frame.out.trim().to_owned());
                }
            }
            Kind::Loop if frame.is_open_question => {}
            Kind::Loop => self.push(&frame.out),
            Kind::Branch(first) => self.push(&first.unwrap_or(frame.out)),
            Kind::Element(end) => {
                self.push(frame.out.trim_end());
                let container = &frame.container;
                self.push(&format!("\n{container}\n{container}{end}\n{container}"));
            }
            Kind::Anchor(address) => {
                let label = frame.out.trim();
                let is_inline = !label.is_empty() && !label.contains("\n\n");
                let whole = if is_inline {
                    let link = anchor(&address, "");
                    link.replace("</a>", &format!("{label}</a>"))
                } else {
                    format!("{}\n\n{}", frame.out, anchor(&address, &address))
                };
                self.push(&whole);
            }
        }
    }

    /// `else`, `elsif`, `when`: what follows is another branch.
    pub(super) fn next_branch(&mut self, name: &str) {
        let Some(frame) = self.frames.last_mut() else { return };
        let is_first_case = name == "when" && frame.out.trim().is_empty();
        let out = std::mem::take(&mut frame.out);
        match &mut frame.kind {
            Kind::Branch(first) if first.is_none() && !is_first_case => *first = Some(out),
            // The rest of a loop's text is what stands where nothing is to be shown.
            Kind::Branch(_) => {}
            _ => frame.out = out,
        }
    }
}
