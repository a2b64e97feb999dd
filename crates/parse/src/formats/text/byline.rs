//! Parses bylines and recognises names of people in them.

use super::shape::{is_cjk, words};
use tidings_model::Person;

/// First words of bylines, in lower case; a colon may follow.
#[rustfmt::skip]
const STARTS: [&str; 73] = [
    "by", "written by", "posted by", "published by", "reported by", "story by", "words by", "text by",
    "article by", "report by", "submitted by", "author", "authors", "byline", "reporter", "writer", "von",
    "text", "autor", "autorin", "autoren", "par", "texte par", "publié par", "écrit par", "auteur", "por",
    "escrito por", "publicado por", "di", "autore", "a cura di", "door", "auteurs", "av", "skrevet av",
    "af", "автор", "автор статьи", "текст", "作者", "记者", "文",
    "interview by", "an interview by", "interview", "interview von", "propos recueillis par",
    "entrevista de", "intervista di", "bearbeitet von", "yazar", "yazan", "haber", "بقلم", "كتب",
    "كتبت", "الكاتب", "लेखक", "द्वारा", "penulis", "oleh", "текст и фото", "беседовал",
    "беседовала", "撰文", "本报记者",
    "記者", "撰稿", "編輯", "기자", "取材", "文と写真",
];

/// Those of [`STARTS`] that are nouns: a colon must follow before the name.
#[rustfmt::skip]
const NOUNS: [&str; 27] = [
    "author", "authors", "byline", "reporter", "writer", "text", "autor", "autorin", "autoren", "auteur",
    "auteurs", "autore", "автор", "автор статьи", "текст", "作者", "记者", "文",
    "interview", "yazar", "haber", "الكاتب", "लेखक", "penulis", "текст и фото", "беседовал", "беседовала",
];

/// Names of roles and desks: they end the list of names, and are not names themselves.
const ROLES: &str = "writer staff correspondent editor reporter news desk columnist contributor contributing senior \
    chief bureau analyst professor team agency agencies photographer producer author journalist redaktion \
    redakteur redakteurin korrespondent journaliste correspondant world politics business sports sport opinion \
    culture technology science health home latest top local national international update updated \
    min read views comments share live video photo photos press release editorial";

/// Words between two names.
const JOINERS: [&str; 9] = [" and ", " & ", " und ", " et ", " y ", " e ", " i ", " и ", " en "];

/// Words in names that have no capital.
const PARTICLES: &str = "de van von der den del da di dos la le el al bin ibn the of du y e ten ter";

/// Separators between the names of a byline and the text after them.
const ENDS: [&str; 18] = [
    "|", "•", "·", "\t", " - ", " – ", " — ", " for ", " FOR ", "／", " in ", " at ", " on ", "; ", " via ",
    " Follow", " Suivre", " Folgen",
];

/// Parses a byline: `By Jane Doe and John Roe, Staff Writers`. `None`: the line is not a byline.
pub(crate) fn parse(line: &str) -> Option<Vec<Person>> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || "*_()[]—–-~|".contains(c));
    if line.split_whitespace().count() > 18 || line.len() > 200 {
        return None;
    }
    let rest = after_start(line)?;
    let people = names(rest);
    (!people.is_empty()).then_some(people)
}

/// Whether the line is a byline without a name, as templates leave it: `von`, `By:`.
pub(super) fn is_empty_byline(line: &str) -> bool {
    let bare = line.trim().trim_end_matches(':').trim_end().to_lowercase();
    STARTS.contains(&bare.as_str())
}

/// The text after the longest start.
fn after_start(line: &str) -> Option<&str> {
    let mut best: Option<&str> = None;
    for start in STARTS {
        let Some(head) = line.get(..start.len()).filter(|head| head.to_lowercase() == start) else {
            continue;
        };
        let rest = &line[head.len()..];
        let after_colon = rest.trim_start().strip_prefix([':', '：', '/', '／']);
        let cjk = start.chars().all(is_cjk);
        let parted = match after_colon {
            Some(after) => Some(after),
            // `記者陳大文／台北報導`: the slash after the name shows that it is a byline.
            None if cjk && rest.contains(['／', '/']) => Some(rest),
            None if NOUNS.contains(&start) && !cjk => None,
            None => rest.strip_prefix(char::is_whitespace),
        };
        if let Some(rest) = parted
            && best.is_none_or(|best| rest.len() < best.len())
        {
            best = Some(rest);
        }
    }
    best.map(str::trim).filter(|rest| !rest.is_empty())
}

