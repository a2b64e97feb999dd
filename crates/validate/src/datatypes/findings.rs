//! What checks of values take and give.

use crate::messages::Finding;
use crate::{Code, Options};

/// A check of one value.
pub(crate) type Check = fn(&Value<'_>, &mut Findings);

/// A value and what a check may have to know besides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    /// As written.
    pub(crate) raw: &'a str,
    /// What the judgement knows of the document: its address, the moment.
    pub(crate) options: &'a Options,
    /// Address that relative ones are relative to: the nearest `xml:base`, else the document's.
    pub(crate) base: &'a str,
    /// Whether it is an attribute's.
    pub(crate) is_attribute: bool,
    /// What it was read from, from the start tag of its element.
    pub(crate) source: &'a str,
    /// Whether it stands in RSS 2.0, whose profile has advice of its own.
    pub(crate) is_rss2: bool,
}

impl<'a> Value<'a> {
    /// Without the white space around it that makes no difference to readers: around the text of an element.
    /// In an attribute it does.
    pub(crate) fn text(&self) -> &'a str {
        if self.is_attribute { self.raw } else { self.raw.trim() }
    }
}

/// The findings of checks. Their subjects are not set yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding without parameters. The engine adds the checked value as the parameter `value`.
    pub(crate) fn report(&mut self, code: Code) {
        self.push(Finding::new(code));
    }

    /// Adds a finding.
    pub(crate) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Whether `predicate` holds for all codes.
    pub(crate) fn all(&self, predicate: impl Fn(Code) -> bool) -> bool {
        self.0.iter().all(|finding| predicate(finding.code))
    }

    /// The number of findings.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Moves the findings of another list to the end of this one.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// The findings, in order.
    pub(crate) fn into_vec(self) -> Vec<Finding> {
        self.0
    }
}
