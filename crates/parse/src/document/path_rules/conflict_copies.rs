//! Copies that synchronisation programs and merge tools write when two people changed one file, known by the
//! shape of their names alone. [`copied_original`] recognises shapes that need the original beside them.

use super::rule::PathTest::{Contains, Path};
use super::rule::{PathRule, other};
use tidings_model::{ContentPath, slugify};

const SYNCHRONISER: &str = "it is a conflict copy made by a file synchroniser";

/// The rules, tried in order.
pub(super) const RULES: &[PathRule] = &[
    // Syncthing, Dropbox, Nextcloud, ownCloud, Obsidian Sync, Seafile, Insync, git-annex.
    other(
        Contains(&[
            ".sync-conflict-",
            "conflicted copy",
            "_conflict-",
            "(sfconflict",
            ".variant-",
            "(case conflict",
            "(case clash",
            "(conflict copy",
            "(conflict)",
            "(conflicted)",
            "[conflict]",
            "[conflicted]",
            "[conflict ",
            "[conflicted ",
            "(white space conflict",
            "(selective sync conflict",
            "(unicode encoding conflict",
            "(# edit conflict",
            "_caseconflict",
            // Git, at a rename or a change of type that conflicts: `post.md~HEAD`.
            "~head",
        ]),
        SYNCHRONISER,
    ),
    other(Path(|path| has_localised_mark(path.stem())), SYNCHRONISER),
    other(Path(|path| has_host_name(path.stem())), SYNCHRONISER),
    other(Path(|path| is_synology_conflict(path.stem())), SYNCHRONISER),
    other(Path(|path| is_merge_side(path.stem())), "it is one side of a conflict, made by git mergetool"),
];

/// What Dropbox and others write in parentheses in other languages, as slugs: accents are written as one
/// character or two (NFC, NFD), and a slug has neither.
const LATIN_MARKS: [&str; 18] = [
    "in-konflikt-stehende-kopie",
    "kopie-in-konflikt",
    "konfliktkopie",
    "copie-en-conflit",
    "copie-conflictuelle",
    "copia-en-conflicto",
    "copia-in-conflitto",
    "copia-em-conflito",
    "copia-conflitante",
    "conflicterende-kopie",
    "konfliktkopi",
    "motstridig-kopia",
    "motstridende-kopi",
    "konfliktni-kopie",
    "kopia-powodujaca-konflikt",
    "cakisan-kopya",
    "salinan-konflik",
    "salinan-bercanggah",
];

/// The same in scripts whose transliteration would not be unique.
const OTHER_MARKS: [&str; 11] = [
    "конфликтующая копия",
    "конфликтная копия",
    "конфліктна копія",
    "冲突副本",
    "冲突的副本",
    "衝突複本",
    "衝突的複本",
    "競合コピー",
    "競合するコピー",
    "충돌하는 복사본",
    "충돌된 복사본",
];

/// `post (Copie en conflit de Jane 2026-03-01)`.
fn has_localised_mark(stem: &str) -> bool {
    let Some((_, inner)) = stem.rsplit_once(['(', '（']) else { return false };
    let inner = inner.trim_end_matches([')', '）']).to_lowercase();
    OTHER_MARKS.iter().any(|mark| inner.contains(mark)) || {
        let slug = slugify(&inner);
        LATIN_MARKS.iter().any(|mark| slug.contains(mark))
    }
}

/// Whether the stem ends in the name that Windows gives a computer, which OneDrive appends: `post-DESKTOP-AB12CD3`.
/// A further conflict has a number: `post-DESKTOP-AB12CD3-2`.
fn has_host_name(stem: &str) -> bool {
    const HOSTS: [(&str, usize); 3] = [("-DESKTOP-", 7), ("-LAPTOP-", 8), ("-WIN-", 11)];
    HOSTS.iter().any(|(mark, length)| {
        stem.rsplit_once(mark).is_some_and(|(original, rest)| {
            let (host, number) = rest.split_once('-').unwrap_or((rest, "1"));
            let is_code = host.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
            !original.is_empty() && host.len() == *length && is_code && is_number
        })
    })
}