/// The names at the start of a text.
fn names(text: &str) -> Vec<Person> {
    let end = ENDS.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    // `by Jane Doe 4 Comments`.
    let count = text
        .match_indices(' ')
        .map(|(at, _)| at)
        .find(|at| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    let end = count.map_or(end, |count| count.min(end));
    let mut list = text[..end].to_owned();
    for joiner in JOINERS {
        list = list.replace(joiner, ",");
    }
    let mut people: Vec<Person> = Vec::new();
    for part in list.split([',', '/', '、', '，']) {
        let part = part.trim().trim_end_matches([':', '.']).trim();
        if part.is_empty() {
            continue;
        }
        let part = part.strip_prefix("and ").or_else(|| part.strip_prefix("und ")).unwrap_or(part);
        let person = person(part);
        let first = people.is_empty();
        if !(is_name(&person.name) || first && (is_sole_name(&person.name) || is_office(&person.name))) {
            break;
        }
        people.push(person);
    }
    people
}

/// A name with its e-mail address: `Jane Doe <jane@example.org>`.
pub(crate) fn person(text: &str) -> Person {
    let is_border = |c: char| c.is_whitespace() || "<>()[]\"“”".contains(c);
    let email = text.split(is_border).find(|word| is_email(word));
    let name = match email {
        Some(email) => text.replacen(email, "", 1),
        None => text.to_owned(),
    };
    let name = without_paper(&name.replace("mailto:", "")).to_owned();
    let name = name.trim_matches(|c: char| is_border(c) || c == ',').to_owned();
    let name = tidings_model::text::one_line(&name);
    let name = if name.is_empty() { email.unwrap_or_default().to_owned() } else { name };
    Person { name, email: email.map(str::to_owned), url: None }
}

/// Removes the name of the newspaper after a name in capitals: `MARA LIND Coast News`.
fn without_paper(name: &str) -> &str {
    let is_capital = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.chars().all(|c| !c.is_lowercase())
    };
    let mut end = 0;
    let mut capitals = 0;
    for word in name.split_inclusive(' ') {
        if !is_capital(word.trim()) {
            break;
        }
        capitals += 1;
        end += word.len();
    }
    if capitals >= 2 { name[..end].trim_end() } else { name }
}

fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    })
}

/// One word more than a name may have.
fn first_words(text: &str) -> Vec<&str> {
    text.split_whitespace().take(6).collect()
}

/// Whether the text can be the only name of a byline: a single word (`AFP`, `piotrbein`) or a desk counts
/// too.
fn is_sole_name(text: &str) -> bool {
    let words = first_words(text);
    match words.as_slice() {
        [] => false,
        [one] => one.chars().next().is_some_and(char::is_alphabetic) || one.starts_with('@'),
        many => many.len() <= 5 && many.iter().all(|word| begins_as_name(word)) && !is_idiom(text),
    }
}

/// Headings that begin with "By" and name no author.
fn is_idiom(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "the numbers" | "the way" | "the book" | "the time" | "invitation only"
    )
}

/// Whether the text looks like a person's name: two to four capitalised words, none of them a role.
pub(super) fn is_name(text: &str) -> bool {
    let words = first_words(text);
    let has_role = words.iter().any(|word| {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let singular = lower.strip_suffix('s').unwrap_or(&lower);
        ROLES.split_ascii_whitespace().any(|role| role == lower || role == singular)
    });
    let capitals = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    (2..=5).contains(&words.len())
        && (2..=4).contains(&capitals)
        && !has_role
        && !words.iter().any(|word| matches!(*word, "the" | "of"))
        && words.iter().all(|word| begins_as_name(word))
        && !text.chars().any(|c| c.is_ascii_digit() || "!?:;\"“”()&".contains(c))
        && words.iter().all(|word| word.chars().count() <= 20)
}

/// Names of a newspaper's offices and of their staff.
const OFFICES: [&str; 9] =
    ["desk", "bureau", "newsroom", "staff", "reporter", "correspondent", "writer", "redaktion", "redazione"];

/// Whether the text is an office or its staff, in any case: `GT staff reporters`.
fn is_office(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let last = last.strip_suffix('s').unwrap_or(&last);
    text.split_whitespace().count() <= 5 && text.starts_with(char::is_uppercase) && OFFICES.contains(&last)
}

/// Whether the line is a few capitalised words that end in the name of an office: `Coast News Desk`.
pub(super) fn is_desk(text: &str) -> bool {
    let words = first_words(text);
    let last = words.last().map(|word| word.to_lowercase()).unwrap_or_default();
    (2..=5).contains(&words.len())
        && OFFICES.contains(&last.as_str())
        && words.iter().all(|word| begins_as_name(word))
}

