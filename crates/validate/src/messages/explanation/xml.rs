//! Explanations of messages about the XML itself: syntax, encodings, names and namespaces.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::SAXError],
        why: "A document that is not well-formed is not XML. Strict readers show nothing of the feed, not \
         even the entries before the error; lenient readers guess, each in its own way.",
        fix: "Correct the position that the message shows: close open elements, escape & and < in text, and \
         quote attribute values. Feeds that are generated with an XML library instead of text templates do \
         not have this problem.",
        example: "<title>Salt &amp; Pepper</title>",
        link: "https://www.w3.org/TR/xml/#sec-well-formed",
    },
    Explanation {
        codes: &[Code::UndefinedNamedEntity],
        why: "XML has five named entities (&amp; &lt; &gt; &apos; &quot;). It does not define the names of \
         HTML, such as &nbsp;, and a strict reader stops there.",
        fix: "Write the character itself, or its number.",
        example: "<title>Caf&#233; Zoë</title>",
        link: "https://www.w3.org/TR/xml/#wf-entdeclared",
    },
    Explanation {
        codes: &[Code::WPBlankLine],
        why: "White space before the XML declaration makes the document ill-formed, and strict readers show \
         nothing. In WordPress the cause is a blank line before <?php or after ?> in a theme or plug-in, \
         often in functions.php.",
        fix: "Begin the document with <?xml as its very first bytes. Remove the blank lines from the files \
         of the theme and its plug-ins.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#sec-prolog-dtd",
    },
    Explanation {
        codes: &[Code::BadXmlVersion],
        why: "Readers support XML 1.0. They may reject any other version before they read a single entry.",
        fix: "Write version=\"1.0\".",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#NT-VersionInfo",
    },
    Explanation {
        codes: &[Code::ContainsSystemEntity],
        why: "A safe reader never fetches external entities, because a feed could use them to read the \
         user's files. The text of the entity is then missing.",
        fix: "Put the text itself into the feed and remove the declaration.",
        example: "",
        link: "https://www.w3.org/TR/xml/#sec-external-ent",
    },
    Explanation {
        codes: &[Code::DeprecatedDTD],
        why: "Netscape's URL for the document type of RSS 0.91 has not worked for years. Readers that try \
         to fetch it wait in vain or reject the feed.",
        fix: "Remove the document type, or use the copy at the RSS Advisory Board.",
        example: r#"<!DOCTYPE rss SYSTEM "https://www.rssboard.org/rss-0.91.dtd">"#,
        link: "https://www.rssboard.org/rss-0-9-1-netscape",
    },
    Explanation {
        codes: &[Code::InvalidDoctype],
        why: "The document type is that of RSS 0.91, which forbids many elements of later versions. A \
         validating reader rejects the feed.",
        fix: "Remove the document type; RSS 2.0 has none.",
        example: r#"<rss version="2.0">"#,
        link: "https://www.rssboard.org/rss-specification",
    },
    Explanation {
        codes: &[Code::EncodingMismatch],
        why: "HTTP and the document name different encodings. Readers differ in which one they use, so some \
         of them show broken characters.",
        fix: "Use the same encoding in both, preferably UTF-8, or let the server send no charset.",
        example: "Content-Type: application/atom+xml; charset=utf-8",
        link: "https://www.rfc-editor.org/rfc/rfc7303#section-3",
    },
    Explanation {
        codes: &[Code::UnicodeError],
        why: "Some bytes cannot be decoded in the document's encoding. Strict readers stop there, and \
         others show question marks.",
        fix: "Save the document in the encoding that it declares. Usually Windows-1252 text was pasted into \
         a document that declares UTF-8.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#charencoding",
    },
    Explanation {
        codes: &[Code::UnknownEncoding],
        why: "Readers cannot decode an encoding whose name is unknown.",
        fix: "Use UTF-8 and declare it, or use a name from IANA's list of character sets.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.iana.org/assignments/character-sets/character-sets.xhtml",
    },
    Explanation {
        codes: &[Code::ObscureEncoding],
        why: "Every XML reader supports UTF-8 and UTF-16. Few support this encoding, and the others cannot \
         read the feed at all.",
        fix: "Convert the feed to UTF-8.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#charencoding",
    },
    Explanation {
        codes: &[Code::NonstdEncoding],
        why: "XML requires readers to support only UTF-8 and UTF-16. Most readers support this encoding \
         too, but none of them has to.",
        fix: "Convert the feed to UTF-8.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#charencoding",
    },
    Explanation {
        codes: &[Code::MissingEncoding],
        why: "Without a declaration, readers use the encoding of HTTP or guess. Saved copies do not even \
         have the one of HTTP.",
        fix: "Declare the encoding in the first line.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#NT-EncodingDecl",
    },
    Explanation {
        codes: &[Code::NotUTF8],
        why: "Apple's podcast directory requires UTF-8 and may show broken characters in any other encoding.",
        fix: "Convert the feed to UTF-8.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::BadCharacters],
        why: "Such characters remain if text was decoded in the wrong encoding or decoded twice. Readers \
         show boxes, question marks or nothing.",
        fix: "Find the place where the text is converted, and decode it once, in its own encoding. \
         Characters from 128 to 159 usually were quotation marks and dashes of Windows-1252.",
        example: "<title>“Quoted” – and right</title>",
        link: "https://www.w3.org/TR/xml/#charsets",
    },
    Explanation {
        codes: &[Code::NotInANamespace],
        why: "RSS 2.0 allows extensions only in a namespace. An element without one belongs to no \
         vocabulary, and readers skip it or fail.",
        fix: "Declare the namespace of the vocabulary and write the element with its prefix.",
        example: r#"<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">"#,
        link: "https://www.rssboard.org/rss-specification#extendingRss",
    },
    Explanation {
        codes: &[Code::MissingNamespace],
        why: "Readers recognise a format by its namespace. Without the namespace, they do not know the \
         element names and find no feed.",
        fix: "Declare the format's namespace on the root element.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom">"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::InvalidNamespace],
        why: "Readers compare a namespace character by character. In another namespace they do not know the \
         elements, whatever their names are.",
        fix: "Write the namespace exactly as the format defines it.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom">"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::ObsoleteNamespace],
        why: "The namespace belongs to a draft that has been replaced. New readers do not know its elements.",
        fix: "Use the namespace of the final version, and update what has changed since the draft.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom">"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::MediaRssNamespace],
        why: "The namespace of Media RSS ends in a slash. Without the slash, readers ignore the images, \
         audio and video.",
        fix: "Write the namespace with its slash.",
        example: r#"xmlns:media="http://search.yahoo.com/mrss/""#,
        link: "https://www.rssboard.org/media-rss#namespaces",
    },
    Explanation {
        codes: &[Code::ObsoleteWikiNamespace],
        why: "The namespace has been replaced, and readers that support the wiki module look for the new \
         one.",
        fix: "Declare the new namespace.",
        example: r#"xmlns:wiki="http://purl.org/rss/1.0/modules/wiki/""#,
        link: "https://web.resource.org/rss/1.0/modules/wiki/",
    },
    Explanation {
        codes: &[Code::UnknownNamespace],
        why: "The validator does not know this vocabulary, so it does not check the elements. Often the \
         namespace is misspelt, and then readers do not know it either.",
        fix: "Compare the namespace with the vocabulary's description. A missing slash, or https instead of \
         http, makes it another namespace.",
        example: "",
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::UnsupportedNamespace],
        why: "The vocabulary is known, but the validator does not check its elements.",
        fix: "No change is needed. Compare the elements with the vocabulary's description yourself.",
        example: "",
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::UndeterminableVocabulary],
        why: "The element is in no namespace although its format has one, so readers cannot determine its \
         vocabulary and skip it.",
        fix: "Put the element in the namespace of its vocabulary.",
        example: r#"<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Jane Doe</dc:creator>"#,
        link: "https://www.w3.org/TR/xml-names/#defaulting",
    },
    Explanation {
        codes: &[Code::NonstdPrefix],
        why: "XML allows any prefix, but some readers look for elements by the usual prefix.",
        fix: "Use the usual prefix.",
        example: r#"xmlns:atom="http://www.w3.org/2005/Atom""#,
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::ReservedPrefix],
        why: "The prefix usually belongs to another namespace. Readers that look only at prefixes mistake \
         the elements for those of the other namespace.",
        fix: "Choose another prefix, or declare the namespace that the prefix usually has.",
        example: r#"xmlns:dc="http://purl.org/dc/elements/1.1/""#,
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::AvoidNamespacePrefix],
        why: "Simple readers look for the format's elements without a prefix and find none here.",
        fix: "Declare the format's namespace as the default namespace.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom">"#,
        link: "https://www.w3.org/TR/xml-names/#defaulting",
    },
    Explanation {
        codes: &[Code::UndeclaredPrefix],
        why: "The value has a prefix that no namespace declaration defines, so it has no meaning.",
        fix: "Declare the prefix on the root element.",
        example: r#"<OpenSearchDescription xmlns:geo="http://a9.com/-/opensearch/extensions/geo/1.0/">"#,
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::InvalidRDF],
        why: "An RDF parser converts the elements to statements and stops at a syntax error. RSS 1.0 feeds \
         are RDF documents.",
        fix: "Correct the RDF syntax at the position that the message shows.",
        example: r#"<item rdf:about="https://example.org/1">"#,
        link: "https://www.w3.org/TR/rdf-syntax-grammar/",
    },
    Explanation {
        codes: &[Code::ValidatorLimit],
        why: "The document is deeper or larger than any ordinary feed. Readers have limits too, and stop \
         without a message.",
        fix: "Make the document smaller or flatter. Feeds need no more than about ten levels.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-8",
    },
    Explanation {
        codes: &[Code::ValidationFailure, Code::IOError],
        why: "The document could not be validated, so nothing is known about it.",
        fix: "Correct the problem that the message describes and try again.",
        example: "",
        link: "https://www.rssboard.org/rss-specification",
    },
];
