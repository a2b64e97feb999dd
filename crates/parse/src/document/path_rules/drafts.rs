//! Names by which a file says that its article is not for the public yet. Such a file is read and checked as a
//! draft, so that it keeps its identity when it is renamed.

use super::secrets;
use tidings_model::ContentPath;

/// What the path of a file says about its publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftPath {
    /// Completes the sentence "not published: …".
    pub reason: String,
    /// How certain it is that the author means a draft.
    pub certainty: Certainty,
}

/// How certain it is that a path means a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// A directory for drafts: nothing in the document overrides it.
    Directory,
    /// The file name says so: `draft: false` in the document overrides it.
    Name,
    /// The file name may also be about drafts (`nfl-draft.md`): the article is published with a warning.
    Ambiguous,
    /// The file name says that it contains passwords: an article about passwords is published with a warning.
    Passwords,
    /// A directory for templates of notes: an article in it has a date of its own.
    Templates,
}

/// Names of directories that contain drafts. In the other languages, only words that have no other meaning.
const DIRECTORIES: [&str; 44] = [
    "drafts",
    "draft",
    "_drafts",
    "_draft",
    "unpublished",
    "private",
    "wip",
    "embargo",
    "embargoed",
    "do-not-publish",
    "not-published",
    "entwürfe",
    "entwuerfe",
    "brouillons",
    "borradores",
    "bozze",
    "rascunhos",
    "utkast",
    "kladder",
    "černovik",
    "черновики",
    "чернетки",
    "草稿",
    "下書き",
    "임시보관함",
    "entwurf",
    "brouillon",
    "borrador",
    "bozza",
    "rascunho",
    "concepten",
    "szkice",
    "koncepty",
    "taslaklar",
    "luonnokset",
    "ciorne",
    "nháp",
    "πρόχειρα",
    "초안",
    "مسودات",
    "טיוטות",
    "unfinished",
    "work-in-progress",
    "confidential",
];

/// Directories in which Obsidian and other note programs keep templates of notes.
const TEMPLATE_DIRECTORIES: [&str; 6] =
    ["templates", "template", "note-templates", "vorlagen", "plantillas", "modèles"];

/// Words that say it in a file name.
const WORDS: [&str; 14] = [
    "draft",
    "drafts",
    "wip",
    "unpublished",
    "private",
    "embargo",
    "embargoed",
    "entwurf",
    "brouillon",
    "borrador",
    "rascunho",
    "черновик",
    "草稿",
    "下書き",
];

/// Words of other languages that say it at the beginning and at the end of a file name.
const LOCALISED_WORDS: [&str; 12] = [
    "entwurf",
    "brouillon",
    "borrador",
    "bozza",
    "rascunho",
    "utkast",
    "kladde",
    "taslak",
    "luonnos",
    "черновик",
    "草稿",
    "下書き",
];

/// Words that make what is after a word of [`LOCALISED_WORDS`] a title: `Entwurf einer Verfassung`.
const GENITIVES: [&str; 17] = [
    "einer", "eines", "der", "des", "von", "zu", "zum", "zur", "fur", "für", "de", "du", "d", "di", "del",
    "da", "do",
];

/// Words after `draft-` and before `-draft` with which the name is about something else. The names of sports
/// leagues are those whose drafts news reports are about.
#[rustfmt::skip]
const OTHER_MEANINGS: [&str; 37] = [
    "nfl", "nba", "nhl", "mlb", "mls", "afl", "wnba", "mock", "fantasy", "first", "final", "rough", "second", "last",
    "military", "a", "the", "horse", "horses", "beer", "beers", "ale", "animal", "animals", "day", "pick", "picks",
    "lottery", "dodger", "dodgers", "dodging", "class", "excluder", "prospects", "limit", "limits", "kanban",
];

