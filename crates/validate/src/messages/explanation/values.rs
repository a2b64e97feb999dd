//! Dates, numbers, people, languages.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::InvalidRFC2822Date],
        why: "Readers that cannot read the date sort the entry to the top, to the bottom, or show today's date \
         every day anew.",
        mend: "Write day, month, year, time and zone, in English.",
        example: "<pubDate>Sat, 02 Mar 2024 08:00:00 GMT</pubDate>",
        link: "https://www.rssboard.org/rss-profile#data-types-datetime",
    },
    Explanation {
        codes: &[Code::IncorrectDOW],
        why: "Day and date contradict each other. Strict readers refuse the date; others believe one of the \
         two.",
        mend: "Let a library write the date, or leave the day of the week out.",
        example: "<pubDate>Sat, 02 Mar 2024 08:00:00 GMT</pubDate>",
        link: "https://www.rfc-editor.org/rfc/rfc5322#section-3.3",
    },
    Explanation {
        codes: &[Code::ProblematicalRFC822Date],
        why: "The date is allowed, but known to trip readers: years of two digits, zones by name, missing \
         zeros.",
        mend: "Write four digits of the year, two of the day, and the zone as a number or GMT.",
        example: "<pubDate>Fri, 01 Mar 2024 08:00:00 +0100</pubDate>",
        link: "https://www.rssboard.org/rss-profile#data-types-datetime",
    },
    Explanation {
        codes: &[Code::InvalidRFC3339Date],
        why: "Readers that cannot read the date sort the entry wrongly or show today's date every day anew.",
        mend: "Write date, T, time and zone, with capital T and Z.",
        example: "<updated>2024-03-02T08:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.3",
    },
    Explanation {
        codes: &[Code::InvalidW3CDTFDate, Code::InvalidISO8601Date, Code::InvalidISO8601DateTime],
        why: "Readers that cannot read the date sort the entry wrongly. A time without its zone may be off by \
         half a day.",
        mend: "Write the date alone, or with time and zone.",
        example: "<dc:date>2024-03-02T08:00:00+01:00</dc:date>",
        link: "https://www.w3.org/TR/NOTE-datetime",
    },
    Explanation {
        codes: &[Code::ImplausibleDate],
        why: "The date lies in the future or long before there were feeds. An entry from the future stays at \
         the top of a reader for as long, and some hide it.",
        mend: "Check the clock and the conversion; seconds and milliseconds are often mistaken for each other.",
        example: "<updated>2024-03-02T08:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
    Explanation {
        codes: &[Code::InvalidYear],
        why: "The year is none.",
        mend: "Write four digits.",
        example: "2024",
        link: "https://support.google.com/merchants/answer/7052112",
    },
    Explanation {
        codes: &[Code::SinceAfterUntil],
        why: "A window that begins after its end is empty, so that nothing is ever taken from it.",
        mend: "Let since come before until.",
        example: r#"<sx:sharing since="2024-01-01T00:00:00Z" until="2024-02-01T00:00:00Z"/>"#,
        link: "https://web.archive.org/web/20101227064230/http://feedsync.org/feedsync_specification.htm",
    },
    Explanation {
        codes: &[Code::InvalidDuration],
        why: "Players show no length for the episode, or a wrong one.",
        mend: "Write seconds, or hours, minutes and seconds with colons.",
        example: "<itunes:duration>1:02:03</itunes:duration>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::InvalidNPTTime],
        why: "Players do not know where to start or to show the text.",
        mend: "Write seconds, or hours, minutes and seconds with colons.",
        example: r#"<media:text start="00:00:03.000">High water.</media:text>"#,
        link: "https://www.rfc-editor.org/rfc/rfc2326#section-3.6",
    },
    Explanation {
        codes: &[
            Code::InvalidInteger,
            Code::InvalidIntegerAttribute,
            Code::InvalidNonNegativeInteger,
            Code::InvalidPositiveInteger,
            Code::InvalidCommaSeparatedIntegers,
        ],
        why: "Readers that expect a number take 0 for anything else, or drop the element.",
        mend: "Write digits only: no sign, no point, no unit, no separators of thousands.",
        example: "<ttl>60</ttl>",
        link: "https://www.rssboard.org/rss-profile#data-types-integer",
    },
    Explanation {
        codes: &[Code::IntegerOverflow],
        why: "Many readers keep numbers in 32 bits. A larger one becomes negative or 0.",
        mend: "Write a number of at most 2147483647.",
        example: "<ttl>60</ttl>",
        link: "https://www.rssboard.org/rss-profile#data-types-integer",
    },
    Explanation {
        codes: &[Code::UseZeroForUnknown],
        why: "Players use the number of bytes for progress and for the space that they need. Other values than \
         numbers make them drop the file.",
        mend: "Write the number of bytes, or 0 where it is not known.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="0" type="audio/mpeg"/>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-enclosure",
    },
    Explanation {
        codes: &[Code::InvalidFloat, Code::InvalidPercentage, Code::InvalidAngle, Code::InvalidColor],
        why: "The value is no number of the kind that is asked for, and programs ignore it.",
        mend: "Write digits, and a point where there are decimals.",
        example: "3.5",
        link: "https://www.w3.org/TR/xmlschema-2/#decimal",
    },
    Explanation {
        codes: &[Code::InvalidLanguage],
        why: "Readers do not know the language, so that hyphenation, fonts and reading aloud go wrong.",
        mend: "Write a code of ISO 639, if need be with a country, with a hyphen between them.",
        example: "<language>en-GB</language>",
        link: "https://www.rfc-editor.org/rfc/rfc5646#section-2.1",
    },
    Explanation {
        codes: &[Code::InvalidCountryCode, Code::InvalidCurrencyUnit],
        why: "Shops and maps look the code up and find nothing.",
        mend: "Write the code of the standard, in capitals.",
        example: "EUR",
        link: "https://www.iso.org/iso-3166-country-codes.html",
    },
    Explanation {
        codes: &[Code::InvalidEncoding],
        why: "Nobody knows the encoding by this name.",
        mend: "Use a name of IANA's list.",
        example: "UTF-8",
        link: "https://www.iana.org/assignments/character-sets/character-sets.xhtml",
    },
    Explanation {
        codes: &[Code::InvalidContact],
        why: "RSS asks for an e-mail address here. Readers that make a link for mail of it make a broken one.",
        mend: "Write address and name, or use dc:creator for a name alone.",
        example: "<author>jane@example.org (Jane Doe)</author>",
        link: "https://www.rssboard.org/rss-profile#element-channel-item-author",
    },
    Explanation {
        codes: &[Code::InvalidAddrSpec],
        why: "The value is handed to mail programs as it is; a name or mailto: in it breaks the address.",
        mend: "Write the bare address.",
        example: "<email>jane@example.org</email>",
        link: "https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1",
    },
    Explanation {
        codes: &[Code::EmailFormat, Code::MissingRealName],
        why: "Readers show the name and hide the address. Without a name they show the address to all the \
         world.",
        mend: "Write the address, and the name in parentheses.",
        example: "<author>jane@example.org (Jane Doe)</author>",
        link: "https://www.rssboard.org/rss-profile#data-types-email",
    },
    Explanation {
        codes: &[Code::ContainsEmail],
        why: "The name is shown as it is, and an address in it is collected by senders of spam.",
        mend: "Write the name here and the address in an element of its own.",
        example: "<author><name>Jane Doe</name><email>jane@example.org</email></author>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.2",
    },
];
