//! The input and output of value checks.

use crate::messages::Finding;
use crate::{Code, Options};

/// A check of one value. It adds its findings to the list.
pub(crate) type Check = fn(&Value<'_>, &mut Findings);

/// A value and its context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    /// The value as written, with references resolved.
    pub(crate) raw: &'a str,
    /// The options of the validation: the document's URL, the current time.
    pub(crate) options: &'a Options,
    /// The base of relative URIs: the nearest `xml:base`, otherwise the document's URL.
    pub(crate) base: &'a str,
    /// Whether the value is an attribute's.
    pub(crate) is_attribute: bool,
    /// The source of the value, from the start tag of its element on.
    pub(crate) source: &'a str,
    /// Whether the document is RSS 2.0, whose profile has additional advice.
    pub(crate) is_rss2: bool,
}

impl<'a> Value<'a> {
    /// Whether the verdicts are those of the W3C validator.
    pub(crate) fn is_w3c(&self) -> bool {
        self.options.profile.is_w3c()
    }

    /// The value without the white space around it. Readers ignore it around an element's text but not in an
    /// attribute, whose value is returned unchanged.
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

    /// Whether `predicate` is true for all codes.
    pub(crate) fn all(&self, predicate: impl Fn(Code) -> bool) -> bool {
        self.0.iter().all(|finding| predicate(finding.code))
    }

    /// The number of findings.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no findings.
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
