//! The media types that documents are served as.

use super::Format;
use crate::Code;

/// What is to be said of the media type that a server gives for a document of this format, or for one whose format
/// nobody can tell. RFC 7303 made text/xml the same as application/xml; before, its encoding was ASCII whatever the
/// document said, and software that is older than that still reads it so.
pub(crate) fn fault_of_media_type(media_type: &str, format: Option<Format>) -> Option<Code> {
    match media_type {
        "" | "application/xml" => None,
        "text/xml" => Some(Code::TextXml),
        "application/earthviewer" => Some(Code::InvalidKmlMediaType),
        _ => (!own(format).contains(&media_type)).then_some(Code::UnexpectedContentType),
    }
}

const FEEDS: &[&str] = &["application/rss+xml", "application/rdf+xml", "application/atom+xml"];

fn own(format: Option<Format>) -> &'static [&'static str] {
    match format {
        Some(Format::Rss2 | Format::Rss1) => &["application/rss+xml", "application/rdf+xml"],
        Some(Format::AtomFeed | Format::AtomEntry | Format::DeletedEntry) => {
            &["application/atom+xml", "application/atomdeleted+xml"]
        }
        // No type of OPML is registered; these two are what everybody uses.
        Some(Format::Opml) => &["text/x-opml", "application/opml+xml"],
        Some(Format::Service) => &["application/atomsvc+xml"],
        Some(Format::Categories) => &["application/atomcat+xml"],
        Some(Format::SearchDescription) => &["application/opensearchdescription+xml"],
        Some(Format::ResourceDescriptor) => &["application/xrds+xml", "application/xrd+xml"],
        Some(Format::Kml | Format::Kml20) => &["application/vnd.google-earth.kml+xml"],
        _ => FEEDS,
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, fault_of_media_type};
    use crate::Code;

    #[test]
    fn formats_have_media_types() {
        let cases = [
            ("application/rss+xml", Some(Format::Rss2), None),
            ("application/rdf+xml", Some(Format::Rss1), None),
            ("application/atom+xml", Some(Format::AtomFeed), None),
            ("text/x-opml", Some(Format::Opml), None),
            ("application/xml", Some(Format::Service), None),
            ("text/xml", Some(Format::Rss2), Some(Code::TextXml)),
            ("application/rss+xml", Some(Format::AtomFeed), Some(Code::UnexpectedContentType)),
            ("application/atom+xml", Some(Format::Rss2), Some(Code::UnexpectedContentType)),
            ("application/vnd.google-earth.kml+xml", Some(Format::Kml), None),
            ("application/earthviewer", Some(Format::Kml), Some(Code::InvalidKmlMediaType)),
            ("text/html", Some(Format::Rss2), Some(Code::UnexpectedContentType)),
            ("text/plain", None, Some(Code::UnexpectedContentType)),
            ("application/rss+xml", None, None),
        ];
        for (media_type, format, fault) in cases {
            assert_eq!(fault_of_media_type(media_type, format), fault, "{media_type} {format:?}");
        }
    }
}
