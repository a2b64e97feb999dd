//! What the server says of the feed.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::HttpError, Code::CloudflareHttpError],
        why: "Readers that meet an error try again later, and after some days of it drop the subscription.",
        mend: "Let the address answer with status 200. A protection against robots must let feed readers \
         through: they are robots, and are meant to be.",
        example: "HTTP/1.1 200 OK",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15",
    },
    Explanation {
        codes: &[Code::HttpErrorWithPossibleFeed],
        why: "There is a feed, but its status says that there is none. Readers believe the status.",
        mend: "Send status 200 with the feed.",
        example: "HTTP/1.1 200 OK",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15.3.1",
    },
    Explanation {
        codes: &[Code::HttpProtocolError],
        why: "The answer is not HTTP as it should be, and readers give up or get half of the feed.",
        mend: "Look at the server's or its proxy's configuration.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc9112",
    },
    Explanation {
        codes: &[Code::HttpsProtocolError, Code::HttpsProtocolWarning],
        why: "Readers refuse a connection that they cannot trust, mostly because a certificate has run out or \
         is another host's.",
        mend: "Renew the certificate, for the name that the address has, and send the whole chain.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4",
    },
    Explanation {
        codes: &[Code::UnexpectedContentType],
        why: "Browsers and some readers choose by the media type. As text/html a feed is shown as a broken \
         page.",
        mend: "Serve the media type of the format.",
        example: "Content-Type: application/atom+xml; charset=utf-8",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::TextXml],
        why: "Older software reads text/xml as ASCII whatever the document says, and breaks every other letter.",
        mend: "Serve application/rss+xml, application/atom+xml or application/xml.",
        example: "Content-Type: application/rss+xml; charset=utf-8",
        link: "https://www.rfc-editor.org/rfc/rfc7303#section-9.2",
    },
    Explanation {
        codes: &[Code::TempRedirect],
        why: "Readers ask at the old address each time, and each time are sent on: two requests for one.",
        mend: "Subscribe people to the address that it leads to; if it has moved for good, answer with 301.",
        example: "HTTP/1.1 301 Moved Permanently",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.3",
    },
    Explanation {
        codes: &[Code::PermanentRedirect],
        why: "Good readers take the new address and forget the old one; others ask at the old one for ever.",
        mend: "Name the new address wherever the feed is linked, and keep the redirect.",
        example: r#"<link rel="self" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.2",
    },
    Explanation {
        codes: &[Code::Uncompressed],
        why: "Feeds are text, of which gzip leaves a fifth. Readers fetch them many times a day.",
        mend: "Let the server compress XML and JSON.",
        example: "Content-Encoding: gzip",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-8.4",
    },
    Explanation {
        codes: &[Code::NoConditionalRequests],
        why: "A reader comes every hour or so, and mostly nothing is new. Without ETag or Last-Modified it must \
         fetch the whole feed each time.",
        mend: "Send an ETag that changes with the feed, or the date of its last change, and answer 304 when it \
         comes back in a request.",
        example: r#"ETag: "33a64df5""#,
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-13",
    },
    Explanation {
        codes: &[Code::ETagIgnored, Code::LastModifiedIgnored],
        why: "The server gives a validator but does not heed it when it comes back, so that readers fetch the \
         whole feed each time. Often a proxy changes or drops it.",
        mend: "Answer 304 when the validator in the request is still the current one.",
        example: "HTTP/1.1 304 Not Modified",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5",
    },
    Explanation {
        codes: &[Code::NoCacheLifetime],
        why: "Without it each reader and proxy guesses for how long the feed is fresh.",
        mend: "Say for how many seconds it is.",
        example: "Cache-Control: max-age=900",
        link: "https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.1",
    },
    Explanation {
        codes: &[Code::CachingForbidden],
        why: "A reader that may not keep the feed has no ETag to send back, and must fetch the whole of it each \
         time.",
        mend: "Say for how long it may be kept; no-cache asks readers to come back each time and still allows \
         304.",
        example: "Cache-Control: max-age=900",
        link: "https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5",
    },
];
