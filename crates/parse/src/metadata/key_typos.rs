//! Warnings about front-matter keys that occur twice, or that are probably misspelt.

use super::keys;
use crate::document::Field;
use tidings_model::Problem;

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
