//! The table of settings: a new setting is one row here, a field in `mod.rs`, and its lines in
//! `config/tidings.toml` (a test compares).

use super::custom;
use super::value::{bytes, duration, language, number, one_of};
use super::{Config, FloodAction};
use std::path::{Path, PathBuf};
use tidings_feed::FeedText;
use tidings_model::text::one_line;
use tidings_model::{BaseUrl, ContentPath, Person};
use tidings_parse::{DateOrder, StatusKey};
use tidings_watch::WatchMode;

/// What TOML may give for a setting. From the environment and the command line everything is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string.
    Text,
    /// An integer.
    Number,
    /// An array of strings; from the environment, one text with commas.
    List,
}

/// What ends each string of a list in the text that [`Setting::set`] takes; people write commas.
pub(super) const LIST_END: char = '\n';

/// One setting.
pub(super) struct Setting {
    /// `section.key`.
    pub(super) key: &'static str,
    /// The kinds of TOML value that it takes.
    pub(super) kinds: &'static [Kind],
    /// Checks the value's text and puts it into the configuration; the error says what would be right. The path is
    /// the folder that relative paths start from.
    pub(super) set: fn(&mut Config, &str, &Path) -> Result<(), String>,
}

const TEXT: &[Kind] = &[Kind::Text];
const NUMBER: &[Kind] = &[Kind::Number];
const LIST: &[Kind] = &[Kind::List];
const EITHER: &[Kind] = &[Kind::Text, Kind::Number];

