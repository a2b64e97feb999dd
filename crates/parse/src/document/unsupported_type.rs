//! Files of types that are not supported: the reason that is reported, with what their authors can do.

use std::borrow::Cow;
use tidings_model::ContentPath;

/// Extensions of documents that are not supported, with the advice for their authors.
const ADVICE: [(&[&str], &str); 9] = [
    (
        &[
            "doc", "docm", "dot", "dotx", "rtf", "odm", "ott", "fodt", "sxw", "pages", "wpd", "wps", "wri",
            "abw", "hwp", "hwpx", "lwp",
        ],
        "save it as .docx or .odt",
    ),
    (&["gdoc"], "it is a link to Google Docs; download the document as .docx"),
    (
        &["pdf", "ps", "eps", "xps", "oxps", "djvu", "indd", "pub"],
        "save the document that it was made from as .docx or .odt",
    ),
    (
        &["odp", "otp", "ppt", "pptx", "key", "ods", "xls", "xlsx", "numbers"],
        "write the text as .md, and link to the file",
    ),
    (
        &[
            "tex",
            "latex",
            "typ",
            "textile",
            "epub",
            "mobi",
            "azw3",
            "fb2",
            "wiki",
            "mediawiki",
            "creole",
            "dj",
            "djot",
            "lyx",
            "opf",
            "scriv",
            "bear",
            "textbundle",
            "textpack",
        ],
        "convert it to .md or .html",
    ),
    (&["mht", "mhtml", "webarchive", "maff"], "save the page as .html"),
    (&["msg", "emlx", "mbox", "mbx", "pst", "ost"], "save each e-mail as .eml"),
    (
        &["enex", "wxr", "xml", "bson", "one", "onetoc2", "joplin", "jex"],
        "if it is the export of a blog or of notes (WXR, ENEX), convert it into one .md or .html file for each article",
    ),
    (&["opml", "rss", "atom"], "it is a list or a feed; tidings writes feeds from one file for each article"),
];

/// Extensions of files that articles refer to. Their authors expect no article, and need no advice.
const MEDIA: [(&[&str], &str); 4] = [
    (
        &[
            "jpg", "jpeg", "jpe", "jfif", "png", "apng", "gif", "webp", "avif", "svg", "svgz", "ico", "bmp",
            "tif", "tiff", "heic", "heif", "jxl", "jp2", "psd", "xcf",
        ],
        "a picture, not a document",
    ),
    (
        &[
            "mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav", "aif", "aiff", "wma", "mid",
            "midi",
        ],
        "an audio file, not a document",
    ),
    (
        &["mp4", "m4v", "mov", "webm", "mkv", "avi", "ogv", "mpg", "mpeg", "wmv", "flv", "3gp"],
        "a video, not a document",
    ),
    (
        &["zip", "tar", "gz", "tgz", "bz2", "tbz2", "xz", "txz", "zst", "7z", "rar", "jar", "iso", "dmg"],
        "an archive, not a document",
    ),
];

/// The types with advice that are usually no document: feeds and data.
const USUALLY_DATA: [&str; 4] = ["xml", "opml", "rss", "atom"];

/// Why a file of this extension, in lower case, is not an article.
pub(super) fn reason(extension: &str) -> Cow<'static, str> {
    if let Some((_, reason)) = MEDIA.iter().find(|(extensions, _)| extensions.contains(&extension)) {
        return Cow::Borrowed(reason);
    }
    match advice(extension) {
        Some(advice) => format!("not a supported document type (.{extension}); {advice}").into(),
        None => format!("not a supported document type (.{extension})").into(),
    }
}

/// Whether the file is a document of a type that is not supported, so that its author may expect an article.
pub fn is_unsupported_document(path: &ContentPath) -> bool {
    let extension = path.extension().unwrap_or_default();
    let name = path.file_name().to_lowercase();
    // `myblog.wordpress.2026-03-01.xml`, as WordPress names its exports.
    let is_export = ["wordpress", "wxr", "blogger", "export"].iter().any(|word| name.contains(word));
    advice(&extension).is_some() && (is_export || !USUALLY_DATA.contains(&extension.as_str()))
}

fn advice(extension: &str) -> Option<&'static str> {
    ADVICE.iter().find(|(extensions, _)| extensions.contains(&extension)).map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markup::is_article_extension;

    #[test]
    fn documents_of_other_programs_get_advice() {
        assert_eq!(reason("rtf"), "not a supported document type (.rtf); save it as .docx or .odt");
        assert_eq!(reason("jpg"), "a picture, not a document");
        assert_eq!(reason("mp3"), "an audio file, not a document");
        assert_eq!(reason("webm"), "a video, not a document");
        assert_eq!(reason("zip"), "an archive, not a document");
        assert_eq!(reason("css"), "not a supported document type (.css)");
        for extension in ADVICE.iter().chain(&MEDIA).flat_map(|(extensions, _)| *extensions) {
            assert!(!is_article_extension(extension), "{extension}");
        }
        let is_document = |path| is_unsupported_document(&ContentPath::new(path).unwrap());
        assert!(
            is_document("a/Letter.DOC")
                && is_document("a.wordpress.2026-03-01.xml")
                && !is_document("feed.xml")
                && !is_document("a.css")
        );
    }
}
