//! The layers: the configuration file, the environment, the command line.

use super::error::{ConfigError, Origin};
use super::settings::{SETTINGS, Setting, find, nearest};
use super::tables::{FEED, GONE, GoneTable, MOVED, MovedTable};
use super::types::Config;
use super::value::Value;
use std::path::{Path, PathBuf};
use tidings_feed::CustomFeed;
use tidings_server::FormerAddresses;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Prefix of environment variables; two underscores stand for the dot: `TIDINGS_HTTP__LISTEN`.
const PREFIX: &str = "TIDINGS_";

/// Names the configuration file if `--config` does not.
const CONFIG_VARIABLE: &str = "TIDINGS_CONFIG";

/// The settings of the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--config FILE`.
    pub config: Option<PathBuf>,
    /// `FOLDER`.
    pub folder: Option<PathBuf>,
    /// `--listen ADDR:PORT`.
    pub listen: Option<String>,
    /// `--base-url URL`.
    pub base_url: Option<String>,
    /// `--state DIR`.
    pub state: Option<PathBuf>,
}

/// Reads and checks all layers. `environment` is the result of `std::env::vars`.
///
/// # Errors
/// The first error found, with its position.
pub fn load(
    overrides: &Overrides,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let environment: Vec<(String, String)> =
        environment.into_iter().filter(|(name, _)| name.starts_with(PREFIX)).collect();
    let mut config = Config::default();
    if let Some(file) = find_file(overrides, &environment) {
        apply_file(&mut config, &file)?;
    }
    apply_environment(&mut config, &environment)?;
    apply_overrides(&mut config, overrides)?;
    complete(config)
}

/// The file that `--config` or `TIDINGS_CONFIG` names; else `tidings.toml` in the folder named on the command
/// line, so that a folder can contain its own settings; else, if no folder is named, `tidings.toml` or
/// `config/tidings.toml` in the current directory.
fn find_file(overrides: &Overrides, environment: &[(String, String)]) -> Option<PathBuf> {
    let variable =
        environment.iter().find(|(name, _)| name == CONFIG_VARIABLE).map(|(_, value)| value.into());
    if let Some(named) = overrides.config.clone().or(variable) {
        return Some(named);
    }
    let candidates = match &overrides.folder {
        Some(folder) => vec![folder.join("tidings.toml")],
        None => vec!["tidings.toml".into(), "config/tidings.toml".into()],
    };
    candidates.into_iter().find(|file| file.is_file())
}

