//! Files that editors, office programs and transfers create beside the file that is being written.

use super::rule::PathTest::{Extension, Name, Path, Prefix, Suffix};
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
    other(Path(|path| is_temporary_copy(path.file_name())), "it is an editor's temporary file"),
];

/// Words that editors and other tools put between the extension of the original and a number of their own:
/// `post.md.tmp.93809.4dbd`.
const TEMPORARY_WORDS: [&str; 6] = ["tmp", "temp", "bak", "backup", "orig", "swp"];

/// Whether the name has the shape of a temporary file that a tool writes beside the original: `post.md___jb_tmp___`
/// (JetBrains' safe write), `sedAbC123` (sed -i, GNU sed's mkostemp template "sedXXXXXX"), `post.md.tmp.93809`.
fn is_temporary_copy(name: &str) -> bool {
    let is_sed = name.strip_prefix("sed").is_some_and(|rest| {
        let is_random = rest.contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        rest.len() == 6 && is_random && rest.chars().all(|c| c.is_ascii_alphanumeric())
    });
    let is_jetbrains = name.ends_with("___jb_tmp___") || name.ends_with("___jb_old___");
    let parts: Vec<&str> = name.split('.').collect();
    let is_numbered = parts.windows(2).skip(1).any(|pair| match pair {
        [extension, word] => {
            is_article_extension(&extension.to_lowercase())
                && TEMPORARY_WORDS.contains(&word.to_lowercase().as_str())
        }
        _ => false,
    });
    is_sed || is_jetbrains || is_numbered
}

fn enclosed_in_hashes(name: &str) -> bool {
    name.len() > 2 && name.starts_with('#') && name.ends_with('#')
}
