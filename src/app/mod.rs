//! The wiring: configuration in, a running server out. Holds no rules of its own.

mod absence;
mod approval;
mod backup;
mod check;
mod error;
mod first;
mod flood;
mod grace;
mod live;
mod once;
mod people;
mod place;
mod plan;
mod read;
mod reconcile;
mod report;
mod running;
mod serve;
mod start;
mod vacated;

pub use approval::{Held, approve, held};
pub use backup::{Rebuilt, export, import, rebuild};
pub use check::{Finding, check};
pub use error::AppError;
pub use running::Server;
pub use serve::serve;
pub use start::Show;

use crate::config::{Config, FloodAction};
use absence::Absence;
use approval::Approval;
use chrono::{DateTime, Utc};
use flood::{Flood, Verdict};
use grace::Grace;
use place::Place;
use read::FileReader;
use report::Read;
use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tidings_catalogue::{
    Catalogue, CatalogueError, CatalogueSettings, Change, CustomSelection, Observation, PerFeed,
};
use tidings_feed::CustomFeed;
use tidings_model::{Article, BaseUrl, ContentPath};
use vacated::Twins;

/// What turns files into catalogue rows.
struct Ingest {
    place: Place,
    files: FileReader,
    catalogue: Catalogue,
    /// How long a file that is still open must be quiet.
    settle: Duration,
    /// Copies that may be half of a move.
    grace: Grace,
    /// What subscribers would see too much of.
    flood: Flood,
    /// None for a check, which holds nothing and writes nothing.
    approval: Option<Approval>,
    /// Entries in each feed's window.
    windows: PerFeed,
    /// Whether the folder is away.
    absence: Absence,
    /// Where the moment comes from.
    clock: Clock,
    /// How far the comparison that is under way has come.
    progress: Progress,
    /// Set when the program ends: a long comparison ends between two batches.
    stop: Arc<AtomicBool>,
}

/// Tells the moment: the system's clock, or a test's.
pub type Clock = fn() -> DateTime<Utc>;

/// How many of the files that are to be read were read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// So many were read.
    pub done: usize,
    /// Of so many.
    pub total: usize,
}

/// What came of a batch.
struct News<'a> {
    catalogue: &'a Catalogue,
    changes: Vec<Change>,
    /// Those of the batch that were read as articles, or could not be.
    files: Vec<Read>,
    progress: Progress,
    now: DateTime<Utc>,
}

impl Ingest {
    fn open(config: &Config, clock: Clock) -> Result<Self, AppError> {
        let place = Place::find(config)?;
        place.prepare_state()?;
        let catalogue = Catalogue::open(&place.catalogue(), &catalogue_settings(config))?;
        let approval = Approval::new(&place);
        let mut ingest = Self { clock, ..Self::new(place, catalogue, config) };
        match approval.told() {
            Ok(held) if ingest.flood.holds_back() => {
                ingest.flood.hold(held.iter().flat_map(|held| &held.files));
            }
            Ok(_) => {}
            Err(error) => tracing::error!("{error}"),
        }
        ingest.approval = Some(approval);
        Ok(ingest)
    }

    fn in_memory(config: &Config) -> Result<Self, AppError> {
        let place = Place::find(config)?;
        let file = place.catalogue();
        let existing = file.is_file().then_some(file.as_path());
        let catalogue = Catalogue::in_memory(existing, &catalogue_settings(config))?;
        Ok(Self::new(place, catalogue, config))
    }

    /// Whether to go on.
    ///
    /// # Errors
    /// [`AppError::Stopped`] if not.
    fn go_on(&self) -> Result<(), AppError> {
        if self.stop.load(Ordering::Relaxed) { Err(AppError::Stopped) } else { Ok(()) }
    }

    /// Takes a batch into the catalogue, but for copies that have to wait, and tells of it.
    fn apply(&mut self, mut batch: Vec<Observation>, tell: &mut dyn FnMut(&News)) -> Result<(), AppError> {
        if !batch.is_empty() {
            self.catalogue.build_deferred_indexes()?;
        }
        let now = (self.clock)();
        let found = Twins::find(&self.catalogue, &self.place.folder, &batch)?;
        batch.extend(found.vacated.iter().cloned().map(|path| Observation::Gone { path }));
        let leaving: HashSet<ContentPath> =
            batch.iter().filter_map(Observation::freed_path).cloned().collect();
        let twins = |article: &Article| -> Vec<ContentPath> {
            found.of(article).iter().filter(|twin| !leaving.contains(twin)).cloned().collect()
        };
        let batch = self.grace.sift(batch, Instant::now(), twins);
        let batch = self.flood.keep_back(batch);
        let files = report::read_files(&batch);
        let Some(changes) = self.gated(batch, now)? else { return Ok(()) };
        tell(&News { catalogue: &self.catalogue, changes, files, progress: self.progress, now });
        self.catalogue.request_checkpoint();
        Ok(())
    }

