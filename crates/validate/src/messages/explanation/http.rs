//! Explanations of messages about the HTTP behaviour of the feed's server.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::HttpError, Code::CloudflareHttpError],
        why: "Readers that receive an error retry later, and drop the subscription after some days of \
         errors.",
        fix: "Let the URL return status 200. Bot protection must not block feed readers, which are bots on \
         purpose.",
        example: "HTTP/1.1 200 OK",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15",
    },
    Explanation {
        codes: &[Code::HttpErrorWithPossibleFeed],
        why: "The response contains a feed, but its status is an error. Readers trust the status.",
        fix: "Send the feed with status 200.",
        example: "HTTP/1.1 200 OK",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15.3.1",
    },
    Explanation {
        codes: &[Code::HttpProtocolError],
        why: "The response violates HTTP, so readers give up or receive only a part of the feed.",
        fix: "Check the configuration of the server and its proxies.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc9112",
    },
    Explanation {
        codes: &[Code::HttpsProtocolError, Code::HttpsProtocolWarning],
        why: "Readers refuse a connection that they cannot trust, usually because the certificate has \
         expired or belongs to another host.",
        fix: "Renew the certificate for the host name of the URL, and send the whole certificate chain.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4",
    },
    Explanation {
        codes: &[Code::UnexpectedContentType],
        why: "Browsers and some readers decide by the media type. They show a feed served as text/html as a \
         broken page.",
        fix: "Serve the media type of the format.",
        example: "Content-Type: application/atom+xml; charset=utf-8",
        link: "https://www.rssboard.org/rss-profile",
    },
    Explanation {
        codes: &[Code::TextXml],
        why: "Older software decodes text/xml as ASCII, whatever the document declares, and breaks all \
         other characters.",
        fix: "Serve application/rss+xml, application/atom+xml or application/xml.",
        example: "Content-Type: application/rss+xml; charset=utf-8",
        link: "https://www.rfc-editor.org/rfc/rfc7303#section-9.2",
    },
    Explanation {
        codes: &[Code::TempRedirect],
        why: "Readers request the old URL each time and are redirected each time, which doubles the number \
         of requests.",
        fix: "Publish the target of the redirect as the feed's URL. If the feed has moved permanently, \
         return status 301.",
        example: "HTTP/1.1 301 Moved Permanently",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.3",
    },
    Explanation {
        codes: &[Code::PermanentRedirect],
        why: "Good readers store the new URL and forget the old one. Others request the old URL for ever.",
        fix: "Use the new URL in all links to the feed, and keep the redirect.",
        example: r#"<link rel="self" href="https://example.org/feed.xml"/>"#,
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.2",
    },
    Explanation {
        codes: &[Code::Uncompressed],
        why: "gzip reduces a feed to about a fifth of its size, and readers fetch the feed many times a day.",
        fix: "Let the server compress XML and JSON.",
        example: "Content-Encoding: gzip",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-8.4",
    },
    Explanation {
        codes: &[Code::NoConditionalRequests],
        why: "A reader returns every hour or so, and usually finds nothing new. Without ETag or \
         Last-Modified, it must fetch the whole feed each time.",
        fix: "Send an ETag that changes with the feed, or the date of the feed's last change, and return \
         304 if a request contains the current value.",
        example: r#"ETag: "33a64df5""#,
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-13",
    },
    Explanation {
        codes: &[Code::ETagIgnored, Code::LastModifiedIgnored],
        why: "The server sends a validator but ignores it in later requests, so readers fetch the whole \
         feed each time. Often a proxy changes or removes the validator.",
        fix: "Return 304 if the validator in the request is still the current one.",
        example: "HTTP/1.1 304 Not Modified",
        link: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5",
    },
    Explanation {
        codes: &[Code::NoCacheLifetime],
        why: "Readers and proxies must guess how long the feed stays fresh.",
        fix: "Send the lifetime in seconds.",
        example: "Cache-Control: max-age=900",
        link: "https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.1",
    },
    Explanation {
        codes: &[Code::CachingForbidden],
        why: "A reader that may not store the feed has no ETag to send, so it must fetch the whole feed \
         each time.",
        fix: "Send the time for which readers may store the feed. no-cache makes readers revalidate each \
         time and still allows 304.",
        example: "Cache-Control: max-age=900",
        link: "https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5",
    },
];
