//! What the reader sees.

use crate::Code;
use crate::messages::Param;
use std::borrow::Cow;

/// A namespace's address, as its place in the reader's list ([`super::Reader::namespace`]), so that comparing two costs
/// nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NamespaceId(pub(super) usize);

impl NamespaceId {
    /// No namespace.
    pub(crate) const NONE: Self = Self(0);
    /// The namespace of `xml:lang` and `xml:base`, which needs no declaration.
    pub(crate) const XML: Self = Self(1);

    /// The one at this place of the reader's list.
    pub(crate) fn at(index: usize) -> Self {
        Self(index)
    }

    /// Its place in the reader's list.
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// An attribute that is no declaration of a namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute<'t> {
    /// What its prefix stands for; without a prefix none.
    pub(crate) namespace: NamespaceId,
    /// Its name without the prefix.
    pub(crate) local: &'t str,
    /// Its value, references resolved and white space as XML 1.0, 3.3.3 has it.
    pub(crate) value: Cow<'t, str>,
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// What its prefix, or the default, stands for.
    pub(crate) namespace: NamespaceId,
    /// Its name without the prefix.
    pub(crate) local: &'t str,
    /// Its attributes, in order.
    pub(crate) attributes: Vec<Attribute<'t>>,
    /// The namespaces that it declares: prefix (empty for the default) and address.
    pub(crate) declared: Vec<(&'t str, NamespaceId)>,
}

/// One event; an empty element gives two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event<'t> {
    /// A start tag.
    Start(Tag<'t>),
    /// The end of the element that was started last.
    End,
    /// Text with references resolved, CDATA sections included; may come in several parts.
    Text(Cow<'t, str>),
    /// `<!DOCTYPE …>` with the identifiers that it names.
    Doctype {
        /// The public identifier.
        public: Option<&'t str>,
        /// The system identifier, which is never fetched.
        system: Option<&'t str>,
    },
    /// `<?target …?>`.
    Instruction(&'t str),
    /// The document ended well.
    Finished,
}

/// Something wrong with the XML itself. After one that [is fatal](Self::is_fatal) the reader has nothing more to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is wrong.
    pub(crate) code: Code,
    /// Where: a byte of the text.
    pub(crate) offset: usize,
    /// What the message names besides.
    pub(crate) params: Vec<(Param, String)>,
    /// Whether nothing more can be read.
    pub(crate) is_fatal: bool,
}

impl Fault {
    /// The document is not well-formed, and this is why.
    pub(super) fn fatal(offset: usize, why: impl Into<String>) -> Self {
        Self { code: Code::SAXError, offset, params: vec![(Param::Exception, why.into())], is_fatal: true }
    }

    /// Something to say before the reading goes on.
    pub(super) fn passing(code: Code, offset: usize, param: Param, value: impl Into<String>) -> Self {
        Self { code, offset, params: vec![(param, value.into())], is_fatal: false }
    }

    /// The same, so many bytes further on.
    pub(super) fn moved(mut self, by: usize) -> Self {
        self.offset += by;
        self
    }
}
