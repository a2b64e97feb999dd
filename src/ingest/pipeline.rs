//! The pipeline that all ways of publishing share: reader of files, policy, catalogue.
//!
//! [`Ingest::apply`] passes a batch of observations through them.

use super::approval_files::ApprovalFiles;
use super::error::IngestError;
use super::policy::{
    Decision, FileStates, FolderState, HeldBefore, PolicySettings, PublishPolicy, PublishTarget, ScanSummary,
};
use super::progress::Progress;
use super::reading::FileReader;
use super::report::{BatchReport, ObservedFile, RecurringProblems};
use super::settings::{catalogue_settings, parse_settings, policy_settings, window_sizes, writer_limits};
use super::site_paths::SitePaths;
use super::waiting::{MovedFiles, PendingRemovals};
use crate::config::Config;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tidings_catalogue::{BatchEffects, Catalogue, CatalogueError, Change, InitialScan, Observation, PerFeed};
use tidings_folder::ContentFolder;
use tidings_model::{Article, ContentPath};
use tidings_watch::{OpenFiles, WriterLimits};

/// Returns the current time: the system's clock, or a test's.
pub type Clock = fn() -> DateTime<Utc>;

/// How often the log has a line about more changes that were put on hold: a bulk change may come in many batches.
const HOLD_LOG_INTERVAL: Duration = Duration::from_secs(60);

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
    /// `None` where nothing is put on hold: for a check and a rebuild.
    approval: Option<ApprovalFiles>,
    /// What the review of the whole folder that is under way publishes in any case.
    approved: FileStates,
    /// When the log last had a line about changes on hold.
    hold_logged: Option<Instant>,
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
        let approval = ApprovalFiles::new(&paths);
        let initial_scan = catalogue.initial_scan()?;
        let policy = |settings: &PolicySettings| match initial_scan {
            InitialScan::Done => PublishPolicy::live(settings, held_before(&approval)),
            InitialScan::Empty | InitialScan::Restored => PublishPolicy::initial(settings),
        };
        let policy = policy(&policy_settings(config));
        let removals = PendingRemovals::new(config.content.removal_delay);
        let new = Self::new(paths, catalogue, policy, config);
        let moved = MovedFiles::live();
        let ingest = Self { clock, approval: Some(approval), removals, moved, ..new };
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
            approval: None,
            approved: FileStates::new(),
            hold_logged: None,
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
            folder: &self.paths.content,
            windows: &self.windows,
            now,
            files: Vec::new(),
        };
        let decision = self.policy.review(batch, &mut target, moment);
        let files = target.files;
        self.log_decision(&decision, now, moment);
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
        expired.into_iter().partition(|path| is_no_file(&path.in_folder(&self.paths.content)))
    }

    /// Logs what was not published and why, and writes the list of files on hold for `tidings approve`.
    fn log_decision(&mut self, decision: &Decision, now: DateTime<Utc>, moment: Instant) {
        for copy in &decision.waiting {
            let same_as: Vec<&str> = copy.same_as.iter().map(ContentPath::as_str).collect();
            tracing::debug!(
                "{}: waits for up to {:.1} s, because it has the content of {} and may be the first half of a move",
                copy.path,
                copy.until.saturating_duration_since(moment).as_secs_f32(),
                same_as.join(", ")
            );
        }
        for path in &decision.already_held {
            tracing::debug!(
                "{path}: on hold, because an earlier change of it is on hold; see 'tidings approve --show'"
            );
        }
        if !decision.already_held.is_empty() {
            let held = self.policy.held();
            self.approval.iter().for_each(|approval| approval.save_held(None, &held, now));
        }
        decision.warnings.iter().for_each(|excess| tracing::warn!("{excess}"));
        for part in &decision.held {
            for path in &part.files {
                tracing::debug!("{path}: on hold until it is approved or restored: {}", part.excess);
            }
            let held = self.policy.held();
            self.approval.iter().for_each(|approval| approval.save_held(Some(&part.excess), &held, now));
            let was_logged =
                self.hold_logged.is_some_and(|then| moment.duration_since(then) < HOLD_LOG_INTERVAL);
            if !part.is_reported && !was_logged {
                self.hold_logged = Some(moment);
                tracing::error!(
                    "{}, so the changes of {} are on hold, and more may follow; restore the files, or publish the changes \
                     with 'tidings approve' ('--show' lists them)",
                    part.excess,
                    count(held.len(), "file")
                );
            }
        }
    }

    /// Whether the publisher approved changes on hold; the next scan of the whole folder publishes them.
    pub(super) fn is_approved(&self) -> bool {
        self.approval.as_ref().is_some_and(ApprovalFiles::is_approved)
    }

    /// Whether the list of files on hold is missing although files are on hold.
    pub(super) fn has_lost_held_list(&self) -> bool {
        let is_missing = |approval: &ApprovalFiles| matches!(approval.load_held(), Ok(None));
        !self.policy.held().is_empty() && self.approval.as_ref().is_some_and(is_missing)
    }

    /// Begins the review of a scan of the whole folder. Returns false if the scan must be ignored.
    pub(super) fn begin_full_scan(&mut self, scan: ScanSummary) -> bool {
        self.approved = self.approval.as_ref().map(ApprovalFiles::load_approved).unwrap_or_default();
        let state = self.policy.begin_full_scan(scan, self.approved.clone(), Instant::now());
        log_folder_state(state, scan.known);
        !state.ignores_scan()
    }

    /// Ends the review of a scan of the whole folder. An approval counts until a review was complete.
    pub(super) fn finish_full_scan(&mut self, is_complete: bool) {
        self.policy.finish_full_scan(is_complete);
        let Some(approval) = &self.approval else { return };
        let (approved, held) = (std::mem::take(&mut self.approved), self.policy.held());
        if held.is_empty() {
            approval.clear_held();
            if self.hold_logged.take().is_some() {
                tracing::info!("nothing is on hold any more");
            }
        } else {
            approval.save_held(None, &held, self.now());
        }
        if is_complete && !approved.is_empty() {
            approval.clear_approval_of(&approved);
            if !held.is_empty() {
                tracing::warn!(
                    "{} changed after the list was approved and stay on hold; 'tidings approve --show' lists them",
                    count(held.len(), "file")
                );
            }
        }
    }
}

