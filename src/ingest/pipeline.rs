//! The pipeline that all ways of publishing share: reader of files, policy, catalogue.
//!
//! [`Ingest::apply`] passes a batch of observations through them.

use super::catalogue_target::CatalogueTarget;
use super::error::IngestError;
use super::holds::Holds;
use super::policy::{FolderState, PolicySettings, PublishPolicy, ScanSummary};
use super::progress::Progress;
use super::reading::FileReader;
use super::report::{BatchReport, RecurringProblems, count};
use super::settings::{catalogue_settings, parse_settings, policy_settings, window_sizes, writer_limits};
use super::site_paths::SitePaths;
use super::waiting::{MovedFiles, PendingRemovals};
use crate::config::Config;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tidings_catalogue::{Catalogue, CatalogueError, InitialScan, Observation, PerFeed};
use tidings_folder::ContentFolder;
use tidings_model::ContentPath;
use tidings_watch::{OpenFiles, Scan, WriterLimits};

/// Returns the current time: the system's clock, or a test's.
pub type Clock = fn() -> DateTime<Utc>;

/// The number of removals that may wait while new files arrive. Beyond it the change is a bulk change (a renamed
/// directory, a checkout), which is judged as a whole.
const MAX_WAITING: usize = 1000;

/// Everything that turns files into catalogue entries.
pub(crate) struct Ingest {
    pub(crate) paths: SitePaths,
    pub(crate) catalogue: Catalogue,
    pub(super) reader: FileReader,
    pub(super) policy: PublishPolicy,
    /// How long files that may be incomplete wait.
    pub(super) limits: WriterLimits,
    /// The files that the watch knows to be incomplete; `None` without a watch.
    pub(super) open_files: Option<OpenFiles>,
    pub(super) removals: PendingRemovals,
    /// The problems of scans that are in the log already.
    pub(super) recurring: RecurringProblems,
    pub(super) moved: MovedFiles,
    /// The progress of the scan under way.
    pub(super) progress: Progress,
    /// Entries in each feed.
    windows: PerFeed,
    holds: Holds,
    clock: Clock,
    stop: Arc<AtomicBool>,
}

impl Ingest {
    /// Opens the catalogue of a site that will be served, with the policy for its state: no subscriber can
    /// have read anything before the initial scan is done.
    ///
    /// # Errors
    /// A folder is missing or unusable, another process has the catalogue's lock, or the catalogue cannot be
    /// read or written.
    pub(crate) fn open(config: &Config, clock: Clock) -> Result<(Self, InitialScan), IngestError> {
        let paths = SitePaths::find(config)?;
        paths.prepare_state()?;
        let mut catalogue = Catalogue::open(&paths.catalogue_file(), &catalogue_settings(config))?;
        let holds = Holds::live(&paths);
        let initial_scan = catalogue.initial_scan()?;
        let policy = |settings: &PolicySettings| match initial_scan {
            InitialScan::Done => PublishPolicy::live(settings, holds.held_before()),
            InitialScan::Empty | InitialScan::Restored => PublishPolicy::initial(settings),
        };
        let policy = policy(&policy_settings(config));
        let removals = PendingRemovals::new(config.content.removal_delay);
        let new = Self::new(paths, catalogue, policy, config);
        let moved = MovedFiles::live();
        let ingest = Self { clock, holds, removals, moved, ..new };
        Ok((ingest, initial_scan))
    }

    /// For a rebuilt catalogue: everything is published at once, because the subscribers have read it before.
    pub(crate) fn rebuild(paths: SitePaths, catalogue: Catalogue, config: &Config) -> Self {
        Self::new(paths, catalogue, PublishPolicy::initial(&policy_settings(config)), config)
    }

    /// For `tidings check`: a catalogue in memory, which begins as a copy of the real one where there is one.
    /// A file that is being written or moved is read as it is now.
    ///
    /// # Errors
    /// A folder is missing or unusable, or the catalogue cannot be read.
    pub(crate) fn dry_run(config: &Config) -> Result<Self, IngestError> {
        let paths = SitePaths::find(config)?;
        let file = paths.catalogue_file();
        let existing = file.is_file().then_some(file.as_path());
        let mut catalogue = Catalogue::in_memory(existing, &catalogue_settings(config))?;
        let has_subscribers = catalogue.initial_scan()? == InitialScan::Done;
        let policy = PublishPolicy::dry_run(&policy_settings(config), has_subscribers);
        Ok(Self { limits: WriterLimits::NONE, ..Self::new(paths, catalogue, policy, config) })
    }

    fn new(paths: SitePaths, catalogue: Catalogue, policy: PublishPolicy, config: &Config) -> Self {
        let rules = config.content.files.clone();
        Self {
            reader: FileReader::new(
                ContentFolder::new(&paths.content, &paths.excluded()),
                parse_settings(config),
                rules,
            ),
            paths,
            catalogue,
            policy,
            limits: writer_limits(config),
            open_files: None,
            removals: PendingRemovals::new(Duration::ZERO),
            recurring: RecurringProblems::default(),
            moved: MovedFiles::without_wait(),
            progress: Progress::default(),
            windows: window_sizes(config),
            holds: Holds::none(),
            clock: Utc::now,
            stop: Arc::default(),
        }
    }

