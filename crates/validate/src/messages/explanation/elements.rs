//! Elements and attributes that are missing, too many, misplaced, or none at all.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::MissingElement],
        why: "The format asks for this element. Readers that rely on it show an empty place, drop the entry or \
         refuse the feed.",
        mend: "Add the element with a value that is true.",
        example: "<author><name>Jane Doe</name></author>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1",
    },
    Explanation {
        codes: &[Code::MissingOneOf],
        why: "One of these must be there, or the entry or person says nothing.",
        mend: "Add one of them.",
        example: r#""content_text": "High water at noon.""#,
        link: "https://www.jsonfeed.org/version/1.1/#items-a-name-items-a",
    },
    Explanation {
        codes: &[Code::MissingTitle],
        why: "Readers list feeds and entries by their titles. Without one they show an address or \"untitled\".",
        mend: "Add a title. In Atom an entry must have one, even if it is empty.",
        example: "<title>Notes from the harbour</title>",
        link: "https://www.rssboard.org/rss-specification#requiredChannelElements",
    },
    Explanation {
        codes: &[Code::MissingLink],
        why: "The link leads from the feed to the site. Readers use it for the feed's icon and for the way to \
         the site.",
        mend: "Add the address of the page that the feed is about.",
        example: "<link>https://example.org/</link>",
        link: "https://www.rssboard.org/rss-specification#requiredChannelElements",
    },
    Explanation {
        codes: &[Code::MissingDescription],
        why: "RSS asks for a description of the channel. Strict readers refuse a feed without it.",
        mend: "Add a sentence that says what the feed is about.",
        example: "<description>What happens in the harbour, every day.</description>",
        link: "https://www.rssboard.org/rss-specification#requiredChannelElements",
    },
    Explanation {
        codes: &[Code::MissingAttribute],
        why: "Without this attribute the element does not say what it is there for, and readers ignore it.",
        mend: "Add the attribute.",
        example: r#"<category term="harbour"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.2",
    },
    Explanation {
        codes: &[Code::MissingHref],
        why: "A link without an address leads nowhere.",
        mend: "Add the attribute href.",
        example: r#"<link href="https://example.org/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.1",
    },
    Explanation {
        codes: &[Code::MissingTitleAttr, Code::MissingUrlAttr, Code::MissingRecommendedAttribute],
        why: "The attribute may be missing, but readers that look for it have nothing to show or to fetch.",
        mend: "Add the attribute.",
        example: r#"<outline text="Notes" title="Notes" type="rss" xmlUrl="https://example.org/feed.xml"/>"#,
        link: "http://opml.org/spec2.opml#subscriptionLists",
    },
    Explanation {
        codes: &[Code::MissingTypeAttr],
        why: "Without the type readers must fetch the file to learn what it is; many show it as a bare link, or \
         not at all.",
        mend: "Say the media type.",
        example: r#"<content type="image/png" src="https://example.org/a.png"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.1",
    },
    Explanation {
        codes: &[Code::MissingId],
        why: "Other documents and later updates point to a placemark of KML by its id.",
        mend: "Add an id that never changes.",
        example: r#"<Placemark id="buoy-1"/>"#,
        link: "https://developers.google.com/kml/documentation/kmlreference#object",
    },
    Explanation {
        codes: &[Code::MissingRecommendedElement],
        why: "The element may be missing, but readers and directories make good use of it.",
        mend: "Add the element.",
        example: "<language>en</language>",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::MissingDCLanguage],
        why: "Readers choose fonts, hyphenation and translation by the language, and screen readers choose \
         their voice.",
        mend: "Say the language of the feed.",
        example: "<language>en-GB</language>",
        link: "https://www.rssboard.org/rss-specification#optionalChannelElements",
    },
    Explanation {
        codes: &[Code::BestPractices],
        why: "The feed is valid, but experience has shown a better way.",
        mend: "Do as the message says.",
        example: "",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::DuplicateElement],
        why: "Where one is asked for, readers take the first one or the last one, each as it was written.",
        mend: "Keep the right one and remove the others.",
        example: "<title>Only one</title>",
        link: "https://www.rssboard.org/rss-profile#data-types",
    },
    Explanation {
        codes: &[Code::TooMany],
        why: "There are more than the vocabulary allows. Readers ignore those beyond, or the element as a \
         whole.",
        mend: "Keep the most important ones.",
        example: "",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::DuplicateValue],
        why: "The value must be a different one each time. A guid that comes twice makes readers show one of \
         the two entries only.",
        mend: "Give each its own value.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:2</guid>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-guid",
    },
    Explanation {
        codes: &[Code::UndefinedElement],
        why: "The format does not know this element here. Readers skip it with all that is in it; often it is \
         misspelt, misplaced, or another format's.",
        mend: "Look for the right name or the right place, or put it in the namespace of its vocabulary.",
        example: "<description>RSS says description where Atom says summary.</description>",
        link: "https://www.rssboard.org/rss-specification",
    },
    Explanation {
        codes: &[Code::UnexpectedAttribute],
        why: "The format does not know this attribute here, so that no reader heeds it. Often it is misspelt or \
         another version's.",
        mend: "Remove it, or write its right name.",
        example: r#"<content type="html">&lt;p&gt;High water.&lt;/p&gt;</content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::UseOfExtensionAttr],
        why: "Extensions are expected as elements. Some readers reject attributes that they do not know.",
        mend: "Say it in an element, if the extension has one.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-6.4",
    },
    Explanation {
        codes: &[Code::UnexpectedText],
        why: "Text stands where only elements may stand. Strict readers refuse the document, others lose the \
         text.",
        mend: "Put the text into the element that it is meant for, or remove it.",
        example: "<channel><title>Text belongs into elements</title></channel>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1",
    },
    Explanation {
        codes: &[Code::QuestionableUsage],
        why: "The element is known, but not in this place; readers do not look for it here.",
        mend: "Use the element that the format has for it.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc5023#section-8",
    },
    Explanation {
        codes: &[Code::Deprecated, Code::DeprecatedRootHref, Code::ObsoleteVersion],
        why: "It still works in old readers. New ones may not know it.",
        mend: "Use what has replaced it.",
        example: "",
        link: "https://www.rssboard.org/rss-specification",
    },
    Explanation {
        codes: &[Code::ShouldIncludeExample],
        why: "Search clients try the example to see whether the search works.",
        mend: "Add an example that finds something.",
        example: r#"<Query role="example" searchTerms="harbour"/>"#,
        link: "https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md#opensearch-query-element",
    },
    Explanation {
        codes: &[Code::InvalidValue],
        why: "The value is none of those that the format allows, so that readers ignore it or take another one \
         for it.",
        mend: "Use one of the values that the format lists.",
        example: "",
        link: "https://www.rssboard.org/rss-specification",
    },
    Explanation {
        codes: &[
            Code::InvalidTrueFalse,
            Code::InvalidBooleanAttribute,
            Code::InvalidYesNo,
            Code::InvalidYesNoClean,
            Code::InvalidZeroOne,
            Code::InvalidAdultContent,
        ],
        why: "Only the listed words are understood, in lower case. Readers take anything else as the default, \
         which may be the contrary.",
        mend: "Write one of the words that the message names.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt",
    },
    Explanation {
        codes: &[Code::UndefinedParam],
        why: "The name stands in no list that programs go by, so that they ignore it.",
        mend: "Use a name of the list: for a media type its registered parameters, for a search OpenSearch's \
         parameters, for a person the roles and groups of the Podcast Taxonomy.",
        example: r#"<podcast:person role="host" group="cast">Ada</podcast:person>"#,
        link: "https://podcasttaxonomy.com/",
    },
    Explanation {
        codes: &[Code::InvalidLocalRole, Code::InvalidLocalParameter],
        why: "Clients do not know the name and ignore it, so that the request is not what was meant.",
        mend: "Use a name that the specification defines, or one with the prefix of an extension.",
        example: r#"<Url type="text/html" template="https://example.org/?q={searchTerms}"/>"#,
        link: "https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md#opensearch-url-template-syntax",
    },
    Explanation {
        codes: &[Code::InvalidMetaName, Code::InvalidMetaContent],
        why: "Search engines understand these words only. With others the feed is treated as if nothing was \
         said.",
        mend: "Name \"robots\" and say noindex.",
        example: r#"<xhtml:meta xmlns:xhtml="http://www.w3.org/1999/xhtml" name="robots" content="noindex"/>"#,
        link: "https://www.w3.org/TR/html401/appendix/notes.html#h-B.4.1.2",
    },
    Explanation {
        codes: &[Code::InvalidAccessRestrictionRel],
        why: "Aggregators look for these two words to learn whether they may show the feed to others.",
        mend: "Say relationship=\"allow\" or relationship=\"deny\".",
        example: r#"<access:restriction relationship="deny"/>"#,
        link: "https://www.bloglines.com/about/specs/fac-1.0",
    },
    Explanation {
        codes: &[Code::InvalidAlphanum, Code::InvalidLabel],
        why: "Other characters than the allowed ones get lost or break addresses that are made of the value.",
        mend: "Use letters and digits.",
        example: "",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::TooLong],
        why: "Clients cut the text or drop it where it is longer than it may be.",
        mend: "Make it shorter.",
        example: "<ShortName>Harbour search</ShortName>",
        link: "https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md#opensearch-description-elements",
    },
];
