//! What is wrong with a document before anybody asks what it means: XML, encodings, names, namespaces.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::SAXError],
        why: "A document that is not well-formed is no XML. Strict readers show nothing of the feed, not even \
         the entries before the fault; lenient ones guess, each in its own way.",
        mend: "Mend the place that is shown: close what was opened, escape & and < in text, put quotation marks \
         around attributes. Feeds that are made with an XML library instead of text templates do not break \
         like this.",
        example: "<title>Salt &amp; Pepper</title>",
        link: "https://www.w3.org/TR/xml/#sec-well-formed",
    },
    Explanation {
        codes: &[Code::UndefinedNamedEntity],
        why: "XML knows five named entities (&amp; &lt; &gt; &apos; &quot;). The many names of HTML, such as \
         &nbsp;, mean nothing to it, and a strict reader stops there.",
        mend: "Write the character itself, or its number.",
        example: "<title>Caf&#233; Zoë</title>",
        link: "https://www.w3.org/TR/xml/#wf-entdeclared",
    },
    Explanation {
        codes: &[Code::WPBlankLine],
        why: "White space before the XML declaration makes the document ill-formed, and strict readers show \
         nothing. In WordPress it comes from a blank line before <?php or behind ?> in a theme or plug-in, \
         often in functions.php.",
        mend: "Let the document begin with <?xml as its very first bytes; take the blank lines out of the files \
         of the theme and its plug-ins.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#sec-prolog-dtd",
    },
    Explanation {
        codes: &[Code::BadXmlVersion],
        why: "Readers know XML 1.0. They may refuse any other version before they look at a single entry.",
        mend: "Write version=\"1.0\".",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#NT-VersionInfo",
    },
    Explanation {
        codes: &[Code::ContainsSystemEntity],
        why: "What the document refers to outside itself is never fetched by a careful reader, since that would \
         let a feed read its user's files. What the entity stands for is missing then.",
        mend: "Put the text itself into the feed and leave the declaration out.",
        example: "",
        link: "https://www.w3.org/TR/xml/#sec-external-ent",
    },
    Explanation {
        codes: &[Code::DeprecatedDTD],
        why: "Netscape's address for the document type of RSS 0.91 has been gone for years. Readers that try to \
         fetch it wait in vain or refuse the feed.",
        mend: "Leave the document type out, or use the copy at the RSS Board.",
        example: r#"<!DOCTYPE rss SYSTEM "https://www.rssboard.org/rss-0.91.dtd">"#,
        link: "https://www.rssboard.org/rss-0-9-1-netscape",
    },
    Explanation {
        codes: &[Code::InvalidDoctype],
        why: "The document type is that of RSS 0.91, in which much of later versions is not allowed. A reader \
         that validates refuses the feed.",
        mend: "Leave the document type out; RSS 2.0 has none.",
        example: r#"<rss version="2.0">"#,
        link: "https://www.rssboard.org/rss-specification",
    },
    Explanation {
        codes: &[Code::EncodingMismatch],
        why: "HTTP names one encoding and the document another one. Readers differ in whom they believe, so \
         that some of them show broken letters.",
        mend: "Let both say the same, best UTF-8, or let the server send no charset at all.",
        example: "Content-Type: application/atom+xml; charset=utf-8",
        link: "https://www.rfc-editor.org/rfc/rfc7303#section-3",
    },
    Explanation {
        codes: &[Code::UnicodeError],
        why: "Bytes that mean nothing in the document's encoding cannot be read. Strict readers stop there, \
         others show question marks.",
        mend: "Save the document in the encoding that it declares. Mostly text in Windows-1252 was pasted into a \
         document that says UTF-8.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#charencoding",
    },
    Explanation {
        codes: &[Code::UnknownEncoding],
        why: "No reader can read an encoding that nobody knows by this name.",
        mend: "Use UTF-8 and say so, or name the encoding as IANA's list of character sets does.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.iana.org/assignments/character-sets/character-sets.xhtml",
    },
    Explanation {
        codes: &[Code::ObscureEncoding],
        why: "Every XML reader knows UTF-8 and UTF-16. Few know this encoding, and the others cannot read the \
         feed at all.",
        mend: "Convert the feed to UTF-8.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#charencoding",
    },
    Explanation {
        codes: &[Code::NonstdEncoding],
        why: "XML asks of readers that they know UTF-8 and UTF-16, no more. Most know this encoding too, but \
         none must.",
        mend: "Convert the feed to UTF-8.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#charencoding",
    },
    Explanation {
        codes: &[Code::MissingEncoding],
        why: "Without a declaration readers take what HTTP says or guess, and saved copies lose even that.",
        mend: "Declare the encoding in the first line.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://www.w3.org/TR/xml/#NT-EncodingDecl",
    },
    Explanation {
        codes: &[Code::NotUTF8],
        why: "Apple's podcast directory asks for UTF-8 and may show broken letters for anything else.",
        mend: "Convert the feed to UTF-8.",
        example: r#"<?xml version="1.0" encoding="utf-8"?>"#,
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::BadCharacters],
        why: "Characters of this kind are left where text was read in the wrong encoding or decoded twice. \
         Readers show boxes, question marks or nothing.",
        mend: "Look for the place where the text is converted, and decode it once, in its own encoding. \
         Characters from 128 to 159 mostly were quotation marks and dashes of Windows-1252.",
        example: "<title>“Quoted” – and right</title>",
        link: "https://www.w3.org/TR/xml/#charsets",
    },
    Explanation {
        codes: &[Code::NotInANamespace],
        why: "RSS 2.0 may be extended only with elements in a namespace. Without one nobody can tell whose \
         element it is, and readers skip it or stumble.",
        mend: "Declare the namespace of the vocabulary and write the element with its prefix.",
        example: r#"<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">"#,
        link: "https://www.rssboard.org/rss-specification#extendingRss",
    },
    Explanation {
        codes: &[Code::MissingNamespace],
        why: "Readers know a format by its namespace. Without it the names mean nothing to them and they find \
         no feed.",
        mend: "Declare the format's namespace on the first element.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom">"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::InvalidNamespace],
        why: "A namespace is compared letter by letter. In another one the elements are unknown to readers, \
         whatever their names are.",
        mend: "Write the namespace exactly as the format defines it.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom">"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::ObsoleteNamespace],
        why: "The namespace is that of a draft which has been replaced. New readers do not know its elements.",
        mend: "Use the namespace of the final version, and mend what has changed since the draft.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom">"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::MediaRssNamespace],
        why: "The namespace of Media RSS ends in a slash. Without it readers do not see pictures, sounds and \
         films.",
        mend: "Write the address with its slash.",
        example: r#"xmlns:media="http://search.yahoo.com/mrss/""#,
        link: "https://www.rssboard.org/media-rss#namespaces",
    },
    Explanation {
        codes: &[Code::ObsoleteWikiNamespace],
        why: "The namespace has been replaced; readers that know the wiki module look for the new one.",
        mend: "Declare the new namespace.",
        example: r#"xmlns:wiki="http://purl.org/rss/1.0/modules/wiki/""#,
        link: "https://web.resource.org/rss/1.0/modules/wiki/",
    },
    Explanation {
        codes: &[Code::UnknownNamespace],
        why: "Nobody here knows this vocabulary, so that its elements are not checked. Often the address is \
         misspelt, and then readers do not know it either.",
        mend: "Compare the address with the one in the vocabulary's description; a missing slash or https for \
         http makes another namespace.",
        example: "",
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::UnsupportedNamespace],
        why: "The vocabulary is known, but its elements are not checked.",
        mend: "There is nothing to mend. Compare the elements with the vocabulary's description yourself.",
        example: "",
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::UndeterminableVocabulary],
        why: "The element is in no namespace although its format has one, so that nobody can tell whose it is. \
         Readers skip it.",
        mend: "Give it the namespace of its vocabulary.",
        example: r#"<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Jane Doe</dc:creator>"#,
        link: "https://www.w3.org/TR/xml-names/#defaulting",
    },
    Explanation {
        codes: &[Code::NonstdPrefix],
        why: "Any prefix will do for XML, but some readers look for elements by the prefix that everybody uses.",
        mend: "Use the customary prefix.",
        example: r#"xmlns:atom="http://www.w3.org/2005/Atom""#,
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::ReservedPrefix],
        why: "The prefix is known for another namespace. Readers that look at prefixes take the elements for \
         those of the other one.",
        mend: "Choose another prefix, or declare the namespace that the prefix is known for.",
        example: r#"xmlns:dc="http://purl.org/dc/elements/1.1/""#,
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::AvoidNamespacePrefix],
        why: "Simple readers look for the format's elements without a prefix and find none here.",
        mend: "Make the format's namespace the default one.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom">"#,
        link: "https://www.w3.org/TR/xml-names/#defaulting",
    },
    Explanation {
        codes: &[Code::UndeclaredPrefix],
        why: "The value has a prefix that no namespace is declared for, so that it means nothing.",
        mend: "Declare the prefix on the first element.",
        example: r#"<OpenSearchDescription xmlns:geo="http://a9.com/-/opensearch/extensions/geo/1.0/">"#,
        link: "https://www.w3.org/TR/xml-names/#ns-decl",
    },
    Explanation {
        codes: &[Code::InvalidRDF],
        why: "A reader of RDF makes statements of the elements; where the syntax of RDF is broken it stops, and \
         feeds in RSS 1.0 are RDF.",
        mend: "Follow RDF's syntax at the place that is shown.",
        example: r#"<item rdf:about="https://example.org/1">"#,
        link: "https://www.w3.org/TR/rdf-syntax-grammar/",
    },
    Explanation {
        codes: &[Code::ValidatorLimit],
        why: "The document is deeper or larger than any feed is. Readers have limits too, and stop without a \
         word.",
        mend: "Make the document smaller or flatter; feeds need no more than some ten levels.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-8",
    },
    Explanation {
        codes: &[Code::ValidationFailure, Code::IOError],
        why: "The document could not be judged, so that nothing is known of it.",
        mend: "Mend what the message says and try again.",
        example: "",
        link: "https://www.rssboard.org/rss-specification",
    },
];