/// `post_NAS_Mar-01-101010-2026_Conflict` (Synology Drive), `post.Conflict` (Resilio).
fn is_synology_conflict(stem: &str) -> bool {
    stem.ends_with("_Conflict") || stem.ends_with(".Conflict")
}

/// `post_LOCAL_1234`: git mergetool writes the sides of a conflict with its process id.
fn is_merge_side(stem: &str) -> bool {
    const SIDES: [&str; 4] = ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"];
    SIDES.iter().any(|side| {
        stem.rsplit_once(side).is_some_and(|(original, id)| {
            !original.is_empty() && !id.is_empty() && id.chars().all(|c| c.is_ascii_digit())
        })
    })
}

/// What a program appends to the stem of a copy, before any number: a second version by iCloud (`post 2`), a
/// second download (`post (1)`), a copy by a file manager (`post copy`, `post - Kopie`).
const COPY_WORDS: [&str; 16] = [
    "copy",
    "kopie",
    "copie",
    "copia",
    "cópia",
    "kopia",
    "kopio",
    "kopya",
    "копия",
    "副本",
    "コピー",
    "복사본",
    "másolat",
    "kopi",
    "αντίγραφο",
    "salinan",
];

/// What a file manager writes in front of the name of a copy, in lower case.
const COPY_PREFIXES: [&str; 10] = [
    "copy of ",
    "kopie von ",
    "copie de ",
    "copia de ",
    "copia di ",
    "cópia de ",
    "kopie van ",
    "kopia ",
    "kopi av ",
    "копия ",
];

/// Words that name a backup after a dot, a hyphen or an underscore, in lower case.
const BACKUP_WORDS: [&str; 14] = [
    "old", "orig", "original", "bak", "backup", "back", "copy", "prev", "previous", "save", "saved", "mine",
    "conflict", "pc",
];

/// The path of the original, if the name has the shape of a copy. An article may have such a name as well, so
/// the caller compares the two files: `Journey 2.md` may be the second part of `Journey.md`, and `1.post.md` another
/// post than `post.md`.
pub fn copied_original(path: &ContentPath) -> Option<ContentPath> {
    let stem = path.stem();
    let after_prefix =
        || stem.rsplit_once('.').map(|(_, original)| original).filter(|original| *original != "index");
    let original = without_copy_mark(stem)
        .or_else(|| without_copy_prefix(stem))
        .or_else(|| without_backup_mark(stem))
        .or_else(after_prefix);
    let original = original.filter(|original| !original.is_empty())?;
    let name = path.file_name();
    let at = name.find(stem)? + stem.len();
    let directory = path.directory();
    let slash = if directory.is_empty() { "" } else { "/" };
    ContentPath::new(&format!("{directory}{slash}{original}{}", name.get(at..)?))
}

