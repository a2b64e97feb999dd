//! The formats, and the properties of a format that follow from the first element of a document.

use super::namespace::Namespace;

/// A format that the validator knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// RSS 2.0, and 0.91 to 0.94, which RSS 2.0 replaced compatibly.
    Rss2,
    /// RSS 0.90, 1.0 and 1.1, which are RDF.
    Rss1,
    /// An Atom feed (RFC 4287).
    AtomFeed,
    /// An Atom entry as a document of its own.
    AtomEntry,
    /// OPML: a list of feeds, or another outline.
    Opml,
    /// A service document of the Atom Publishing Protocol.
    Service,
    /// A category document of the Atom Publishing Protocol.
    Categories,
    /// A tombstone as a document of its own (RFC 6721).
    DeletedEntry,
    /// An Atom document without a namespace, which only the names of its elements identify.
    Nameless,
    /// Atom before version 1.0, which is not checked.
    Obsolete,
}

/// The format of a document and the namespaces that belong to it.
#[derive(Debug, Clone)]
pub(crate) struct DetectedFormat {
    pub(crate) format: Format,
    /// The URIs of the format's own vocabulary; the empty one is no namespace.
    pub(crate) own: &'static [&'static str],
    /// Another URI, which is wrong, but which the document uses in place of the right one.
    pub(crate) wrong: Option<Box<str>>,
}

impl DetectedFormat {
    /// Whether the format's own vocabulary is that of Atom.
    pub(crate) fn is_atom(&self) -> bool {
        self.own.contains(&Namespace::Atom.uri())
    }

    /// Whether this is a document of the Atom Publishing Protocol other than a feed or an entry.
    pub(crate) fn is_publishing(&self) -> bool {
        matches!(self.format, Format::Service | Format::Categories)
    }

    /// Whether the format's own vocabulary is in no namespace.
    pub(crate) fn is_nameless(&self) -> bool {
        self.own.contains(&"")
    }

    /// The namespace with this URI, in this format.
    pub(crate) fn namespace(&self, uri: &str) -> Namespace {
        if self.own.contains(&uri) || self.wrong.as_deref() == Some(uri) {
            Namespace::Core
        } else {
            Namespace::with_uri(uri)
        }
    }
}
