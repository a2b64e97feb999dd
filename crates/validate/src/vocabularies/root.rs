//! The format of a document, which its first element determines.

use crate::Code;
use crate::vocabularies::schema::{
    Content, Context, DetectedFormat, Element, Format, Grammar, Mixed, Namespace, Node, SharedContent, Table,
};
use crate::vocabularies::{atom, opml, rss1, rss2};

/// What the first element determines.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    pub(crate) detected: DetectedFormat,
    /// The row of the first element.
    pub(crate) element: &'static Element,
    /// The problem with the namespace of the first element.
    pub(crate) fault: Option<Code>,
    /// The check of elements that no table has, if the format has requirements for them.
    pub(crate) extension: Option<&'static Mixed>,
    /// A check of every element, which runs when the element starts.
    pub(crate) every: Option<fn(&Node<'_>, &mut dyn Context<'_>)>,
}

/// An element whose content is not checked.
const ANYTHING: Element = Element::new("", Content::Anything);

/// The namespace of Atom 1.0.
const ATOM: &str = Namespace::Atom.uri();

/// The namespace of RSS 1.0.
const RSS_1_0: &str = Namespace::Rss1.uri();

/// The namespace of RSS 1.1.
const RSS_1_1: &str = Namespace::Rss11.uri();

/// The root for a first element with this namespace and name; `None` if no known format starts with it.
pub(crate) fn root(uri: &str, local: &str) -> Option<Root> {
    let rdf = |own, element| Root {
        extension: Some(&rss1::rdf::EXTENSION),
        every: Some(rss1::rdf::check_syntax),
        ..plain(Format::Rss1, own, element)
    };
    let channel = &rss1::document::CHANNEL_OF_1_1;
    match (uri, local) {
        ("", "rss") => Some(plain(Format::Rss2, &[""], &rss2::channel::RSS)),
        (wrong, "rss") => {
            let root = plain(Format::Rss2, &[""], &rss2::channel::RSS);
            Some(Root { fault: Some(Code::InvalidNamespace), ..with_wrong_namespace(root, wrong) })
        }
        (RSS_1_1, "Channel") => Some(rdf(&[RSS_1_1], channel)),
        ("", "Channel") => Some(Root { fault: Some(Code::MissingNamespace), ..rdf(&["", RSS_1_1], channel) }),
        ("", "opml") => Some(plain(Format::Opml, &[""], &opml::OPML)),
        ("", "outlineDocument") => {
            let root = plain(Format::Opml, &[""], &opml::OUTLINE_DOCUMENT);
            Some(Root { fault: Some(Code::ObsoleteVersion), ..root })
        }
        (_, "RDF") if Namespace::with_uri(uri) == Namespace::Rdf => {
            Some(rdf(&[RSS_1_0], &rss1::document::RDF))
        }
        _ => atom_family(uri, local),
    }
}

/// A root without a fault, in a format without requirements beyond its tables.
const fn plain(format: Format, own: &'static [&'static str], element: &'static Element) -> Root {
    let detected = DetectedFormat { format, own, wrong: None };
    Root { detected, element, fault: None, extension: None, every: None }
}

fn with_wrong_namespace(root: Root, uri: &str) -> Root {
    Root { detected: DetectedFormat { wrong: Some(uri.into()), ..root.detected }, ..root }
}

/// The roots of Atom, its publishing protocol and its tombstones.
fn atom_family(uri: &str, local: &str) -> Option<Root> {
    let root = match (Namespace::with_uri(uri), local) {
        (_, "feed") => atom_root(uri, Format::AtomFeed, &atom::feed::FEED),
        (_, "entry") => atom_root(uri, Format::AtomEntry, &atom::entry::ENTRY),
        (Namespace::AtomPub, "service") => plain(Format::Service, &[], &atom::publishing::SERVICE),
        (Namespace::AtomPub, "categories") => plain(Format::Categories, &[], &atom::publishing::CATEGORIES),
        (Namespace::Tombstone, "deleted-entry") => {
            plain(Format::DeletedEntry, &[], &atom::tombstone::DELETED_ENTRY)
        }
        _ => return None,
    };
    Some(root)
}

/// A root in the namespace of Atom 1.0, of an older Atom, in no namespace or in a wrong one.
fn atom_root(uri: &str, format: Format, element: &'static Element) -> Root {
    let root = plain(format, &[ATOM], element);
    if Namespace::with_uri(uri) == Namespace::Obsolete {
        let obsolete = Root { element: &ANYTHING, fault: Some(Code::ObsoleteNamespace), ..root };
        let detected = DetectedFormat { format: Format::Obsolete, ..obsolete.detected };
        return with_wrong_namespace(Root { detected, ..obsolete }, uri);
    }
    match uri {
        "" => Root { fault: Some(Code::MissingNamespace), ..plain(Format::Nameless, &[""], element) },
        ATOM => root,
        _ => Root { fault: Some(Code::InvalidNamespace), ..with_wrong_namespace(root, uri) },
    }
}

/// The problem with a first element whose name alone does not identify the format.
pub(crate) fn misnamed(uri: &str, local: &str) -> Option<Code> {
    (local == "Channel" && uri != RSS_1_1).then_some(Code::InvalidNamespace)
}

/// The content that [`SharedContent`] stands for.
pub(crate) fn shared_content(content: SharedContent) -> Content {
    const VERSIONS: Grammar = Grammar::of(&[&[Table {
        namespace: Namespace::Core,
        elements: &[atom::entry::VERSION_OF_ENTRY, rss2::item::VERSION_OF_ITEM],
    }]]);
    match content {
        SharedContent::RssItem => rss2::item::ITEM.content,
        SharedContent::EntryVersions => Content::Elements(&VERSIONS),
    }
}
