//! Each decision of a review, and each use of the policy, over a catalogue in memory.

use super::*;
use crate::ingest::policy::file_state::states_after;
use std::collections::BTreeMap;
use tidings_catalogue::{ArticleEffect, ArticleEffectKind, BatchEffects, Change, FeedEffect};
use tidings_model::{FileStamp, Selection};

const WAIT: Duration = Duration::from_secs(2);
const UNMOUNTED: Duration = Duration::from_secs(600);

/// A catalogue that has the content of each file, and a folder from which some files are missing. Each change
/// of a known file is a visible change of the main feed.
#[derive(Default)]
struct FakeTarget {
    known: BTreeMap<ContentPath, String>,
    absent: BTreeSet<ContentPath>,
    /// The paths of each batch that was applied.
    applied: Vec<Vec<String>>,
    /// The file whose batch cannot be applied.
    unwritable: Option<ContentPath>,
}

impl FakeTarget {
    fn with(files: &[(&str, &str)]) -> Self {
        let known = files.iter().map(|(file, content)| (path(file), (*content).to_owned())).collect();
        Self { known, ..Self::default() }
    }

    /// Each changed or removed file is a visible change, each unknown one a new article.
    fn effects(&self, batch: &[Observation]) -> BatchEffects {
        let mut effect =
            FeedEffect { selection: Selection::Site, fresh: 0, resurfacing: 0, changed: 0, gone: 0 };
        let mut articles = Vec::new();
        for observation in batch {
            let known = self.known.get(observation.path());
            let kind = match (observation, known) {
                (Observation::Parsed { .. }, None) => ArticleEffectKind::New,
                (Observation::Parsed { article, .. }, Some(hash)) if *hash == article.content_hash => {
                    ArticleEffectKind::Unseen
                }
                (_, Some(_)) => ArticleEffectKind::Seen,
                (_, None) => continue,
            };
            match (kind, observation) {
                (ArticleEffectKind::Unseen, _) => {}
                (ArticleEffectKind::New, _) => effect.fresh += 1,
                (ArticleEffectKind::Seen, Observation::Parsed { .. }) => effect.changed += 1,
                (ArticleEffectKind::Seen, _) => effect.gone += 1,
            }
            articles.push(ArticleEffect { paths: BTreeSet::from([observation.path().clone()]), kind });
        }
        BatchEffects { feeds: vec![effect], articles, ..BatchEffects::default() }
    }
}

impl PublishTarget for FakeTarget {
    fn paths_with_content(&self, article: &Article) -> Result<Vec<ContentPath>, CatalogueError> {
        if self.known.contains_key(&article.path) {
            return Ok(Vec::new());
        }
        let same = self.known.iter().filter(|(_, hash)| **hash == article.content_hash);
        Ok(same.map(|(path, _)| path.clone()).collect())
    }

    fn is_absent(&self, path: &ContentPath) -> bool {
        self.absent.contains(path)
    }

    fn apply(&mut self, batch: Vec<Observation>) -> Result<Vec<Change>, CatalogueError> {
        if batch.iter().any(|observation| Some(observation.path()) == self.unwritable.as_ref()) {
            return Err(CatalogueError::Backup(std::io::ErrorKind::StorageFull.into()));
        }
        for observation in &batch {
            match observation {
                Observation::Parsed { article, .. } => {
                    self.known.insert(article.path.clone(), article.content_hash.clone());
                }
                other => drop(self.known.remove(other.path())),
            }
        }
        self.applied.push(batch.iter().map(|observation| observation.path().to_string()).collect());
        Ok(Vec::new())
    }

    fn apply_if(
        &mut self,
        batch: Vec<Observation>,
        accept: &mut dyn FnMut(&BatchEffects) -> bool,
    ) -> Result<Option<Vec<Change>>, CatalogueError> {
        if accept(&self.effects(&batch)) { self.apply(batch).map(Some) } else { Ok(None) }
    }
}

fn path(text: &str) -> ContentPath {
    ContentPath::new(text).unwrap()
}

