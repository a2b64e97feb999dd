//! Explanations of messages about RSS: channel, item, image and schedule.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::InvalidRSSVersion],
        why: "Readers choose their rules by the version, and can only guess if the version does not exist.",
        fix: "Write version=\"2.0\".",
        example: r#"<rss version="2.0">"#,
        link: "https://www.rssboard.org/rss-specification#whatIsRss",
    },
    Explanation {
        codes: &[Code::RSS20Profile],
        why: "The RSS Advisory Board's profile describes what has worked in readers for years. The feed is \
         valid but does not follow the profile.",
        fix: "Follow the profile.",
        example: "",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::ItemMustContainTitleOrDescription],
        why: "An item with neither title nor description is empty. Readers show an empty line or drop the \
         item.",
        fix: "Add a title, a description, or both.",
        example: "<item><title>High water</title><link>https://example.org/1</link></item>",
        link: "https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt",
    },
    Explanation {
        codes: &[Code::MisplacedItem],
        why: "Readers that show a feed while they read it need the elements of the channel before its items.",
        fix: "Move the items to the end of the channel.",
        example: "<channel><title>A</title><link>https://a.example/</link><description>A</description>\
                  <item>…</item></channel>",
        link: "https://www.rssboard.org/rss-profile#element-channel-item",
    },
    Explanation {
        codes: &[Code::DuplicateSemantics, Code::DuplicateItemSemantics],
        why: "Two vocabularies express the same information. If the values differ, readers show one of them \
         or both.",
        fix: "Keep RSS's own element and remove the other one.",
        example: "<pubDate>Sat, 02 Mar 2024 08:00:00 GMT</pubDate>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-dublin",
    },
    Explanation {
        codes: &[Code::DuplicateDescriptionSemantics],
        why: "The feed contains the text twice, and it is undefined which one readers show.",
        fix: "Write a summary in description and the whole text in content:encoded.",
        example: "<content:encoded><![CDATA[<p>High water.</p>]]></content:encoded>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-content-encoded",
    },
    Explanation {
        codes: &[Code::NeedDescriptionBeforeContent],
        why: "Some readers keep the element that comes last, and then show the summary instead of the whole \
         text.",
        fix: "Put description before content:encoded.",
        example: "<description>In short.</description><content:encoded>At length.</content:encoded>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-content-encoded",
    },
    Explanation {
        codes: &[Code::DuplicateEnclosure],
        why: "RSS does not define several enclosures of an item. Most players use the first or the \
         last one.",
        fix: "Keep one enclosure, and write the others as media:content.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="1234" type="audio/mpeg"/>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-enclosure",
    },
    Explanation {
        codes: &[Code::AvoidTextInput],
        why: "Hardly any reader has ever shown this element.",
        fix: "Remove it, and link to a page with a form.",
        example: "",
        link: "https://www.rssboard.org/rss-profile#element-channel-textinput",
    },
    Explanation {
        codes: &[Code::InvalidFormComponentName],
        why: "The name becomes a part of the URL that the form requests.",
        fix: "Begin with a letter, and continue with letters, digits and any of -_:. characters.",
        example: "<name>q</name>",
        link: "https://www.rssboard.org/rss-profile#element-channel-textinput-name",
    },
    Explanation {
        codes: &[Code::ImageLinkDoesntMatch, Code::ImageTitleDoesntMatch],
        why: "Readers use the image as the site's logo, so its link and title should be those of the \
         channel.",
        fix: "Repeat the channel's link and title in the image.",
        example: "<image><url>https://example.org/a.png</url><title>Notes</title>\
                  <link>https://example.org/</link></image>",
        link: "https://www.rssboard.org/rss-profile#element-channel-image",
    },
    Explanation {
        codes: &[Code::ImageUrlFormat],
        why: "Readers show GIF, JPEG and PNG. The URL ends like that of another format.",
        fix: "Use an image in one of these formats.",
        example: "<url>https://example.org/logo.png</url>",
        link: "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt",
    },
    Explanation {
        codes: &[Code::InvalidWidth],
        why: "The maximum width of an image is 144 pixels. Readers scale or reject wider images.",
        fix: "Scale the image down, and write a number from 1 to 144.",
        example: "<width>88</width>",
        link: "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt",
    },
    Explanation {
        codes: &[Code::InvalidHeight],
        why: "The maximum height of an image is 400 pixels. Readers scale or reject higher images.",
        fix: "Scale the image down, and write a number from 1 to 400.",
        example: "<height>31</height>",
        link: "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt",
    },
    Explanation {
        codes: &[Code::InvalidDay, Code::EightDaysAWeek],
        why: "Readers do not fetch the feed on these days. They ignore all of them if a name is invalid or \
         if there are more days than a week has.",
        fix: "Write each day once, by its English name.",
        example: "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>",
        link: "https://www.rssboard.org/rss-profile#element-channel-skipdays",
    },
    Explanation {
        codes: &[Code::InvalidHour, Code::NotEnoughHoursInTheDay, Code::UseZeroForMidnight],
        why: "Readers do not fetch the feed in these hours of GMT, which are numbered from 0 to 23.",
        fix: "Write each hour once, from 0 to 23.",
        example: "<skipHours><hour>0</hour><hour>1</hour></skipHours>",
        link: "https://www.rssboard.org/rss-profile#element-channel-skiphours",
    },
    Explanation {
        codes: &[Code::InvalidUpdatePeriod],
        why: "Readers that support the syndication module know only these five words.",
        fix: "Write hourly, daily, weekly, monthly or yearly.",
        example: "<sy:updatePeriod>daily</sy:updatePeriod>",
        link: "https://web.resource.org/rss/1.0/modules/syndication/",
    },
    Explanation {
        codes: &[Code::SlashDate],
        why: "A comment count that changes with every fetch makes the feed look changed. Without a date, \
         readers cannot tell how old the count is.",
        fix: "Add lastBuildDate to the channel.",
        example: "<lastBuildDate>Sat, 02 Mar 2024 08:00:00 GMT</lastBuildDate>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-slash-comments",
    },
    Explanation {
        codes: &[Code::CommentRSS],
        why: "Readers compare names character by character and look for wfw:commentRss.",
        fix: "Write wfw:commentRss.",
        example: "<wfw:commentRss>https://example.org/1/comments.xml</wfw:commentRss>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-wfw-commentrss",
    },
];
