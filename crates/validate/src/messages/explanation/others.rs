//! OPML and JSON Feed.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::InvalidOPMLVersion],
        why: "Readers choose their rules by the version. One that does not exist leaves them guessing.",
        mend: "Write version=\"2.0\".",
        example: r#"<opml version="2.0">"#,
        link: "http://opml.org/spec2.opml#whatIsAnLtopmlgt",
    },
    Explanation {
        codes: &[Code::InvalidOutlineType, Code::MissingOutlineType, Code::MissingXmlURL],
        why: "A list of subscriptions is imported by looking for outlines of the type rss with the address of a \
         feed. Others are passed over.",
        mend: "Say type=\"rss\" and xmlUrl.",
        example: r#"<outline text="Notes" type="rss" xmlUrl="https://example.org/feed.xml"/>"#,
        link: "http://opml.org/spec2.opml#subscriptionLists",
    },
    Explanation {
        codes: &[Code::InvalidOutlineVersion],
        why: "Programs that heed the version know RSS1, RSS, RSS2, ATOM and scriptingNews.",
        mend: "Use one of them, or leave it out.",
        example: r#"<outline text="Notes" type="rss" version="RSS2" xmlUrl="https://example.org/feed.xml"/>"#,
        link: "http://opml.org/spec2.opml#subscriptionLists",
    },
    Explanation {
        codes: &[Code::InvalidExpansionState],
        why: "Outliners do not know which lines to open.",
        mend: "Write the numbers of lines with commas between them.",
        example: "<expansionState>1,6,13</expansionState>",
        link: "http://opml.org/spec2.opml#optionalHeadElements",
    },
    Explanation {
        codes: &[Code::InvalidJson],
        why: "Readers parse JSON strictly: one comma too many and the whole feed is gone.",
        mend: "Let a library write the document, and mend the place that is shown.",
        example: r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": []}"#,
        link: "https://www.rfc-editor.org/rfc/rfc8259#section-2",
    },
    Explanation {
        codes: &[Code::InvalidJsonFeedVersion],
        why: "Readers know a JSON Feed by this address, and any other JSON is no feed to them.",
        mend: "Write the address exactly.",
        example: r#""version": "https://jsonfeed.org/version/1.1""#,
        link: "https://www.jsonfeed.org/version/1.1/#top-level-a-name-top-level-a",
    },
    Explanation {
        codes: &[Code::WrongType],
        why: "Readers in typed languages refuse the whole feed where a string is a number or an object a list.",
        mend: "Write a value of the type that the message names.",
        example: r#""tags": ["harbour", "tides"]"#,
        link: "https://www.jsonfeed.org/version/1.1/#items-a-name-items-a",
    },
    Explanation {
        codes: &[Code::IdNotString],
        why: "Readers turn a number into a string, each in its own way. If two ways differ, an entry comes \
         twice.",
        mend: "Put quotation marks around it.",
        example: r#""id": "1""#,
        link: "https://www.jsonfeed.org/version/1.1/#items-a-name-items-a",
    },
    Explanation {
        codes: &[Code::UnknownMember],
        why: "Readers pass over what they do not know. Mostly the name is misspelt.",
        mend: "Write the right name, or make it an extension, whose name begins with an underscore.",
        example: r#""date_published": "2024-03-02T08:00:00Z""#,
        link: "https://www.jsonfeed.org/version/1.1/#items-a-name-items-a",
    },
    Explanation {
        codes: &[Code::InvalidExtensionName],
        why: "Names of extensions keep apart what belongs to the format and what does not. Readers may take \
         this one for the format's own.",
        mend: "Begin with an underscore and a letter, and leave points out.",
        example: r#""_blue_shed": {"explicit": false}"#,
        link: "https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a",
    },
    Explanation {
        codes: &[Code::NextIsSelf],
        why: "A reader that follows next_url to the end of the feed never comes to one.",
        mend: "Give the address of the next page, and leave it out on the last one.",
        example: r#""next_url": "https://example.org/feed.json?page=2""#,
        link: "https://www.jsonfeed.org/version/1.1/#top-level-a-name-top-level-a",
    },
];