/// Reads what was on hold when the last process ended.
fn held_before(approval: &ApprovalFiles) -> HeldBefore {
    match approval.load_held() {
        Ok(held) => HeldBefore::Files(held.map(|held| held.files).unwrap_or_default()),
        Err(error) => {
            tracing::error!("{error}; until then every change of a published article stays on hold");
            HeldBefore::Unknown
        }
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

/// '1 file', '2 files'.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn is_known(catalogue: &Catalogue, path: &ContentPath) -> Result<bool, CatalogueError> {
    Ok(catalogue.known_files(Some(path))?.contains_key(path))
}

/// Whether certainly no file is at the path. A directory is none; a path that cannot be examined counts as a file.
fn is_no_file(location: &Path) -> bool {
    let is_missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    match location.metadata() {
        Ok(metadata) => metadata.is_dir(),
        Err(error) => is_missing(error.kind()),
    }
}

/// The real catalogue and folder, for the policy.
struct CatalogueTarget<'i> {
    catalogue: &'i mut Catalogue,
    folder: &'i Path,
    windows: &'i PerFeed,
    now: DateTime<Utc>,
    /// The files of the batches that were applied, for the report.
    files: Vec<ObservedFile>,
}

impl CatalogueTarget<'_> {
    fn record(&mut self, files: Vec<ObservedFile>, paths: &[ContentPath]) {
        self.files.extend(files);
        paths.iter().for_each(|path| tracing::debug!("{path}: applied to the catalogue"));
    }
}

impl PublishTarget for CatalogueTarget<'_> {
    fn paths_with_content(&self, article: &Article) -> Result<Vec<ContentPath>, CatalogueError> {
        self.catalogue.paths_with_content(article)
    }

    fn is_absent(&self, path: &ContentPath) -> bool {
        let is_missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
        path.in_folder(self.folder).symlink_metadata().is_err_and(|error| is_missing(error.kind()))
    }

    fn apply(&mut self, batch: Vec<Observation>) -> Result<Vec<Change>, CatalogueError> {
        let files = ObservedFile::of_batch(&batch, self.catalogue, self.now)?;
        let paths = paths_for_log(&batch);
        let changes = self.catalogue.apply(batch, self.now)?;
        self.record(files, &paths);
        Ok(changes)
    }

    fn apply_if(
        &mut self,
        batch: Vec<Observation>,
        accept: &mut dyn FnMut(&BatchEffects) -> bool,
    ) -> Result<Option<Vec<Change>>, CatalogueError> {
        let files = ObservedFile::of_batch(&batch, self.catalogue, self.now)?;
        let paths = paths_for_log(&batch);
        let changes = self.catalogue.apply_if(batch, self.now, self.windows, accept)?;
        if changes.is_some() {
            self.record(files, &paths);
        }
        Ok(changes)
    }
}

/// The paths of a batch, if the log shows them.
fn paths_for_log(batch: &[Observation]) -> Vec<ContentPath> {
    if !tracing::enabled!(tracing::Level::DEBUG) {
        return Vec::new();
    }
    batch.iter().map(|observation| observation.path().clone()).collect()
}
