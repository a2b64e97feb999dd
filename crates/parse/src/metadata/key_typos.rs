//! Warnings about front-matter keys that occur twice, or that are probably misspelt.

use super::{keys, values};
use crate::document::Field;
use serde_json::Value;
use tidings_model::Problem;

/// Values, in lower case, that say that not everybody may read the article.
const RESTRICTIONS: [&str; 11] = [
    "draft",
    "drafts",
    "private",
    "scheduled",
    "unpublished",
    "unlisted",
    "embargo",
    "embargoed",
    "confidential",
    "members-only",
    "not published",
];

/// Words in keys that say the same if the value is true.
const RESTRICTING_WORDS: [&str; 7] =
    ["draft", "private", "secret", "embargo", "unpublish", "confidential", "password"];

/// Reports unknown keys whose value is `draft`, `private` or the like: their author may believe that the article
/// is not public.
pub(crate) fn unknown_restrictions(fields: &[Field]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for field in fields {
        let name = keys::normalize(&field.key);
        // The type of a page (`layout: draft`) is that of its design.
        if !keys::is_known(&name) && restricts(&name, &field.value) {
            let value = values::text(&field.value).unwrap_or_default();
            let message =
                format!("The key '{}' is unknown, so '{value}' does not hold the article back", field.key);
            let remedy = "To hold the article back, write draft: true";
            problems.push(Problem::warning(message, remedy).at(field.line, None));
        } else if let (false, Value::Object(table)) = (keys::TABLES.contains(&name.as_str()), &field.value) {
            let inner = table.iter().find(|(key, value)| {
                let whole = format!("{name}.{}", keys::normalize(key));
                !keys::is_known(&whole) && restricts(&keys::normalize(key), value)
            });
            problems.extend(inner.map(|(key, value)| {
                let value = values::text(value).unwrap_or_default();
                let message = format!(
                    "The key '{key}' in '{}' is unknown, so '{value}' does not hold the article back",
                    field.key
                );
                Problem::warning(message, "To hold the article back, write draft: true").at(field.line, None)
            }));
        }
    }
    problems
}

fn restricts(name: &str, value: &Value) -> bool {
    let word = value.as_str().map(|text| text.trim().to_lowercase()).unwrap_or_default();
    let is_true = values::boolean(value) == Some(true) && !value.is_number();
    RESTRICTIONS.contains(&word.as_str())
        || (is_true && RESTRICTING_WORDS.iter().any(|part| name.contains(part)))
}

/// Reports keys that differ only in their spelling, such as `Title` and `title`. The last one is used.
pub(crate) fn duplicate_keys(fields: &[Field]) -> Vec<Problem> {
    let mut last = std::collections::HashMap::new();
    let mut problems = Vec::new();
    for field in fields {
        let name = keys::normalize(&field.key);
        let before = if keys::is_known(&name) { last.insert(name, field) } else { None };
        problems.extend(before.map(|before| {
            let message = format!(
                "The key '{}' is also on line {} as '{}'; this one is used",
                field.key, before.line, before.key
            );
            Problem::warning(message, "Remove one of them").at(field.line, None)
        }));
    }
    problems
}

/// Reports unknown keys that differ from a common key by one typing error, if that common key is missing.
pub(crate) fn misspelt_keys(fields: &[Field]) -> Vec<Problem> {
    let written: Vec<String> = fields.iter().map(|field| keys::normalize(&field.key)).collect();
    let unknown = fields.iter().zip(&written).filter(|(_, name)| !keys::is_known(name));
    unknown
        .filter_map(|(field, name)| {
            let meant = keys::COMMON.iter().find(|common| strsim::osa_distance(name, common) == 1)?;
            if written.iter().any(|other| other == meant) {
                return None;
            }
            let message = format!("The key '{}' is unknown; did you mean '{meant}'?", field.key);
            Some(Problem::warning(message, format!("Write {meant}")).at(field.line, None).once_per_folder())
        })
        .collect()
}
