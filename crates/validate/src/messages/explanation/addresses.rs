//! Explanations of messages about URIs, ids, links and media types.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::InvalidLink, Code::InvalidURI, Code::InvalidURIAttribute, Code::InvalidIRI],
        why: "Readers cannot follow or compare the value, because it is not a valid URI.",
        fix: "Write a URI with a scheme and a host, and percent-encode the characters that a URI must not \
         contain.",
        example: "<link>https://example.org/a%20b</link>",
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-3",
    },
    Explanation {
        codes: &[Code::InvalidFullLink, Code::InvalidURLAttribute],
        why: "The URI must be absolute, because readers fetch it without knowing where the feed came from.",
        fix: "Write the URI with its scheme and host.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="1234" type="audio/mpeg"/>"#,
        link: "https://www.rssboard.org/rss-profile#data-types-url",
    },
    Explanation {
        codes: &[Code::InvalidUriChar],
        why: "A URI must not contain spaces, quotation marks, brackets and some other characters. Readers \
         cut the URI at such a character or reject it.",
        fix: "Write the character as % and its two hexadecimal digits.",
        example: "<link>https://example.org/a%20b</link>",
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-2.1",
    },
    Explanation {
        codes: &[Code::UriNotIri],
        why: "RSS requires URIs in ASCII. Readers treat other characters in different ways, and some of \
         them request a host that does not exist.",
        fix: "Write the host in Punycode and percent-encode the rest as UTF-8.",
        example: "<link>https://xn--mnchen-3ya.example/%C3%BC</link>",
        link: "https://www.rssboard.org/rss-profile#data-types-url",
    },
    Explanation {
        codes: &[Code::NonCanonicalURI],
        why: "Readers compare ids character by character. Two spellings of one URI are two ids, so entries \
         appear twice.",
        fix: "Use the canonical form that the message shows, everywhere.",
        example: "<id>https://example.org/</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::SchemeNotIANARegistered],
        why: "An unregistered URI scheme can mean anything, so readers do not know how to handle it.",
        fix: "Use http, https, tag: or urn:, or register the scheme.",
        example: "<id>tag:example.org,2024:1</id>",
        link: "https://www.iana.org/assignments/uri-schemes/uri-schemes.xhtml",
    },
    Explanation {
        codes: &[Code::InvalidTAG],
        why: "Two authorities may create the same id if a tag: URI breaks the rules.",
        fix: "Write tag:, a domain or e-mail address, a comma, a date on which it was yours, a colon, and \
         any text.",
        example: "<id>tag:example.org,2024-03-02:post-1</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4151#section-2.1",
    },
    Explanation {
        codes: &[Code::InvalidURN, Code::InvalidNSS],
        why: "A URN with invalid parts identifies nothing, and strict readers reject it as an id.",
        fix: "Write urn:, a registered namespace, a colon, and the string that the namespace defines.",
        example: "<id>urn:isbn:9780141036144</id>",
        link: "https://www.rfc-editor.org/rfc/rfc8141#section-2",
    },
    Explanation {
        codes: &[Code::InvalidUUID],
        why: "A UUID has 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. No other value is unique by \
         construction.",
        fix: "Generate the UUID with a library, once, and store it.",
        example: "<id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>",
        link: "https://www.rfc-editor.org/rfc/rfc9562#section-4",
    },
    Explanation {
        codes: &[Code::InvalidHttpGUID, Code::InvalidPermalink],
        why: "A guid without isPermaLink=\"false\" is a URL, and readers open it as the entry's link.",
        fix: "Write the entry's URL, or add isPermaLink=\"false\".",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt",
    },
    Explanation {
        codes: &[Code::NotSufficientlyUnique],
        why: "Some readers store the entries of all feeds together. Another feed may use the same small \
         number as a guid, and then entries are lost.",
        fix: "Use a URL, a tag: URI or a UUID.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-guid",
    },
    Explanation {
        codes: &[Code::MissingGuid],
        why: "Readers recognise an entry without a guid by its link, title and date, so each correction of \
         the title makes the entry appear again.",
        fix: "Add a guid that never changes.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-guid",
    },
    Explanation {
        codes: &[Code::NotURLEncoded],
        why: "The value breaks the URL that contains it, because it is not percent-encoded.",
        fix: "Percent-encode every character except letters, digits and -._~ in the value.",
        example: "a%20b",
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-2.1",
    },
    Explanation {
        codes: &[Code::UnknownHost],
        why: "The host does not exist on the public Internet, so readers can fetch nothing from it and \
         people can send no mail to it.",
        fix: "Write the full name of a public host.",
        example: "<email>jane@example.org</email>",
        link: "https://www.rfc-editor.org/rfc/rfc6761",
    },
    Explanation {
        codes: &[Code::MissingSelf, Code::MissingAtomSelfLink],
        why: "A feed that was saved, forwarded or found by a search engine has no URL to subscribe to if it \
         does not contain its own, and hubs for instant updates do not work.",
        fix: "Add a link with rel=\"self\" and the URL that subscribers should use.",
        example: r#"<atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rssboard.org/rss-profile#namespace-elements-atom-link",
    },
    Explanation {
        codes: &[Code::SelfDoesntMatchLocation],
        why: "Readers and hubs use the URL of the self link. If it differs from the URL of the feed, they \
         subscribe to the other URL, or to both.",
        fix: "Set rel=\"self\" to the URL at which the feed is served, character by character.",
        example: r#"<link rel="self" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.2",
    },
    Explanation {
        codes: &[Code::RelativeSelf],
        why: "A feed that does not contain its absolute URL cannot be found again after it was saved or \
         forwarded.",
        fix: "Write the absolute URL.",
        example: r#"<link rel="self" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.2",
    },
    Explanation {
        codes: &[Code::SelfNotAtom],
        why: "The self link declares a media type other than Atom's. Readers that select links by type \
         ignore it.",
        fix: "Set the type to application/atom+xml.",
        example: r#"<link rel="self" type="application/atom+xml" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.3",
    },
    Explanation {
        codes: &[Code::SameDocumentReference],
        why: "The URI refers to the feed itself, because it is empty or equal to xml:base. A reader that \
         follows the link gets the feed again.",
        fix: "Write the URI of the page that the link is meant for.",
        example: r#"<link rel="alternate" href="https://example.org/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-4.4",
    },
    Explanation {
        codes: &[Code::UnregisteredAtomLinkRel],
        why: "Readers do not know the relation, so they ignore the link.",
        fix: "Use a registered relation, or a URI of your own as the relation.",
        example: r#"<link rel="related" href="https://example.org/2"/>"#,
        link: "https://www.iana.org/assignments/link-relations/link-relations.xhtml",
    },
    Explanation {
        codes: &[Code::InvalidMIMEType, Code::InvalidMIMEAttribute],
        why: "Readers decide by the media type how to handle a file. Podcast players skip an episode whose \
         media type is invalid.",
        fix: "Write type/subtype.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="1234" type="audio/mpeg"/>"#,
        link: "https://www.iana.org/assignments/media-types/media-types.xhtml",
    },
    Explanation {
        codes: &[Code::NonSpecificMediaType],
        why: "A general type such as application/octet-stream does not show readers how to display or play the \
         file.",
        fix: "Use the specific media type of the file.",
        example: r#"type="audio/mpeg""#,
        link: "https://www.iana.org/assignments/media-types/media-types.xhtml",
    },
];
