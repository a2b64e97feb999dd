//! Files of types that are not supported: the reason that is reported, with the supported type to save them
//! as.

use std::borrow::Cow;

/// Extensions of documents that are not supported, with the advice for their authors.
const ADVICE: [(&[&str], &str); 4] = [
    (
        &[
            "doc", "docm", "dot", "dotx", "rtf", "odm", "ott", "fodt", "sxw", "pages", "wpd", "wps", "wri",
            "abw", "hwp", "gdoc",
        ],
        "save it as .docx or .odt",
    ),
    (&["pdf", "ps", "xps", "djvu"], "save the document that it was made from as .docx or .odt"),
    (
        &[
            "tex",
            "latex",
            "typ",
            "textile",
            "epub",
            "fb2",
            "wiki",
            "mediawiki",
            "creole",
            "dj",
            "djot",
            "mht",
            "mhtml",
        ],
        "convert it to .md or .html",
    ),
    (&["msg", "emlx", "mbox", "mbx"], "save each e-mail as .eml"),
];

/// Why a file of this extension, in lower case, is not an article.
pub(super) fn reason(extension: &str) -> Cow<'static, str> {
    let advice = ADVICE.iter().find(|(extensions, _)| extensions.contains(&extension));
    match advice {
        Some((_, advice)) => format!("not a supported document type (.{extension}); {advice}").into(),
        None => format!("not a supported document type (.{extension})").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markup::is_article_extension;

    #[test]
    fn documents_of_other_programs_get_advice() {
        assert_eq!(reason("rtf"), "not a supported document type (.rtf); save it as .docx or .odt");
        assert_eq!(reason("css"), "not a supported document type (.css)");
        for extension in ADVICE.iter().flat_map(|(extensions, _)| *extensions) {
            assert!(!is_article_extension(extension), "{extension}");
        }
    }
}