fn parsed(file: &str, content: &str) -> Observation {
    let mut article = Article::blank(file, file);
    article.content_hash = content.to_owned();
    Observation::Parsed { stamp: FileStamp::STALE, article: Box::new(article) }
}

fn gone(file: &str) -> Observation {
    Observation::Gone { path: path(file) }
}

fn settings(on_excess: ExcessAction) -> PolicySettings {
    let change_limits = PerFeed { default: 1, overrides: BTreeMap::new() };
    PolicySettings { copy_wait: WAIT, empty_folder_wait: UNMOUNTED, change_limits, on_excess }
}

fn live(on_excess: ExcessAction) -> PublishPolicy {
    PublishPolicy::live(&settings(on_excess), HeldBefore::Files(FileStates::new()))
}

fn scan_of(found: usize, known: usize) -> ScanSummary {
    ScanSummary { found, known, gone: known.saturating_sub(found) }
}

/// Two changed files, which exceed the limit of one, an unchanged one and a new one.
fn bulk_change() -> (FakeTarget, Vec<Observation>) {
    let target = FakeTarget::with(&[("a", "old a"), ("b", "old b"), ("c", "c")]);
    (target, vec![parsed("a", "new a"), parsed("b", "new b"), parsed("c", "c"), parsed("d", "d")])
}

#[test]
fn a_batch_within_the_limits_is_published_whole() {
    let mut target = FakeTarget::with(&[("a", "old"), ("b", "b")]);
    let batch = vec![parsed("a", "new"), parsed("b", "b"), parsed("c", "c")];
    let decision = live(ExcessAction::Hold).review(batch, &mut target, Instant::now());
    assert!(decision.published.is_some() && decision.waiting.is_empty() && decision.held.is_empty());
    assert_eq!(target.applied, [["a", "b", "c"]]);
}

#[test]
fn a_copy_waits_until_its_original_is_gone() {
    let (mut policy, now) = (live(ExcessAction::Warn), Instant::now());
    let mut target = FakeTarget::with(&[("a", "text")]);
    let decision = policy.review(vec![parsed("copy", "text")], &mut target, now);
    let [copy] = decision.waiting.as_slice() else { panic!("{decision:?}") };
    assert_eq!(
        (&copy.path, copy.until, policy.next_deadline()),
        (&path("copy"), now + WAIT, Some(now + WAIT))
    );
    assert_eq!(copy.same_as, [path("a")]);
    let removal = vec![gone("a")];
    assert_eq!(policy.take_due_copies(&removal, now), BTreeSet::from([path("copy")]));
    let batch = removal.into_iter().chain([parsed("copy", "text")]).collect();
    let decision = policy.review(batch, &mut target, now);
    assert!(decision.waiting.is_empty() && policy.next_deadline().is_none());
    assert_eq!(target.known.into_keys().collect::<Vec<_>>(), [path("copy")]);
}

#[test]
fn a_copy_whose_wait_has_expired_is_published() {
    let (mut policy, now) = (live(ExcessAction::Warn), Instant::now());
    let mut target = FakeTarget::with(&[("a", "text")]);
    policy.review(vec![parsed("copy", "text")], &mut target, now);
    assert!(policy.take_due_copies(&[], now).is_empty());
    assert_eq!(policy.take_due_copies(&[], now + WAIT), BTreeSet::from([path("copy")]));
    let decision = policy.review(vec![parsed("copy", "text")], &mut target, now + WAIT);
    assert!(decision.waiting.is_empty() && target.known.contains_key(&path("copy")));
}

#[test]
fn a_file_whose_original_has_left_the_disk_counts_as_moved() {
    let mut target = FakeTarget::with(&[("a", "text")]);
    target.absent.insert(path("a"));
    let batch = vec![parsed("moved", "text")];
    let decision = live(ExcessAction::Warn).review(batch, &mut target, Instant::now());
    assert!(decision.waiting.is_empty());
    assert_eq!(target.applied, [["moved", "a"]], "the removal and the arrival are one batch");
}

