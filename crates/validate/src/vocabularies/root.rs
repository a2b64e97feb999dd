//! Which grammar a document follows, by its first element.

use super::{
    Content, Element, Mixed, Namespace, Node, atom, kml, opml, publishing, rdf, resource_descriptor, rss1,
    search_description, tombstone,
};
use crate::Code;
use crate::engine::Judge;
use crate::vocabularies::rss2::channel::RSS;

/// What a document's first element decides.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    /// What it is.
    pub(crate) format: Format,
    /// Addresses of the format's own vocabulary; the empty one is no namespace.
    own: &'static [&'static str],
    /// A further one, which is wrong, but is what the document says in its place.
    wrong: Option<Box<str>>,
    /// What stands in the first element, and what are its attributes.
    pub(crate) element: &'static Element,
    /// What is wrong with the namespace.
    pub(crate) fault: Option<Code>,
    /// What judges the elements that no table describes, where the format asks something of them.
    pub(crate) extension: Option<&'static Mixed>,
    /// What the format asks of every element. Run as the element starts.
    pub(crate) every: Option<fn(&Node, &mut Judge<'_>)>,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// RSS 2.0, and 0.91 to 0.94, which it replaced without a break.
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
    /// An OpenSearch description.
    SearchDescription,
    /// An extensible resource descriptor.
    ResourceDescriptor,
    /// KML 2.1 and 2.2.
    Kml,
    /// KML 2.0, some of whose names were replaced.
    Kml20,
    /// A document without its namespace, so that nothing but its names tells what it is.
    Nameless,
    /// An Atom before 1.0, which is not judged.
    Obsolete,
}

/// An element of which no more is asked.
const ANYTHING: Element = Element::new("", Content::Anything);

/// The namespace of RSS 1.1.
const RSS11: &str = "http://purl.org/net/rss1.1#";

/// The root for a first element with this namespace and name.
pub(crate) fn root(address: &str, local: &str) -> Option<Root> {
    let of_rdf = |own, element| Root {
        extension: Some(&rdf::EXTENSION),
        every: Some(rdf::syntax),
        ..plain(Format::Rss1, own, element)
    };
    match (address, local) {
        ("", "rss") => Some(plain(Format::Rss2, &[""], &RSS)),
        (wrong, "rss") => Some(Root {
            wrong: Some(wrong.into()),
            fault: Some(Code::InvalidNamespace),
            ..plain(Format::Rss2, &[""], &RSS)
        }),
        (RSS11, "Channel") => Some(of_rdf(&[RSS11], &rss1::CHANNEL_OF_1_1)),
        ("", "Channel") => {
            Some(Root { fault: Some(Code::MissingNamespace), ..of_rdf(&["", RSS11], &rss1::CHANNEL_OF_1_1) })
        }
        ("", "opml") => Some(plain(Format::Opml, &[""], &opml::OPML)),
        ("", "outlineDocument") => Some(Root {
            fault: Some(Code::ObsoleteVersion),
            ..plain(Format::Opml, &[""], &opml::OUTLINE_DOCUMENT)
        }),
        (_, "RDF") if Namespace::of(address) == Namespace::Known("rdf") => {
            Some(of_rdf(&["http://purl.org/rss/1.0/"], &rss1::RDF))
        }
        _ => family_of_atom(address, local),
    }
}

/// A root of which no more is known than what its elements are.
const fn plain(format: Format, own: &'static [&'static str], element: &'static Element) -> Root {
    Root { format, own, wrong: None, element, fault: None, extension: None, every: None }
}

/// Atom, its publishing protocol, and the formats that are found on the way to a feed.
fn family_of_atom(address: &str, local: &str) -> Option<Root> {
    let root = match (Namespace::of(address), local) {
        (_, "feed") => atom_root(address, Format::AtomFeed, &atom::FEED),
        (_, "entry") => atom_root(address, Format::AtomEntry, &atom::ENTRY),
        (Namespace::Known("app"), "service") => plain(Format::Service, &[], &publishing::SERVICE),
        (Namespace::Known("app"), "categories") => plain(Format::Categories, &[], &publishing::CATEGORIES),
        (Namespace::Known("at"), "deleted-entry") => {
            plain(Format::DeletedEntry, &[], &tombstone::DELETED_ENTRY)
        }
        (_, "OpenSearchDescription") => {
            let own = &[search_description::ADDRESS];
            let root = plain(Format::SearchDescription, own, &search_description::DESCRIPTION);
            in_namespace(root, address, search_description::ADDRESS)
        }
        (_, "XRDS") => {
            let root = plain(Format::ResourceDescriptor, &[], &resource_descriptor::XRDS);
            in_namespace(root, address, resource_descriptor::ADDRESS)
        }
        (_, "kml") => kml_root(address),
        _ => return None,
    };
    Some(root)
}

/// A root whose name tells what it is, in the right namespace, in none or in a wrong one.
fn in_namespace(root: Root, address: &str, right: &str) -> Root {
    match address {
        "" => Root { own: &[""], fault: Some(Code::MissingNamespace), ..root },
        _ if address == right => root,
        _ => Root { wrong: Some(address.into()), fault: Some(Code::InvalidNamespace), ..root },
    }
}

/// KML's: what is in no namespace is taken for the first version, what is in a wrong one for the last.
fn kml_root(address: &str) -> Root {
    if kml::ADDRESSES.contains(&address) {
        return plain(Format::Kml, kml::ADDRESSES, &kml::KML);
    }
    let format = if matches!(address, "" | kml::ADDRESS_OF_2_0) { Format::Kml20 } else { Format::Kml };
    in_namespace(plain(format, &[kml::ADDRESS_OF_2_0], &kml::KML), address, kml::ADDRESS_OF_2_0)
}

/// Atom 1.0's namespace, what stands in its place, or an older one's.
fn atom_root(address: &str, format: Format, element: &'static Element) -> Root {
    let root = plain(format, &[atom::ADDRESS], element);
    if atom::OBSOLETE.contains(&address) {
        return Root {
            format: Format::Obsolete,
            element: &ANYTHING,
            wrong: Some(address.into()),
            fault: Some(Code::ObsoleteNamespace),
            ..root
        };
    }
    let format = if address.is_empty() { Format::Nameless } else { format };
    in_namespace(Root { format, ..root }, address, atom::ADDRESS)
}

/// What is wrong with the namespace of a first element whose name alone does not tell what it is.
pub(crate) fn misnamed(address: &str, local: &str) -> Option<Code> {
    (local == "Channel" && address != RSS11).then_some(Code::InvalidNamespace)
}

impl Root {
    /// Whether Atom's is the format's own vocabulary.
    pub(crate) fn is_atom(&self) -> bool {
        self.own.contains(&atom::ADDRESS)
    }

    /// Whether it is a document of the Atom Publishing Protocol other than a feed or an entry.
    pub(crate) fn is_publishing(&self) -> bool {
        matches!(self.format, Format::Service | Format::Categories)
    }

    /// Whether the format's own vocabulary is in no namespace.
    pub(crate) fn is_nameless(&self) -> bool {
        self.own.contains(&"")
    }

    /// The namespace with this address, in this format.
    pub(crate) fn namespace(&self, address: &str) -> Namespace {
        if self.own.contains(&address) || self.wrong.as_deref() == Some(address) {
            Namespace::Core
        } else {
            Namespace::of(address)
        }
    }
}
