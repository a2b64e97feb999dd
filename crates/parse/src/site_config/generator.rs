//! One row of the table of generators.

use super::literals::Entries;
use super::model::ConfigurationFile;

/// The syntax of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// YAML or JSON.
    Yaml,
    Toml,
    /// JavaScript or TypeScript, of which only literals are read.
    JavaScript,
    /// Python, of which only literals are read.
    Python,
    /// Sections of `key = value` lines.
    Ini,
}

/// Which files of a project a row means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilePattern {
    /// The file at this path, relative to the project's root.
    Path(&'static str),
    /// The first file at the project's root whose name ends like this.
    Suffix(&'static str),
}

/// A file in which the generator has its settings.
#[derive(Debug, Clone, Copy)]
pub struct GeneratorFile {
    /// Where it is.
    pub pattern: FilePattern,
    pub(super) syntax: Syntax,
    /// The name of the table in which its keys are, empty or with a dot at its end: Hugo's `params.toml`
    /// contains the keys of `[params]`.
    pub(super) prefix: &'static str,
}

/// A site generator: its files, its keys and its folders. Keys are compared without regard to case.
#[derive(Debug)]
pub struct Generator {
    /// The name that is printed.
    pub name: &'static str,
    /// The files; if several give a value, the first one wins.
    pub files: &'static [GeneratorFile],
    /// Whether the keys and files are those of this generator.
    pub(super) recognises: fn(&Evidence<'_>) -> bool,
    /// The keys of each value, the best first. `{lang}` stands for the value of `language`.
    pub(super) title: &'static [&'static str],
    pub(super) description: &'static [&'static str],
    pub(super) author: &'static [&'static str],
    pub(super) base_url: &'static [&'static str],
    pub(super) language: &'static [&'static str],
    pub(super) timezone: &'static [&'static str],
    /// Where the generator reads articles.
    pub(super) content: ContentFolders,
    /// Keys that name the folder of the output, and the folder if none does.
    pub(super) output: (&'static [&'static str], &'static [&'static str]),
    /// Folders at the project's root that contain no articles, and what they contain.
    pub(super) other_folders: &'static [(&'static str, &'static str)],
    /// Content folders below the project's root, by which the root is found if one of them is served.
    pub content_folders: &'static [&'static str],
}

/// Where a generator reads articles.
#[derive(Debug, Clone, Copy)]
pub(super) struct ContentFolders {
    /// Keys that name such a folder; `*` stands for one part of a key.
    pub(super) keys: &'static [&'static str],
    /// The folders if no key names one. Empty: the project's root.
    pub(super) defaults: &'static [&'static str],
    /// Whether the generator publishes nothing outside of the folders.
    pub(super) is_exclusive: bool,
    /// Tables of keys that add other folders.
    pub(super) not_exclusive_with: &'static [&'static str],
}

impl ContentFolders {
    /// The generator publishes the whole project.
    pub(super) const PROJECT: Self =
        Self { keys: &[], defaults: &[], is_exclusive: false, not_exclusive_with: &[] };
}

/// A file at a path.
pub(super) const fn file(path: &'static str, syntax: Syntax) -> GeneratorFile {
    GeneratorFile { pattern: FilePattern::Path(path), syntax, prefix: "" }
}

/// A file whose keys are in a table.
pub(super) const fn table_file(path: &'static str, syntax: Syntax, prefix: &'static str) -> GeneratorFile {
    GeneratorFile { pattern: FilePattern::Path(path), syntax, prefix }
}

/// What a generator is recognised by.
pub(super) struct Evidence<'a> {
    pub(super) entries: &'a Entries,
    pub(super) files: &'a [ConfigurationFile],
}

impl Evidence<'_> {
    /// Whether a key, or a key in this table, is given.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.has(key)
    }

    /// Whether there is a file whose path begins like this.
    pub(super) fn has_file(&self, start: &str) -> bool {
        self.files.iter().any(|file| file.path.starts_with(start))
    }
}

/// For a generator whose files nothing else has.
pub(super) fn always(_: &Evidence<'_>) -> bool {
    true
}