/// Whether the line is a job title: a few words, one of them a profession in journalism, as in `Diplomatic
/// correspondent, Ankara`.
pub(super) fn is_job(text: &str) -> bool {
    const JOBS: &str = "correspondent editor reporter columnist journalist writer producer analyst fellow contributor \
        critic blogger author professor director researcher economist korrespondent korrespondentin redakteur \
        redakteurin reporterin autorin autor journaliste correspondant correspondante rédacteur rédactrice \
        corresponsal periodista redactor redactora giornalista corrispondente jornalista repórter корреспондент \
        журналист обозреватель редактор muhabir muhabiri yazarı editör";
    let is_job = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let singular = word.strip_suffix('s').unwrap_or(&word).to_owned();
        JOBS.split_ascii_whitespace().any(|job| job == word || job == singular)
    };
    text.split_whitespace().count() <= 8
        && !text.ends_with(['.', '!', '?', ':'])
        && text.split_whitespace().any(is_job)
}

/// The person of a line that is a name followed by a job title: `Jane Doe Environment editor`, `Jane Doe,
/// Political correspondent`.
pub(super) fn name_with_job(text: &str) -> Option<Person> {
    let spaces = text.match_indices(' ').map(|(at, _)| text.split_at(at));
    let (name, _) =
        spaces.map(|(name, job)| (name.trim_end_matches(','), job)).find(|(name, _)| is_name(name))?;
    let last = text.split_whitespace().next_back()?;
    (text.split_whitespace().count() <= 7 && is_job(last)).then(|| person(name))
}

fn begins_as_name(word: &str) -> bool {
    let first = word.chars().next().unwrap_or_default();
    (first.is_alphabetic() && !first.is_lowercase())
        || PARTICLES.split_ascii_whitespace().any(|particle| particle == word.to_lowercase())
        || "d'’O".contains(first)
}

/// Adds the people who are not in the list yet.
pub(super) fn add_people(authors: &mut Vec<Person>, people: &[Person]) {
    for person in people {
        if !authors.iter().any(|author| author.name.to_lowercase() == person.name.to_lowercase()) {
            authors.push(person.clone());
        }
    }
}

/// Whether the text is a note about one of the authors: `Jane Doe is a reporter in Oslo.`
pub(super) fn is_biography(text: &str, authors: &[Person]) -> bool {
    const VERBS: [&str; 10] =
        ["is", "was", "covers", "writes", "has", "works", "ist", "est", "es", "reports"];
    words(text) <= 80
        && authors.iter().any(|author| {
            let rest = text.trim_start_matches(['*', '_']).strip_prefix(author.name.as_str());
            let next = rest.and_then(|rest| rest.split_whitespace().next());
            author.name.contains(' ') && next.is_some_and(|next| VERBS.contains(&next))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        let cases: [(&str, &[&str]); 14] = [
            ("By Jane Doe", &["Jane Doe"]),
            ("by Jane Doe and John Roe", &["Jane Doe", "John Roe"]),
            ("By Jane Doe, John Roe and Ann Poe", &["Jane Doe", "John Roe", "Ann Poe"]),
            ("By Jane Doe, Staff Writer", &["Jane Doe"]),
            ("By Jane Doe, The Lens staff writer", &["Jane Doe"]),
            ("By Jane Doe in Beijing", &["Jane Doe"]),
            ("By Jane Doe | Reuters", &["Jane Doe"]),
            ("By AFP", &["AFP"]),
            ("Author: Jane van der Berg", &["Jane van der Berg"]),
            ("von Erika Muster / Max Muster", &["Erika Muster", "Max Muster"]),
            ("Автор: Иван Петров", &["Иван Петров"]),
            ("作者：张三", &["张三"]),
            ("Posted by Jane Doe at 10:30 AM", &["Jane Doe"]),
            ("By Staff Reporter", &["Staff Reporter"]),
        ];
        for (line, want) in cases {
            let got: Vec<String> =
                parse(line).unwrap_or_default().into_iter().map(|person| person.name).collect();
            assert_eq!(got, want, "{line}");
        }
    }

    #[test]
    fn lines_that_are_not_bylines() {
        for line in
            ["By the numbers", "By the time he came it was late", "Bygone days", "Author", "Text messages"]
        {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn a_name_and_a_job_on_one_line() {
        let name = |line| name_with_job(line).map(|person| person.name);
        assert_eq!(name("Jane Doe Environment editor").as_deref(), Some("Jane Doe"));
        assert_eq!(name("Jane Doe, Political correspondent").as_deref(), Some("Jane Doe"));
        for line in ["Jane Doe", "Environment editor", "Jane Doe named editor of the year", "The editor"] {
            assert_eq!(name(line), None, "{line}");
        }
    }

    #[test]
    fn an_address_in_a_byline_is_kept() {
        let people = parse("By Jane Doe <jane@example.org>").unwrap();
        assert_eq!(
            (people[0].name.as_str(), people[0].email.as_deref()),
            ("Jane Doe", Some("jane@example.org"))
        );
    }
}
