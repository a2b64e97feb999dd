//! Sections of `key = value` lines: Lektor's project file.

use super::{Key, Literal, MAX_ENTRIES, MAX_KEY};

/// The keys of a file, with the name of their section before them.
pub(super) fn keys(text: &str) -> Vec<Key> {
    let (mut section, mut keys) = (String::new(), Vec::new());
    for (line, text) in (1..).zip(text.lines().map(str::trim)) {
        if let Some(name) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.trim().clone_into(&mut section);
        } else if let Some((key, value)) = text.split_once(['=', ':'])
            && !text.starts_with(['#', ';'])
            && section.len() + key.len() < MAX_KEY
        {
            let (key, value) = (key.trim(), value.trim());
            let key = if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") };
            if keys.len() >= MAX_ENTRIES {
                return keys;
            }
            keys.push((key, Literal::Text(value.to_owned()), line));
        }
    }
    keys
}