#[test]
fn a_bulk_change_is_published_with_a_warning() {
    let (mut target, batch) = bulk_change();
    let decision = live(ExcessAction::Warn).review(batch, &mut target, Instant::now());
    let [excess] = decision.warnings.as_slice() else { panic!("{decision:?}") };
    assert_eq!((excess.worst.changed, target.applied.len()), (2, 1));
}

#[test]
fn of_a_bulk_change_only_the_changed_files_are_held() {
    let (mut policy, (mut target, batch)) = (live(ExcessAction::Hold), bulk_change());
    let decision = policy.review(batch, &mut target, Instant::now());
    let [part] = decision.held.as_slice() else { panic!("{decision:?}") };
    assert_eq!((part.files.as_slice(), part.is_reported), ([path("a"), path("b")].as_slice(), false));
    assert!(decision.published.is_some());
    assert_eq!(target.applied, [["c"], ["d"]]);
    let decision = policy.review(vec![parsed("a", "newer")], &mut target, Instant::now());
    assert_eq!(decision.already_held, [path("a")]);
    assert_eq!(target.known[&path("a")], "old a");
}

#[test]
fn a_batch_without_other_files_is_held_whole() {
    let (mut target, mut batch) = bulk_change();
    batch.truncate(2);
    let decision = live(ExcessAction::Hold).review(batch, &mut target, Instant::now());
    assert!(decision.published.is_none() && target.applied.is_empty());
    assert_eq!(decision.held.len(), 1);
}

#[test]
fn a_full_scan_keeps_files_on_hold_until_they_are_restored() {
    let (mut policy, (mut target, batch), now) = (live(ExcessAction::Hold), bulk_change(), Instant::now());
    policy.review(batch, &mut target, now);
    // One of the two files is restored. One change is within the limit, but it was on hold before.
    policy.begin_full_scan(scan_of(4, 4), FileStates::new(), now);
    let decision = policy.review(vec![parsed("b", "new b")], &mut target, now);
    policy.finish_full_scan(true);
    assert!(decision.held[0].is_reported, "the log has it already");
    assert_eq!(policy.held().into_keys().collect::<Vec<_>>(), [path("b")]);
    // The other one is restored too: the scan finds no difference.
    policy.begin_full_scan(scan_of(4, 4), FileStates::new(), now);
    policy.finish_full_scan(true);
    assert!(policy.held().is_empty());
}

#[test]
fn an_approved_scan_publishes_what_was_shown_once() {
    let (mut policy, (mut target, batch), now) = (live(ExcessAction::Hold), bulk_change(), Instant::now());
    policy.review(batch.clone(), &mut target, now);
    let shown = policy.held();
    policy.begin_full_scan(scan_of(4, 4), shown, now);
    let decision = policy.review(batch, &mut target, now);
    policy.finish_full_scan(true);
    assert!(decision.held.is_empty() && !policy.is_holding() && policy.can_hold());
    assert_eq!(target.known[&path("b")], "new b");
}

#[test]
fn an_approval_does_not_hold_for_what_came_since() {
    let (mut policy, (mut target, batch), now) = (live(ExcessAction::Hold), bulk_change(), Instant::now());
    policy.review(batch, &mut target, now);
    let shown = policy.held();
    // One of the files changes again, and another one is removed.
    policy.review(vec![parsed("a", "newer a")], &mut target, now);
    assert_ne!(policy.held()[&path("a")], shown[&path("a")], "the list has the new state");
    policy.begin_full_scan(scan_of(4, 4), shown, now);
    let batch = vec![parsed("a", "newer a"), parsed("b", "new b"), gone("c")];
    let decision = policy.review(batch, &mut target, now);
    policy.finish_full_scan(true);
    assert_eq!((decision.held.len(), target.known[&path("b")].as_str()), (1, "new b"));
    assert_eq!(target.known[&path("a")], "old a");
    assert_eq!(policy.held(), states_after(&[parsed("a", "newer a"), gone("c")]));
}

