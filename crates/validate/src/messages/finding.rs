//! A finding: a code, the place that it is about, and its parameters. The engine turns findings into
//! messages.

use super::code::Code;
use super::message::{Message, Position};
use super::param::Param;

/// The place that a finding is about: a byte of the document and the names that the message shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    /// Byte of the decoded document.
    pub(crate) offset: usize,
    /// The element or attribute.
    pub(crate) element: Name,
    /// The parent of the element.
    pub(crate) parent: Name,
    /// The attribute that the parameter `attr` names, if it is not the element's own name.
    pub(crate) attribute: Option<String>,
}

/// A name in a [`Subject`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Name {
    /// This name; empty where there is none.
    Given(String),
    /// For an element, the name of the innermost open element. For a parent, the name of the element that
    /// contains it: the innermost open element, or the one around that if the finding is about the open
    /// element itself.
    Open,
}

impl Default for Name {
    fn default() -> Self {
        Self::Given(String::new())
    }
}

impl Subject {
    /// An element or attribute by name.
    pub(crate) fn new(offset: usize, element: impl AsRef<str>, parent: impl AsRef<str>) -> Self {
        Self { offset, element: given(element), parent: given(parent), attribute: None }
    }

    /// This subject, with the parameter `attr` in each finding.
    #[must_use]
    pub(crate) fn attribute(self, name: impl AsRef<str>) -> Self {
        Self { attribute: Some(name.as_ref().to_owned()), ..self }
    }
}

fn given(name: impl AsRef<str>) -> Name {
    Name::Given(name.as_ref().to_owned())
}

/// What a rule or a check reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) subject: Subject,
    /// In the order of the report.
    pub(crate) params: Vec<(Param, String)>,
    /// The byte of the checked value at which the problem is, if the check knows it.
    pub(crate) within: Option<usize>,
}

impl Finding {
    /// A finding about the document as a whole.
    pub(crate) fn new(code: Code) -> Self {
        Self { code, subject: Subject::default(), params: Vec::new(), within: None }
    }

    /// This finding, about the innermost open element, at this byte.
    #[must_use]
    pub(crate) fn on_open_element(self, offset: usize) -> Self {
        Self { subject: Subject { offset, element: Name::Open, parent: Name::Open, attribute: None }, ..self }
    }

    /// This finding, at this byte of the decoded document.
    #[must_use]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.subject.offset = offset;
        self
    }

    /// This finding, with this name of the element.
    #[must_use]
    pub(crate) fn element(mut self, name: impl AsRef<str>) -> Self {
        self.subject.element = given(name);
        self
    }

    /// This finding, with this name of the parent.
    #[must_use]
    pub(crate) fn parent(mut self, name: impl AsRef<str>) -> Self {
        self.subject.parent = given(name);
        self
    }

    /// This finding, with one more parameter.
    #[must_use]
    pub(crate) fn param(mut self, param: Param, value: impl AsRef<str>) -> Self {
        self.params.push((param, value.as_ref().to_owned()));
        self
    }

    /// This finding, at this byte of the checked value.
    #[must_use]
    pub(crate) fn within(self, byte: usize) -> Self {
        Self { within: Some(byte), ..self }
    }

    /// Whether the finding has this parameter.
    pub(crate) fn has(&self, param: Param) -> bool {
        self.params.iter().any(|(known, _)| *known == param)
    }

    /// The message, at the start of the document until its line is known. Names of open elements are empty.
    pub(crate) fn into_message(self) -> Message {
        let name = |name| match name {
            Name::Given(name) => name,
            Name::Open => String::new(),
        };
        Message {
            code: self.code,
            position: Position { line: 1, column: 1 },
            element: name(self.subject.element),
            parent: name(self.subject.parent),
            params: self.params,
            source_line: String::new(),
            source_column: 0,
        }
    }
}
