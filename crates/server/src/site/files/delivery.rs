//! How a file is delivered, by its media type: shown by browsers, shown without rights, or saved.
//!
//! A file of the folder has the origin of the site. A file whose type can run scripts must not act with the
//! rights of that origin, because it may be the attachment of a stranger's mail.

/// What browsers may do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    /// Show it.
    Shown,
    /// Show it in an origin of its own, without scripts.
    Sandboxed,
    /// Save it, and never show it.
    Saved,
}

/// The policy of a sandboxed file (CSP 3): an origin of its own, no scripts, but pictures and styles.
pub(super) const SANDBOX: &str =
    "sandbox; default-src 'none'; img-src * data:; media-src *; font-src *; style-src * 'unsafe-inline'";

/// Media types, or the starts of some (ending in `/`), with their delivery. The first match counts.
#[rustfmt::skip]
const RULES: &[(&str, Delivery)] = &[
    // Pages: they run scripts.
    ("text/html", Delivery::Sandboxed),
    ("application/xhtml+xml", Delivery::Sandboxed),
    // XML can name an XSLT style sheet or contain elements of XHTML, and both run scripts.
    ("text/xml", Delivery::Sandboxed),
    ("application/xml", Delivery::Sandboxed),
    ("text/xsl", Delivery::Sandboxed),
    // Scripts: the policy also applies to a worker that is made of one.
    ("text/javascript", Delivery::Sandboxed),
    ("application/javascript", Delivery::Sandboxed),
    ("text/css", Delivery::Sandboxed),
    // Web archives (.mht, .mhtml) and mails, which contain pages.
    ("message/", Delivery::Saved),
    ("multipart/", Delivery::Saved),
    // Programs of browser extensions, and pages with the rights of a program (.hta, .htc).
    ("text/x-component", Delivery::Saved),
    ("text/", Delivery::Shown),
    ("image/", Delivery::Shown),
    ("audio/", Delivery::Shown),
    ("video/", Delivery::Shown),
    ("font/", Delivery::Shown),
    // Readers of PDF have a sandbox of their own, and do not start within one of CSP.
    ("application/pdf", Delivery::Shown),
    ("application/json", Delivery::Shown),
    ("application/ogg", Delivery::Shown),
];

/// The delivery of a media type without parameters, in lower case. Types that no rule names, such as archives
/// and programs, are saved.
pub(super) fn delivery(mime: &str) -> Delivery {
    // Formats in XML, such as SVG, RSS and XSLT; `image/svg+xml` is shown as a picture all the same, because
    // policies apply to documents only.
    if mime.ends_with("+xml") {
        return Delivery::Sandboxed;
    }
    let applies = |rule: &str| mime == rule || (rule.ends_with('/') && mime.starts_with(rule));
    RULES.iter().find(|(rule, _)| applies(rule)).map_or(Delivery::Saved, |(_, delivery)| *delivery)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_contain_scripts_are_sandboxed_or_saved() {
        for (name, expected) in [
            ("a.png", Delivery::Shown),
            ("a.mp3", Delivery::Shown),
            ("a.ogg", Delivery::Shown),
            ("a.pdf", Delivery::Shown),
            ("a.csv", Delivery::Shown),
            ("a.vtt", Delivery::Shown),
            ("a.json", Delivery::Shown),
            ("a.woff2", Delivery::Shown),
            ("a.svg", Delivery::Sandboxed),
            ("a.svgz", Delivery::Sandboxed),
            ("a.html", Delivery::Sandboxed),
            ("a.htm", Delivery::Sandboxed),
            ("a.shtml", Delivery::Sandboxed),
            ("a.xhtml", Delivery::Sandboxed),
            ("a.xht", Delivery::Sandboxed),
            ("a.xml", Delivery::Sandboxed),
            ("a.xsl", Delivery::Sandboxed),
            ("a.xslt", Delivery::Sandboxed),
            ("a.rss", Delivery::Sandboxed),
            ("a.atom", Delivery::Sandboxed),
            ("a.rdf", Delivery::Sandboxed),
            ("a.mathml", Delivery::Sandboxed),
            ("a.js", Delivery::Sandboxed),
            ("a.mjs", Delivery::Sandboxed),
            ("a.mht", Delivery::Saved),
            ("a.mhtml", Delivery::Saved),
            ("a.eml", Delivery::Saved),
            ("a.hta", Delivery::Saved),
            ("a.htc", Delivery::Saved),
            ("a.swf", Delivery::Saved),
            ("a.jar", Delivery::Saved),
            ("a.zip", Delivery::Saved),
            ("a.exe", Delivery::Saved),
            ("a.unknown", Delivery::Saved),
            ("a", Delivery::Saved),
        ] {
            let mime = mime_guess::from_path(name).first_or_octet_stream().essence_str().to_owned();
            assert_eq!(delivery(&mime), expected, "{name}: {mime}");
        }
    }
}
