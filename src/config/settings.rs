//! The table of settings. A new setting is one row here, a field in `types.rs`, and its lines in
//! `config/tidings.toml` (a test compares the two).

use super::check::{
    base_url, bytes, connections, count, date_order, delta_policy, duration, email, entries, feed_text,
    flood_action, hubs, interval, language, line, networks, permissions, picture, socket, status_key, switch,
    timeout, timezone, watch_mode, web_address,
};
use super::types::Config;
use super::value::{InvalidValue, Value};
use tidings_model::Person;

/// The key of a setting, and how a value of it is checked and stored. The argument of the check decides which
/// types the value may be written in. The same table serves all layers.
pub(super) type Setting<T> = (&'static str, fn(&mut T, Value<'_>) -> Result<(), InvalidValue>);

/// All settings, in the order of `config/tidings.toml`.
pub(super) const SETTINGS: &[Setting<Config>] = &[
    ("site.title", |c, v| v.read(line, &mut c.site.title)),
    ("site.description", |c, v| v.read(line, &mut c.site.description)),
    ("site.base_url", |c, v| v.read(base_url, &mut c.site.base_url)),
    ("site.language", |c, v| v.read(language, &mut c.site.language)),
    ("site.author", |c, v| v.read(line, &mut author(c).name)),
    ("site.author_email", |c, v| v.read(email, &mut author(c).email)),
    ("site.author_url", |c, v| v.read(web_address, &mut author(c).url)),
    ("site.timezone", |c, v| v.read(timezone, &mut c.site.timezone)),
    ("site.rights", |c, v| v.read(line, &mut c.site.rights)),
    ("site.webmaster", |c, v| v.read(email, &mut c.site.webmaster)),
    ("site.icon", |c, v| v.read(picture, &mut c.site.icon)),
    ("site.logo", |c, v| v.read(picture, &mut c.site.logo)),
    ("site.id", |c, v| v.read(line, &mut c.site.id)),
    ("content.folder", |c, v| v.read_path(&mut c.content.folder)),
    ("content.date_order", |c, v| v.read(date_order, &mut c.content.date_order)),
    ("content.status", |c, v| v.read(status_key, &mut c.content.status)),
    ("content.include", |c, v| v.read(|patterns| c.content.files.set_include(patterns), &mut ())),
    ("content.exclude", |c, v| v.read(|patterns| c.content.files.set_exclude(patterns), &mut ())),
    ("content.watch", |c, v| v.read(watch_mode, &mut c.content.watch)),
    ("content.poll", |c, v| v.read(timeout, &mut c.content.poll)),
    ("content.settle", |c, v| v.read(duration, &mut c.content.settle)),
    ("content.open_limit", |c, v| v.read(duration, &mut c.content.open_limit)),
    ("content.removal_delay", |c, v| v.read(duration, &mut c.content.removal_delay)),
    ("content.grace", |c, v| v.read(duration, &mut c.content.grace)),
    ("content.absence", |c, v| v.read(duration, &mut c.content.absence)),
    ("content.rescan", |c, v| v.read(interval, &mut c.content.rescan)),
    ("http.listen", |c, v| v.read(socket, &mut c.http.listen)),
    ("http.socket_mode", |c, v| v.read(permissions, &mut c.http.socket_mode)),
    ("http.trusted_proxies", |c, v| v.read(networks, &mut c.http.trusted_proxies)),
    ("http.proxy_protocol", |c, v| v.read(switch, &mut c.http.proxy_protocol)),
    ("http.min_age", |c, v| v.read(count, &mut c.http.min_age)),
    ("http.max_age", |c, v| v.read(count, &mut c.http.max_age)),
    ("http.timeout", |c, v| v.read(timeout, &mut c.http.timeout)),
    ("http.connections", |c, v| v.read(connections, &mut c.http.connections)),
    ("http.connections_per_address", |c, v| v.read(connections, &mut c.http.connections_per_address)),
    ("http.deltas", |c, v| v.read(delta_policy, &mut c.http.deltas)),
    ("http.refetches", |c, v| v.read(count, &mut c.http.refetches)),
    ("http.tls.certificate", |c, v| v.read_path(&mut c.http.tls.get_or_insert_default().certificate)),
    ("http.tls.key", |c, v| v.read_path(&mut c.http.tls.get_or_insert_default().key)),
    ("feeds.entries", |c, v| v.read(entries, &mut c.feeds.entries)),
    ("feeds.bytes", |c, v| v.read(bytes, &mut c.feeds.bytes)),
    ("feeds.text", |c, v| v.read(feed_text, &mut c.feeds.text)),
    ("feeds.hubs", |c, v| v.read(hubs, &mut c.feeds.hubs)),
    ("feeds.flood", |c, v| v.read(flood_action, &mut c.flood.action)),
    ("feeds.flood_limit", |c, v| v.read(entries, &mut c.flood.limit)),
    ("state.folder", |c, v| v.read_path(&mut c.state.folder)),
];

fn author(config: &mut Config) -> &mut Person {
    config.site.author.get_or_insert_with(Person::default)
}

/// The keys of all settings, `section.key`.
pub fn keys() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|(key, _)| *key)
}

/// The row of a key.
pub(super) fn find<T>(rows: &[Setting<T>], key: &str) -> Option<Setting<T>> {
    rows.iter().find(|(known, _)| *known == key).copied()
}

/// The key that is most similar to an unknown one, if any is similar enough to be a typing error. A right key
/// in the wrong section counts as similar.
pub(super) fn nearest<T>(rows: &[Setting<T>], key: &str) -> Option<&'static str> {
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    let similarity = |known: &str| {
        let whole = strsim::jaro_winkler(known, key);
        if last(known) == last(key) { whole.max(0.99) } else { whole }
    };
    let keys = rows.iter().map(|(known, _)| *known);
    let best = keys.max_by(|a, b| similarity(a).total_cmp(&similarity(b)))?;
    (similarity(best) > 0.85).then_some(best)
}
