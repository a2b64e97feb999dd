//! Atom: feeds, entries, links, and its publishing protocol.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::MissingContentOrAlternate],
        why: "An entry without content must at least lead to a page, or there is nothing to read.",
        mend: "Add content, or a link with rel=\"alternate\".",
        example: r#"<link rel="alternate" href="https://example.org/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    },
    Explanation {
        codes: &[Code::MissingTextualContent],
        why: "Without text readers have a title and no more to show, to search and to read aloud.",
        mend: "Add a summary or content.",
        example: "<summary>High water is at noon today.</summary>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    },
    Explanation {
        codes: &[Code::MissingSummary],
        why: "Content that is elsewhere or in Base64 cannot be shown in a list, or by readers that do not know \
         its type.",
        mend: "Add a summary.",
        example: "<summary>A map of the harbour.</summary>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    },
    Explanation {
        codes: &[Code::MissingSourceElement],
        why: "The source says where a copied entry comes from. Without id, title and date nobody can go back \
         there.",
        mend: "Copy id, title and updated of the feed that the entry comes from.",
        example: "<source><id>tag:example.org,2024:</id><title>Notes</title><updated>2024-03-02T08:00:00Z</updated></source>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.11",
    },
    Explanation {
        codes: &[Code::MisplacedMetadata],
        why: "What describes the feed must come before its entries: readers show entries as they come.",
        mend: "Let the entries come last.",
        example: r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>…<entry>…</entry></feed>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    },
    Explanation {
        codes: &[Code::DuplicateIds],
        why: "Readers tell entries apart by their ids. If all are the same, they keep one entry and lose the \
         others.",
        mend: "Give each entry an id of its own, once and for ever.",
        example: "<id>tag:example.org,2024:2</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::DuplicateEntries],
        why: "Two states of an entry with the same id must differ in their moment, or readers do not know which \
         is newer.",
        mend: "Remove one of them, or give it an id of its own.",
        example: "<updated>2024-03-02T09:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    },
    Explanation {
        codes: &[Code::DuplicateUpdated],
        why: "Entries of the same moment have no order, and readers show them as it happens. Mostly the moment \
         is that of the feed's making and not of the entry.",
        mend: "Say for each entry when it was changed itself.",
        example: "<updated>2024-03-02T09:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
    Explanation {
        codes: &[Code::DuplicateAtomLink],
        why: "Of two alternates of the same type and language readers take one, and nobody knows which.",
        mend: "Keep one, or say how they differ: type, hreflang.",
        example: r#"<link rel="alternate" hreflang="de" href="https://example.org/de/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    },
    Explanation {
        codes: &[Code::AtomLinkNotEmpty],
        why: "Everything about a link stands in its attributes; readers do not look for text in it.",
        mend: "Write the address in href and leave the element empty.",
        example: r#"<link href="https://example.org/1"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7",
    },
    Explanation {
        codes: &[Code::ConflictingCatAttr, Code::ConflictingCatChildren],
        why: "Categories are either elsewhere, at href, or here. Clients that find both do not know which to \
         offer.",
        mend: "Keep href alone, or the categories alone.",
        example: r#"<categories xmlns="http://www.w3.org/2007/app" href="https://example.org/categories"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5023#section-7.2.1",
    },
    Explanation {
        codes: &[Code::NoThrWhen],
        why: "The attribute was renamed while the specification was a draft. Readers look for the final name.",
        mend: "Write thr:updated.",
        example: r#"<link rel="replies" thr:count="2" thr:updated="2024-03-02T08:00:00Z" href="https://example.org/1/replies"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4685#section-4",
    },
    Explanation {
        codes: &[Code::ArchiveIncomplete],
        why: "Readers go from archive page to archive page by their links. Without them they lose all older \
         entries.",
        mend: "Add links to the pages before and after it.",
        example: r#"<link rel="prev-archive" href="https://example.org/2023.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-4",
    },
    Explanation {
        codes: &[Code::MissingCurrentInArchive],
        why: "Who finds an archive page cannot come from it to the feed itself.",
        mend: "Add a link with rel=\"current\".",
        example: r#"<link rel="current" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-4",
    },
    Explanation {
        codes: &[Code::FeedRelInCompleteFeed, Code::CurrentNotSelfInCompleteFeed],
        why: "A complete feed says that there is nothing but itself. Links to further pages contradict it, and \
         readers delete what is not here.",
        mend: "Remove fh:complete, or the links.",
        example: r#"<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-2",
    },
    Explanation {
        codes: &[Code::LinkPastEnd],
        why: "A page that is the first has none before it, and one that is the last none behind. Readers that \
         follow the link run in circles.",
        mend: "Remove the link that leads beyond the end.",
        example: r#"<link rel="previous" href="https://example.org/feed?page=2"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-3",
    },
    Explanation {
        codes: &[Code::FeedHistoryRelInEntry],
        why: "Relations of paging are about the feed. In an entry readers do not look for them.",
        mend: "Move the link into the feed.",
        example: r#"<link rel="next" href="https://example.org/feed?page=2"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc5005#section-3",
    },
];
