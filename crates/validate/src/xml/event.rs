//! XML events: what [`super::XmlReader`] returns to its caller, and the faults it reports.

use crate::Code;
use crate::messages::Param;
use std::borrow::Cow;

/// Identifies a namespace URI by its index in the reader's table ([`super::XmlReader::namespace`]). Two
/// namespaces are equal if their ids are equal, so no strings are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NamespaceId(pub(super) usize);

impl NamespaceId {
    /// No namespace.
    pub(crate) const NONE: Self = Self(0);
    /// The namespace of `xml:lang` and `xml:base`. Documents need not declare the prefix `xml`.
    pub(crate) const XML: Self = Self(1);

    /// The namespace at this index of the reader's table.
    pub(crate) fn from_index(index: usize) -> Self {
        Self(index)
    }

    /// The index in the reader's table.
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// An attribute of a start tag. Namespace declarations are in [`Tag::declared`] instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute<'t> {
    /// The namespace of the attribute's prefix; [`NamespaceId::NONE`] for an attribute without a prefix.
    pub(crate) namespace: NamespaceId,
    /// The local name, without the prefix.
    pub(crate) local: &'t str,
    /// The value, with references resolved and white space normalised (XML 1.0, 3.3.3).
    pub(crate) value: Cow<'t, str>,
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// The namespace of the element's prefix, or the default namespace.
    pub(crate) namespace: NamespaceId,
    /// The local name, without the prefix.
    pub(crate) local: &'t str,
    /// The attributes, in document order.
    pub(crate) attributes: Vec<Attribute<'t>>,
    /// The namespaces that this tag declares: prefix (empty for the default namespace) and namespace.
    pub(crate) declared: Vec<(&'t str, NamespaceId)>,
}

/// One event. An empty-element tag (`<a/>`) produces `Start` and then `End`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event<'t> {
    /// A start tag.
    Start(Tag<'t>),
    /// The end of the innermost open element.
    End,
    /// Text, including CDATA sections, with references resolved. Adjacent text may be split into several
    /// events.
    Text(Cow<'t, str>),
    /// `<!DOCTYPE …>` with its identifiers.
    Doctype {
        /// The public identifier.
        public: Option<&'t str>,
        /// The system identifier. The reader never fetches it.
        system: Option<&'t str>,
    },
    /// A processing instruction `<?target …?>`.
    Instruction(&'t str),
    /// The end of a well-formed document.
    Finished,
}

/// An XML fault. After a fault that [is fatal](Self::is_fatal) the reader returns no more events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The code of the message.
    pub(crate) code: Code,
    /// Byte of the text.
    pub(crate) offset: usize,
    /// The parameters of the message.
    pub(crate) params: Vec<(Param, String)>,
    /// Whether the reader cannot continue.
    pub(crate) is_fatal: bool,
}

impl Fault {
    /// A well-formedness error, which ends the reading. `why` ends the sentence of the message.
    pub(super) fn fatal(offset: usize, why: impl Into<String>) -> Self {
        Self { code: Code::SAXError, offset, params: vec![(Param::Exception, why.into())], is_fatal: true }
    }

    /// A fault after which the reader continues.
    pub(super) fn recoverable(code: Code, offset: usize, param: Param, value: impl Into<String>) -> Self {
        Self { code, offset, params: vec![(param, value.into())], is_fatal: false }
    }

    /// The same fault, `by` bytes further on.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        self.offset += by;
        self
    }
}
