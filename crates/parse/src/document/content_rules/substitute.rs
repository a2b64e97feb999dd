//! Texts that stand in place of an article's own for a while: a file that a program emptied, the pointer of a
//! checkout that has not fetched its large files, the error page that a download saved.

/// How many bytes a pointer or an error page has at most.
const MOST: usize = 4096;

/// The reason why the text is not the article's own; `None` if nothing says so.
pub(in crate::document) fn replaced_by(text: &str) -> Option<&'static str> {
    if text.chars().all(is_invisible) {
        return Some("it is empty");
    }
    let text = text.trim();
    if text.len() > MOST {
        return None;
    }
    // <https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>.
    if text.starts_with("version https://git-lfs.github.com/spec/") {
        return Some("it is a pointer of Git LFS, because the checkout has not fetched the file");
    }
    let is_one_line = !text.contains('\n');
    if is_one_line && text.contains("/annex/objects/") {
        return Some("it is a pointer of git-annex, because the checkout has not fetched the file");
    }
    is_error_page(text)
        .then_some("it is the error page of a server, which a download saved in place of the file")
}

/// White space and characters that are not drawn.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// The pages of nginx, Apache, Caddy, load balancers and content networks: a short page that has the status in its
/// title.
fn is_error_page(text: &str) -> bool {
    let start = text.get(..text.len().min(64)).unwrap_or_default().to_ascii_lowercase();
    if !start.starts_with("<!doctype html") && !start.starts_with("<html") {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let title = lower
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"))
        .map_or("", |(title, _)| title);
    const STATUSES: [(&str, &str); 14] = [
        ("400", "bad request"),
        ("401", "authorization required"),
        ("401", "unauthorized"),
        ("403", "forbidden"),
        ("404", "not found"),
        ("408", "request"),
        ("410", "gone"),
        ("429", "too many requests"),
        ("500", "internal server error"),
        ("502", "bad gateway"),
        ("503", "service"),
        ("504", "gateway time"),
        ("520", "error"),
        ("522", "timed out"),
    ];
    STATUSES.iter().any(|(status, phrase)| title.trim().starts_with(status) && title.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::replaced_by;

    #[test]
    fn texts_in_place_of_an_article() {
        let others = [
            "",
            " \n\u{200B}\u{FEFF}\n",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
            "../.git/annex/objects/Xk/9f/SHA256E-s12--ab.md/SHA256E-s12--ab.md\n",
            "/annex/objects/SHA256E-s12--ab.md\n",
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body></html>",
            "<!DOCTYPE HTML PUBLIC \"x\">\n<html><head>\n<title>404 Not Found</title>\n</head></html>",
        ];
        for text in others {
            assert!(replaced_by(text).is_some(), "{text}");
        }
        let articles = [
            "x",
            "<html><head><title>On 404 pages: a story</title></head><body>Text.</body></html>",
            "How /annex/objects/ works\n\nText.\n",
            "version https://example.org/ of the story\n",
        ];
        for text in articles {
            assert_eq!(replaced_by(text), None, "{text}");
        }
    }
}
