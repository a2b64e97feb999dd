//! The layers: file, environment, command line.

use super::settings::{Kind, LIST_END, SETTINGS, Setting, nearest, setting};
use super::{Config, ConfigError, CustomFeed, FormerAddresses, Origin, custom};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Sections that may stand several times, in double brackets.
const LISTS: [&str; 2] = ["moved", "gone"];

/// Prefix of environment variables; two underscores stand for the dot: `TIDINGS_HTTP__LISTEN`.
const PREFIX: &str = "TIDINGS_";

/// Names the configuration file where `--config` does not.
const CONFIG_VARIABLE: &str = "TIDINGS_CONFIG";

/// What the command line says.
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

/// Reads and checks all layers. `environment` is what `std::env::vars` gives.
///
/// # Errors
/// The first thing found wrong, with its place.
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

/// The file that `--config` or `TIDINGS_CONFIG` names; else `tidings.toml` in the folder named on the command line,
/// so that a folder brings its settings along; else, where no folder is named, `tidings.toml` or
/// `config/tidings.toml` in the current directory.
fn find_file(overrides: &Overrides, environment: &[(String, String)]) -> Option<PathBuf> {
    let variable =
        environment.iter().find(|(name, _)| name == CONFIG_VARIABLE).map(|(_, value)| value.into());
    if let Some(named) = overrides.config.clone().or(variable) {
        return Some(named);
    }
    let usual = match &overrides.folder {
        Some(folder) => vec![folder.join("tidings.toml")],
        None => vec!["tidings.toml".into(), "config/tidings.toml".into()],
    };
    usual.into_iter().find(|file| file.is_file())
}

