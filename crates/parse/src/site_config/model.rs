//! What a configuration gives.

use serde::{Deserialize, Serialize};
use tidings_model::Problem;

/// A file of a project, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationFile {
    /// The path relative to the project's root, with `/` between its parts.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A value, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The value as text on one line, never empty.
    pub value: String,
    /// The path of the file, relative to the project's root.
    pub file: String,
    /// The key; `.` separates the keys of nested tables.
    pub key: String,
    /// The line, from 1: for YAML, TOML and JSON that of the outermost key.
    pub line: u32,
}

/// The values that describe a site. They are text as the generator has it, unchecked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GivenValues {
    /// The name of the site.
    pub title: Option<Given>,
    /// A description of the site.
    pub description: Option<Given>,
    /// The author of the site.
    pub author: Option<Given>,
    /// The public address.
    pub base_url: Option<Given>,
    /// The language of the site.
    pub language: Option<Given>,
    /// The time zone of dates without one.
    pub timezone: Option<Given>,
}

impl GivenValues {
    /// All values, each with its setting in the section `[site]` of the program's configuration.
    pub fn by_setting(&self) -> [(&'static str, Option<&Given>); 6] {
        let Self { title, description, author, base_url, language, timezone } = self;
        [
            ("title", title.as_ref()),
            ("description", description.as_ref()),
            ("author", author.as_ref()),
            ("base_url", base_url.as_ref()),
            ("language", language.as_ref()),
            ("timezone", timezone.as_ref()),
        ]
    }
}

/// A folder whose files are not articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedFolder {
    /// The path relative to the project's root.
    pub path: String,
    /// Why: the end of the sentence 'not an article: …'.
    pub reason: String,
}

/// The folders outside of which the generator publishes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlyFolders {
    /// The paths relative to the project's root, at least one.
    pub paths: Vec<String>,
    /// Why a file outside of them is not an article.
    pub reason: String,
}

/// The configuration of one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteConfiguration {
    /// The name of the generator.
    pub generator: &'static str,
    /// The files that were read, as paths relative to the project's root.
    pub files: Vec<String>,
    /// The values that describe the site.
    pub values: GivenValues,
    /// The folders of the articles, relative to the project's root. Empty: the root.
    pub content: Vec<String>,
    /// Set if the generator publishes nothing outside of these folders.
    pub only: Option<OnlyFolders>,
    /// The folders of the generator's output, of themes and of templates.
    pub excluded: Vec<ExcludedFolder>,
    /// What could not be read, each with the path of the file.
    pub problems: Vec<(String, Problem)>,
}
