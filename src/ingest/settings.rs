//! Translates the program's configuration into the settings of the crates that ingest uses.

use super::policy::{ExcessAction, PolicySettings};
use super::site_paths::SitePaths;
use crate::config::{Config, FloodAction};
use tidings_catalogue::{CatalogueSettings, CustomSelection, PerFeed};
use tidings_feed::CustomFeed;
use tidings_model::BaseUrl;
use tidings_parse::{ParseSettings, document};
use tidings_watch::{WatchSettings, WriterLimits};

pub(super) fn parse_settings(config: &Config) -> ParseSettings {
    ParseSettings {
        timezone: config.site.timezone,
        date_order: config.content.date_order,
        status: config.content.status,
    }
}

pub(super) fn policy_settings(config: &Config) -> PolicySettings {
    PolicySettings {
        copy_wait: config.content.grace,
        empty_folder_wait: config.content.absence,
        change_limits: change_limits(config),
        on_excess: match config.flood.action {
            FloodAction::Publish => ExcessAction::Warn,
            FloodAction::Hold => ExcessAction::Hold,
        },
    }
}

pub(crate) fn catalogue_settings(config: &Config) -> CatalogueSettings {
    let host = config.site.base_url.as_ref().map_or("localhost", BaseUrl::host);
    CatalogueSettings {
        site_id: config.site.id.clone().unwrap_or_else(|| host.to_owned()),
        parser_fingerprint: parser_fingerprint(config),
        custom: config.custom.iter().map(custom_selection).collect(),
    }
}

pub(crate) fn watch_settings(config: &Config, paths: &SitePaths) -> WatchSettings {
    WatchSettings {
        mode: config.content.watch,
        settle: config.content.settle,
        open_limit: config.content.open_limit,
        poll: config.content.poll,
        excluded: paths.excluded(),
        is_leftover: |path| document::ignored_because(path).is_some(),
    }
}

/// How long files that may be incomplete wait.
pub(super) fn writer_limits(config: &Config) -> WriterLimits {
    WriterLimits { settle: config.content.settle, open: config.content.open_limit }
}

/// The number of entries that each feed contains.
pub(super) fn window_sizes(config: &Config) -> PerFeed {
    let own = config.custom.iter().filter_map(|feed| Some((feed.selection(), feed.limit?)));
    PerFeed { default: config.feeds.entries, overrides: own.collect() }
}

/// The number of entries of each feed that may visibly change within a minute.
fn change_limits(config: &Config) -> PerFeed {
    let PerFeed { default, overrides } = window_sizes(config);
    let limit = |entries| config.flood.limit(entries);
    let overrides = overrides.into_iter().map(|(selection, entries)| (selection, limit(entries)));
    PerFeed { default: limit(default), overrides: overrides.collect() }
}

/// A text that differs whenever unchanged files might be read as other articles.
fn parser_fingerprint(config: &Config) -> String {
    format!("{} {}", tidings_parse::reading_version(&parse_settings(config)), config.content.files.as_text())
}

fn custom_selection(feed: &CustomFeed) -> CustomSelection {
    CustomSelection { path: feed.path.clone(), name: feed.title.clone(), rule: feed.rule.clone() }
}
