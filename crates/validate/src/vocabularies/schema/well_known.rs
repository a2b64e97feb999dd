//! Namespaces in daily use whose elements are not checked, because no rules for them are published, or because
//! they are not about feeds.

/// URI, name, and document. A URI is equal to one with other punctuation at its end.
pub(super) const NAMESPACES: &[(&str, &str, &str)] = &[
    ("http://activitystrea.ms/spec/1.0/", "ActivityStreams", "https://activitystrea.ms/specs/atom/1.0/"),
    ("https://schema.acast.com/1.0/", "Acast", "https://learn.acast.com/"),
    ("http://arxiv.org/schemas/atom", "arXiv", "https://info.arxiv.org/help/api/user-manual.html"),
    ("https://art19.com/xmlns/rss-extensions/1.0", "ART19", "https://art19.com/xmlns/rss-extensions/1.0"),
    ("http://bitlove.org", "Bitlove", "https://bitlove.org/help/podcaster/api"),
    ("http://schemas.google.com/blogger/2008", "Blogger", "https://developers.google.com/blogger"),
    ("http://www.blogger.com/atom/ns#", "Blogger", "https://developers.google.com/blogger"),
    ("http://creativecommons.org/ns#", "Creative Commons", "https://creativecommons.org/ns"),
    (
        "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html",
        "Creative Commons",
        "https://cyber.harvard.edu/rss/creativeCommonsRssModule.html",
    ),
    ("http://api.crossref.org/rss/", "Crossref", "https://www.crossref.org/documentation/"),
    (
        "http://purl.org/dc/dcmitype/",
        "DCMI types",
        "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/",
    ),
    (
        "http://purl.org/dc/dcam/",
        "DCMI abstract model",
        "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/",
    ),
    ("http://www.discourse.org/", "Discourse", "https://meta.discourse.org/"),
    (
        "http://www.ebu.ch/metadata/ontologies/ebucore/ebucore#",
        "EBU Core",
        "https://tech.ebu.ch/MetadataEbuCore",
    ),
    ("https://feed.press/xmlns", "FeedPress", "https://feed.press/xmlns"),
    ("http://feedpress.com/xmlns", "FeedPress", "https://feed.press/xmlns"),
    ("https://www.fireside.fm/", "Fireside", "https://fireside.fm/"),
    ("http://fireside.fm/modules/rss/fireside", "Fireside", "https://fireside.fm/"),
    ("http://www.flickr.com/services/feeds/", "Flickr", "https://www.flickr.com/services/feeds/"),
    ("urn:flickr:user", "Flickr", "https://www.flickr.com/services/feeds/"),
    ("https://www.flickr.com/services/feeds/docs/user", "Flickr", "https://www.flickr.com/services/feeds/"),
    (
        "http://schemas.google.com/g/2005",
        "Google Data",
        "https://developers.google.com/gdata/docs/1.0/elements",
    ),
    (
        "http://schemas.google.com/gdata/batch",
        "Google Data",
        "https://developers.google.com/gdata/docs/1.0/elements",
    ),
    (
        "http://www.google.com/schemas/sitemap-news/0.9",
        "Google News",
        "https://developers.google.com/search/docs",
    ),
    (
        "http://www.google.com/schemas/sitemap-image/1.1",
        "Google images",
        "https://developers.google.com/search/docs",
    ),
    ("http://itunes.apple.com/rss", "Apple's charts", "https://rss.applemarketingtools.com/"),
    ("http://www.apple.com/itunes/podcasts/", "Apple Podcasts", "https://podcasters.apple.com/"),
    ("http://jadedpixel.com/-/spec/shopify", "Shopify", "https://shopify.dev/docs/api/liquid"),
    ("https://podcast.libsyn.com/", "Libsyn", "https://libsyn.com/"),
    ("http://libsyn.com/rss/schema", "Libsyn", "https://libsyn.com/"),
    (
        "http://schemas.microsoft.com/ado/2007/08/dataservices",
        "OData",
        "https://www.odata.org/documentation/",
    ),
    (
        "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata",
        "OData",
        "https://www.odata.org/documentation/",
    ),
    ("http://docs.oasis-open.org/odata/ns/data", "OData", "https://www.odata.org/documentation/"),
    ("http://docs.oasis-open.org/odata/ns/metadata", "OData", "https://www.odata.org/documentation/"),
    (
        "http://microsoft.com/schemas/VSIXFeed/2010",
        "Visual Studio",
        "https://learn.microsoft.com/visualstudio/extensibility/",
    ),
    ("http://www.mediawiki.org/xml/export-0.11/", "MediaWiki", "https://www.mediawiki.org/wiki/Help:Export"),
    (
        "http://www.nytimes.com/namespaces/rss/2.0",
        "New York Times",
        "https://developer.nytimes.com/docs/rss-api/1/overview",
    ),
    ("https://www.omnycontent.com/", "Omny Studio", "https://help.omnystudio.com/"),
    ("https://omny.fm/rss-extensions", "Omny Studio", "https://help.omnystudio.com/"),
    ("https://www.omny.fm/rss-extensions", "Omny Studio", "https://help.omnystudio.com/"),
    ("http://ostatus.org/schema/1.0", "OStatus", "https://www.w3.org/community/ostatus/wiki/Main_Page"),
    ("https://www.patreon.com/rss", "Patreon", "https://www.patreon.com/"),
    (
        "http://portablecontacts.net/spec/1.0",
        "Portable Contacts",
        "https://datatracker.ietf.org/doc/draft-smarr-vcarddav-portable-contacts/",
    ),
    (
        "http://prismstandard.org/namespaces/basic/2.0/",
        "PRISM",
        "https://www.w3.org/submissions/2020/SUBM-prism-20200910/",
    ),
    (
        "http://prismstandard.org/namespaces/basic/2.1/",
        "PRISM",
        "https://www.w3.org/submissions/2020/SUBM-prism-20200910/",
    ),
    (
        "http://prismstandard.org/namespaces/basic/3.0/",
        "PRISM",
        "https://www.w3.org/submissions/2020/SUBM-prism-20200910/",
    ),
    (
        "http://prismstandard.org/namespaces/1.2/basic/",
        "PRISM",
        "https://www.w3.org/submissions/2020/SUBM-prism-20200910/",
    ),
    (
        "http://prismstandard.org/namespaces/pcv/2.0/",
        "PRISM",
        "https://www.w3.org/submissions/2020/SUBM-prism-20200910/",
    ),
    (
        "http://purl.org/rss/1.0/modules/prism/",
        "PRISM",
        "https://www.w3.org/submissions/2020/SUBM-prism-20200910/",
    ),
    ("http://www.rawvoice.com/rawvoiceRssModule/", "RawVoice", "https://github.com/Rawvoice/rawvoice-rss"),
    ("https://blubrry.com/developer/rawvoice-rss/", "RawVoice", "https://github.com/Rawvoice/rawvoice-rss"),
    (
        "http://salmon-protocol.org/ns/magic-env",
        "Salmon",
        "https://web.archive.org/web/2015/http://www.salmon-protocol.org/",
    ),
    ("http://schema.org/", "Schema.org", "https://schema.org/"),
    ("https://schema.org/", "Schema.org", "https://schema.org/"),
    ("http://www.simplecast.com/xmlns", "Simplecast", "https://simplecast.com/"),
    ("http://www.smugmug.com/", "SmugMug", "https://api.smugmug.com/"),
    ("http://source.scripting.com/", "Source", "https://source.scripting.com/"),
    (
        "http://www.andymatuschak.org/xml-namespaces/sparkle",
        "Sparkle",
        "https://sparkle-project.org/documentation/publishing/",
    ),
    (
        "https://sparkle-project.org/xml-namespaces/sparkle",
        "Sparkle",
        "https://sparkle-project.org/documentation/publishing/",
    ),
    (
        "https://www.spotify.com/ns/rss",
        "Spotify",
        "https://support.spotify.com/podcasters/article/podcast-specification-doc/",
    ),
    (
        "http://www.spotify.com/ns/rss",
        "Spotify",
        "https://support.spotify.com/podcasters/article/podcast-specification-doc/",
    ),
    ("https://www.spreaker.com/ns/rss", "Spreaker", "https://developers.spreaker.com/"),
    ("https://tumblr.com/rss", "Tumblr", "https://www.tumblr.com/docs/"),
    ("http://www.w3.org/2006/vcard/ns#", "vCard", "https://www.w3.org/TR/vcard-rdf/"),
    ("urn:ietf:params:xml:ns:vcard-4.0", "vCard", "https://www.rfc-editor.org/rfc/rfc6351"),
    (
        "http://webfeeds.org/rss/1.0",
        "Webfeeds",
        "https://blog.feedly.com/10-ways-to-optimize-your-feed-for-feedly/",
    ),
    (
        "http://wordpress.org/export/1.0/",
        "WordPress export",
        "https://wordpress.org/documentation/article/tools-export-screen/",
    ),
    (
        "http://wordpress.org/export/1.1/",
        "WordPress export",
        "https://wordpress.org/documentation/article/tools-export-screen/",
    ),
    (
        "http://wordpress.org/export/1.2/",
        "WordPress export",
        "https://wordpress.org/documentation/article/tools-export-screen/",
    ),
    (
        "http://wordpress.org/export/1.1/excerpt/",
        "WordPress export",
        "https://wordpress.org/documentation/article/tools-export-screen/",
    ),
    (
        "http://wordpress.org/export/1.2/excerpt/",
        "WordPress export",
        "https://wordpress.org/documentation/article/tools-export-screen/",
    ),
    ("com-wordpress:feed-additions:1", "WordPress.com", "https://wordpress.com/support/feeds/"),
    ("http://www.wordpress.com/", "WordPress.com", "https://wordpress.com/support/feeds/"),
    ("http://www.w3.org/2001/XMLSchema", "XML Schema", "https://www.w3.org/TR/xmlschema11-1/"),
    (
        "http://www.w3.org/2001/XMLSchema-instance",
        "XML Schema instances",
        "https://www.w3.org/TR/xmlschema11-1/",
    ),
    ("http://www.w3.org/2001/XInclude", "XInclude", "https://www.w3.org/TR/xinclude/"),
    ("http://www.w3.org/1999/XSL/Transform", "XSLT", "https://www.w3.org/TR/xslt-30/"),
    ("http://www.w3.org/2000/09/xmldsig#", "XML signatures", "https://www.w3.org/TR/xmldsig-core1/"),
    ("http://www.w3.org/2001/04/xmlenc#", "XML encryption", "https://www.w3.org/TR/xmlenc-core1/"),
    ("http://www.w3.org/2002/07/owl#", "OWL", "https://www.w3.org/TR/owl2-overview/"),
    ("http://www.w3.org/2004/02/skos/core#", "SKOS", "https://www.w3.org/TR/skos-reference/"),
    ("http://rdfs.org/sioc/ns#", "SIOC", "https://www.w3.org/submissions/sioc-spec/"),
    ("http://rdfs.org/sioc/types#", "SIOC", "https://www.w3.org/submissions/sioc-spec/"),
    ("http://ogp.me/ns#", "Open Graph", "https://ogp.me/"),
    ("https://ogp.me/ns#", "Open Graph", "https://ogp.me/"),
    ("http://ogp.me/ns/article#", "Open Graph", "https://ogp.me/"),
    ("http://www.opengis.net/gml/3.3", "GML 3.3", "https://www.ogc.org/standards/gml"),
    ("http://www.georss.org/georss/11", "GeoRSS 1.1", "https://www.ogc.org/standards/georss"),
    ("urn:oasis:names:tc:emergency:cap:1.1", "CAP", "https://docs.oasis-open.org/emergency/cap/v1.2/"),
    ("urn:oasis:names:tc:emergency:cap:1.2", "CAP", "https://docs.oasis-open.org/emergency/cap/v1.2/"),
    ("http://xml.weather.yahoo.com/ns/rss/1.0", "Yahoo weather", "https://developer.yahoo.com/weather/"),
    ("http://weather.gov/cap", "NOAA", "https://www.weather.gov/documentation/services-web-alerts"),
    ("http://www.nhc.noaa.gov", "NOAA", "https://www.nhc.noaa.gov/aboutrss.shtml"),
    ("https://www.nhc.noaa.gov", "NOAA", "https://www.nhc.noaa.gov/aboutrss.shtml"),
    ("http://www.gdacs.org", "GDACS", "https://www.gdacs.org/feed_reference.aspx"),
    ("http://search.yahoo.com/mrss-ext/", "Media RSS extensions", "https://www.rssboard.org/media-rss"),
    (
        "http://www.facebook.com/2008/fbml",
        "Facebook",
        "https://developers.facebook.com/docs/instant-articles/",
    ),
    ("http://xmlns.ezrss.it/0.1/", "Torrents", "https://www.bittorrent.org/"),
    ("http://torznab.com/schemas/2015/feed", "Torznab", "https://torznab.github.io/spec-1.3-draft/"),
    ("http://www.newznab.com/DTD/2010/feeds/attributes/", "Newznab", "https://inhies.github.io/Newznab-API/"),
    ("https://nyaa.si/xmlns/nyaa", "Nyaa", "https://nyaa.si/help"),
    ("https://letterboxd.com", "Letterboxd", "https://letterboxd.com/"),
    ("https://themoviedb.org", "TMDB", "https://developer.themoviedb.org/"),
    (
        "http://a9.com/-/opensearch/extensions/relevance/1.0/",
        "OpenSearch relevance",
        "https://github.com/dewitt/opensearch",
    ),
    (
        "http://a9.com/-/opensearch/extensions/time/1.0/",
        "OpenSearch time",
        "https://github.com/dewitt/opensearch",
    ),
    (
        "http://a9.com/-/opensearch/extensions/geo/1.0/",
        "OpenSearch geo",
        "https://github.com/dewitt/opensearch",
    ),
    (
        "http://a9.com/-/opensearch/extensions/parameters/1.0/",
        "OpenSearch parameters",
        "https://github.com/dewitt/opensearch",
    ),
    ("http://joinpeertube.org/ns", "PeerTube", "https://docs.joinpeertube.org/"),
    ("https://joinpeertube.org/ns", "PeerTube", "https://docs.joinpeertube.org/"),
    ("http://www.steampowered.com/", "Steam", "https://partner.steamgames.com/doc/webapi"),
    ("https://cdn.podigee.com/", "Podigee", "https://www.podigee.com/"),
    ("https://podlove.org/simple-transcripts", "Podlove", "https://podlove.org/"),
    (
        "https://podcastindex.org/namespace/experimental",
        "Podcasting 2.0",
        "https://podcastindex.org/namespace/1.0",
    ),
    ("http://purl.org/syndication/cc/1.0", "Atom licences", "https://www.rfc-editor.org/rfc/rfc4946"),
    ("http://purl.org/net/rss1.1/payload#", "RSS 1.1 payload", "https://www.inamidst.com/rss1.1/"),
    (
        "http://purl.org/syndication/atompub/features/1.0",
        "AtomPub features",
        "https://datatracker.ietf.org/doc/draft-snell-atompub-feature/",
    ),
    (
        "http://www.w3.org/ns/activitystreams#",
        "ActivityStreams",
        "https://www.w3.org/TR/activitystreams-core/",
    ),
    (
        "https://www.w3.org/ns/activitystreams#",
        "ActivityStreams",
        "https://www.w3.org/TR/activitystreams-core/",
    ),
];

/// The same for the W3C validator.
pub(super) const OF_W3C: &[(&str, &str, &str)] = &[
    (
        "http://schemas.google.com/g/2005",
        "Google Data",
        "https://developers.google.com/gdata/docs/1.0/elements",
    ),
    ("http://www.rawvoice.com/rawvoiceRssModule/", "RawVoice", "https://github.com/Rawvoice/rawvoice-rss"),
    ("http://schema.org/", "Schema.org", "https://schema.org/"),
    ("https://schema.org/", "Schema.org", "https://schema.org/"),
];

#[cfg(test)]
mod tests {
    use super::NAMESPACES;
    use std::collections::HashSet;

    #[test]
    fn each_namespace_has_one_row_and_a_document() {
        let uris: HashSet<&str> = NAMESPACES.iter().map(|(uri, ..)| *uri).collect();
        assert_eq!(uris.len(), NAMESPACES.len());
        for (uri, name, document) in NAMESPACES {
            assert!(!name.is_empty() && url::Url::parse(document).is_ok(), "{uri}");
        }
    }
}
