//! Explanations of messages about feeds that are valid, and probably not what their publisher meant; and about
//! the requirements of profiles.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::DuplicateItems],
        why: "Without a guid, readers recognize an item by its link and its title. Items that are alike in both \
         become one.",
        fix: "Give each item a guid that never changes.",
        example: r#"<guid isPermaLink="false">quay.example/tides/2024-03-02</guid>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-guid",
    },
    Explanation {
        codes: &[Code::EntryIdOfFeed],
        why: "An id identifies one thing, everywhere and for ever. Readers that store feeds and entries by their \
         ids overwrite one with the other.",
        fix: "Give the entry an id of its own, such as its permanent address.",
        example: "<id>tag:quay.example,2024:tides/noon</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    },
    Explanation {
        codes: &[Code::EscapedTwice],
        why: "Readers resolve the escapes once. What remains is text, so people see the tags and references.",
        fix: "Escape the HTML once: let the template escape, or the program, but not both.",
        example: "<description>&lt;p&gt;High water&lt;/p&gt;</description>",
        link: "https://www.rssboard.org/rss-profile#data-types-characterdata",
    },
    Explanation {
        codes: &[Code::GluedHost],
        why: "The host is that of the site with letters after it, which happens when a program joins an address \
         and a path without a slash. The link leads to another site or to none.",
        fix: "Join the address and the path with one slash.",
        example: "<link>https://quay.example/blog/noon</link>",
        link: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2",
    },
    Explanation {
        codes: &[Code::InvertedBox],
        why: "A box is its lower left and then its upper right corner. Maps show nothing, or the rest of the world.",
        fix: "Write the southern latitude first.",
        example: "<georss:box>42.9 -71.0 43.0 -69.8</georss:box>",
        link: "https://www.ogc.org/standards/georss",
    },
    Explanation {
        codes: &[Code::OpenPolygon],
        why: "A polygon ends where it starts. Readers that draw it leave it open, or reject it.",
        fix: "Repeat the first position at the end.",
        example: "<georss:polygon>45.2 -110.4 46.4 -109.4 43.8 -109.8 45.2 -110.4</georss:polygon>",
        link: "https://www.ogc.org/standards/georss",
    },
    Explanation {
        codes: &[Code::ItemNotListed],
        why: "In RSS 1.0 the channel lists its items. Programs that read RDF do not find an item that is missing \
         in the list.",
        fix: "Add the item's rdf:about to the items of the channel.",
        example: r#"<rdf:li rdf:resource="https://quay.example/tides/noon"/>"#,
        link: "https://web.resource.org/rss/1.0/spec#s5.3.5",
    },
    Explanation {
        codes: &[Code::ItunesImageFormat],
        why: "Podcast players show JPEG and PNG. They show an empty square for any other format.",
        fix: "Convert the picture to JPEG or PNG, square, 1400 to 3000 pixels wide.",
        example: r#"<itunes:image href="https://quay.example/cover.jpg"/>"#,
        link: "https://podcasters.apple.com/support/896-artwork-requirements",
    },
    Explanation {
        codes: &[Code::PreviewHost],
        why: "The address is on the publisher's own machine, in a private network, or a preview of one version. \
         Subscribers cannot open it, or not for long.",
        fix: "Generate the feed with the address of the public site.",
        example: "<link>https://quay.example/</link>",
        link: "https://www.rfc-editor.org/rfc/rfc6761",
    },
    Explanation {
        codes: &[Code::RecommendedByProfile, Code::RequiredByProfile],
        why: "The feed is checked for a directory or a standard that asks for more than the format.",
        fix: "Add the element, or validate without this profile.",
        example: r#"<itunes:image href="https://quay.example/cover.jpg"/>"#,
        link: "https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification",
    },
    Explanation {
        codes: &[Code::SelfElsewhere],
        why: "A feed may be at several addresses, and its own link names one of them: readers subscribe to that \
         one.",
        fix: "Nothing, if the other address has the same feed.",
        example: r#"<atom:link rel="self" type="application/rss+xml" href="https://quay.example/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.2",
    },
    Explanation {
        codes: &[Code::SpaceAround],
        why: "Readers compare these values character by character. When the white space changes, each item is new.",
        fix: "Write the value directly between the tags.",
        example: "<guid>https://quay.example/tides/noon</guid>",
        link: "https://www.rssboard.org/rss-profile#element-channel-item-guid",
    },
];