fn apply_file(config: &mut Config, file: &Path) -> Result<(), ConfigError> {
    let unreadable = |source| ConfigError::Unreadable { path: file.to_owned(), source };
    let text = std::fs::read_to_string(file).map_err(unreadable)?;
    let origin = |offset: usize| at(file, &text, offset);
    let table = DeTable::parse(&text).map_err(|error| ConfigError::Syntax {
        origin: origin(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })?;
    let start = file.parent().unwrap_or(Path::new(""));
    for (section, content) in table.into_inner() {
        if section.get_ref() == "feed" {
            config.custom = custom_feeds(&content, &origin)?;
            continue;
        }
        if let DeValue::Array(rows) = content.get_ref()
            && LISTS.contains(&section.get_ref().as_ref())
        {
            for row in rows {
                apply_row(&mut config.addresses, section.get_ref(), row, &origin)?;
            }
            continue;
        }
        let DeValue::Table(keys) = content.get_ref() else {
            let key = section.get_ref().to_string();
            if key == "feeds" && matches!(content.get_ref(), DeValue::Array(_)) {
                return Err(bad(origin(content.span().start), "feeds", "feeds of your own are [[feed]]"));
            }
            return Err(unknown(origin(section.span().start), key));
        };
        for (name, key, value) in keys.iter().flat_map(|(key, value)| named(section.get_ref(), key, value)) {
            let Some(row) = setting(&name) else {
                return Err(unknown(origin(key.span().start), name));
            };
            let text = scalar(row, value.get_ref());
            set(config, row, text, start, origin(value.span().start))?;
        }
    }
    Ok(())
}

type Key<'a, 'v> = &'a Spanned<Cow<'v, str>>;
type Value<'a, 'v> = &'a Spanned<DeValue<'v>>;

/// A key with its whole name and its value; of a table within the section (`[http.tls]`), each of its keys.
fn named<'a, 'v>(
    section: &str,
    key: Key<'a, 'v>,
    value: Value<'a, 'v>,
) -> Vec<(String, Key<'a, 'v>, Value<'a, 'v>)> {
    let name = format!("{section}.{}", key.get_ref());
    match value.get_ref() {
        DeValue::Table(keys) if has_below(&name) => {
            keys.iter().map(|(key, value)| (format!("{name}.{}", key.get_ref()), key, value)).collect()
        }
        _ => vec![(name, key, value)],
    }
}

/// Whether a table of this name holds settings.
fn has_below(name: &str) -> bool {
    SETTINGS.iter().any(|row| row.key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// One table of `[[moved]]` or `[[gone]]`.
fn apply_row(
    addresses: &mut FormerAddresses,
    list: &str,
    row: &Spanned<DeValue<'_>>,
    origin: &dyn Fn(usize) -> Origin,
) -> Result<(), ConfigError> {
    let names: &[&'static str] = if list == "moved" { &["moved.from", "moved.to"] } else { &["gone.path"] };
    let start = row.span().start;
    let bad = |key, place, message| ConfigError::BadValue { origin: origin(place), key, message };
    let Some(table) = row.get_ref().as_table() else {
        return Err(unknown(origin(start), list.to_owned()));
    };
    for (key, _) in table {
        let name = format!("{list}.{}", key.get_ref());
        if !names.contains(&name.as_str()) {
            return Err(unknown(origin(key.span().start), name));
        }
    }
    let value = |name: &'static str| {
        let key = name.rsplit('.').next().unwrap_or_default();
        let value = table.iter().find(|(known, _)| known.get_ref() == key).map(|(_, value)| value);
        let place = value.map_or(start, |value| value.span().start);
        let text = value.and_then(|value| value.get_ref().as_str());
        text.map(|text| (text, place))
            .ok_or_else(|| bad(name, place, "it must be a text in quotes".to_owned()))
    };
    let (first, place) = value(names[0])?;
    let added = match names.get(1) {
        Some(second) => addresses.add_moved(first, value(second)?.0),
        None => addresses.add_gone(first),
    };
    added.map_err(|(key, message)| bad(key, place, message))
}

/// The feeds of `[[feed]]`.
fn custom_feeds(
    content: &Spanned<DeValue<'_>>,
    origin: &impl Fn(usize) -> Origin,
) -> Result<Vec<CustomFeed>, ConfigError> {
    let DeValue::Array(tables) = content.get_ref() else {
        return Err(bad(origin(content.span().start), "feed", "write [[feed]], with two brackets each"));
    };
    let mut feeds: Vec<CustomFeed> = Vec::new();
    for table in tables {
        let at = || origin(table.span().start);
        let DeValue::Table(keys) = table.get_ref() else {
            return Err(bad(at(), "feed", "write [[feed]], and its keys below"));
        };
        let mut feed = CustomFeed::default();
        for (key, value) in keys {
            let name = format!("feed.{}", key.get_ref());
            let Some(row) = custom::KEYS.iter().find(|row| row.key == name) else {
                return Err(unknown(origin(key.span().start), name));
            };
            let set = texts(row.is_list, value.get_ref()).and_then(|texts| (row.set)(&mut feed, &texts));
            set.map_err(|message| bad(origin(value.span().start), row.key, &message))?;
        }
        for (key, given) in [("feed.path", &feed.path), ("feed.title", &feed.title)] {
            if given.is_empty() {
                return Err(bad(at(), key, "every [[feed]] must have one"));
            }
        }
        if feeds.iter().any(|other| other.path == feed.path) {
            return Err(bad(at(), "feed.path", "another [[feed]] has the same"));
        }
        feeds.push(feed);
    }
    Ok(feeds)
}

/// The texts of a TOML value that is one, or a list of them where the key takes it.
fn texts(is_list: bool, value: &DeValue<'_>) -> Result<Vec<String>, String> {
    match value {
        DeValue::String(text) => Ok(vec![text.to_string()]),
        DeValue::Integer(number) if !is_list => Ok(vec![number.to_string()]),
        DeValue::Array(items) if is_list => {
            let texts = items.iter().map(|item| match item.get_ref() {
                DeValue::String(text) => Ok(text.to_string()),
                other => Err(format!("it must be a list of texts in quotes, not of {}", other.type_str())),
            });
            texts.collect()
        }
        other => Err(format!("it must be a text in quotes, not {}", other.type_str())),
    }
}

fn bad(origin: Origin, key: &'static str, message: &str) -> ConfigError {
    ConfigError::BadValue { origin, key, message: message.to_owned() }
}

/// The text of a TOML value of a kind that the setting takes; else what it takes.
fn scalar(row: &Setting, value: &DeValue<'_>) -> Result<String, String> {
    match value {
        DeValue::String(text) if row.kinds.contains(&Kind::Text) => Ok(text.to_string()),
        DeValue::Integer(number) if row.kinds.contains(&Kind::Number) => Ok(number.to_string()),
        DeValue::Array(items) if row.kinds.contains(&Kind::List) => {
            let texts = items.iter().map(|item| match item.get_ref() {
                DeValue::String(text) => Ok(format!("{text}{LIST_END}")),
                other => Err(format!("it must be a list of texts in quotes, not of {}", other.type_str())),
            });
            texts.collect()
        }
        other => {
            let wanted = match row.kinds {
                kinds if kinds.contains(&Kind::Text) => "a text in quotes",
                kinds if kinds.contains(&Kind::List) => "a list of texts in quotes, [\"…\", \"…\"]",
                _ => "a whole number",
            };
            Err(format!("it must be {wanted}, not {}", other.type_str()))
        }
    }
}

fn apply_environment(config: &mut Config, environment: &[(String, String)]) -> Result<(), ConfigError> {
    for (name, value) in environment {
        // Variables without the two underscores are other things': TIDINGS_CONFIG, TIDINGS_LOG.
        let Some((section, key)) = name.strip_prefix(PREFIX).and_then(|rest| rest.split_once("__")) else {
            continue;
        };
        let key = format!("{}.{}", section.to_lowercase(), key.to_lowercase().replace("__", "."));
        let origin = Origin::Environment(name.clone());
        let Some(row) = setting(&key) else {
            return Err(unknown(origin, key));
        };
        set(config, row, Ok(value.clone()), Path::new(""), origin)?;
    }
    Ok(())
}

fn apply_overrides(config: &mut Config, overrides: &Overrides) -> Result<(), ConfigError> {
    let texts = [
        ("--listen", "http.listen", &overrides.listen),
        ("--base-url", "site.base_url", &overrides.base_url),
    ];
    for (option, key, value) in texts {
        if let (Some(value), Some(row)) = (value, setting(key)) {
            set(config, row, Ok(value.clone()), Path::new(""), Origin::CommandLine(option))?;
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

fn set(
    config: &mut Config,
    row: &'static Setting,
    value: Result<String, String>,
    start: &Path,
    origin: Origin,
) -> Result<(), ConfigError> {
    value.and_then(|value| (row.set)(config, &value, start)).map_err(|message| ConfigError::BadValue {
        origin,
        key: row.key,
        message,
    })
}

/// What follows from the settings together.
fn complete(mut config: Config) -> Result<Config, ConfigError> {
    // An address or page of an author without a name is nobody's.
    if config.site.author.as_ref().is_some_and(|author| author.name.is_empty()) {
        config.site.author = None;
    }
    if let Some(tls) = &config.http.tls {
        for (path, missing) in [(&tls.certificate, "http.tls.certificate"), (&tls.key, "http.tls.key")] {
            if path.as_os_str().is_empty() {
                return Err(ConfigError::HalfOfTls { missing });
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

fn unknown(origin: Origin, key: String) -> ConfigError {
    let nearest = nearest(&key);
    ConfigError::UnknownKey { origin, key, nearest }
}

fn at(file: &Path, text: &str, offset: usize) -> Origin {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Origin::File {
        path: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

impl Config {
    /// The folder of articles.
    ///
    /// # Errors
    /// No layer names one.
    pub fn folder(&self) -> Result<&Path, ConfigError> {
        self.content.folder.as_deref().ok_or(ConfigError::MissingFolder)
    }

    /// Refuses to listen where others can reach it without knowing by which address they do: the Host header is
    /// theirs to invent, and every address in the feeds begins with this one.
    ///
    /// # Errors
    /// [`ConfigError::MissingBaseUrl`].
    pub fn check_reachable(&self) -> Result<(), ConfigError> {
        match self.http.listen.ip().is_loopback() || self.site.base_url.is_some() {
            true => Ok(()),
            false => Err(ConfigError::MissingBaseUrl { listen: self.http.listen }),
        }
    }

    /// The names of all settings, `section.key`.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        SETTINGS.iter().map(|setting| setting.key)
    }
}
