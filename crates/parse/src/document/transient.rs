//! Files that come and go while somebody works: they are not worth a line in the log.

use super::path_rules::ignored_because;
use tidings_model::ContentPath;

/// The beginnings of the reasons for which such files are ignored.
const REASONS: [&str; 6] = [
    "it is an editor's ",
    "it is an office program's lock file",
    "it is an incomplete or temporary file",
    "its name begins with a dot",
    "it is in a hidden directory",
    "it is a backup",
];

/// Whether the file is a temporary file, a lock file or a backup of an editor, or hidden, by its path alone.
pub fn is_transient(path: &ContentPath) -> bool {
    ignored_because(path).is_some_and(|reason| REASONS.iter().any(|known| reason.starts_with(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_editors_are_transient() {
        let is = |text: &str| is_transient(&ContentPath::new(text).unwrap());
        let transient = [
            ".a.md.swp",
            "a.md~",
            "4913",
            "#a.md#",
            ".#a.md",
            "~$a.docx",
            "a.md.tmp",
            "sedAbC123",
            "a.md.bak",
            "post.md___jb_tmp___",
            ".git/HEAD.md",
            ".DS_Store",
        ];
        for path in transient {
            assert!(is(path), "{path}");
        }
        for path in ["a.md", "photo.jpg", "README.md", "_draft.md", "letter.doc"] {
            assert!(!is(path), "{path}");
        }
    }
}
