//! Finds the values of a generator's keys.

use super::generator::Generator;
use super::literals::{Entries, Literal};
use super::model::{Given, GivenValues};
use tidings_model::Problem;
use tidings_model::text::{one_line, strip_forbidden_characters};

/// The values that describe the site. A value that is no literal is reported.
pub(super) fn values(
    generator: &Generator,
    entries: &Entries,
    problems: &mut Vec<(String, Problem)>,
) -> GivenValues {
    let language = find(generator.language, "", entries, "language", problems);
    let lang = language.as_ref().map(|given| given.value.to_lowercase()).unwrap_or_default();
    let mut find = |keys, setting| find(keys, &lang, entries, setting, problems);
    GivenValues {
        title: find(generator.title, "title"),
        description: find(generator.description, "description"),
        author: find(generator.author, "author"),
        base_url: find(generator.base_url, "base_url"),
        timezone: find(generator.timezone, "timezone"),
        language,
    }
}

fn find(
    keys: &[&str],
    lang: &str,
    entries: &Entries,
    setting: &str,
    problems: &mut Vec<(String, Problem)>,
) -> Option<Given> {
    let mut unread = None;
    for key in keys.iter().map(|key| key.replace("{lang}", lang)) {
        let mut found: Option<Given> = None;
        for entry in entries.of(&key) {
            match &entry.value {
                Literal::Text(text) => {
                    let value = one_line(&strip_forbidden_characters(text));
                    match &found {
                        _ if value.is_empty() => {}
                        // The first file wins; two values in one file are ambiguous.
                        Some(given) if given.file != entry.file || given.value == value => {}
                        Some(_) => unread = Some((entry, "is given twice")),
                        None => {
                            let (file, key) = (entry.file.clone(), entry.key.clone());
                            found = Some(Given { value, file, key, line: entry.line });
                        }
                    }
                }
                Literal::Other => unread = unread.or(Some((entry, "is computed"))),
            }
        }
        if found.is_some() && unread.is_none_or(|(_, why)| why != "is given twice") {
            return found;
        }
    }
    let (entry, why) = unread?;
    let message = format!("'{}' {why}, so its value is not used", entry.key);
    let remedy = format!("set site.{setting} in tidings.toml");
    problems.push((entry.file.clone(), Problem::warning(message, remedy).at(entry.line, None)));
    None
}
