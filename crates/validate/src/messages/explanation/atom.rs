//! Explanations of messages about Atom: feeds, entries, links, paging and the publishing protocol.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::MissingContentOrAlternate],
        why: "An entry without content must at least link to a page, or there is nothing to read.",
        fix: "Add content, or a link with rel=\"alternate\".",
        example: r#"<link rel="alternate" href="https://example.org/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    },
    Explanation {
        codes: &[Code::MissingTextualContent],
        why: "Without text, readers have only the title to show, to search and to read aloud.",
        fix: "Add a summary or content.",
        example: "<summary>High water is at noon today.</summary>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    },
    Explanation {
        codes: &[Code::MissingSummary],
        why: "Readers cannot show external or Base64 content in a list, and readers that do not know its \
         type cannot show it at all.",
        fix: "Add a summary.",
        example: "<summary>A map of the harbour.</summary>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    },
    Explanation {
        codes: &[Code::MissingSourceElement],
        why: "The source element identifies the feed that the entry was copied from. Without id, title and \
         date, nobody can find that feed.",
        fix: "Copy id, title and updated from the feed that the entry comes from.",
        example: "<source><id>tag:example.org,2024:</id><title>Notes</title>\
                  <updated>2024-03-02T08:00:00Z</updated></source>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.11",
    },
    Explanation {
        codes: &[Code::MisplacedMetadata],
        why: "The elements that describe the feed must come before its entries, because some readers show \
         entries while they read the feed.",
        fix: "Move the entries to the end of the feed.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>…<entry>…</entry></feed>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    },
    Explanation {
        codes: &[Code::DuplicateIds],
        why: "Readers distinguish entries by their ids. If all ids are equal, readers keep one entry and \
         lose the others.",
        fix: "Give each entry its own id, once and permanently.",
        example: "<id>tag:example.org,2024:2</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::DuplicateEntries],
        why: "Two versions of an entry with the same id must have different updated dates, or readers do \
         not know which version is newer.",
        fix: "Remove one of the versions, or give it its own id.",
        example: "<updated>2024-03-02T09:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    },
    Explanation {
        codes: &[Code::DuplicateUpdated],
        why: "Readers cannot order entries that have the same updated date. Often the date is that of the \
         feed's generation rather than of the entry's change.",
        fix: "Give each entry the date of its own last change.",
        example: "<updated>2024-03-02T09:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
    Explanation {
        codes: &[Code::DuplicateAtomLink],
        why: "If two alternate links have the same type and language, readers pick either of them.",
        fix: "Keep one of the links, or distinguish them by type or hreflang.",
        example: r#"<link rel="alternate" hreflang="de" href="https://example.org/de/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    },
    Explanation {
        codes: &[Code::AtomLinkNotEmpty],
        why: "A link has all its information in attributes, so readers ignore text inside the element.",
        fix: "Write the URI in href and leave the element empty.",
        example: r#"<link href="https://example.org/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7",
    },
    Explanation {
        codes: &[Code::ConflictingCatAttr, Code::ConflictingCatChildren],
        why: "Categories are either in the document at href or in this element. Clients that find both do \
         not know which to offer.",
        fix: "Keep only href, or only the categories.",
        example: r#"<categories xmlns="http://www.w3.org/2007/app" href="https://example.org/categories"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5023#section-7.2.1",
    },
    Explanation {
        codes: &[Code::NoThrWhen],
        why: "The final specification renamed the attribute, and readers look for the final name.",
        fix: "Write thr:updated.",
        example: concat!(
            r#"<link rel="replies" thr:count="2" thr:updated="2024-03-02T08:00:00Z" "#,
            r#"href="https://example.org/1/replies"/>"#
        ),
        link: "https://www.rfc-editor.org/rfc/rfc4685#section-4",
    },
    Explanation {
        codes: &[Code::ArchiveIncomplete],
        why: "Readers follow the links from archive page to archive page. Without the links, they lose all \
         older entries.",
        fix: "Add links to the previous and the next archive page.",
        example: r#"<link rel="prev-archive" href="https://example.org/2023.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-4",
    },
    Explanation {
        codes: &[Code::MissingCurrentInArchive],
        why: "A reader that finds an archive page cannot find the current feed from it.",
        fix: "Add a link with rel=\"current\".",
        example: r#"<link rel="current" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-4",
    },
    Explanation {
        codes: &[Code::FeedRelInCompleteFeed, Code::CurrentNotSelfInCompleteFeed],
        why: "A complete feed declares that it has no other pages. Links to other pages contradict this, \
         and readers delete the entries that this document does not contain.",
        fix: "Remove fh:complete, or the links.",
        example: r#"<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-2",
    },
    Explanation {
        codes: &[Code::LinkPastEnd],
        why: "The first page has no previous page, and the last page has no next one. Readers that follow \
         such a link run in circles.",
        fix: "Remove the link beyond the first or last page.",
        example: r#"<link rel="previous" href="https://example.org/feed?page=2"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-3",
    },
    Explanation {
        codes: &[Code::FeedHistoryRelInEntry],
        why: "Paging relations describe the feed. Readers do not look for them in an entry.",
        fix: "Move the link to the feed.",
        example: r#"<link rel="next" href="https://example.org/feed?page=2"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-3",
    },
];