/// The paths at which the usual copies of the file are: some of those whose [`copied_original`] it is.
pub fn copies_of(path: &ContentPath) -> impl Iterator<Item = ContentPath> {
    let name = path.file_name();
    let end = name.find(path.stem()).unwrap_or_default() + path.stem().len();
    let (stem, rest) = name.split_at_checked(end).unwrap_or((name, ""));
    let directory = path.directory();
    let slash = if directory.is_empty() { "" } else { "/" };
    let marks = (1..=9).flat_map(|number| [format!(" ({number})"), format!(" {number}")]);
    let words = [
        " copy", " - Copy", " - Kopie", " Kopie", " - Copie", " copie", ".old", ".orig", ".bak", ".backup",
        "_backup", "-backup", "_old", "-old", "~1",
    ];
    let prefixed = ["Copy of ", "Kopie von ", "Copie de "].map(|mark| format!("{mark}{stem}"));
    marks
        .chain(words.map(str::to_owned))
        .map(|mark| format!("{stem}{mark}"))
        .chain(prefixed)
        .filter_map(|name| ContentPath::new(&format!("{directory}{slash}{name}{rest}")))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The stem without the mark of a copy.
fn without_copy_mark(stem: &str) -> Option<&str> {
    let without_parentheses = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    if let Some((original, inner)) = without_parentheses {
        let is_number = !inner.is_empty() && inner.len() <= 2 && inner.chars().all(|c| c.is_ascii_digit());
        // `post (1. Kopie)`, `post (Box conflict)`.
        let mut words = inner.split_whitespace();
        let names_copy = words.any(|word| is_copy_word(word) || word.to_lowercase().starts_with("conflict"));
        if is_number || names_copy {
            let original = original.trim_end();
            // `post - Copy (2)`.
            return Some(without_copy_mark(original).unwrap_or(original));
        }
        return None;
    }
    if let Some(original) = ["-MacBook-Pro", "-MacBook-Air", "-iMac", "-Mac-mini", "-Mac-Studio"]
        .iter()
        .find_map(|host| stem.strip_suffix(host))
    {
        // `post-Janes-MacBook-Pro`.
        return Some(
            original
                .rsplit_once('-')
                .filter(|(_, owner)| owner.ends_with('s'))
                .map_or(original, |(rest, _)| rest),
        );
    }
    let (original, last) = stem.rsplit_once(' ')?;
    let is_number = last.len() == 1 && last.chars().all(|c| ('2'..='9').contains(&c));
    if is_number {
        // `post copy 2`, or `post 2`.
        return Some(without_copy_mark(original).unwrap_or(original));
    }
    is_copy_word(last).then(|| original.trim_end_matches([' ', '-', '–']))
}

/// `Copy of post`, `Copy (2) of post`.
fn without_copy_prefix(stem: &str) -> Option<&str> {
    let numbered =
        stem.strip_prefix("Copy (").and_then(|rest| rest.split_once(") of ")).map(|(_, rest)| rest);
    numbered.or_else(|| {
        COPY_PREFIXES.iter().find_map(|prefix| {
            let start = stem.get(..prefix.len())?;
            (start.to_lowercase() == *prefix).then(|| stem.get(prefix.len()..)).flatten()
        })
    })
}

/// `post.old`, `post-backup-2026-03-01`, `post_backup`, `post~1`, `post-Janes-PC`.
fn without_backup_mark(stem: &str) -> Option<&str> {
    if let Some((original, number)) = stem.rsplit_once('~') {
        let is_number = !number.is_empty() && number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit());
        return is_number.then_some(original);
    }
    let undated = stem.trim_end_matches(|c: char| c.is_ascii_digit() || "-_. ".contains(c));
    let (original, word) = undated.rsplit_once(['.', '-', '_', ' '])?;
    if !BACKUP_WORDS.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    // The name of a computer has its owner in front.
    let is_computer = word.eq_ignore_ascii_case("pc");
    if is_computer { original.rsplit_once('-').map(|(original, _)| original) } else { Some(original) }
}

fn is_copy_word(word: &str) -> bool {
    COPY_WORDS.contains(&word.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_original_of_a_copy_is_found() {
        let cases = [
            ("a/post 2.md", Some("a/post.md")),
            ("post (1).md", Some("post.md")),
            ("post copy.md", Some("post.md")),
            ("post copy 2.md", Some("post.md")),
            ("post - Copy (2).md", Some("post.md")),
            ("post - Kopie.html", Some("post.html")),
            ("post-Janes-MacBook-Pro.md", Some("post.md")),
            ("Copy of post.md", Some("post.md")),
            ("Copy (2) of post.md", Some("post.md")),
            ("Kopie von post.md", Some("post.md")),
            ("a/index.old.md", Some("a/index.md")),
            ("post.backup.md", Some("post.md")),
            ("post-backup-2026-03-01.md", Some("post.md")),
            ("post_backup.md", Some("post.md")),
            ("post~1.md", Some("post.md")),
            ("post-Jane-PC.md", Some("post.md")),
            ("post (1. Kopie).md", Some("post.md")),
            ("post (Box conflict).md", Some("post.md")),
            ("post 12.md", None),
            ("a/2.index.md", None),
            ("post (2026).md", None),
            ("post.md", None),
            ("2.md", None),
        ];
        for (path, original) in cases {
            let found = copied_original(&ContentPath::new(path).unwrap());
            assert_eq!(found.as_ref().map(ContentPath::as_str), original, "{path}");
        }
    }
}
