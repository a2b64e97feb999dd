//! The namespaces that the tables use, with their URIs and usual prefixes.

use super::well_known;
use crate::Profile;

/// The URI of Media RSS without its final slash, as the specification itself has it in one place.
pub(crate) const MEDIA_WITHOUT_SLASH: &str = "http://search.yahoo.com/mrss";

/// The namespaces of Atom before version 1.0.
const OBSOLETE: &[&str] = &["http://purl.org/atom/ns#"];

/// Makes the enumeration and its rows from two lists: variant, prefix, URIs (the usual one first), and
/// description.
macro_rules! namespaces {
    (
        reserved { $($reserved:ident $reserved_prefix:literal [$($reserved_uri:literal),+]: $reserved_doc:literal,)+ }
        others { $($other:ident $other_prefix:literal [$($other_uri:literal),+]: $other_doc:literal,)+ }
    ) => {
        /// The namespace of an element or attribute.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Namespace {
            /// The vocabulary of the document's format: no namespace in RSS 2.0 and OPML, the namespace of
            /// RSS 1.0, the namespace of Atom in an Atom document.
            Core,
            /// No namespace, in a format whose own vocabulary has one.
            None,
            /// A namespace that no table has.
            Unknown,
            /// The namespace of Atom before 1.0.
            Obsolete,
            /// The namespace of `xml:lang` and `xml:base`.
            Xml,
            $(#[doc = $reserved_doc] $reserved,)+
            $(#[doc = $other_doc] $other,)+
        }

        /// The extensions whose prefixes the W3C validator reserves.
        const RESERVED: &[Extension] = &[$(Extension {
            namespace: Namespace::$reserved,
            prefix: $reserved_prefix,
            uris: &[$($reserved_uri),+],
        },)+];

        /// The extensions that the W3C validator does not know.
        const OTHERS: &[Extension] = &[$(Extension {
            namespace: Namespace::$other,
            prefix: $other_prefix,
            uris: &[$($other_uri),+],
        },)+];

        impl Namespace {
            /// The usual prefix and URI of an extension.
            const fn names(self) -> Option<(&'static str, &'static str)> {
                match self {
                    Self::Core | Self::None | Self::Unknown | Self::Obsolete | Self::Xml => None,
                    $(Self::$reserved => Some(($reserved_prefix, [$($reserved_uri),+][0])),)+
                    $(Self::$other => Some(($other_prefix, [$($other_uri),+][0])),)+
                }
            }
        }
    };
}

/// A namespace of elements that extend the formats.
struct Extension {
    namespace: Namespace,
    prefix: &'static str,
    /// The usual one first.
    uris: &'static [&'static str],
}

impl Namespace {
    /// The extension with exactly this URI, if its prefix is reserved.
    pub(crate) fn reserved_with_uri(uri: &str) -> Option<Self> {
        RESERVED.iter().find(|row| row.uris.contains(&uri)).map(|row| row.namespace)
    }

    /// The extension for which this prefix is reserved.
    pub(crate) fn reserved_with_prefix(prefix: &str) -> Option<Self> {
        RESERVED.iter().find(|row| row.prefix == prefix).map(|row| row.namespace)
    }

    /// Whether there is a table for exactly this URI, which the W3C validator does not know.
    pub(crate) fn is_unreserved(uri: &str, profile: Profile) -> bool {
        OTHERS
            .iter()
            .filter(|row| !profile.is_w3c() || row.namespace.is_of_w3c_profile())
            .any(|row| row.uris.contains(&uri))
    }

    /// Whether a vocabulary that the W3C validator does not know is nevertheless silent in its profile.
    fn is_of_w3c_profile(self) -> bool {
        matches!(self, Self::Tombstone | Self::Podcast)
    }

    /// The name of a well-known namespace without a table, and where it is described.
    pub(crate) fn unsupported(uri: &str, profile: Profile) -> Option<(&'static str, &'static str)> {
        let rows = if profile.is_w3c() { well_known::OF_W3C } else { well_known::NAMESPACES };
        let wanted = without_punctuation(uri);
        let is_it = |known: &str| without_punctuation(known).eq_ignore_ascii_case(wanted);
        rows.iter().find(|(known, ..)| is_it(known)).map(|(_, name, specification)| (*name, *specification))
    }

