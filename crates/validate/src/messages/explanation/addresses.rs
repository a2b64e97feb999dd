//! Addresses, ids and media types.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::InvalidLink, Code::InvalidURI, Code::InvalidURIAttribute, Code::InvalidIRI],
        why: "It is no address that a reader could follow or compare.",
        mend: "Write an address with scheme and host, and escape what may not stand in one.",
        example: "<link>https://example.org/a%20b</link>",
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-3",
    },
    Explanation {
        codes: &[Code::InvalidFullLink, Code::InvalidURLAttribute],
        why: "The address must be complete, since readers fetch it without knowing where the feed came from.",
        mend: "Write it with scheme and host.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="1234" type="audio/mpeg"/>"#,
        link: "https://www.rssboard.org/rss-profile#data-types-url",
    },
    Explanation {
        codes: &[Code::InvalidUriChar],
        why: "Spaces, quotation marks, brackets and some others may not stand in addresses. Readers cut the \
         address there or refuse it.",
        mend: "Write the character as % and its two hexadecimal digits.",
        example: "<link>https://example.org/a%20b</link>",
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-2.1",
    },
    Explanation {
        codes: &[Code::UriNotIri],
        why: "RSS takes addresses in ASCII. Readers differ in what they make of other letters, and some ask for \
         a host that does not exist.",
        mend: "Write the host in Punycode and escape the rest as UTF-8.",
        example: "<link>https://xn--mnchen-3ya.example/%C3%BC</link>",
        link: "https://www.rssboard.org/rss-profile#data-types-url",
    },
    Explanation {
        codes: &[Code::NonCanonicalURI],
        why: "Ids are compared letter by letter. Two spellings of one address become two ids, and entries come \
         twice.",
        mend: "Use the normal form that the message shows, everywhere.",
        example: "<id>https://example.org/</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::SchemeNotIANARegistered],
        why: "A scheme that nobody registered may be anything. Readers do not know what to do with it.",
        mend: "Use http, https, tag: or urn:, or register the scheme.",
        example: "<id>tag:example.org,2024:1</id>",
        link: "https://www.iana.org/assignments/uri-schemes/uri-schemes.xhtml",
    },
    Explanation {
        codes: &[Code::InvalidTAG],
        why: "Two authorities could come to the same id if the rules for tag: addresses are not kept.",
        mend: "Write tag:, a domain or e-mail address, a comma, a date on which it was yours, a colon, and what \
         you like.",
        example: "<id>tag:example.org,2024-03-02:post-1</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4151#section-2.1",
    },
    Explanation {
        codes: &[Code::InvalidURN, Code::InvalidNSS],
        why: "A URN whose parts are not right names nothing, and strict readers refuse it as an id.",
        mend: "Write urn:, a registered name, a colon, and what it says of the rest.",
        example: "<id>urn:isbn:9780141036144</id>",
        link: "https://www.rfc-editor.org/rfc/rfc8141#section-2",
    },
    Explanation {
        codes: &[Code::InvalidUUID],
        why: "A UUID has 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. Anything else is not unique by \
         construction.",
        mend: "Make one with a library, once, and keep it.",
        example: "<id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>",
        link: "https://www.rfc-editor.org/rfc/rfc9562#section-4",
    },
    Explanation {
        codes: &[Code::InvalidHttpGUID, Code::InvalidPermalink],
        why: "Without isPermaLink=\"false\" a guid is an address, and readers open it as the entry's link.",
        mend: "Write the entry's address, or say that it is none.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt",
    },
    Explanation {
        codes: &[Code::NotSufficientlyUnique],
        why: "Some readers keep the entries of all feeds in one place. A small number is another feed's guid as \
         well, and entries get lost.",
        mend: "Use an address, a tag: URI or a UUID.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-guid",
    },
    Explanation {
        codes: &[Code::MissingGuid],
        why: "Without a guid readers guess from link, title and date what they have seen. Each correction of a \
         title brings the entry once more.",
        mend: "Add a guid that never changes.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-guid",
    },
    Explanation {
        codes: &[Code::NotURLEncoded],
        why: "Without encoding the value breaks the address that it is put into.",
        mend: "Encode all but letters, digits and -._~ with %.",
        example: "a%20b",
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-2.1",
    },
    Explanation {
        codes: &[Code::UnknownHost],
        why: "Nothing can be fetched from and no mail sent to a host that does not exist in the public \
         Internet.",
        mend: "Write the full name of a host that does.",
        example: "<email>jane@example.org</email>",
        link: "https://www.rfc-editor.org/rfc/rfc6761",
    },
    Explanation {
        codes: &[Code::MissingSelf, Code::MissingAtomSelfLink],
        why: "Without its own address a feed that was saved, forwarded or found by a search cannot be \
         subscribed to, and hubs for instant updates do not work.",
        mend: "Add a link with rel=\"self\" and the address that subscribers should use.",
        example: r#"<atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rssboard.org/rss-profile#namespace-elements-atom-link",
    },
    Explanation {
        codes: &[Code::SelfDoesntMatchLocation],
        why: "Readers and hubs take the feed's own word for its address. If it names another one, they \
         subscribe to that, or twice.",
        mend: "Let rel=\"self\" name the address at which the feed is served, letter by letter.",
        example: r#"<link rel="self" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.2",
    },
    Explanation {
        codes: &[Code::RelativeSelf],
        why: "A feed that does not say its full address cannot be found again once it is saved or forwarded.",
        mend: "Write the address in full.",
        example: r#"<link rel="self" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.2",
    },
    Explanation {
        codes: &[Code::SelfNotAtom],
        why: "The link to the feed itself promises another media type than Atom's. Readers that choose by type \
         pass it over.",
        mend: "Say application/atom+xml.",
        example: r#"<link rel="self" type="application/atom+xml" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.3",
    },
    Explanation {
        codes: &[Code::SameDocumentReference],
        why: "The address is that of the feed itself, by way of xml:base or nothing at all. Who follows it gets \
         the feed again.",
        mend: "Write the address of the page that is meant.",
        example: r#"<link rel="alternate" href="https://example.org/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-4.4",
    },
    Explanation {
        codes: &[Code::UnregisteredAtomLinkRel],
        why: "Readers do not know the relation and pass the link over.",
        mend: "Use a registered relation, or an address of your own as its name.",
        example: r#"<link rel="related" href="https://example.org/2"/>"#,
        link: "https://www.iana.org/assignments/link-relations/link-relations.xhtml",
    },
    Explanation {
        codes: &[Code::InvalidMIMEType, Code::InvalidMIMEAttribute],
        why: "Readers choose what to do with a file by its media type. What is none makes podcast players pass \
         the episode over.",
        mend: "Write type/subtype.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="1234" type="audio/mpeg"/>"#,
        link: "https://www.iana.org/assignments/media-types/media-types.xhtml",
    },
    Explanation {
        codes: &[Code::NonSpecificMediaType],
        why: "A type such as application/octet-stream tells nothing, so that readers do not know how to show or \
         play the file.",
        mend: "Name the type that the file has.",
        example: r#"type="audio/mpeg""#,
        link: "https://www.iana.org/assignments/media-types/media-types.xhtml",
    },
];
