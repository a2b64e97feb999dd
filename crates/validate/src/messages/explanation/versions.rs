//! What a reader makes of two versions of a feed.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::ChangedFeedId],
        why: "The id says that it is the same feed. With another one readers may treat it as a new feed, and \
         all its entries as new.",
        mend: "Keep the id for ever, also when the feed moves to another address.",
        example: "<id>tag:example.org,2024:feed</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::EntryResurfaced],
        why: "An entry whose id changes is a new entry to readers: every subscriber gets it once more, unread. \
         It mostly happens when ids are made from addresses and the site changes its host, https or its \
         paths.",
        mend: "Keep ids as they were when the entry was first published; write them down instead of deriving \
         them.",
        example: r#"<guid isPermaLink="false">tag:example.org,2024:1</guid>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::EntryDuplicated],
        why: "Readers show the entry twice, or one of its two forms, as it happens.",
        mend: "Let each entry be there once, with one id.",
        example: "<id>tag:example.org,2024:1</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    },
    Explanation {
        codes: &[Code::EntryVanished],
        why: "An entry that leaves the feed from its midst looks as if it had never been, but readers that have \
         it keep it, and those that come later never see it.",
        mend: "Let entries leave at the old end only; say that one was withdrawn with a tombstone.",
        example: r#"<at:deleted-entry ref="tag:example.org,2024:1" when="2024-03-02T08:00:00Z"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc6721#section-3",
    },
    Explanation {
        codes: &[Code::EntryNew, Code::EntryUpdated],
        why: "This is what feeds are for. Subscribers see it as soon as their readers come by.",
        mend: "There is nothing to mend.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
    Explanation {
        codes: &[Code::DateWentBackwards],
        why: "Readers that sort by date lose the entry among old ones; those that take only what is newer than \
         their last visit never see the change.",
        mend: "Never set a date back. The date of publication stays, that of the update only moves on.",
        example: "<updated>2024-03-02T09:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
    Explanation {
        codes: &[Code::UpdatedWithoutChange],
        why: "Readers show the entry as changed or bring it to the top, and people find nothing new in it. \
         After some of that they unsubscribe. Mostly the date is that of the site's last building.",
        mend: "Let the date move only when the entry itself changes.",
        example: "<updated>2024-03-02T08:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
];