#[test]
fn files_on_hold_stay_on_hold_after_a_restart() {
    let held = states_after(&[gone("a")]);
    let live = |action| PublishPolicy::live(&settings(action), HeldBefore::Files(held.clone()));
    assert_eq!(live(ExcessAction::Hold).held(), held);
    assert!(!live(ExcessAction::Warn).is_holding());
}

#[test]
fn files_that_are_no_articles_are_never_on_hold() {
    let mut target = FakeTarget::with(&[("a", "old a"), ("b", "old b")]);
    let ignored = |file: &str| Observation::Ignored {
        path: path(file),
        stamp: FileStamp::STALE,
        reason: "it is a temporary file".to_owned(),
    };
    let batch =
        vec![ignored("a.tmp"), parsed("a", "new a"), ignored("b.tmp"), parsed("b", "new b"), gone("x")];
    let decision = live(ExcessAction::Hold).review(batch, &mut target, Instant::now());
    assert_eq!(decision.held[0].files, [path("a"), path("b")]);
    assert_eq!(target.applied, [["a.tmp", "b.tmp", "x"]]);
}

#[test]
fn a_folder_that_looks_unmounted_is_ignored_and_nothing_is_released() {
    let (mut policy, (mut target, batch), now) = (live(ExcessAction::Hold), bulk_change(), Instant::now());
    policy.review(batch, &mut target, now);
    assert!(policy.begin_full_scan(scan_of(0, 4), FileStates::new(), now).ignores_scan());
    assert_eq!((policy.held().len(), policy.next_deadline()), (2, Some(now + UNMOUNTED)));
    assert!(!policy.wants_full_scan(now) && policy.wants_full_scan(now + UNMOUNTED));
    let state = policy.begin_full_scan(scan_of(0, 4), FileStates::new(), now + UNMOUNTED);
    assert_eq!(state, FolderState::Emptied);
}

#[test]
fn the_initial_policy_publishes_copies_and_bulk_changes_until_it_goes_live() {
    let (mut policy, now) = (PublishPolicy::initial(&settings(ExcessAction::Hold)), Instant::now());
    let (mut target, mut batch) = bulk_change();
    batch.push(parsed("copy", "c"));
    let decision = policy.review(batch, &mut target, now);
    assert!(decision.published.is_some() && !policy.can_hold());
    assert_eq!(target.applied, [["a", "b", "c", "d", "copy"]]);
    policy.go_live();
    let decision = policy.review(vec![parsed("second copy", "c")], &mut target, now);
    assert!(decision.waiting.len() == 1 && policy.can_hold());
}

#[test]
fn a_dry_run_holds_nothing_and_warns() {
    let (mut policy, now) = (PublishPolicy::dry_run(&settings(ExcessAction::Hold), true), Instant::now());
    let (mut target, mut batch) = bulk_change();
    batch.push(parsed("copy", "c"));
    let decision = policy.review(batch, &mut target, now);
    assert!(decision.waiting.is_empty() && decision.held.is_empty() && !policy.can_hold());
    assert_eq!((decision.warnings.len(), target.applied.len()), (1, 1));
    let (mut target, batch) = bulk_change();
    let mut fresh = PublishPolicy::dry_run(&settings(ExcessAction::Hold), false);
    assert!(fresh.review(batch, &mut target, now).warnings.is_empty(), "nobody has subscribed yet");
    assert_eq!(policy.begin_full_scan(scan_of(0, 5), FileStates::new(), now), FolderState::Emptied);
}

#[test]
fn a_failure_keeps_what_was_decided_before() {
    let (mut policy, (mut target, batch)) = (live(ExcessAction::Hold), bulk_change());
    target.unwritable = Some(path("d"));
    let decision = policy.review(batch, &mut target, Instant::now());
    assert!(decision.failure.is_some());
    assert_eq!((decision.held.len(), decision.published.is_some()), (1, true));
    assert_eq!(target.applied, [["c"]], "the new file failed after the unchanged one was applied");
}