    /// Stops a scan between two batches when it is set.
    pub(crate) fn stop_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Logs what a scan could not read, and has the event loop scan again soon if descriptors were lacking.
    pub(super) fn note_scan(&mut self, below: Option<&ContentPath>, scan: &Scan) {
        self.recurring.log_scan(below, &scan.problems);
        if scan.lacked_descriptors {
            self.reader.note_lack_of_descriptors();
        }
    }

    /// Ends a scan early if the program was asked to stop.
    ///
    /// # Errors
    /// [`IngestError::Stopped`] in this case.
    pub(super) fn check_stopped(&self) -> Result<(), IngestError> {
        if self.stop.load(Ordering::Relaxed) { Err(IngestError::Stopped) } else { Ok(()) }
    }

    /// Reviews a batch, applies to the catalogue what may be published, and passes the result to `report`.
    ///
    /// # Errors
    /// The catalogue cannot be read or written. The next scan finds what was not applied.
    pub(super) fn apply(
        &mut self,
        batch: Vec<Observation>,
        report: &mut dyn FnMut(&BatchReport),
    ) -> Result<(), IngestError> {
        if !batch.is_empty() {
            self.catalogue.build_deferred_indexes()?;
        }
        let (now, moment) = (self.now(), Instant::now());
        let (batch, continued) = self.complete_moves(batch, moment)?;
        let batch = self.hold_back_removals(batch, &continued, moment)?;
        let batch = self.recurring.remove_repeated(batch);
        let mut target = CatalogueTarget {
            catalogue: &mut self.catalogue,
            paths: &self.paths,
            windows: &self.windows,
            now,
            files: Vec::new(),
        };
        let decision = self.policy.review(batch, &mut target, moment);
        let files = target.files;
        self.holds.log_decision(&decision, &self.policy, now, moment);
        if let Some(changes) = decision.published {
            let (catalogue, progress) = (&self.catalogue, self.progress);
            report(&BatchReport { catalogue, changes, files, progress, now });
            self.catalogue.request_checkpoint();
        }
        decision.failure.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Takes the removals that must wait out of a batch. Those of `continued` do not wait: another file seems to be the
    /// article now.
    fn hold_back_removals(
        &mut self,
        batch: Vec<Observation>,
        continued: &BTreeSet<ContentPath>,
        moment: Instant,
    ) -> Result<Vec<Observation>, CatalogueError> {
        let gone = batch.iter().filter(|observation| matches!(observation, Observation::Gone { .. })).count();
        let is_bulk = gone > MAX_WAITING;
        let (catalogue, held) = (&self.catalogue, self.policy.held());
        let is_final = |path: &ContentPath| is_bulk || held.contains_key(path) || continued.contains(path);
        let may_wait = |path: &ContentPath| Ok(!is_final(path) && is_known(catalogue, path)?);
        self.removals.hold_back(batch, moment, may_wait)
    }

    /// The removals whose wait is over, and the files among them that are there again and must be read.
    pub(super) fn take_expired_removals(&mut self, now: Instant) -> (Vec<ContentPath>, Vec<ContentPath>) {
        let expired = self.removals.take_expired(now);
        // While the folder is missing, as on an unmounted share, nothing is known about its files.
        if !expired.is_empty() && std::fs::read_dir(&self.paths.content).is_err() {
            self.removals.wait_again(expired, now);
            return (Vec::new(), Vec::new());
        }
        expired.into_iter().partition(|path| self.paths.has_no_file(path))
    }

    /// Whether the publisher approved changes on hold; the next scan of the whole folder publishes them.
    pub(super) fn is_approved(&self) -> bool {
        self.holds.is_approved()
    }

    /// Whether the list of files on hold is missing although files are on hold.
    pub(super) fn has_lost_held_list(&self) -> bool {
        !self.policy.held().is_empty() && self.holds.has_lost_list()
    }

    /// Begins the review of a scan of the whole folder. Returns false if the scan must be ignored.
    pub(super) fn begin_full_scan(&mut self, scan: ScanSummary) -> bool {
        let approved = self.holds.begin_full_scan();
        let state = self.policy.begin_full_scan(scan, approved, Instant::now());
        log_folder_state(state, scan.known);
        !state.ignores_scan()
    }

    /// Ends the review of a scan of the whole folder. An approval counts until a review was complete.
    pub(super) fn finish_full_scan(&mut self, is_complete: bool) {
        self.policy.finish_full_scan(is_complete);
        self.holds.finish_full_scan(is_complete, &self.policy.held(), self.now());
    }
}

fn log_folder_state(state: FolderState, known: usize) {
    match state {
        FolderState::Normal | FolderState::StillUnmounted => {}
        FolderState::Returned => tracing::info!("the folder contains files again"),
        FolderState::Unmounted { wait } => tracing::error!(
            "the folder is empty, but the catalogue has {}; their articles stay published for {} s: mount the \
             folder, or, if you emptied it on purpose, wait or lower 'content.absence'",
            count(known, "file"),
            wait.as_secs()
        ),
        FolderState::Emptied => {
            tracing::warn!("the folder is empty, so its {} count as deleted", count(known, "known file"));
        }
    }
}

fn is_known(catalogue: &Catalogue, path: &ContentPath) -> Result<bool, CatalogueError> {
    Ok(catalogue.known_files(Some(path))?.contains_key(path))
}