fn apply_file(config: &mut Config, path: &Path) -> Result<(), ConfigError> {
    let unreadable = |source| ConfigError::Unreadable { path: path.to_owned(), source };
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let file = File { path, text: &text };
    let root = DeTable::parse(&text).map_err(|error| ConfigError::Syntax {
        origin: file.origin(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })?;
    for (section, content) in root.get_ref() {
        match (section.get_ref().as_ref(), content.get_ref()) {
            ("feed", _) => config.custom = file.feeds(content)?,
            ("moved" | "gone", DeValue::Array(tables)) => {
                for table in tables {
                    file.apply_address(&mut config.addresses, section.get_ref(), table)?;
                }
            }
            (name, DeValue::Table(table)) => {
                file.apply_table(config, SETTINGS, name, table)?;
                record_given(config, name, table);
            }
            ("feeds", DeValue::Array(_)) => {
                let message = "the table of a feed of your own is [[feed]], without an s";
                return Err(file.bad(content.span().start, "feeds", message));
            }
            (name, _) => return Err(unknown(file.origin(section.span().start), SETTINGS, name)),
        }
    }
    Ok(())
}

/// The configuration file.
#[derive(Debug, Clone, Copy)]
struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    /// The position of a byte.
    fn origin(self, offset: usize) -> Origin {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Origin::File {
            path: self.path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    fn bad(self, offset: usize, key: &'static str, message: &str) -> ConfigError {
        ConfigError::BadValue { origin: self.origin(offset), key, message: message.to_owned() }
    }

    /// Stores the values of a table, `name` being its key in full, and of the tables in it (`[http.tls]`).
    fn apply_table<T>(
        self,
        target: &mut T,
        rows: &'static [Setting<T>],
        name: &str,
        table: &DeTable<'_>,
    ) -> Result<(), ConfigError> {
        for (key, value) in table {
            let name = format!("{name}.{}", key.get_ref());
            if let DeValue::Table(inner) = value.get_ref()
                && rows.iter().any(|(known, _)| is_within(known, &name))
            {
                self.apply_table(target, rows, &name, inner)?;
                continue;
            }
            let Some((key, set)) = find(rows, &name) else {
                return Err(unknown(self.origin(key.span().start), rows, &name));
            };
            let folder = self.path.parent().unwrap_or(Path::new(""));
            set(target, Value::Toml { value, folder }).map_err(|invalid| {
                self.bad(invalid.offset.unwrap_or(value.span().start), key, &invalid.message)
            })?;
        }
        Ok(())
    }

    /// The feeds of `[[feed]]`.
    fn feeds(self, content: &Spanned<DeValue<'_>>) -> Result<Vec<CustomFeed>, ConfigError> {
        let DeValue::Array(tables) = content.get_ref() else {
            return Err(self.bad(content.span().start, "feed", "write [[feed]], with two brackets each"));
        };
        let mut feeds: Vec<CustomFeed> = Vec::new();
        for table in tables {
            let start = table.span().start;
            let DeValue::Table(keys) = table.get_ref() else {
                return Err(self.bad(start, "feed", "write [[feed]], and its keys below"));
            };
            let mut feed = CustomFeed::default();
            self.apply_table(&mut feed, FEED, "feed", keys)?;
            for (key, value) in [("feed.path", &feed.path), ("feed.title", &feed.title)] {
                if value.is_empty() {
                    return Err(self.bad(start, key, "every [[feed]] must have one"));
                }
            }
            if feeds.iter().any(|other| other.path == feed.path) {
                return Err(self.bad(start, "feed.path", "another [[feed]] has the same path"));
            }
            feeds.push(feed);
        }
        Ok(feeds)
    }

    /// Adds one `[[moved]]` or `[[gone]]` to the former addresses.
    fn apply_address(
        self,
        addresses: &mut FormerAddresses,
        name: &str,
        table: &Spanned<DeValue<'_>>,
    ) -> Result<(), ConfigError> {
        let start = table.span().start;
        let DeValue::Table(keys) = table.get_ref() else {
            return Err(unknown(self.origin(start), SETTINGS, name));
        };
        let required = |key: &'static str, value: Option<String>| {
            value.ok_or_else(|| self.bad(start, key, &format!("every [[{name}]] must have one")))
        };
        let added = if name == "moved" {
            let mut moved = MovedTable::default();
            self.apply_table(&mut moved, MOVED, name, keys)?;
            addresses.add_moved(&required("moved.from", moved.from)?, &required("moved.to", moved.to)?)
        } else {
            let mut gone = GoneTable::default();
            self.apply_table(&mut gone, GONE, name, keys)?;
            addresses.add_gone(&required("gone.path", gone.path)?)
        };
        added.map_err(|(key, message)| {
            let value = keys.iter().find(|(known, _)| key.ends_with(&format!(".{}", known.get_ref())));
            self.bad(value.map_or(start, |(_, value)| value.span().start), key, &message)
        })
    }
}

/// Records which settings a table, whose key in full is `name`, gives.
fn record_given(config: &mut Config, name: &str, table: &DeTable<'_>) {
    for (key, value) in table {
        let name = format!("{name}.{}", key.get_ref());
        match (find(SETTINGS, &name), value.get_ref()) {
            (Some((key, _)), _) => drop(config.given.insert(key)),
            (None, DeValue::Table(inner)) => record_given(config, &name, inner),
            (None, _) => {}
        }
    }
}

/// Whether the setting `key` is in the table `name`.
fn is_within(key: &str, name: &str) -> bool {
    key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
}

fn apply_environment(config: &mut Config, environment: &[(String, String)]) -> Result<(), ConfigError> {
    for (name, value) in environment {
        // Variables without two underscores are not settings: TIDINGS_CONFIG, TIDINGS_LOG.
        let Some((section, key)) = name.strip_prefix(PREFIX).and_then(|rest| rest.split_once("__")) else {
            continue;
        };
        let key = format!("{}.{}", section.to_lowercase(), key.to_lowercase().replace("__", "."));
        apply_text(config, &key, value, Origin::Environment(name.clone()))?;
    }
    Ok(())
}

fn apply_overrides(config: &mut Config, overrides: &Overrides) -> Result<(), ConfigError> {
    let texts = [
        ("--listen", "http.listen", &overrides.listen),
        ("--base-url", "site.base_url", &overrides.base_url),
    ];
    for (option, key, value) in texts {
        if let Some(value) = value {
            apply_text(config, key, value, Origin::CommandLine(option))?;
        }
    }
    // Paths need not be Unicode, so they do not pass through the table.
    if let Some(folder) = &overrides.folder {
        config.content.folder = Some(folder.clone());
    }
    if let Some(state) = &overrides.state {
        config.state.folder = Some(state.clone());
    }
    Ok(())
}

/// Stores a value that has no type of its own.
fn apply_text(config: &mut Config, key: &str, value: &str, origin: Origin) -> Result<(), ConfigError> {
    let Some((key, set)) = find(SETTINGS, key) else {
        return Err(unknown(origin, SETTINGS, key));
    };
    let message = |message| ConfigError::BadValue { origin, key, message };
    set(config, Value::Text(value)).map_err(|invalid| message(invalid.message))?;
    config.given.insert(key);
    Ok(())
}

/// Checks conditions on several settings, and fills in defaults that depend on other settings.
fn complete(mut config: Config) -> Result<Config, ConfigError> {
    // The address or page of an author without a name cannot be shown.
    if config.site.author.as_ref().is_some_and(|author| author.name.is_empty()) {
        config.site.author = None;
    }
    if let Some(tls) = &config.http.tls {
        for (path, missing) in [(&tls.certificate, "http.tls.certificate"), (&tls.key, "http.tls.key")] {
            if path.as_os_str().is_empty() {
                return Err(ConfigError::IncompleteTls { missing });
            }
        }
    }
    if config.site.title.is_empty() {
        let folder = config.content.folder.as_deref();
        let absolute = folder.and_then(|folder| std::path::absolute(folder).ok());
        let name =
            absolute.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        config.site.title = name.filter(|name| !name.is_empty()).unwrap_or_else(|| "Tidings".to_owned());
    }
    Ok(config)
}

fn unknown<T>(origin: Origin, rows: &[Setting<T>], key: &str) -> ConfigError {
    ConfigError::UnknownKey { origin, key: key.to_owned(), nearest: nearest(rows, key) }
}
