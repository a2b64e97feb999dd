//! Explanations of messages about podcasts, Media RSS, geographic positions, FeedSync and Google Base.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::MissingItunesElement, Code::MissingItunesEmail],
        why: "Apple's directory requires the element. It rejects a podcast without the element, or shows it \
         incompletely.",
        fix: "Add the element to the channel.",
        example: "<itunes:owner><itunes:name>Jane Doe</itunes:name>\
                  <itunes:email>jane@example.org</itunes:email></itunes:owner>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::InvalidItunesCategory, Code::ObsoleteItunesCategory],
        why: "Directories sort podcasts by Apple's list of categories. A podcast with any other category is \
         not listed.",
        fix: "Use a category of the current list, character by character.",
        example: concat!(
            r#"<itunes:category text="Society &amp; Culture"><itunes:category text="Documentary"/>"#,
            "</itunes:category>"
        ),
        link: "https://podcasters.apple.com/support/1691-apple-podcasts-categories",
    },
    Explanation {
        codes: &[Code::InvalidItunesChannelType],
        why: "The type determines the order in which players offer the episodes. Players treat an unknown \
         type as episodic.",
        fix: "Write episodic or serial.",
        example: "<itunes:type>serial</itunes:type>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::InvalidItunesEpisodeType],
        why: "Players list trailers and bonus episodes separately, and treat an unknown type as a full \
         episode.",
        fix: "Write full, trailer or bonus.",
        example: "<itunes:episodeType>trailer</itunes:episodeType>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::InvalidKeywords],
        why: "Words without commas between them are one keyword, which nobody searches for.",
        fix: "Separate the words by commas.",
        example: "<itunes:keywords>harbour, tides, weather</itunes:keywords>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::UnsupportedItunesFormat],
        why: "Apple Podcasts skips files in other formats.",
        fix: "Offer M4A, MP3, MOV, MP4, M4V, PDF or EPUB.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="1234" type="audio/mpeg"/>"#,
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::DeprecatedMediaAdult],
        why: "Readers look for media:rating, which can express more than yes and no.",
        fix: "Write media:rating.",
        example: r#"<media:rating scheme="urn:simple">adult</media:rating>"#,
        link: "https://www.rssboard.org/media-rss#media-rating",
    },
    Explanation {
        codes: &[Code::MediaGroupWithoutAlternatives],
        why: "A group contains several versions of the same media object, and a reader uses the best one. A \
         single version needs no group.",
        fix: "Add more versions, or move the media:content out of its group.",
        example: concat!(
            r#"<media:group><media:content url="https://example.org/a.mp4"/>"#,
            r#"<media:content url="https://example.org/a.webm"/></media:group>"#
        ),
        link: "https://www.rssboard.org/media-rss#media-group",
    },
    Explanation {
        codes: &[
            Code::InvalidMediaExpression,
            Code::InvalidMediaMedium,
            Code::InvalidMediaTextType,
            Code::InvalidCreditRole,
            Code::InvalidMediaHash,
        ],
        why: "Players select media by this value. If they do not know it, they skip the file or ignore what \
         the element says about it.",
        fix: "Use a value of the vocabulary, in lower case.",
        example: r#"<media:content url="https://example.org/a.mp4" medium="video" expression="full"/>"#,
        link: "https://www.rssboard.org/media-rss#media-content",
    },
    Explanation {
        codes: &[Code::InvalidMediaRating],
        why: "Parental filters compare the rating with those of its scheme. They block an unknown rating or \
         let it through.",
        fix: "Use a rating of the scheme that the element names.",
        example: r#"<media:rating scheme="urn:simple">nonadult</media:rating>"#,
        link: "https://www.rssboard.org/media-rss#media-rating",
    },
    Explanation {
        codes: &[
            Code::InvalidMediaRestriction,
            Code::InvalidMediaRestrictionRel,
            Code::InvalidMediaRestrictionType,
        ],
        why: "A restriction that players do not understand has no effect, or hides the media everywhere.",
        fix: "Write relationship and type, and the value that the type requires.",
        example: r#"<media:restriction relationship="allow" type="country">au us</media:restriction>"#,
        link: "https://www.rssboard.org/media-rss#media-restriction",
    },
    Explanation {
        codes: &[
            Code::InvalidLatitude,
            Code::InvalidLongitude,
            Code::InvalidCoord,
            Code::InvalidCoordList,
            Code::CoordComma,
        ],
        why: "Maps show the entry at a wrong place or not at all.",
        fix: "Write latitude and longitude in degrees, with a decimal point and with white space between \
         them.",
        example: "<georss:point>45.256 -71.92</georss:point>",
        link: "https://www.ogc.org/standard/georss/",
    },
    Explanation {
        codes: &[Code::MissingByAndWhenAttrs, Code::InvalidSseType],
        why: "Without it, programs cannot merge two copies of an item, and changes are lost.",
        fix: "Write who changed the item, or when.",
        example: r#"<sx:history sequence="1" when="2024-03-02T08:00:00Z" by="jane"/>"#,
        link: "https://web.archive.org/web/20101227064230/http://feedsync.org/feedsync_specification.htm",
    },
    Explanation {
        codes: &[
            Code::InvalidGender,
            Code::InvalidMaritalStatus,
            Code::InvalidSalaryType,
            Code::InvalidPriceType,
            Code::InvalidPaymentMethod,
        ],
        why: "Google's catalogue accepts only the listed words, and drops the item if it has another one.",
        fix: "Use a word of the list.",
        example: "<g:price_type>negotiable</g:price_type>",
        link: "https://support.google.com/merchants/answer/7052112",
    },
    Explanation {
        codes: &[Code::InvalidRatingType, Code::InvalidReviewerType, Code::InvalidServiceType],
        why: "Google's catalogue accepts only the listed words, and drops the item if it has another one.",
        fix: "Use a word of the list.",
        example: "<g:rating>4</g:rating>",
        link: "https://support.google.com/merchants/answer/7052112",
    },
    Explanation {
        codes: &[
            Code::InvalidIntUnit,
            Code::InvalidFloatUnit,
            Code::InvalidLocation,
            Code::InvalidFullLocation,
        ],
        why: "Google's catalogue cannot read the value, and drops the item.",
        fix: "Write the value in the documented form: a number and its unit, or an address with all its \
         parts.",
        example: "<g:weight>2.5 kg</g:weight>",
        link: "https://support.google.com/merchants/answer/7052112",
    },
];