/// What the path says about the publication of its file; `None` if it says nothing.
pub fn draft_path(path: &ContentPath) -> Option<DraftPath> {
    let said = |reason: String, certainty| Some(DraftPath { reason, certainty });
    let directories: Vec<&str> = path.directory().split('/').filter(|part| !part.is_empty()).collect();
    if let Some(directory) = directories.iter().find(|name| is_draft_directory(name)) {
        return said(format!("it is in the directory '{directory}'"), Certainty::Directory);
    }
    if secrets::names_passwords(path) {
        return said("its name says that it contains passwords".to_owned(), Certainty::Passwords);
    }
    let name = path.name();
    if let Some(certainty) = certainty_of_name(path, name) {
        return said(format!("its name is that of a draft ('{}')", path.file_name()), certainty);
    }
    let directory = directories.iter().find(|name| TEMPLATE_DIRECTORIES.contains(&bare(name).as_str()))?;
    said(
        format!("it has no date and is in the directory '{directory}', which is for templates of notes"),
        Certainty::Templates,
    )
}

/// The name in lower case without a number in front (`00 Drafts`, `1. Drafts`).
fn bare(name: &str) -> String {
    let lower = name.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| c.is_ascii_digit() || " .-)".contains(c)).trim();
    if bare.is_empty() { lower } else { bare.to_owned() }
}

/// `drafts`, `00 Drafts`, `blog-drafts`, `drafts-2026`.
fn is_draft_directory(name: &str) -> bool {
    let bare = bare(name);
    let mut words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first_is = words.next() == Some("drafts");
    let rest: Vec<&str> = words.collect();
    let is_numbered =
        first_is && rest.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()) || *word == "old");
    DIRECTORIES.contains(&bare.as_str()) || is_numbered || rest.last() == Some(&"drafts")
}

fn certainty_of_name(path: &ContentPath, name: &str) -> Option<Certainty> {
    let lower = name.to_lowercase();
    let is_word = |word: &str| WORDS.contains(&word.trim());
    // `[draft] post`, `(WIP) post`, `post [draft]`, `post (draft)`.
    let in_brackets = |text: &str, open: char, close: char| {
        let first =
            text.strip_prefix(open).and_then(|rest| rest.split_once(close)).map(|(word, _)| word.to_owned());
        let last =
            text.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)).map(|(_, word)| word.to_owned());
        first.into_iter().chain(last).any(|word| is_word(&word))
    };
    if is_word(&lower)
        || [('[', ']'), ('(', ')'), ('{', '}')].iter().any(|(a, b)| in_brackets(&lower, *a, *b))
    {
        return Some(Certainty::Name);
    }
    // `post.draft.md`, `draft.post.md`.
    let dotted: Vec<&str> = lower.split('.').collect();
    if dotted.len() > 1
        && (dotted.first().is_some_and(|word| is_word(word))
            || dotted.last().is_some_and(|word| is_word(word)))
    {
        return Some(Certainty::Name);
    }
    // `draft_post`, `draft post`, `DRAFT: post`, `post_draft`. Medium writes `draft_Title-99aa88bb77cc.html`.
    for sign in ['_', ' ', ':'] {
        let first = lower.split(sign).next().filter(|first| first.len() < lower.len());
        let last = lower.rsplit(sign).next().filter(|last| last.len() < lower.len());
        let is_draft = |word: Option<&str>| {
            word.is_some_and(|word| ["draft", "wip", "unpublished"].contains(&word.trim()))
        };
        if is_draft(first) && !names_something_else(&lower) {
            return Some(Certainty::Name);
        }
        if is_draft(last) {
            return Some(if names_something_else(&lower) || sign == ' ' {
                Certainty::Ambiguous
            } else {
                Certainty::Name
            });
        }
    }
    localised(path, &lower).or_else(|| hyphenated(path, &lower))
}

/// `Entwurf Reise`, `brouillon-voyage`, `reise_entwurf`.
fn localised(path: &ContentPath, lower: &str) -> Option<Certainty> {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let start = words.iter().position(|word| !is_number(word))?;
    let is_first = LOCALISED_WORDS.contains(words.get(start)?);
    let is_last = LOCALISED_WORDS.contains(words.last()?);
    let is_title = words.get(start + 1).is_some_and(|word| GENITIVES.contains(word)) || is_dated(path);
    match (is_first, is_last) {
        (true, _) if is_title => Some(Certainty::Ambiguous),
        (true, _) => Some(Certainty::Name),
        (false, true) if is_dated(path) => Some(Certainty::Ambiguous),
        // `Der Entwurf` is a title; a mark is set off by another sign than a space.
        (false, true) if lower.contains(' ') => Some(Certainty::Ambiguous),
        (false, true) => Some(Certainty::Name),
        (false, false) => None,
    }
}