    /// The namespace with this URI in a format that does not have it as its own; see
    /// [`DetectedFormat::namespace`](super::DetectedFormat::namespace). Punctuation at the end makes no
    /// difference.
    pub(crate) fn with_uri(uri: &str) -> Self {
        if uri.is_empty() {
            return Self::None;
        }
        if OBSOLETE.contains(&uri) {
            return Self::Obsolete;
        }
        let wanted = without_punctuation(uri);
        let is_it = |known: &&str| without_punctuation(known).eq_ignore_ascii_case(wanted);
        let mut rows = RESERVED.iter().chain(OTHERS);
        rows.find(|row| row.uris.iter().any(&is_it)).map_or(Self::Unknown, |row| row.namespace)
    }

    /// Whether this is a known extension.
    pub(crate) fn is_extension(self) -> bool {
        self.names().is_some()
    }

    /// The usual prefix of an extension; empty for all other namespaces.
    pub(crate) const fn prefix(self) -> &'static str {
        match self.names() {
            Some((prefix, _)) => prefix,
            None => "",
        }
    }

    /// The usual URI of an extension; empty for all other namespaces.
    pub(crate) const fn uri(self) -> &'static str {
        match self.names() {
            Some((_, uri)) => uri,
            None => "",
        }
    }

    /// A name as messages show it for a parent: `channel`, `media_group`. The underscore is that of the W3C
    /// validator, because people search for its messages.
    pub(crate) fn qualify_parent(self, local: &str) -> String {
        match self.shown_prefix() {
            "" | "xml" => self.qualify(local),
            prefix => format!("{prefix}_{local}"),
        }
    }

    /// A name as messages show it: `title`, `media:content`.
    pub(crate) fn qualify(self, local: &str) -> String {
        match self.shown_prefix() {
            "" => local.to_owned(),
            prefix => format!("{prefix}:{local}"),
        }
    }

    /// The prefix in messages. RSS 0.90 is a format of its own, whose elements have no prefix.
    fn shown_prefix(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Rss090 => "",
            namespace => namespace.prefix(),
        }
    }
}

/// A URI without the punctuation at its end. Publishers omit the final slash or add one, and readers accept
/// both.
fn without_punctuation(uri: &str) -> &str {
    uri.trim_end_matches(|character: char| !character.is_alphanumeric() && character != '_')
}