    /// Takes a batch into the catalogue; `None` if it is held instead.
    fn gated(
        &mut self,
        batch: Vec<Observation>,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<Change>>, AppError> {
        if self.flood.is_open() {
            return Ok(Some(self.catalogue.apply(batch, now)?));
        }
        let files: Vec<ContentPath> = batch.iter().flat_map(flood::paths).cloned().collect();
        let copy = if self.flood.holds_back() { batch.clone() } else { Vec::new() };
        let (flood, mut verdict) = (&mut self.flood, Verdict::Pass);
        let taken = self.catalogue.apply_if(batch, now, &self.windows, &mut |effects| {
            verdict = flood.judge(&files, effects, Instant::now());
            !matches!(verdict, Verdict::Hold(_))
        })?;
        match verdict {
            Verdict::Pass => {}
            Verdict::Warn(excess) => tracing::warn!("{excess}"),
            Verdict::Hold(excess) => {
                let parts = self.part(copy)?;
                if parts.len() > 1 {
                    // What is new, and what says what it said, goes its way all the same.
                    let taken: Vec<_> =
                        parts.into_iter().map(|part| self.gated(part, now)).collect::<Result<_, _>>()?;
                    let is_taken = taken.iter().any(Option::is_some);
                    return Ok(is_taken.then(|| taken.into_iter().flatten().flatten().collect()));
                }
                self.flood.hold(&files);
                self.approval.iter().for_each(|approval| approval.tell(&excess, self.flood.held(), now));
                if self.flood.is_told() {
                    return Ok(None);
                }
                tracing::error!(
                    "{excess}, so {} files are held as they were; put them back, or publish them with 'tidings approve'",
                    self.flood.held().len()
                );
            }
        }
        Ok(taken)
    }

    /// What of a batch is judged by itself if all of it is too much: what moves something, files that say what they
    /// said, and files that nobody knew. Those that hold something, in this order.
    fn part(&self, batch: Vec<Observation>) -> Result<Vec<Vec<Observation>>, CatalogueError> {
        let (mut rest, mut same, mut news) = (Vec::new(), Vec::new(), Vec::new());
        for observation in batch {
            let part = match &observation {
                Observation::Parsed { article, .. } => {
                    let (path, hash) = (&article.path, &article.content_hash);
                    if self.catalogue.has_content(path, hash)? {
                        &mut same
                    } else if self.catalogue.known_files(Some(path))?.is_empty()
                        && self.catalogue.paths_with_content(path, hash)?.is_empty()
                    {
                        &mut news
                    } else {
                        &mut rest
                    }
                }
                _ => &mut rest,
            };
            part.push(observation);
        }
        Ok([rest, same, news].into_iter().filter(|part| !part.is_empty()).collect())
    }

    fn new(place: Place, catalogue: Catalogue, config: &Config) -> Self {
        let files = FileReader::new(&place.folder, config);
        let grace = Grace::new(config.content.grace);
        let flood = Flood::new(flood_limits(config), config.flood.action == FloodAction::Hold);
        let (settle, windows, progress) = (config.content.settle, windows(config), Progress::default());
        let absence = Absence::new(config.content.absence);
        let (approval, clock) = (None, Utc::now as Clock);
        let stop = Arc::default();
        Self {
            place,
            files,
            catalogue,
            settle,
            grace,
            flood,
            approval,
            windows,
            absence,
            clock,
            progress,
            stop,
        }
    }
}

/// The configured base URL, else the address listened on (which the configuration allows on loopback alone).
fn base_url(config: &Config, listening: SocketAddr) -> Result<BaseUrl, AppError> {
    match &config.site.base_url {
        Some(configured) => Ok(configured.clone()),
        None => {
            let scheme = if config.http.tls.is_some() { "https" } else { "http" };
            Ok(BaseUrl::parse(&format!("{scheme}://{listening}/"))?)
        }
    }
}

/// How many entries each feed holds.
fn windows(config: &Config) -> PerFeed {
    let own = config.custom.iter().filter_map(|feed| Some((feed.selection(), feed.limit?)));
    PerFeed { default: config.feeds.entries, overrides: own.collect() }
}

/// How many entries of each feed may move within a minute.
fn flood_limits(config: &Config) -> PerFeed {
    let PerFeed { default: usual, overrides: own } = windows(config);
    let limit = |entries| config.flood.limit(entries);
    let own = own.into_iter().map(|(selection, entries)| (selection, limit(entries)));
    PerFeed { default: limit(usual), overrides: own.collect() }
}

fn custom_selection(feed: &CustomFeed) -> CustomSelection {
    CustomSelection { path: feed.path.clone(), name: feed.title.clone(), rule: feed.rule.clone() }
}

fn catalogue_settings(config: &Config) -> CatalogueSettings {
    let host = config.site.base_url.as_ref().map_or("localhost", BaseUrl::host);
    CatalogueSettings {
        site_id: config.site.id.clone().unwrap_or_else(|| host.to_owned()),
        parser_fingerprint: read::reading(config),
        custom: config.custom.iter().map(custom_selection).collect(),
    }
}
