//! Explanations of messages about dates, numbers, people, languages and codes.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::InvalidRFC2822Date],
        why: "Readers that cannot parse the date sort the entry to the top or to the bottom, or show the \
         current date every day.",
        fix: "Write day, month, year, time and zone, in English.",
        example: "<pubDate>Sat, 02 Mar 2024 08:00:00 GMT</pubDate>",
        link: "https://www.rssboard.org/rss-profile#data-types-datetime",
    },
    Explanation {
        codes: &[Code::IncorrectDOW],
        why: "The day of the week contradicts the date. Strict readers reject the date; others use one of \
         the two.",
        fix: "Generate the date with a library, or omit the day of the week.",
        example: "<pubDate>Sat, 02 Mar 2024 08:00:00 GMT</pubDate>",
        link: "https://www.rfc-editor.org/rfc/rfc5322#section-3.3",
    },
    Explanation {
        codes: &[Code::ProblematicalRFC822Date],
        why: "The date is valid, but some readers are known to fail with two-digit years, named zones and \
         missing zeros.",
        fix: "Write four digits for the year, two for the day, and the zone as a number or GMT.",
        example: "<pubDate>Fri, 01 Mar 2024 08:00:00 +0100</pubDate>",
        link: "https://www.rssboard.org/rss-profile#data-types-datetime",
    },
    Explanation {
        codes: &[Code::InvalidRFC3339Date],
        why: "Readers that cannot parse the date sort the entry wrongly or show the current date every day.",
        fix: "Write the date, T, the time and the zone, with capital T and Z.",
        example: "<updated>2024-03-02T08:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.3",
    },
    Explanation {
        codes: &[Code::InvalidW3CDTFDate, Code::InvalidISO8601Date, Code::InvalidISO8601DateTime],
        why: "Readers that cannot parse the date sort the entry wrongly. A time without a zone may be wrong \
         by half a day.",
        fix: "Write only the date, or the date with time and zone.",
        example: "<dc:date>2024-03-02T08:00:00+01:00</dc:date>",
        link: "https://www.w3.org/TR/NOTE-datetime",
    },
    Explanation {
        codes: &[Code::ImplausibleDate],
        why: "The date is in the future or long before the first feeds. An entry from the future stays at \
         the top of a reader until that date, and some readers hide it.",
        fix: "Check the clock and the conversion. Seconds and milliseconds are often confused.",
        example: "<updated>2024-03-02T08:00:00Z</updated>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    },
    Explanation {
        codes: &[Code::InvalidYear],
        why: "The value is not a year.",
        fix: "Write four digits.",
        example: "2024",
        link: "https://support.google.com/merchants/answer/7052112",
    },
    Explanation {
        codes: &[Code::SinceAfterUntil],
        why: "A period that begins after its end is empty, so clients never take anything from it.",
        fix: "Set since to a date before until.",
        example: r#"<sx:sharing since="2024-01-01T00:00:00Z" until="2024-02-01T00:00:00Z"/>"#,
        link: "https://web.archive.org/web/20101227064230/http://feedsync.org/feedsync_specification.htm",
    },
    Explanation {
        codes: &[Code::InvalidDuration],
        why: "Players show no duration for the episode, or a wrong one.",
        fix: "Write seconds, or hours, minutes and seconds separated by colons.",
        example: "<itunes:duration>1:02:03</itunes:duration>",
        link: "https://podcasters.apple.com/support/823-podcast-requirements",
    },
    Explanation {
        codes: &[Code::InvalidNPTTime],
        why: "Players do not know where to start or when to show the text.",
        fix: "Write seconds, or hours, minutes and seconds separated by colons.",
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
        why: "Readers that expect a number use 0 for anything else, or drop the element.",
        fix: "Write only digits: no sign, no decimal point, no unit, no thousands separators.",
        example: "<ttl>60</ttl>",
        link: "https://www.rssboard.org/rss-profile#data-types-integer",
    },
    Explanation {
        codes: &[Code::IntegerOverflow],
        why: "Many readers store numbers in 32 bits. A larger number becomes negative or 0.",
        fix: "Write a number of at most 2147483647.",
        example: "<ttl>60</ttl>",
        link: "https://www.rssboard.org/rss-profile#data-types-integer",
    },
    Explanation {
        codes: &[Code::UseZeroForUnknown],
        why: "Players use the number of bytes to show progress and to reserve space. They drop the file if \
         the value is not a number.",
        fix: "Write the number of bytes, or 0 if it is unknown.",
        example: r#"<enclosure url="https://example.org/a.mp3" length="0" type="audio/mpeg"/>"#,
        link: "https://www.rssboard.org/rss-profile#element-channel-item-enclosure",
    },
    Explanation {
        codes: &[Code::InvalidFloat, Code::InvalidPercentage],
        why: "The value is not a number of the required form, so programs ignore it.",
        fix: "Write digits, with a decimal point if needed.",
        example: "3.5",
        link: "https://www.w3.org/TR/xmlschema-2/#decimal",
    },
    Explanation {
        codes: &[Code::InvalidLanguage],
        why: "Readers do not know the language, so hyphenation, fonts and reading aloud fail.",
        fix: "Write an ISO 639 code, followed by a hyphen and a country if needed.",
        example: "<language>en-GB</language>",
        link: "https://www.rfc-editor.org/rfc/rfc5646#section-2.1",
    },
    Explanation {
        codes: &[Code::InvalidCountryCode, Code::InvalidCurrencyUnit],
        why: "Shops and maps look up the code and find nothing.",
        fix: "Write the code of the standard, in capital letters.",
        example: "EUR",
        link: "https://www.iso.org/iso-3166-country-codes.html",
    },
    Explanation {
        codes: &[Code::InvalidEncoding],
        why: "No registry of encodings contains this name.",
        fix: "Use a name of IANA's list.",
        example: "UTF-8",
        link: "https://www.iana.org/assignments/character-sets/character-sets.xhtml",
    },
    Explanation {
        codes: &[Code::InvalidContact],
        why: "RSS requires an e-mail address here. Readers turn the value into a mail link, which is broken.",
        fix: "Write the address and the name, or use dc:creator for a name alone.",
        example: "<author>jane@example.org (Jane Doe)</author>",
        link: "https://www.rssboard.org/rss-profile#element-channel-item-author",
    },
    Explanation {
        codes: &[Code::InvalidAddrSpec],
        why: "Readers pass the value to mail programs as it is. A name or mailto: in it breaks the address.",
        fix: "Write only the address.",
        example: "<email>jane@example.org</email>",
        link: "https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1",
    },
    Explanation {
        codes: &[Code::EmailFormat, Code::MissingRealName],
        why: "Readers show the name and hide the address. Without a name, they show the address to everyone.",
        fix: "Write the address, and the name in parentheses.",
        example: "<author>jane@example.org (Jane Doe)</author>",
        link: "https://www.rssboard.org/rss-profile#data-types-email",
    },
    Explanation {
        codes: &[Code::ContainsEmail],
        why: "Readers show the name as it is, so spammers can collect the address in it.",
        fix: "Write the name here and the address in its own element.",
        example: "<author><name>Jane Doe</name><email>jane@example.org</email></author>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.2",
    },
];
