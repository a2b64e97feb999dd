//! Explanations of messages about the comparison of two versions of a feed.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::ChangedFeedId],
        why: "The id identifies the feed. If it changes, readers may treat the feed as a new one and all \
         its entries as new.",
        fix: "Keep the id permanently, even if the feed moves to another URL.",
        example: "<id>tag:example.org,2024:feed</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::EntryResurfaced],
        why: "An entry whose id changes is a new entry to readers: every subscriber gets it again, unread. \
         Usually the ids are generated from URLs, and the site has changed its host, its scheme to https, \
         or its paths.",
        fix: "Keep the ids with which the entries were first published. Store them instead of generating \
         them.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::EntryDuplicated],
        why: "Readers show the entry twice, or either of its two versions.",
        fix: "Write each entry once, with one id.",
        example: "<id>tag:example.org,2024:1</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    },
    Explanation {
        codes: &[Code::EntryVanished],
        why: "Readers that have already stored the entry keep it, and readers that come later never see it, \
         because it left the feed while older entries remained.",
        fix: "Remove only the oldest entries. Announce a withdrawn entry with a tombstone.",
        example: r#"<at:deleted-entry ref="tag:example.org,2024:1" when="2024-03-02T08:00:00Z"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc6721#section-3",
    },
    Explanation {
        codes: &[Code::EntryNew, Code::EntryUpdated],
        why: "This is the purpose of a feed. Subscribers see the entry when their readers next fetch the \
         feed.",
        fix: "No change is needed.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
    Explanation {
        codes: &[Code::DateWentBackwards],
        why: "Readers that sort by date move the entry among old ones. Readers that show only entries newer \
         than their last visit never show the change.",
        fix: "Never set a date back. The publication date stays, and the update date only moves forward.",
        example: "<updated>2024-03-02T09:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
    Explanation {
        codes: &[Code::UpdatedWithoutChange],
        why: "Readers show the entry as changed or move it to the top, and people find nothing new in it; \
         in the end they unsubscribe. Usually the date is that of the last build of the site.",
        fix: "Change the date only when the entry itself changes.",
        example: "<updated>2024-03-02T08:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
];
