//! The type of the rows of the path rules, and the test of a row against a path.

use tidings_model::ContentPath;

/// The part of a path that a row tests. Names are compared in lower case.
pub(super) enum PathTest {
    /// The whole name of one of the directories above the file.
    Directory(&'static [&'static str]),
    /// Any property of the name of one of the directories above the file, as written.
    DirectoryIs(fn(&str) -> bool),
    /// The start of the file name.
    Prefix(&'static str),
    /// The end of the file name.
    Suffix(&'static [&'static str]),
    /// A part of the file name.
    Contains(&'static [&'static str]),
    /// The whole file name.
    Name(&'static [&'static str]),
    /// The extension.
    Extension(&'static [&'static str]),
    /// Any property of the path.
    Path(fn(&ContentPath) -> bool),
}

/// What a row means for a file that is not an article, but that a published article refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The file may be served, because the author refers to it.
    Referable,
    /// The file is never served, because the reference is a mistake: a deleted file, a password, a key.
    Private,
}

/// A row of the table.
pub(super) struct PathRule {
    test: PathTest,
    pub(super) reach: Reach,
    /// Completes the sentence "not an article: …".
    pub(super) reason: &'static str,
}

/// A row whose files may be served if a published article refers to them.
pub(super) const fn other(test: PathTest, reason: &'static str) -> PathRule {
    PathRule { test, reach: Reach::Referable, reason }
}

/// A row whose files are never served.
pub(super) const fn private(test: PathTest, reason: &'static str) -> PathRule {
    PathRule { test, reach: Reach::Private, reason }
}

/// The parts of a path that the rows test.
pub(super) struct PathParts<'p> {
    path: &'p ContentPath,
    /// In lower case.
    name: String,
    /// In lower case.
    extension: String,
    directories: Vec<&'p str>,
    /// In lower case.
    lower_directories: Vec<String>,
}

impl<'p> PathParts<'p> {
    pub(super) fn new(path: &'p ContentPath) -> Self {
        let directories: Vec<&str> = path.directory().split('/').filter(|part| !part.is_empty()).collect();
        Self {
            path,
            name: path.file_name().to_lowercase(),
            extension: path.extension().unwrap_or_default(),
            lower_directories: directories.iter().map(|name| name.to_lowercase()).collect(),
            directories,
        }
    }

    /// Whether the row applies to the path.
    pub(super) fn matches(&self, rule: &PathRule) -> bool {
        let name = self.name.as_str();
        match &rule.test {
            PathTest::Directory(names) => {
                self.lower_directories.iter().any(|directory| names.contains(&directory.as_str()))
            }
            PathTest::DirectoryIs(matches) => self.directories.iter().any(|directory| matches(directory)),
            PathTest::Prefix(prefix) => name.starts_with(prefix),
            PathTest::Suffix(suffixes) => suffixes.iter().any(|suffix| name.ends_with(suffix)),
            PathTest::Contains(parts) => parts.iter().any(|part| name.contains(part)),
            PathTest::Name(names) => names.contains(&name),
            PathTest::Extension(extensions) => extensions.contains(&self.extension.as_str()),
            PathTest::Path(matches) => matches(self.path),
        }
    }
}

/// The letters at the start of a name.
pub(super) fn first_word(name: &str) -> &str {
    name.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}
