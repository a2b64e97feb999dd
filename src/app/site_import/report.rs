//! What is reported about a generator's configuration: by `tidings check` and at the start of the server.

use serde::Serialize;
use tidings_model::Problem;

/// What was found in a generator's configuration, and what is used of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SiteReport {
    /// The name of the generator.
    pub generator: String,
    /// The configuration files, relative to the content folder: `../hugo.toml` is beside it.
    pub files: Vec<String>,
    /// The values, in the order of the settings.
    pub values: Vec<SiteValue>,
    /// Folders of the content folder that are left out: output, themes, templates.
    pub left_out: Vec<String>,
    /// The folders that the generator publishes. Empty: everything that is not left out.
    pub only: Vec<String>,
    /// What could not be read, and what differs from the first start. Files as in `files`.
    pub problems: Vec<SiteProblem>,
}

/// A value of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteValue {
    /// The setting of `[site]` that it stands for.
    pub setting: &'static str,
    /// The value.
    pub value: String,
    /// The file, as in [`SiteReport::files`].
    pub file: String,
    /// The key in the file.
    pub key: String,
    /// The line, from 1.
    pub line: u32,
    /// Whether it is used, or why not.
    pub outcome: Outcome,
}

/// Whether a value is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is used.
    Used,
    /// A setting of Tidings has priority.
    Overridden,
    /// The catalogue had articles before, or the value was another one at the first start.
    Later,
    /// It is not a valid value of the setting.
    Invalid,
    /// It is only shown: addresses in feeds begin with `site.base_url`.
    Information,
}

/// A problem of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteProblem {
    /// The file, as in [`SiteReport::files`].
    pub file: String,
    /// What is wrong, and what to do.
    #[serde(flatten)]
    pub problem: Problem,
}

impl Outcome {
    /// The words that `tidings check` prints.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Overridden => "not used: tidings has a setting of its own",
            Self::Later => "not used: it came after the first start",
            Self::Invalid => "not used: not valid",
            Self::Information => "not used: set site.base_url to publish under it",
        }
    }
}

impl SiteReport {
    /// One line for the log: what is used of the configuration.
    pub(super) fn log_line(&self) -> String {
        let used: Vec<String> = self
            .values
            .iter()
            .filter(|value| value.outcome == Outcome::Used)
            .map(|value| format!("{} '{}'", value.setting, value.value))
            .collect();
        let mut line = format!("the configuration of {} ({})", self.generator, self.files.join(", "));
        let parts = [
            ("gives ", used.join(", ")),
            ("left out: ", self.left_out.join(", ")),
            ("only published: ", self.only.join(", ")),
        ];
        for (at, (name, list)) in parts.iter().filter(|(_, list)| !list.is_empty()).enumerate() {
            line.push_str(if at == 0 { " " } else { "; " });
            line.push_str(name);
            line.push_str(list);
        }
        line
    }
}