/// All settings, in the order of `config/tidings.toml`.
pub(super) const SETTINGS: &[Setting] = &[
    Setting { key: "site.title", kinds: TEXT, set: |c, v, _| plain(v).map(|v| c.site.title = v) },
    Setting {
        key: "site.description",
        kinds: TEXT,
        set: |c, v, _| plain(v).map(|v| c.site.description = Some(v)),
    },
    Setting {
        key: "site.base_url",
        kinds: TEXT,
        set: |c, v, _| base_url(v).map(|v| c.site.base_url = Some(v)),
    },
    Setting {
        key: "site.language",
        kinds: TEXT,
        set: |c, v, _| language(v).map(|v| c.site.language = Some(v)),
    },
    Setting { key: "site.author", kinds: TEXT, set: |c, v, _| plain(v).map(|v| author(c).name = v) },
    Setting {
        key: "site.author_email",
        kinds: TEXT,
        set: |c, v, _| email(v).map(|v| author(c).email = Some(v)),
    },
    Setting { key: "site.author_url", kinds: TEXT, set: |c, v, _| web(v).map(|v| author(c).url = Some(v)) },
    Setting { key: "site.timezone", kinds: TEXT, set: |c, v, _| timezone(v).map(|v| c.site.timezone = v) },
    Setting { key: "site.rights", kinds: TEXT, set: |c, v, _| plain(v).map(|v| c.site.rights = Some(v)) },
    Setting {
        key: "site.webmaster",
        kinds: TEXT,
        set: |c, v, _| email(v).map(|v| c.site.webmaster = Some(v)),
    },
    Setting { key: "site.icon", kinds: TEXT, set: |c, v, _| picture(v).map(|v| c.site.icon = Some(v)) },
    Setting { key: "site.logo", kinds: TEXT, set: |c, v, _| picture(v).map(|v| c.site.logo = Some(v)) },
    Setting { key: "site.id", kinds: TEXT, set: |c, v, _| plain(v).map(|v| c.site.id = Some(v)) },
    Setting {
        key: "content.folder",
        kinds: TEXT,
        set: |c, v, at| path(v, at).map(|v| c.content.folder = Some(v)),
    },
    Setting {
        key: "content.date_order",
        kinds: TEXT,
        set: |c, v, _| order(v).map(|v| c.content.date_order = Some(v)),
    },
    Setting { key: "content.status", kinds: TEXT, set: |c, v, _| status(v).map(|v| c.content.status = v) },
    Setting { key: "content.include", kinds: LIST, set: |c, v, _| c.content.files.set_include(&list(v)) },
    Setting { key: "content.exclude", kinds: LIST, set: |c, v, _| c.content.files.set_exclude(&list(v)) },
    Setting { key: "content.watch", kinds: TEXT, set: |c, v, _| watch(v).map(|v| c.content.watch = v) },
    Setting { key: "content.poll", kinds: EITHER, set: |c, v, _| poll(v).map(|v| c.content.poll = v) },
    Setting {
        key: "content.settle",
        kinds: EITHER,
        set: |c, v, _| duration(v).map(|v| c.content.settle = v),
    },
    Setting { key: "content.grace", kinds: EITHER, set: |c, v, _| duration(v).map(|v| c.content.grace = v) },
    Setting {
        key: "content.absence",
        kinds: EITHER,
        set: |c, v, _| duration(v).map(|v| c.content.absence = v),
    },
    Setting { key: "content.rescan", kinds: EITHER, set: |c, v, _| rescan(v).map(|v| c.content.rescan = v) },
    Setting { key: "http.listen", kinds: TEXT, set: |c, v, _| listen(v).map(|v| c.http.listen = v) },
    Setting { key: "http.min_age", kinds: NUMBER, set: |c, v, _| seconds(v).map(|v| c.http.min_age = v) },
    Setting { key: "http.max_age", kinds: NUMBER, set: |c, v, _| seconds(v).map(|v| c.http.max_age = v) },
    Setting { key: "http.timeout", kinds: EITHER, set: |c, v, _| timeout(v).map(|v| c.http.timeout = v) },
    Setting {
        key: "http.connections",
        kinds: NUMBER,
        set: |c, v, _| connections(v).map(|v| c.http.connections = v),
    },
    Setting {
        key: "http.connections_per_address",
        kinds: NUMBER,
        set: |c, v, _| connections(v).map(|v| c.http.connections_per_address = Some(v)),
    },
    Setting { key: "http.deltas", kinds: TEXT, set: |c, v, _| deltas(v).map(|v| c.http.deltas = v) },
    Setting { key: "http.refetches", kinds: NUMBER, set: |c, v, _| seconds(v).map(|v| c.http.refetches = v) },
    Setting {
        key: "http.tls.certificate",
        kinds: TEXT,
        set: |c, v, at| path(v, at).map(|v| c.http.tls.get_or_insert_default().certificate = v),
    },
    Setting {
        key: "http.tls.key",
        kinds: TEXT,
        set: |c, v, at| path(v, at).map(|v| c.http.tls.get_or_insert_default().key = v),
    },
    Setting { key: "feeds.entries", kinds: NUMBER, set: |c, v, _| entries(v).map(|v| c.feeds.entries = v) },
    Setting { key: "feeds.bytes", kinds: EITHER, set: |c, v, _| bytes(v).map(|v| c.feeds.bytes = v) },
    Setting { key: "feeds.text", kinds: TEXT, set: |c, v, _| feed_text(v).map(|v| c.feeds.text = v) },
    Setting { key: "feeds.hubs", kinds: LIST, set: |c, v, _| hubs(v).map(|v| c.feeds.hubs = v) },
    Setting { key: "feeds.flood", kinds: TEXT, set: |c, v, _| flood(v).map(|v| c.flood.action = v) },
    Setting {
        key: "feeds.flood_limit",
        kinds: NUMBER,
        set: |c, v, _| entries(v).map(|v| c.flood.limit = Some(v)),
    },
    Setting {
        key: "state.folder",
        kinds: TEXT,
        set: |c, v, at| path(v, at).map(|v| c.state.folder = Some(v)),
    },
];

/// The row of a key.
pub(super) fn setting(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

/// The setting whose name is most like an unknown one, if any is near enough to be a slip. A right key in the wrong
/// section is near.
pub(super) fn nearest(key: &str) -> Option<&'static str> {
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    let likeness = |known: &str| {
        let whole = strsim::jaro_winkler(known, key);
        if last(known) == last(key) { whole.max(0.99) } else { whole }
    };
    let is_of_feed = key.starts_with("feed.");
    let keys = SETTINGS.iter().map(|setting| setting.key).filter(|_| !is_of_feed);
    let keys = keys.chain(custom::KEYS.iter().map(|row| row.key).filter(|_| is_of_feed));
    let best = keys.max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.85).then_some(best)
}

fn deltas(text: &str) -> Result<bool, String> {
    one_of(text, &[("on", true), ("off", false)])
}

fn author(config: &mut Config) -> &mut Person {
    config.site.author.get_or_insert_with(Person::default)
}

pub(super) fn plain(text: &str) -> Result<String, String> {
    let text = one_line(&tidings_model::text::strip_forbidden_characters(text));
    if text.is_empty() {
        Err("it must not be empty (leave the line out instead)".to_owned())
    } else {
        Ok(text)
    }
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(|error| error.to_string())
}

