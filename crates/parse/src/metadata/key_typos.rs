//! Keys of front matter that stand twice, or are one slip away from one that means something.

use super::keys;
use crate::document::Field;
use tidings_model::Problem;

/// Keys that are one although they are written differently, `Title` and `title`; the last counts.
pub(crate) fn same_keys(fields: &[Field]) -> Vec<Problem> {
    let mut last = std::collections::HashMap::new();
    let mut problems = Vec::new();
    for field in fields {
        let name = keys::normal(&field.key);
        let before = if keys::is_known(&name) { last.insert(name, field) } else { None };
        problems.extend(before.map(|before| {
            let message = format!(
                "The key '{}' stands on line {} as '{}'; this one counts",
                field.key, before.line, before.key
            );
            Problem::warning(message, "Remove one of them").at(field.line, None)
        }));
    }
    problems
}

/// Keys that are one slip away from a known one, where that one is missing.
pub(crate) fn near_misses(fields: &[Field]) -> Vec<Problem> {
    let written: Vec<String> = fields.iter().map(|field| keys::normal(&field.key)).collect();
    let unknown = fields.iter().zip(&written).filter(|(_, name)| !keys::is_known(name));
    unknown
        .filter_map(|(field, name)| {
            let meant = keys::COMMON.iter().find(|common| strsim::osa_distance(name, common) == 1)?;
            if written.iter().any(|other| other == meant) {
                return None;
            }
            let message = format!("The key '{}' means nothing; is '{meant}' meant?", field.key);
            Some(Problem::warning(message, format!("Write {meant}")).at(field.line, None).once_per_folder())
        })
        .collect()
}
