//! The keys and literal values of a configuration file.

mod data;
mod ini;
mod javascript;
mod python;

use super::MAX_CONFIGURATION_BYTES;
use super::generator::{FilePattern, Generator, GeneratorFile, Syntax};
use super::model::ConfigurationFile;
use tidings_model::Problem;

/// Most keys of one file.
const MAX_ENTRIES: usize = 10_000;

/// Longest key in bytes, with the names of its tables.
const MAX_KEY: usize = 200;

/// A value of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    /// A text, number or truth value.
    Text(String),
    /// A value that only a program could compute.
    Other,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key as written; `.` separates the keys of nested tables.
    pub(super) key: String,
    pub(super) value: Literal,
    pub(super) file: String,
    pub(super) line: u32,
}

/// The entries of all files of a generator, in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Entries(Vec<Entry>);

impl Entries {
    /// Whether the key is given.
    pub(super) fn has(&self, key: &str) -> bool {
        self.of(key).next().is_some() || self.has_table(key)
    }

    /// Whether a key of this table is given.
    pub(super) fn has_table(&self, table: &str) -> bool {
        self.0.iter().any(|entry| {
            let (Some(start), Some(rest)) = (entry.key.get(..table.len()), entry.key.get(table.len()..))
            else {
                return false;
            };
            start.eq_ignore_ascii_case(table) && rest.starts_with('.')
        })
    }

    /// The entries of a key.
    pub(super) fn of<'e>(&'e self, key: &str) -> impl Iterator<Item = &'e Entry> {
        self.0.iter().filter(move |entry| entry.key.eq_ignore_ascii_case(key))
    }

    /// The entries of a key in which `*` stands for one part.
    pub(super) fn matching<'e>(&'e self, pattern: &'static str) -> impl Iterator<Item = &'e Entry> {
        self.0.iter().filter(move |entry| {
            let (mut parts, mut wanted) = (entry.key.split('.'), pattern.split('.'));
            loop {
                match (parts.next(), wanted.next()) {
                    (None, None) => return true,
                    (Some(part), Some(wanted)) if wanted == "*" || part.eq_ignore_ascii_case(wanted) => {}
                    _ => return false,
                }
            }
        })
    }
}

/// Reads the files of a generator. The problems are those of files that cannot be read.
pub(super) fn entries(
    generator: &Generator,
    files: &[ConfigurationFile],
) -> (Entries, Vec<(String, Problem)>) {
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    for file in files {
        let Some(row) = generator.files.iter().find(|row| is_file(row, &file.path)) else { continue };
        match read(row, file) {
            Ok(found) => entries.extend(found),
            Err(why) => {
                let remedy = "set what tidings should use in tidings.toml";
                problems.push((file.path.clone(), Problem::warning(why, remedy)));
            }
        }
    }
    (Entries(entries), problems)
}

fn is_file(row: &GeneratorFile, path: &str) -> bool {
    match row.pattern {
        FilePattern::Path(own) => own == path,
        FilePattern::Suffix(suffix) => path.ends_with(suffix) && !path.contains('/'),
    }
}

fn read(row: &GeneratorFile, file: &ConfigurationFile) -> Result<Vec<Entry>, String> {
    if file.bytes.len() > MAX_CONFIGURATION_BYTES {
        let limit = MAX_CONFIGURATION_BYTES / 1024;
        return Err(format!("the configuration has more than {limit} KiB and is not read"));
    }
    let text = std::str::from_utf8(&file.bytes).map_err(|_| "the configuration is not UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{feff}');
    let keys = match row.syntax {
        Syntax::Yaml => data::yaml(text)?,
        Syntax::Toml => data::toml(text)?,
        Syntax::JavaScript => javascript::keys(text),
        Syntax::Python => python::keys(text),
        Syntax::Ini => ini::keys(text),
    };
    let entry = |(key, value, line): Key| Entry {
        key: format!("{}{key}", row.prefix),
        value,
        file: file.path.clone(),
        line,
    };
    Ok(keys.into_iter().take(MAX_ENTRIES).map(entry).collect())
}

/// A key, its value, and its line.
type Key = (String, Literal, u32);