namespaces! {
    reserved {
        AccessControl "access" ["http://www.bloglines.com/about/specs/fac-1.0"]:
            "Feed access control by Bloglines",
        Admin "admin" ["http://webns.net/mvcb/"]:
            "The administration module of RSS 1.0: <https://web.resource.org/rss/1.0/modules/admin/>",
        Aggregation "ag" ["http://purl.org/rss/1.0/modules/aggregation/"]:
            "The aggregation module of RSS 1.0: <https://web.resource.org/rss/1.0/modules/aggregation/>",
        Annotate "annotate" ["http://purl.org/rss/1.0/modules/annotate/"]: "The annotation module of RSS 1.0",
        AtomPub "app" ["http://www.w3.org/2007/app"]:
            "The Atom Publishing Protocol: <https://www.rfc-editor.org/rfc/rfc5023>",
        Atom "atom" ["http://www.w3.org/2005/Atom"]:
            "Atom 1.0, where it is not the format of the document: <https://www.rfc-editor.org/rfc/rfc4287>",
        Audio "audio" ["http://media.tangent.org/rss/1.0/"]: "The audio module of RSS 1.0",
        BlogChannel "blogChannel" ["http://backend.userland.com/blogChannelModule"]:
            "<https://backend.userland.com/blogChannelModule>",
        CreativeCommonsRdf "cc" ["http://web.resource.org/cc/"]:
            "The Creative Commons module of RSS 1.0: <https://web.resource.org/cc/>",
        SimpleList "cf" ["http://www.microsoft.com/schemas/rss/core/2005"]:
            "Microsoft's simple list extensions",
        Company "company" ["http://purl.org/rss/1.0/modules/company"]: "The company module of RSS 1.0",
        Content "content" ["http://purl.org/rss/1.0/modules/content/"]:
            "The content module: <https://web.resource.org/rss/1.0/modules/content/>",
        ConversationsNetwork "conversationsNetwork" ["http://conversationsnetwork.org/rssNamespace-1.0/"]:
            "The namespace of the Conversations Network",
        ChangedPage "cp" ["http://my.theinfo.org/changed/1.0/rss/"]: "The changed-page module of RSS 1.0",
        CreativeCommonsRss "creativeCommons" ["http://backend.userland.com/creativeCommonsRssModule"]:
            "The Creative Commons module of RSS 2.0: \
             <https://backend.userland.com/creativeCommonsRssModule>",
        DublinCore "dc" ["http://purl.org/dc/elements/1.1/"]:
            "Dublin Core elements: <https://www.dublincore.org/specifications/dublin-core/dces/>",
        DublinCoreTerms "dcterms" ["http://purl.org/dc/terms/"]:
            "Dublin Core terms: <https://web.resource.org/rss/1.0/modules/dcterms/>",
        Email "email" ["http://purl.org/rss/1.0/modules/email/"]: "The e-mail module of RSS 1.0",
        Event "ev" ["http://purl.org/rss/1.0/modules/event/"]:
            "The event module of RSS 1.0: <https://web.resource.org/rss/1.0/modules/event/>",
        FeedBurner "feedburner" ["http://rssnamespace.org/feedburner/ext/1.0"]:
            "FeedBurner's namespace: <https://rssnamespace.org/feedburner/ext/1.0>",
        FeedHistory "fh" ["http://purl.org/syndication/history/1.0"]:
            "Feed paging and archiving: <https://www.rfc-editor.org/rfc/rfc5005>",
        Foaf "foaf" ["http://xmlns.com/foaf/0.1/"]: "Friend of a Friend: <http://xmlns.com/foaf/spec/>",
        GoogleBase "g" ["http://base.google.com/ns/1.0"]:
            "Google Base, now product feeds: <https://support.google.com/merchants/answer/7052112>",
        Geo "geo" ["http://www.w3.org/2003/01/geo/wgs84_pos#"]:
            "The W3C's basic geo vocabulary: <https://www.w3.org/2003/01/geo/>",
        GeoRss "georss" ["http://www.georss.org/georss"]: "GeoRSS: <https://www.ogc.org/standards/georss>",
        GeoUrl "geourl" ["http://geourl.org/rss/module/"]: "The GeoURL module",
        Gml "gml" ["http://www.opengis.net/gml"]: "The Geography Markup Language, as GeoRSS uses it",
        Icbm "icbm" ["http://postneo.com/icbm"]: "The ICBM module",
        Image "image" ["http://purl.org/rss/1.0/modules/image/"]: "The image module of RSS 1.0",
        Indexing "indexing" ["urn:atom-extension:indexing"]: "The Atom indexing extension",
        Itunes "itunes" ["http://www.itunes.com/dtds/podcast-1.0.dtd"]:
            "Apple podcasts: <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>",
        Kml20 "kml20" ["http://earth.google.com/kml/2.0"]: "KML 2.0",
        Kml21 "kml21" ["http://earth.google.com/kml/2.1"]: "KML 2.1",
        Kml22 "kml22" ["http://www.opengis.net/kml/2.2"]: "KML 2.2",
        Link "l" ["http://purl.org/rss/1.0/modules/link/"]:
            "The link module of RSS 1.0: <https://web.resource.org/rss/1.0/modules/link/>",
        MathMl "mathml" ["http://www.w3.org/1998/Math/MathML"]: "MathML",
        Media "media" ["http://search.yahoo.com/mrss/"]: "Media RSS: <https://www.rssboard.org/media-rss>",
        OpenId "openid" ["http://openid.net/xmlns/1.0"]: "OpenID 1.0",
        OpenSearch "opensearch" ["http://a9.com/-/spec/opensearch/1.1/"]:
            "OpenSearch 1.1: <https://github.com/dewitt/opensearch>",
        OpenSearch10 "opensearch10" ["http://a9.com/-/spec/opensearchrss/1.0/"]: "OpenSearch 1.0",
        Opml "opml" ["http://www.opml.org/spec2"]: "OPML, as an extension: <http://opml.org/spec2.opml>",
        Rdf "rdf" ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"]:
            "RDF/XML: <https://www.w3.org/TR/rdf-syntax-grammar/>",
        Rdfs "rdfs" ["http://www.w3.org/2000/01/rdf-schema#"]: "RDF Schema",
        Reference "ref" ["http://purl.org/rss/1.0/modules/reference/"]: "The reference module of RSS 1.0",
        RichEquivalents "reqv" ["http://purl.org/rss/1.0/modules/richequiv/"]:
            "The rich equivalents module of RSS 1.0",
        Rss090 "rss090" ["http://my.netscape.com/rdf/simple/0.9/"]: "RSS 0.90",
        Rss091 "rss091" ["http://purl.org/rss/1.0/modules/rss091#"]: "The RSS 0.91 module of RSS 1.0",
        Rss1 "rss1" ["http://purl.org/rss/1.0/"]:
            "RSS 1.0, where it is not the format of the document: <https://web.resource.org/rss/1.0/spec>",
        Rss11 "rss11" ["http://purl.org/net/rss1.1#"]:
            "RSS 1.1, where it is not the format of the document: <https://www.inamidst.com/rss1.1/>",
        Search "search" ["http://purl.org/rss/1.0/modules/search/"]: "The search module of RSS 1.0",
        Slash "slash" ["http://purl.org/rss/1.0/modules/slash/"]:
            "The Slash module: <https://web.resource.org/rss/1.0/modules/slash/>",
        Soap "soap" ["http://schemas.xmlsoap.org/soap/envelope/"]: "SOAP envelopes",
        ServiceStatus "ss" ["http://purl.org/rss/1.0/modules/servicestatus/"]:
            "The service status module of RSS 1.0",
        Streaming "str" ["http://hacks.benhammersley.com/rss/streaming/"]: "The streaming module of RSS 1.0",
        Subscription "sub" ["http://purl.org/rss/1.0/modules/subscription/"]:
            "The subscription module of RSS 1.0",
        Svg "svg" ["http://www.w3.org/2000/svg"]: "SVG",
        FeedSync "sx" ["http://feedsync.org/2007/feedsync"]: "FeedSync: <http://feedsync.org/2007/feedsync>",
        Syndication "sy" ["http://purl.org/rss/1.0/modules/syndication/"]:
            "The syndication module: <https://web.resource.org/rss/1.0/modules/syndication/>",
        Taxonomy "taxo" ["http://purl.org/rss/1.0/modules/taxonomy/"]: "The taxonomy module of RSS 1.0",
        Threading "thr" ["http://purl.org/syndication/thread/1.0",
            "http://purl.org/rss/1.0/modules/threading/"]:
            "Threading, <https://www.rfc-editor.org/rfc/rfc4685>, and the threading module of RSS 1.0",
        TrackBack "trackback" ["http://madskills.com/public/xml/rss/module/trackback/"]:
            "TrackBack: <https://madskills.com/public/xml/rss/module/trackback/>",
        WellFormedWeb "wfw" ["http://wellformedweb.org/CommentAPI/"]:
            "The Well-Formed Web's comments: <https://wellformedweb.org/CommentAPI/>",
        Wiki "wiki" ["http://purl.org/rss/1.0/modules/wiki/", "http://www.usemod.com/cgi-bin/mb.pl?ModWiki"]:
            "The wiki module of RSS 1.0: <https://web.resource.org/rss/1.0/modules/wiki/>",
        Xhtml "xhtml" ["http://www.w3.org/1999/xhtml"]:
            "XHTML: <https://www.w3.org/TR/xhtml-modularization/>",
        XLink "xlink" ["http://www.w3.org/1999/xlink"]: "XLink",
        Xrd "xrd" ["xri://$xrd*($v*2.0)"]: "Extensible resource descriptors",
        Xrds "xrds" ["xri://$xrds"]: "Extensible resource descriptor sequences",
    }
    others {
        GooglePlay "googleplay" ["http://www.google.com/schemas/play-podcasts/1.0"]:
            "Google Play podcasts: <https://support.google.com/podcast-publishers/answer/9889544>",
        Gml32 "gml32" ["http://www.opengis.net/gml/3.2"]:
            "The Geography Markup Language 3.2: <https://www.ogc.org/standards/gml>",
        SimpleChapters "psc" ["http://podlove.org/simple-chapters"]:
            "Podlove's simple chapters: <https://podlove.org/simple-chapters>",
        YouTube "yt" ["http://www.youtube.com/xml/schemas/2015"]:
            "YouTube: <https://developers.google.com/youtube/v3/guides/push_notifications>",
        Tombstone "at" ["http://purl.org/atompub/tombstones/1.0"]:
            "Tombstones, the entries that were deleted: <https://www.rfc-editor.org/rfc/rfc6721>",
        Podcast "podcast" ["https://podcastindex.org/namespace/1.0",
            "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"]:
            "The podcast namespace: <https://podcastindex.org/namespace/1.0>",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_and_uris_are_unique() {
        let rows: Vec<&Extension> = RESERVED.iter().chain(OTHERS).collect();
        for (index, row) in rows.iter().enumerate() {
            assert_eq!(row.namespace.prefix(), row.prefix);
            assert_eq!(Some(&row.namespace.uri()), row.uris.first());
            for uri in row.uris {
                assert_eq!(Namespace::with_uri(uri), row.namespace, "{uri}");
            }
            assert!(rows.iter().skip(index + 1).all(|other| other.prefix != row.prefix), "{}", row.prefix);
        }
    }
}
