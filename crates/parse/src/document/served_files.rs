//! Which files of the folder may be served because an article refers to them, by their paths alone.
//!
//! A reference is the word of whoever wrote the article, and a slip or a stranger's text may name any path.
//! So files that are never meant for readers are not served, whoever refers to them.

use super::authors_file::directory_of_authors_file;
use super::markup::is_article_extension;
use super::path_rules::private_because;
use tidings_model::ContentPath;

/// The configuration of this program, which may contain the keys of hubs.
const CONFIGURATION: &str = "tidings.toml";

/// Extensions, in lower case, with the reason why such a file is not served. Secrets have rules of their own
/// ([`private_because`]).
const EXTENSIONS: &[(&[&str], &str)] = &[
    (&["mbox", "mbx", "msg", "emlx", "pst", "ost"], "it contains e-mails"),
    (&["bak", "orig", "old", "rej", "save", "swp", "swo", "swx", "swn"], "it is a backup"),
    (&["tmp", "temp", "part", "partial", "crdownload", "filepart", "lock", "core"], "it is a temporary file"),
];

/// Why the file at this path is never served as a file; `None` if it may be, when a public article refers to
/// it.
pub fn not_served_because(path: &ContentPath) -> Option<&'static str> {
    if ContentPath::is_hidden(path.as_str()) {
        return Some("a part of its path begins with a dot");
    }
    // What is in `.well-known` is public, but not a key that someone put there.
    let inner = path.as_str().strip_prefix(".well-known/").and_then(ContentPath::new);
    if let Some(reason) = private_because(inner.as_ref().unwrap_or(path)) {
        return Some(reason);
    }
    let name = path.file_name().to_lowercase();
    if name == CONFIGURATION {
        return Some("it is the configuration of this program");
    }
    if directory_of_authors_file(path).is_some() {
        return Some("it is a list of authors with their addresses");
    }
    if name.ends_with('~') || name.ends_with('#') {
        return Some("it is a backup");
    }
    let extension = path.extension()?;
    // A draft that a public article links to would leak; a published article has a permalink.
    if is_article_extension(&extension) {
        return Some("it is a document, which is published as an article");
    }
    let mut rows = EXTENSIONS.iter().filter(|(extensions, _)| extensions.contains(&extension.as_str()));
    rows.next().map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_and_attachments_are_served_and_private_files_are_not() {
        for path in [
            "img/a.png",
            "talk.pdf",
            "a/b/data.csv",
            "episode.mp3",
            "source.tar.gz",
            "Makefile",
            ".well-known/security.svg",
            "keys.png",
        ] {
            assert_eq!(not_served_because(&ContentPath::new(path).unwrap()), None, "{path}");
        }
        for path in [
            "tidings.toml",
            "blog/Tidings.toml",
            ".tidings/held.json",
            "a/.env",
            ".well-known/.env",
            "draft.md",
            "page.HTML",
            "letter.docx",
            "cert.PEM",
            "id_rsa",
            "backup.sql",
            "backup.sqlite",
            "blog/authors.yml",
            "inbox.mbox",
            "photo.png.bak",
            "photo.png~",
        ] {
            assert!(not_served_because(&ContentPath::new(path).unwrap()).is_some(), "{path}");
        }
    }
}
