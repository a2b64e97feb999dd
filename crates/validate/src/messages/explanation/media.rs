//! Podcasts, Media RSS, places, and exchange of items.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::MissingItunesElement, Code::MissingItunesEmail],
        why: "Apple's directory asks for it, and does not take a podcast without it or shows it incompletely.",
        mend: "Add the element to the channel.",
        example: "<itunes:owner><itunes:name>Jane Doe</itunes:name><itunes:email>jane@example.org</itunes:email></itunes:owner>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::InvalidItunesCategory, Code::ObsoleteItunesCategory],
        why: "Directories sort podcasts by Apple's list of categories. One that is not on it puts the podcast \
         nowhere.",
        mend: "Use a category of the current list, letter by letter.",
        example: r#"<itunes:category text="Society &amp; Culture"><itunes:category text="Documentary"/></itunes:category>"#,
        link: "https://podcasters.apple.com/support/1691-apple-podcasts-categories",
    },
    Explanation {
        codes: &[Code::InvalidItunesChannelType],
        why: "The type decides in which order players offer the episodes; they take an unknown one as episodic.",
        mend: "Say episodic or serial.",
        example: "<itunes:type>serial</itunes:type>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::InvalidItunesEpisodeType],
        why: "Players show trailers and bonus episodes apart; an unknown type counts as a full one.",
        mend: "Say full, trailer or bonus.",
        example: "<itunes:episodeType>trailer</itunes:episodeType>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::InvalidKeywords],
        why: "Words without commas between them count as one, which nobody searches for.",
        mend: "Put commas between the words.",
        example: "<itunes:keywords>harbour, tides, weather</itunes:keywords>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::UnsupportedItunesFormat],
        why: "Apple Podcasts passes over files of other kinds.",
        mend: "Offer M4A, MP3, MOV, MP4, M4V, PDF or EPUB.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="1234" type="audio/mpeg"/>"#,
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::DeprecatedMediaAdult],
        why: "Readers look for media:rating, which knows more than yes and no.",
        mend: "Write media:rating.",
        example: r#"<media:rating scheme="urn:simple">adult</media:rating>"#,
        link: "https://www.rssboard.org/media-rss#media-rating",
    },
    Explanation {
        codes: &[Code::MediaGroupWithoutAlternatives],
        why: "A group holds several forms of the same thing, of which a reader takes the best one. One alone \
         needs no group.",
        mend: "Give more forms, or take the media:content out of its group.",
        example: r#"<media:group><media:content url="https://example.org/a.mp4"/><media:content url="https://example.org/a.webm"/></media:group>"#,
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
        why: "Players choose by this value. One that they do not know makes them pass the file over or ignore \
         what is said of it.",
        mend: "Use a value of the vocabulary, in lower case.",
        example: r#"<media:content url="https://example.org/a.mp4" medium="video" expression="full"/>"#,
        link: "https://www.rssboard.org/media-rss#media-content",
    },
    Explanation {
        codes: &[Code::InvalidMediaRating],
        why: "Filters for children compare the rating with those of its scheme; an unknown one is filtered away \
         or let through.",
        mend: "Use a rating of the scheme that the element names.",
        example: r#"<media:rating scheme="urn:simple">nonadult</media:rating>"#,
        link: "https://www.rssboard.org/media-rss#media-rating",
    },
    Explanation {
        codes: &[
            Code::InvalidMediaRestriction,
            Code::InvalidMediaRestrictionRel,
            Code::InvalidMediaRestrictionType,
        ],
        why: "A restriction that players do not understand protects nothing, or hides the film everywhere.",
        mend: "Say relationship and type, and what the type asks for.",
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
        why: "Maps put the entry at the wrong place or nowhere.",
        mend: "Write latitude and longitude in degrees, with a point for decimals and white space between them.",
        example: "<georss:point>45.256 -71.92</georss:point>",
        link: "https://www.ogc.org/standard/georss/",
    },
    Explanation {
        codes: &[
            Code::InvalidKmlCoordList,
            Code::InvalidKmlLatitude,
            Code::InvalidKmlLongitude,
            Code::InvalidKmlUnits,
            Code::InvalidKmlMediaType,
        ],
        why: "Maps put the place wrongly or nowhere.",
        mend: "Write what KML asks for: longitude first, then latitude, with a comma between them.",
        example: "<coordinates>-71.92,45.256,0</coordinates>",
        link: "https://docs.ogc.org/is/12-007r2/12-007r2.html",
    },
    Explanation {
        codes: &[
            Code::InvalidAltitudeMode,
            Code::InvalidColorMode,
            Code::InvalidItemIconState,
            Code::InvalidListItemType,
            Code::InvalidRefreshMode,
            Code::InvalidStyleState,
        ],
        why: "Maps do not know the word and take the default.",
        mend: "Use one of the words of KML, letter by letter.",
        example: "<altitudeMode>clampToGround</altitudeMode>",
        link: "https://docs.ogc.org/is/12-007r2/12-007r2.html",
    },
    Explanation {
        codes: &[Code::InvalidViewRefreshMode, Code::InvalidSchemaFieldType],
        why: "Maps do not know the word and take the default.",
        mend: "Use one of the words of KML, letter by letter.",
        example: "<viewRefreshMode>onStop</viewRefreshMode>",
        link: "https://docs.ogc.org/is/12-007r2/12-007r2.html",
    },
    Explanation {
        codes: &[Code::MissingByAndWhenAttrs, Code::InvalidSseType],
        why: "Without it two copies of an item cannot be brought together, and changes get lost.",
        mend: "Say who changed the item, or when.",
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
        why: "Google's catalogue knows these words only, and drops the item otherwise.",
        mend: "Use a word of its list.",
        example: "<g:price_type>negotiable</g:price_type>",
        link: "https://support.google.com/merchants/answer/7052112",
    },
    Explanation {
        codes: &[Code::InvalidRatingType, Code::InvalidReviewerType, Code::InvalidServiceType],
        why: "Google's catalogue knows these words only, and drops the item otherwise.",
        mend: "Use a word of its list.",
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
        mend: "Write it as the list says: a number and its unit, an address with all its parts.",
        example: "<g:weight>2.5 kg</g:weight>",
        link: "https://support.google.com/merchants/answer/7052112",
    },
    Explanation {
        codes: &[Code::InvalidSyndicationRight],
        why: "Search clients learn from it what they may do with the results, and take an unknown word as no \
         right at all.",
        mend: "Say open, limited, private or closed.",
        example: "<SyndicationRight>open</SyndicationRight>",
        link: "https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md#opensearch-description-elements",
    },
];
