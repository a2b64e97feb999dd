//! The namespaces that are known, and the prefixes that people know them by.

use super::tombstone;

/// A namespace that some table knows, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Namespace {
    /// The format's own vocabulary: none in RSS 2.0 and OPML, RSS 1.0's, Atom's in an Atom document.
    Core,
    /// No namespace, in a format whose own vocabulary has one.
    None,
    /// One that no table knows.
    Unknown,
    /// Atom's before 1.0, which nobody should read any more.
    Obsolete,
    /// `xml:lang`, `xml:base`.
    Xml,
    /// A known extension, by its place in [`KNOWN`].
    Known(&'static str),
}

/// Address and customary prefix. A row here and a table with the prefix make an extension.
const KNOWN: &[(&str, &str)] = &[
    ("http://www.bloglines.com/about/specs/fac-1.0", "access"),
    ("http://webns.net/mvcb/", "admin"),
    ("http://purl.org/rss/1.0/modules/aggregation/", "ag"),
    ("http://purl.org/rss/1.0/modules/annotate/", "annotate"),
    ("http://www.w3.org/2007/app", "app"),
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://media.tangent.org/rss/1.0/", "audio"),
    ("http://backend.userland.com/blogChannelModule", "blogChannel"),
    ("http://web.resource.org/cc/", "cc"),
    ("http://www.microsoft.com/schemas/rss/core/2005", "cf"),
    ("http://purl.org/rss/1.0/modules/company", "company"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://conversationsnetwork.org/rssNamespace-1.0/", "conversationsNetwork"),
    ("http://my.theinfo.org/changed/1.0/rss/", "cp"),
    ("http://backend.userland.com/creativeCommonsRssModule", "creativeCommons"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/email/", "email"),
    ("http://purl.org/rss/1.0/modules/event/", "ev"),
    ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
    ("http://purl.org/syndication/history/1.0", "fh"),
    ("http://xmlns.com/foaf/0.1/", "foaf"),
    ("http://base.google.com/ns/1.0", "g"),
    ("http://www.w3.org/2003/01/geo/wgs84_pos#", "geo"),
    ("http://www.georss.org/georss", "georss"),
    ("http://geourl.org/rss/module/", "geourl"),
    ("http://www.opengis.net/gml", "gml"),
    ("http://postneo.com/icbm", "icbm"),
    ("http://purl.org/rss/1.0/modules/image/", "image"),
    ("urn:atom-extension:indexing", "indexing"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://earth.google.com/kml/2.0", "kml20"),
    ("http://earth.google.com/kml/2.1", "kml21"),
    ("http://www.opengis.net/kml/2.2", "kml22"),
    ("http://purl.org/rss/1.0/modules/link/", "l"),
    ("http://www.w3.org/1998/Math/MathML", "mathml"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://openid.net/xmlns/1.0", "openid"),
    ("http://a9.com/-/spec/opensearch/1.1/", "opensearch"),
    ("http://a9.com/-/spec/opensearchrss/1.0/", "opensearch10"),
    ("http://www.opml.org/spec2", "opml"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://www.w3.org/2000/01/rdf-schema#", "rdfs"),
    ("http://purl.org/rss/1.0/modules/reference/", "ref"),
    ("http://purl.org/rss/1.0/modules/richequiv/", "reqv"),
    ("http://my.netscape.com/rdf/simple/0.9/", "rss090"),
    ("http://purl.org/rss/1.0/modules/rss091#", "rss091"),
    ("http://purl.org/rss/1.0/", "rss1"),
    ("http://purl.org/net/rss1.1#", "rss11"),
    ("http://purl.org/rss/1.0/modules/search/", "search"),
    ("http://purl.org/rss/1.0/modules/slash/", "slash"),
    ("http://schemas.xmlsoap.org/soap/envelope/", "soap"),
    ("http://purl.org/rss/1.0/modules/servicestatus/", "ss"),
    ("http://hacks.benhammersley.com/rss/streaming/", "str"),
    ("http://purl.org/rss/1.0/modules/subscription/", "sub"),
    ("http://www.w3.org/2000/svg", "svg"),
    ("http://feedsync.org/2007/feedsync", "sx"),
    ("http://purl.org/rss/1.0/modules/syndication/", "sy"),
    ("http://purl.org/rss/1.0/modules/taxonomy/", "taxo"),
    ("http://purl.org/syndication/thread/1.0", "thr"),
    ("http://purl.org/rss/1.0/modules/threading/", "thr"),
    ("http://madskills.com/public/xml/rss/module/trackback/", "trackback"),
    ("http://wellformedweb.org/CommentAPI/", "wfw"),
    ("http://purl.org/rss/1.0/modules/wiki/", "wiki"),
    ("http://www.usemod.com/cgi-bin/mb.pl?ModWiki", "wiki"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("xri://$xrd*($v*2.0)", "xrd"),
    ("xri://$xrds", "xrds"),
];

/// Known here, and not to the W3C's validator: address and prefix, and the address that many write for it.
const BESIDE: &[(&str, &str)] = &[
    (tombstone::ADDRESS, "at"),
    ("https://podcastindex.org/namespace/1.0", "podcast"),
    ("https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", "podcast"),
];

/// Well-known, but without a table: address, name, and where it is described.
const UNSUPPORTED: &[(&str, &str, &str)] = &[
    (
        "http://schemas.google.com/g/2005",
        "Google Data",
        "https://developers.google.com/gdata/docs/1.0/elements",
    ),
    ("http://www.rawvoice.com/rawvoiceRssModule/", "RawVoice", "https://github.com/Rawvoice/rawvoice-rss"),
    ("http://schema.org/", "Schema.org", "https://schema.org/"),
    ("https://schema.org/", "Schema.org", "https://schema.org/"),
];

/// Atom's address.
pub(crate) const ATOM: &str = "http://www.w3.org/2005/Atom";

impl Namespace {
    /// The address of Media RSS as its specification has it in one place, without the slash that it has in all others.
    pub(crate) const MEDIA_WITHOUT_SLASH: &'static str = "http://search.yahoo.com/mrss";

    /// The prefix that everybody knows the namespace with exactly this address by.
    pub(crate) fn customary_prefix(address: &str) -> Option<&'static str> {
        KNOWN.iter().find(|(known, _)| *known == address).map(|(_, prefix)| *prefix)
    }

    /// The address that everybody takes this prefix for.
    pub(crate) fn reserved(prefix: &str) -> Option<&'static str> {
        KNOWN.iter().find(|(_, known)| *known == prefix).map(|(address, _)| *address)
    }

    /// Whether there is a table for this address, of which the W3C's validator knows nothing.
    pub(crate) fn is_beside(address: &str) -> bool {
        BESIDE.iter().any(|(known, _)| *known == address)
    }

    /// The name of a well-known namespace for which there is no table, and where it is described.
    pub(crate) fn unsupported(address: &str) -> Option<(&'static str, &'static str)> {
        let found = UNSUPPORTED.iter().find(|(known, ..)| *known == address);
        found.map(|(_, name, specification)| (*name, *specification))
    }

    /// The namespace with this address. The format's own is for [`Root`](super::Root) to know.
    pub(crate) fn of(address: &str) -> Self {
        if address.is_empty() {
            return Self::None;
        }
        if super::atom::OBSOLETE.contains(&address) {
            return Self::Obsolete;
        }
        let wanted = essence(address);
        KNOWN
            .iter()
            .chain(BESIDE)
            .find(|(known, _)| essence(known).eq_ignore_ascii_case(wanted))
            .map_or(Self::Unknown, |(_, prefix)| Self::Known(prefix))
    }

    /// Whether it is this one. Asked of every table for every element, so that a comparison of whole names must be rare.
    pub(crate) fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Known(one), Self::Known(other)) => is_same(one, other),
            _ => self == other,
        }
    }

    /// A name as messages show that of a parent: `channel`, `media_group`. The underscore is the W3C validator's,
    /// whose messages are searched for.
    pub(crate) fn qualify_parent(self, local: &str) -> String {
        match self {
            Self::Known(prefix) if !is_format(prefix) => format!("{prefix}_{local}"),
            _ => self.qualify(local),
        }
    }

    /// A name as messages show it: `title`, `media:content`.
    pub(crate) fn qualify(self, local: &str) -> String {
        match self {
            Self::Known(prefix) if !is_format(prefix) => format!("{prefix}:{local}"),
            Self::Xml => format!("xml:{local}"),
            Self::Known(_) | Self::Core | Self::None | Self::Unknown | Self::Obsolete => local.to_owned(),
        }
    }
}

/// Whether the prefix stands for a format of its own, whose elements have bare names.
fn is_format(prefix: &str) -> bool {
    prefix == "rss090"
}

/// Whether two names are the same; most differ in their length or in their first letter.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.as_bytes().first() == other.as_bytes().first() && one == other
}

/// An address without the punctuation that it ends with. Publishers forget the slash or write one too many, and
/// readers know what they mean.
fn essence(address: &str) -> &str {
    address.trim_end_matches(|character: char| !character.is_alphanumeric() && character != '_')
}
