//! The media types of the formats.

use crate::Code;
use crate::vocabularies::schema::Format;

/// The problem with the media type of a document in this format, or in an unknown format. RFC 7303 made
/// text/xml equivalent to application/xml. Before, the encoding of text/xml was ASCII whatever the document
/// declared, and old software still does so.
pub(crate) fn fault_of_media_type(media_type: &str, format: Option<Format>) -> Option<Code> {
    match media_type {
        "" | "application/xml" => None,
        "text/xml" => Some(Code::TextXml),
        _ => (!types_of(format).contains(&media_type)).then_some(Code::UnexpectedContentType),
    }
}

const FEEDS: &[&str] = &["application/rss+xml", "application/rdf+xml", "application/atom+xml"];

fn types_of(format: Option<Format>) -> &'static [&'static str] {
    match format {
        Some(Format::Rss2 | Format::Rss1) => &["application/rss+xml", "application/rdf+xml"],
        Some(Format::AtomFeed | Format::AtomEntry | Format::DeletedEntry) => {
            &["application/atom+xml", "application/atomdeleted+xml"]
        }
        // No media type is registered for OPML; these two are in common use.
        Some(Format::Opml) => &["text/x-opml", "application/opml+xml"],
        Some(Format::Service) => &["application/atomsvc+xml"],
        Some(Format::Categories) => &["application/atomcat+xml"],
        _ => FEEDS,
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, fault_of_media_type};
    use crate::Code;

    #[test]
    fn media_types_are_compared_with_formats() {
        let cases = [
            ("application/rss+xml", Some(Format::Rss2), None),
            ("application/rdf+xml", Some(Format::Rss1), None),
            ("application/atom+xml", Some(Format::AtomFeed), None),
            ("text/x-opml", Some(Format::Opml), None),
            ("application/xml", Some(Format::Service), None),
            ("text/xml", Some(Format::Rss2), Some(Code::TextXml)),
            ("application/rss+xml", Some(Format::AtomFeed), Some(Code::UnexpectedContentType)),
            ("application/atom+xml", Some(Format::Rss2), Some(Code::UnexpectedContentType)),
            ("application/vnd.google-earth.kml+xml", None, Some(Code::UnexpectedContentType)),
            ("text/html", Some(Format::Rss2), Some(Code::UnexpectedContentType)),
            ("text/plain", None, Some(Code::UnexpectedContentType)),
            ("application/rss+xml", None, None),
        ];
        for (media_type, format, fault) in cases {
            assert_eq!(fault_of_media_type(media_type, format), fault, "{media_type} {format:?}");
        }
    }
}
