//! Files that editors, office programs and transfers create beside the file that is being written.

use super::rule::PathTest::{DirectoryIs, Extension, Name, Path, Prefix, Suffix};
use super::rule::{PathRule, other};
use crate::document::markup::is_article_extension;

/// The rules, tried in order.
pub(super) const RULES: &[PathRule] = &[
    // The lock and autosave files of Emacs, and the partial files of rsync, begin with a dot or end in a
    // special character; vim creates a file named 4913 to test whether a directory is writable.
    other(Prefix(".#"), "it is an editor's lock file"),
    other(Path(|path| enclosed_in_hashes(path.file_name())), "it is an editor's autosave file"),
    other(Prefix("."), "its name begins with a dot"),
    other(Suffix(&["~"]), "it is an editor's backup"),
    other(Prefix("~$"), "it is an office program's lock file"),
    other(Name(&["4913"]), "it is an editor's test file"),
    other(Extension(&["swp", "swo", "swx", "swn"]), "it is an editor's swap file"),
    other(Extension(&["bak", "orig", "old", "rej", "save"]), "it is a backup"),
    other(
        Extension(&[
            "tmp",
            "temp",
            "part",
            "partial",
            "crdownload",
            "crswap",
            "download",
            "filepart",
            "lock",
        ]),
        "it is an incomplete or temporary file",
    ),
    // NSDocument writes the new version into this directory where the file system has no other place for it.
    other(
        DirectoryIs(|name| name.starts_with("(A Document Being Saved By ")),
        "it is an editor's temporary file",
    ),
    // `post.md.erb` is a template of a generator.
    other(
        Path(|path| !path.is_erb() && is_temporary_copy(path.file_name())),
        "it is an editor's temporary file",
    ),
];

/// Whether the name has the shape of a temporary file or backup that a tool writes beside the original.
fn is_temporary_copy(name: &str) -> bool {
    is_random_name(name) || is_suffixed_name(name)
}

/// Templates of `mkstemp` without an extension: what comes before the random characters, and their number. GNU sed's
/// "sedXXXXXX", Perl's "XXXXXXXX" (glibc replaces the last six), Emacs' `make-temp-name` and Python's `tempfile`.
const RANDOM_NAMES: [(&str, usize); 4] = [("sed", 6), ("XX", 6), ("tmp", 6), ("tmp", 8)];

fn is_random_name(name: &str) -> bool {
    RANDOM_NAMES.iter().any(|(prefix, length)| {
        let Some(rest) = name.strip_prefix(prefix) else { return false };
        // Otherwise `sedentary` would be one.
        let is_random = rest.contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '_');
        rest.len() == *length && is_random && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// `NAME.EXT.ANYTHING` and `NAME.EXT___ANYTHING`: `post.md.AbCdEf` (Qt's QSaveFile), `post.md.tmp.93809.4dbd`,
/// `post.md.2871239423` (npm's write-file-atomic), `post.md.sb-fc8ad3a6-66GHcO` (macOS), `post.md.crswap`,
/// `post.md___jb_tmp___` (JetBrains). What follows the extension has no space, and is no extension of an article.
fn is_suffixed_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut ends = lower.match_indices('.').map(|(dot, _)| dot).filter(|dot| *dot > 0);
    ends.any(|dot| {
        let after = lower.get(dot + 1..).unwrap_or_default();
        let length = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
        let (extension, rest) = after.split_at_checked(length).unwrap_or((after, ""));
        let suffix = rest.strip_prefix('.').or_else(|| rest.strip_prefix("___"));
        suffix.is_some_and(|suffix| {
            let last = suffix.rsplit('.').next().unwrap_or_default();
            is_article_extension(extension) && is_copy_suffix(suffix) && !is_article_extension(last)
        })
    })
}

/// Whether text after an extension is not a sentence that goes on.
fn is_copy_suffix(suffix: &str) -> bool {
    !suffix.is_empty() && !suffix.contains(char::is_whitespace)
}

fn enclosed_in_hashes(name: &str) -> bool {
    name.len() > 2 && name.starts_with('#') && name.ends_with('#')
}
