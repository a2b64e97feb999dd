//! Explanations of messages about elements, attributes and values that are missing, duplicated, misplaced or
//! undefined.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::MissingElement],
        why: "The format requires this element. Readers that rely on it show an empty place, drop the entry \
         or reject the feed.",
        fix: "Add the element with a correct value.",
        example: "<author><name>Jane Doe</name></author>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1",
    },
    Explanation {
        codes: &[Code::MissingOneOf],
        why: "The format requires at least one of these. Without any of them, the entry or person is empty.",
        fix: "Add one of them.",
        example: r#""content_text": "High water at noon.""#,
        link: "https://www.jsonfeed.org/version/1.1/#items-a-name-items-a",
    },
    Explanation {
        codes: &[Code::MissingTitle],
        why: "Readers list feeds and entries by their titles. Without a title, they show a URL or \
         \"untitled\".",
        fix: "Add a title. Atom requires the element in every entry, even if it is empty.",
        example: "<title>Notes from the harbour</title>",
        link: "https://www.rssboard.org/rss-specification#requiredChannelElements",
    },
    Explanation {
        codes: &[Code::MissingLink],
        why: "The link is the address of the feed's site. Readers use it to open the site and to find its \
         icon.",
        fix: "Add the URL of the page that the feed is about.",
        example: "<link>https://example.org/</link>",
        link: "https://www.rssboard.org/rss-specification#requiredChannelElements",
    },
    Explanation {
        codes: &[Code::MissingDescription],
        why: "RSS requires a description of the channel. Strict readers reject a feed without it.",
        fix: "Add a sentence about the feed's topic.",
        example: "<description>What happens in the harbour, every day.</description>",
        link: "https://www.rssboard.org/rss-specification#requiredChannelElements",
    },
    Explanation {
        codes: &[Code::MissingAttribute],
        why: "The element has no meaning without this attribute, so readers ignore it.",
        fix: "Add the attribute.",
        example: r#"<category term="harbour"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.2",
    },
    Explanation {
        codes: &[Code::MissingHref],
        why: "A link without a URL has no target.",
        fix: "Add the attribute href.",
        example: r#"<link href="https://example.org/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.1",
    },
    Explanation {
        codes: &[Code::MissingTitleAttr, Code::MissingUrlAttr, Code::MissingRecommendedAttribute],
        why: "The attribute is optional, but readers that use it have nothing to show or to fetch.",
        fix: "Add the attribute.",
        example: r#"<outline text="Notes" title="Notes" type="rss" xmlUrl="https://example.org/feed.xml"/>"#,
        link: "http://opml.org/spec2.opml#subscriptionLists",
    },
    Explanation {
        codes: &[Code::MissingTypeAttr],
        why: "Without the type, readers must fetch the file to find out what it is. Many readers show it as \
         a plain link or not at all.",
        fix: "Add the media type.",
        example: r#"<content type="image/png" src="https://example.org/a.png"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.1",
    },
    Explanation {
        codes: &[Code::MissingRecommendedElement],
        why: "The element is optional, but readers and directories use it.",
        fix: "Add the element.",
        example: "<language>en</language>",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::MissingDCLanguage],
        why: "Readers choose fonts, hyphenation and translation by the language, and screen readers choose \
         their voice by it.",
        fix: "Add the language of the feed.",
        example: "<language>en-GB</language>",
        link: "https://www.rssboard.org/rss-specification#optionalChannelElements",
    },
    Explanation {
        codes: &[Code::BestPractices],
        why: "The feed is valid, but experience with readers recommends another form.",
        fix: "Follow the message.",
        example: "",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::DuplicateElement],
        why: "The format allows one such element. Some readers use the first one and others the last one.",
        fix: "Keep the correct element and remove the others.",
        example: "<title>Only one</title>",
        link: "https://www.rssboard.org/rss-profile#data-types",
    },
    Explanation {
        codes: &[Code::TooMany],
        why: "The vocabulary allows fewer such elements. Readers ignore the additional ones, or the whole \
         parent element.",
        fix: "Keep the most important ones.",
        example: "",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::DuplicateValue],
        why: "The value must be unique. If two entries have the same guid, readers show only one of them.",
        fix: "Give each of them its own value.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:2</guid>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-guid",
    },
    Explanation {
        codes: &[Code::UndefinedElement],
        why: "The format does not define this element here, so readers skip it and everything inside it. \
         Often the element is misspelt, misplaced or part of another format.",
        fix: "Correct the name or the position, or use the namespace of the element's vocabulary.",
        example: "<description>RSS says description where Atom says summary.</description>",
        link: "https://www.rssboard.org/rss-specification",
    },
    Explanation {
        codes: &[Code::UnexpectedAttribute],
        why: "The format does not define this attribute here, so readers ignore it. Often it is misspelt or \
         belongs to another version of the format.",
        fix: "Remove the attribute, or correct its name.",
        example: r#"<content type="html">&lt;p&gt;High water.&lt;/p&gt;</content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::UseOfExtensionAttr],
        why: "Extensions should be elements. Some readers reject attributes that they do not know.",
        fix: "Use an element of the extension instead, if it has one.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-6.4",
    },
    Explanation {
        codes: &[Code::UnexpectedText],
        why: "The element may contain only other elements. Strict readers reject the document, and other \
         readers lose the text.",
        fix: "Move the text into the element that it belongs to, or remove it.",
        example: "<channel><title>Text belongs into elements</title></channel>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1",
    },
    Explanation {
        codes: &[Code::QuestionableUsage],
        why: "The element is known, but readers do not look for it in this place.",
        fix: "Use the element that the format defines for this purpose.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc5023#section-8",
    },
    Explanation {
        codes: &[Code::Deprecated, Code::ObsoleteVersion],
        why: "Old readers still support it, but new readers may not.",
        fix: "Use its replacement.",
        example: "",
        link: "https://www.rssboard.org/rss-specification",
    },
    Explanation {
        codes: &[Code::InvalidValue],
        why: "The format does not allow this value, so readers ignore it or interpret it as another value.",
        fix: "Use one of the values that the format lists.",
        example: "",
        link: "https://www.rssboard.org/rss-specification",
    },
    Explanation {
        codes: &[
            Code::InvalidTrueFalse,
            Code::InvalidBooleanAttribute,
            Code::InvalidYesNo,
            Code::InvalidYesNoClean,
        ],
        why: "Readers understand only the listed words, in lower case. They replace any other word by the \
         default, which may mean the opposite.",
        fix: "Write one of the words that the message lists.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt",
    },
    Explanation {
        codes: &[Code::UndefinedParam],
        why: "Programs ignore the name, because it is not in the list that they use.",
        fix: "Use a name of the list: for a media type its registered parameters, for a search the \
         parameters of OpenSearch, for a person the roles and groups of the Podcast Taxonomy.",
        example: r#"<podcast:person role="host" group="cast">Ada</podcast:person>"#,
        link: "https://podcasttaxonomy.com/",
    },
    Explanation {
        codes: &[Code::InvalidLocalRole],
        why: "Clients ignore the name because they do not know it, so the request lacks the intended \
         parameter.",
        fix: "Use a name that the specification defines, or a name with the prefix of an extension.",
        example: r#"<Url type="text/html" template="https://example.org/?q={searchTerms}"/>"#,
        link: "https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md#opensearch-url-template-syntax",
    },
    Explanation {
        codes: &[Code::InvalidMetaName, Code::InvalidMetaContent],
        why: "Search engines understand only these words. They ignore the element if it has others.",
        fix: "Set name to \"robots\" and content to noindex.",
        example: r#"<xhtml:meta xmlns:xhtml="http://www.w3.org/1999/xhtml" name="robots" content="noindex"/>"#,
        link: "https://www.w3.org/TR/html401/appendix/notes.html#h-B.4.1.2",
    },
    Explanation {
        codes: &[Code::InvalidAccessRestrictionRel],
        why: "Aggregators look for these two words to find out whether they may show the feed to others.",
        fix: "Write relationship=\"allow\" or relationship=\"deny\".",
        example: r#"<access:restriction relationship="deny"/>"#,
        link: "https://www.bloglines.com/about/specs/fac-1.0",
    },
    Explanation {
        codes: &[Code::InvalidAlphanum, Code::InvalidLabel],
        why: "Other characters than the allowed ones are lost, or break URLs that contain the value.",
        fix: "Use letters and digits.",
        example: "",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::TooLong],
        why: "Clients cut or drop a text that exceeds its maximum length.",
        fix: "Shorten the text.",
        example: "<ShortName>Harbour search</ShortName>",
        link: "https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md#opensearch-description-elements",
    },
];
