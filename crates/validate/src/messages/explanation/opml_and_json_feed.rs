//! Explanations of messages about OPML and JSON Feed.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::InvalidOPMLVersion],
        why: "Readers choose their rules by the version, and can only guess if the version does not exist.",
        fix: "Write version=\"2.0\".",
        example: r#"<opml version="2.0">"#,
        link: "http://opml.org/spec2.opml#whatIsAnLtopmlgt",
    },
    Explanation {
        codes: &[Code::InvalidOutlineType, Code::MissingOutlineType, Code::MissingXmlURL],
        why: "Readers import a subscription list by its outlines that have the type rss and the URL of a \
         feed. They skip all other outlines.",
        fix: "Write type=\"rss\" and xmlUrl.",
        example: r#"<outline text="Notes" type="rss" xmlUrl="https://example.org/feed.xml"/>"#,
        link: "http://opml.org/spec2.opml#subscriptionLists",
    },
    Explanation {
        codes: &[Code::InvalidOutlineVersion],
        why: "Programs that use the version know only RSS1, RSS, RSS2, ATOM and scriptingNews.",
        fix: "Use one of these values, or remove the attribute.",
        example: r#"<outline text="Notes" type="rss" version="RSS2" xmlUrl="https://example.org/feed.xml"/>"#,
        link: "http://opml.org/spec2.opml#subscriptionLists",
    },
    Explanation {
        codes: &[Code::InvalidExpansionState],
        why: "Outliners do not know which lines to expand.",
        fix: "Write line numbers, separated by commas.",
        example: "<expansionState>1,6,13</expansionState>",
        link: "http://opml.org/spec2.opml#optionalHeadElements",
    },
    Explanation {
        codes: &[Code::InvalidJson],
        why: "Readers parse JSON strictly. A single superfluous comma makes the whole feed unreadable.",
        fix: "Generate the document with a JSON library, and correct the position that the message shows.",
        example: r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": []}"#,
        link: "https://www.rfc-editor.org/rfc/rfc8259#section-2",
    },
    Explanation {
        codes: &[Code::InvalidJsonFeedVersion],
        why: "Readers recognise a JSON Feed by this URL, and treat any other JSON as no feed.",
        fix: "Write the URL exactly.",
        example: r#""version": "https://jsonfeed.org/version/1.1""#,
        link: "https://www.jsonfeed.org/version/1.1/#top-level-a-name-top-level-a",
    },
    Explanation {
        codes: &[Code::WrongType],
        why: "Readers in typed languages reject the whole feed if a string is a number or an object is an \
         array.",
        fix: "Write a value of the type that the message names.",
        example: r#""tags": ["harbour", "tides"]"#,
        link: "https://www.jsonfeed.org/version/1.1/#items-a-name-items-a",
    },
    Explanation {
        codes: &[Code::IdNotString],
        why: "Readers convert a number to a string in different ways. If two results differ, an entry \
         appears twice.",
        fix: "Put the value in quotation marks.",
        example: r#""id": "1""#,
        link: "https://www.jsonfeed.org/version/1.1/#items-a-name-items-a",
    },
    Explanation {
        codes: &[Code::UnknownMember],
        why: "Readers ignore members that they do not know. Usually the name is misspelt.",
        fix: "Correct the name, or make it an extension, whose name begins with an underscore.",
        example: r#""date_published": "2024-03-02T08:00:00Z""#,
        link: "https://www.jsonfeed.org/version/1.1/#items-a-name-items-a",
    },
    Explanation {
        codes: &[Code::InvalidExtensionName],
        why: "The form of an extension's name distinguishes it from the members of the format. Readers may \
         mistake this one for a member of the format.",
        fix: "Begin the name with an underscore and a letter, and use no dots.",
        example: r#""_blue_shed": {"explicit": false}"#,
        link: "https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a",
    },
    Explanation {
        codes: &[Code::NextIsSelf],
        why: "A reader that follows next_url never reaches the end of the feed.",
        fix: "Write the URL of the next page, and omit next_url on the last page.",
        example: r#""next_url": "https://example.org/feed.json?page=2""#,
        link: "https://www.jsonfeed.org/version/1.1/#top-level-a-name-top-level-a",
    },
];