fn is_dated(path: &ContentPath) -> bool {
    path.stem().get(..4).is_some_and(|year| year.chars().all(|c| c.is_ascii_digit()))
}

/// `draft-post`, `wip-post`, `post-draft`. In a name that begins with its date, which generators require of
/// posts, the words are a title.
fn hyphenated(path: &ContentPath, lower: &str) -> Option<Certainty> {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    let first = *words.iter().find(|word| !is_number(word))?;
    let last = *words.last()?;
    if words.len() < 2 {
        return None;
    }
    let is_dated = is_dated(path);
    let is_prefix = ["draft", "drafts", "wip"].contains(&first);
    if is_prefix && !is_dated && !names_something_else(lower) {
        return Some(Certainty::Name);
    }
    match last {
        "draft" | "wip" if is_dated || names_something_else(lower) => Some(Certainty::Ambiguous),
        "draft" | "wip" => Some(Certainty::Name),
        _ if is_prefix => Some(Certainty::Ambiguous),
        _ => None,
    }
}

/// Whether the word beside `draft` gives it another meaning.
fn names_something_else(lower: &str) -> bool {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| {
        (pair[0] == "draft" && OTHER_MEANINGS.contains(&pair[1]))
            || (pair[1] == "draft" && OTHER_MEANINGS.contains(&pair[0]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_drafts() {
        use Certainty::{Ambiguous, Directory, Name, Passwords, Templates};
        let cases = [
            ("drafts/a.md", Some(Directory)),
            ("Drafts/b.md", Some(Directory)),
            ("posts/drafts/c.md", Some(Directory)),
            ("_drafts/a.md", Some(Directory)),
            ("00 Drafts/a.md", Some(Directory)),
            ("blog-drafts/a.md", Some(Directory)),
            ("drafts-2026/a.md", Some(Directory)),
            ("draft-beers/a.md", None),
            ("privateer/a.md", None),
            ("draft_Untitled-99aa88bb77cc.html", Some(Name)),
            ("my-post.draft.md", Some(Name)),
            ("[draft] c.md", Some(Name)),
            ("c (Draft).md", Some(Name)),
            ("draft-2026-03-01-b.md", Some(Name)),
            ("draft.md", Some(Name)),
            ("DRAFT post.md", Some(Name)),
            ("post_draft.md", Some(Name)),
            ("my-post-draft.md", Some(Name)),
            ("drafts/index.md", Some(Directory)),
            ("draft-post/index.md", Some(Name)),
            ("passwords.md", Some(Passwords)),
            ("draft-horse-racing.md", Some(Ambiguous)),
            ("nfl-draft.md", Some(Ambiguous)),
            ("2026-03-01-rfc-draft.md", Some(Ambiguous)),
            ("2026-03-01-draft-horses.md", Some(Ambiguous)),
            ("drafting-a-letter.md", None),
            ("aircraft.md", None),
            ("Entwurf Reise.md", Some(Name)),
            ("brouillon-voyage.md", Some(Name)),
            ("viaje_borrador.md", Some(Name)),
            ("черновик письма.md", Some(Name)),
            ("entwurf-einer-verfassung.md", Some(Ambiguous)),
            ("Der Entwurf.md", Some(Ambiguous)),
            ("Templates/Daily.md", Some(Templates)),
            ("99 - Templates/Daily.md", Some(Templates)),
            ("templates.md", None),
        ];
        for (path, certainty) in cases {
            let found = draft_path(&ContentPath::new(path).unwrap()).map(|said| said.certainty);
            assert_eq!(found, certainty, "{path}");
        }
    }
}
