//! RSS: channel, item, image, schedule.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::InvalidRSSVersion],
        why: "Readers choose their rules by the version. One that does not exist leaves them guessing.",
        mend: "Write version=\"2.0\".",
        example: r#"<rss version="2.0">"#,
        link: "https://www.rssboard.org/rss-specification#whatIsRss",
    },
    Explanation {
        codes: &[Code::RSS20Profile],
        why: "The RSS Board's profile collects what has worked in readers for years. The feed is valid, but \
         does otherwise.",
        mend: "Do as the profile says.",
        example: "",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::ItemMustContainTitleOrDescription],
        why: "An item with neither says nothing; readers show an empty line or drop it.",
        mend: "Add a title or a description, or both.",
        example: "<item><title>High water</title><link>https://example.org/1</link></item>",
        link: "https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt",
    },
    Explanation {
        codes: &[Code::MisplacedItem],
        why: "Readers that show a feed while it is still being read need to know the channel before its items.",
        mend: "Let the items come last in the channel.",
        example: "<channel><title>A</title><link>https://a.example/</link><description>A</description><item>…</item></channel>",
        link: "https://www.rssboard.org/rss-profile#element-channel-item",
    },
    Explanation {
        codes: &[Code::DuplicateSemantics, Code::DuplicateItemSemantics],
        why: "The same thing is said in two vocabularies. Where the two differ, readers show one or the other, \
         or both.",
        mend: "Keep RSS's own element and leave the other one out.",
        example: "<pubDate>Sat, 02 Mar 2024 08:00:00 GMT</pubDate>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-dublin",
    },
    Explanation {
        codes: &[Code::DuplicateDescriptionSemantics],
        why: "The text is there twice. Readers show one of them, and nobody knows which.",
        mend: "Keep a summary in description and the whole text in content:encoded.",
        example: "<content:encoded><![CDATA[<p>High water.</p>]]></content:encoded>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-content-encoded",
    },
    Explanation {
        codes: &[Code::NeedDescriptionBeforeContent],
        why: "Some readers keep whatever comes last, and then show the summary instead of the whole text.",
        mend: "Put description before content:encoded.",
        example: "<description>In short.</description><content:encoded>At length.</content:encoded>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-content-encoded",
    },
    Explanation {
        codes: &[Code::DuplicateEnclosure],
        why: "RSS does not say that an item may have several. Most players take the first or the last one.",
        mend: "Keep one enclosure, and give the others in media:content.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="1234" type="audio/mpeg"/>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-enclosure",
    },
    Explanation {
        codes: &[Code::AvoidTextInput],
        why: "Hardly any reader ever showed it.",
        mend: "Leave it out, and link to a page with a form.",
        example: "",
        link: "https://www.rssboard.org/rss-profile#element-channel-textinput",
    },
    Explanation {
        codes: &[Code::InvalidFormComponentName],
        why: "The name becomes a part of the address that the form asks for.",
        mend: "Begin with a letter, and go on with letters, digits, and any of -_:.",
        example: "<name>q</name>",
        link: "https://www.rssboard.org/rss-profile#element-channel-textinput-name",
    },
    Explanation {
        codes: &[Code::ImageLinkDoesntMatch, Code::ImageTitleDoesntMatch],
        why: "Readers use the image as the site's logo: its link and title are to be those of the channel.",
        mend: "Repeat the channel's link and title in the image.",
        example: "<image><url>https://example.org/a.png</url><title>Notes</title><link>https://example.org/</link></image>",
        link: "https://www.rssboard.org/rss-profile#element-channel-image",
    },
    Explanation {
        codes: &[Code::ImageUrlFormat],
        why: "Readers show GIF, JPEG and PNG. The address ends like something else.",
        mend: "Use an image of one of these formats.",
        example: "<url>https://example.org/logo.png</url>",
        link: "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt",
    },
    Explanation {
        codes: &[Code::InvalidWidth],
        why: "Images may be 144 pixels wide at most; readers scale wider ones or refuse them.",
        mend: "Write a number from 1 to 144, and make the image so small.",
        example: "<width>88</width>",
        link: "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt",
    },
    Explanation {
        codes: &[Code::InvalidHeight],
        why: "Images may be 400 pixels high at most; readers scale higher ones or refuse them.",
        mend: "Write a number from 1 to 400, and make the image so small.",
        example: "<height>31</height>",
        link: "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt",
    },
    Explanation {
        codes: &[Code::InvalidDay, Code::EightDaysAWeek],
        why: "Readers skip their visits on these days. A name that is none, or more days than a week has, makes \
         them ignore them all.",
        mend: "Write each day once, by its English name.",
        example: "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>",
        link: "https://www.rssboard.org/rss-profile#element-channel-skipdays",
    },
    Explanation {
        codes: &[Code::InvalidHour, Code::NotEnoughHoursInTheDay, Code::UseZeroForMidnight],
        why: "Readers skip their visits in these hours of Greenwich's day, which begins with hour 0 and ends \
         with hour 23.",
        mend: "Write each hour once, from 0 to 23.",
        example: "<skipHours><hour>0</hour><hour>1</hour></skipHours>",
        link: "https://www.rssboard.org/rss-profile#element-channel-skiphours",
    },
    Explanation {
        codes: &[Code::InvalidUpdatePeriod],
        why: "Readers that heed the syndication module know these five words only.",
        mend: "Write hourly, daily, weekly, monthly or yearly.",
        example: "<sy:updatePeriod>daily</sy:updatePeriod>",
        link: "https://web.resource.org/rss/1.0/modules/syndication/",
    },
    Explanation {
        codes: &[Code::SlashDate],
        why: "A number of comments that changes with every visit makes the feed look changed. Without a date \
         readers cannot tell how old the number is.",
        mend: "Say lastBuildDate in the channel.",
        example: "<lastBuildDate>Sat, 02 Mar 2024 08:00:00 GMT</lastBuildDate>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-slash-comments",
    },
    Explanation {
        codes: &[Code::CommentRSS],
        why: "Names are compared letter by letter, and readers look for wfw:commentRss.",
        mend: "Write wfw:commentRss.",
        example: "<wfw:commentRss>https://example.org/1/comments.xml</wfw:commentRss>",
        link: "https://www.rssboard.org/rss-profile#namespace-elements-wfw-commentrss",
    },
];
