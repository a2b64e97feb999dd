//! The limit per feed and minute, and what happens to files on hold.

use super::*;

fn effect(changed: usize, fresh: usize) -> FeedEffect {
    FeedEffect { selection: Selection::Site, fresh, resurfacing: 0, changed, gone: 0 }
}

fn limit(usual: usize) -> PerFeed {
    PerFeed { default: usual, overrides: BTreeMap::new() }
}

fn gone(text: &str) -> Observation {
    Observation::Gone { path: ContentPath::new(text).unwrap() }
}

#[test]
fn new_articles_do_not_count() {
    let mut guard = BulkChangeGuard::new(limit(10), ExcessAction::Hold);
    assert_eq!(guard.judge(&[], &[effect(10, 1000)], Instant::now()), GuardDecision::Publish);
}

#[test]
fn a_short_feed_has_its_own_limit() {
    let short = Selection::Custom { path: "short".to_owned() };
    let limits = PerFeed { overrides: BTreeMap::from([(short.clone(), 2)]), ..limit(10) };
    let in_short_feed = |changed| FeedEffect { selection: short.clone(), ..effect(changed, 0) };
    let mut guard = BulkChangeGuard::new(limits, ExcessAction::Hold);
    assert_eq!(guard.judge(&[], &[effect(2, 0), in_short_feed(2)], Instant::now()), GuardDecision::Publish);
    let GuardDecision::Hold(excess) = guard.judge(&[], &[effect(3, 0), in_short_feed(1)], Instant::now())
    else {
        panic!("three entries change, the limit is two")
    };
    assert_eq!((&excess.worst.selection, excess.worst.changed, excess.feeds), (&short, 3, 1));
}

#[test]
fn changes_within_a_minute_are_added_up() {
    let (mut guard, now) = (BulkChangeGuard::new(limit(10), ExcessAction::Hold), Instant::now());
    assert_eq!(guard.judge(&[], &[effect(6, 0)], now), GuardDecision::Publish);
    let GuardDecision::Hold(excess) = guard.judge(&[], &[effect(6, 0)], now + PERIOD) else { panic!() };
    assert_eq!(excess.worst.changed, 12);
    assert!(excess.to_string().starts_with("the main feed"), "{excess}");
    // New articles pass meanwhile, and what was put on hold does not count: no subscriber saw it.
    assert_eq!(guard.judge(&[], &[effect(0, 5)], now + PERIOD), GuardDecision::Publish);
    assert_eq!(guard.judge(&[], &[effect(4, 0)], now + PERIOD), GuardDecision::Publish);
}

#[test]
fn a_warning_is_given_once_per_minute() {
    let (mut guard, now) = (BulkChangeGuard::new(limit(1), ExcessAction::Warn), Instant::now());
    assert!(matches!(guard.judge(&[], &[effect(6, 0)], now), GuardDecision::Warn(_)));
    assert_eq!(guard.judge(&[], &[effect(6, 0)], now), GuardDecision::Publish);
}

fn path(text: &str) -> ContentPath {
    ContentPath::new(text).unwrap()
}

fn removed(text: &str) -> FileStates {
    states_after(&[gone(text)])
}

#[test]
fn held_files_stay_held_until_the_next_review() {
    let mut guard = BulkChangeGuard::new(limit(1), ExcessAction::Hold);
    guard.restore(HeldBefore::Files(removed("a.md")));
    assert_eq!(guard.remove_held(vec![gone("a.md"), gone("b.md")]).0, [gone("b.md")]);
    guard.begin_review(FileStates::new());
    assert_eq!(guard.remove_held(vec![gone("a.md")]).0.len(), 1);
}

#[test]
fn held_changes_do_not_pass_in_small_parts() {
    let (mut guard, now, file) =
        (BulkChangeGuard::new(limit(10), ExcessAction::Hold), Instant::now(), path("a.md"));
    guard.restore(HeldBefore::Files(removed("a.md")));
    guard.begin_review(FileStates::new());
    let GuardDecision::Hold(excess) = guard.judge(std::slice::from_ref(&file), &[effect(3, 0)], now) else {
        panic!("three are less than ten, but they are the rest of a guard")
    };
    assert_eq!((excess.worst.changed, guard.is_reported()), (3, true));
    guard.finish_review(true);
    // The files were restored.
    assert_eq!(guard.judge(&[file], &[], now), GuardDecision::Publish);
    assert_eq!(guard.judge(&[], &[effect(3, 0)], now), GuardDecision::Publish);
}

#[test]
fn a_review_that_fails_releases_nothing() {
    let mut guard = BulkChangeGuard::new(limit(10), ExcessAction::Hold);
    guard.restore(HeldBefore::Files(removed("a.md")));
    guard.begin_review(FileStates::new());
    assert!(guard.is_holding() && guard.held() == removed("a.md"), "the list for a crash in between");
    guard.finish_review(false);
    assert_eq!(guard.held(), removed("a.md"));
}

#[test]
fn without_the_list_every_change_stays_on_hold_until_the_first_review_ends() {
    let (mut guard, now) = (BulkChangeGuard::new(limit(10), ExcessAction::Hold), Instant::now());
    guard.restore(HeldBefore::Unknown);
    guard.begin_review(FileStates::new());
    assert!(matches!(guard.judge(&[path("a.md")], &[effect(1, 0)], now), GuardDecision::Hold(_)));
    assert_eq!(guard.judge(&[path("new.md")], &[effect(0, 1)], now), GuardDecision::Publish);
    guard.finish_review(true);
    assert_eq!(guard.judge(&[path("b.md")], &[effect(1, 0)], now), GuardDecision::Publish);
}