fn web(text: &str) -> Result<String, String> {
    base_url(text).map(|_| text.to_owned())
}

fn email(text: &str) -> Result<String, String> {
    let sound = text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    match sound && !text.contains(char::is_whitespace) {
        true => Ok(text.to_owned()),
        false => Err(format!("'{text}' is not an e-mail address")),
    }
}

/// A web address, or a path in the content folder.
fn picture(text: &str) -> Result<String, String> {
    let path = text.trim_start_matches('/');
    match base_url(text).is_ok() || ContentPath::new(path).is_some() {
        true => Ok(path.to_owned()),
        false => Err(format!("'{text}' is neither a web address nor the path of a file in the folder")),
    }
}

fn timezone(text: &str) -> Result<chrono_tz::Tz, String> {
    text.parse().map_err(|_| format!("'{text}' is not an IANA time zone such as Europe/Berlin or UTC"))
}

fn path(text: &str, start: &Path) -> Result<PathBuf, String> {
    if text.is_empty() { Err("it must not be empty".to_owned()) } else { Ok(start.join(text)) }
}

fn order(text: &str) -> Result<DateOrder, String> {
    one_of(text, &[("day-first", DateOrder::DayFirst), ("month-first", DateOrder::MonthFirst)])
}

fn status(text: &str) -> Result<StatusKey, String> {
    one_of(
        text,
        &[("auto", StatusKey::Auto), ("publication", StatusKey::Publication), ("ignore", StatusKey::Ignore)],
    )
}

fn hubs(text: &str) -> Result<Vec<String>, String> {
    let is_web = |hub: &String| {
        url::Url::parse(hub)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
    };
    let hubs = list(text);
    match hubs.iter().find(|hub| !is_web(hub)) {
        Some(other) => Err(format!("'{other}' is not an address such as https://hub.example.org/")),
        None => Ok(hubs),
    }
}

/// Commas inside braces (`*.{md,txt}`) part nothing.
fn list(text: &str) -> Vec<String> {
    if let Some(items) = text.strip_suffix(LIST_END) {
        return items.split(LIST_END).map(str::to_owned).collect();
    }
    let mut items = vec![String::new()];
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = items.last_mut() {
            last.push(c);
        }
    }
    items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn rescan(text: &str) -> Result<std::time::Duration, String> {
    match duration(text)? {
        short if short < std::time::Duration::from_secs(1) => {
            Err("it must be one second at least".to_owned())
        }
        long => Ok(long),
    }
}

fn watch(text: &str) -> Result<WatchMode, String> {
    let modes = [("auto", WatchMode::Auto), ("native", WatchMode::Native), ("poll", WatchMode::Poll)];
    one_of(text, &modes)
}

fn poll(text: &str) -> Result<std::time::Duration, String> {
    match duration(text)? {
        short if short < std::time::Duration::from_millis(100) => Err("it must be 100ms at least".to_owned()),
        long => Ok(long),
    }
}

fn listen(text: &str) -> Result<std::net::SocketAddr, String> {
    // `localhost` is what people write; the resolver is not asked for any other name, since what it answers can change.
    let numeric =
        text.strip_prefix("localhost:").map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    numeric
        .parse()
        .map_err(|_| format!("'{text}' is not an address with a port such as 127.0.0.1:8080 or [::]:80"))
}

fn seconds(text: &str) -> Result<u32, String> {
    // RFC 9111, 1.2.2: caches treat anything from 2^31 on alike.
    number(text, 0, 1 << 31).and_then(|seconds| u32::try_from(seconds).map_err(|error| error.to_string()))
}

fn timeout(text: &str) -> Result<std::time::Duration, String> {
    match duration(text)? {
        short if short < std::time::Duration::from_millis(100) => Err("it must be 100ms at least".to_owned()),
        long => Ok(long),
    }
}

fn connections(text: &str) -> Result<usize, String> {
    number(text, 1, 1_000_000).and_then(|count| usize::try_from(count).map_err(|error| error.to_string()))
}

pub(super) fn entries(text: &str) -> Result<usize, String> {
    number(text, 1, 10_000).and_then(|count| usize::try_from(count).map_err(|error| error.to_string()))
}

pub(super) fn feed_text(text: &str) -> Result<FeedText, String> {
    one_of(text, &[("full", FeedText::Full), ("summary", FeedText::Summary)])
}

fn flood(text: &str) -> Result<FloodAction, String> {
    one_of(text, &[("publish", FloodAction::Publish), ("hold", FloodAction::Hold)])
}
