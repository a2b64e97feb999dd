//! Stories: which signals arrive at which millisecond, and which events must be sent when.

use super::*;

#[test]
fn writing() {
    use Signal::{Closed, Created, FoundOpen, Opened, Touched, Written};
    play(&[
        (
            "closed after writing: at once",
            &[(0, "a", Created), (0, "a", Opened), (1, "a", Written), (2, "a", Closed)],
            &["2 complete a"],
        ),
        ("an empty file", &[(0, "a", Created), (0, "a", Opened), (0, "a", Closed)], &["0 complete a"]),
        (
            "written slowly, closed late",
            &[
                (0, "a", Created),
                (0, "a", Opened),
                (1_900, "a", Written),
                (3_800, "a", Written),
                (5_700, "a", Closed),
            ],
            &["5700 complete a"],
        ),
        ("kept open: complete at the limit", &[(0, "a", Written)], &["30000 complete a"]),
        (
            "every write starts the wait again",
            &[(0, "a", Written), (1_999, "a", Written)],
            &["31999 complete a"],
        ),
        (
            "closed after a pause that is longer than the settle time",
            &[(0, "a", Written), (20_000, "a", Written), (20_001, "a", Closed)],
            &["20001 complete a"],
        ),
        (
            "a file that a process keeps open does not delay another one",
            &[(0, "a", Written), (10, "b", Written), (11, "b", Closed)],
            &["11 complete b", "30000 complete a"],
        ),
        (
            "two saves are two events",
            &[(0, "a", Closed), (5, "a", Written), (6, "a", Closed)],
            &["0 complete a", "6 complete a"],
        ),
        ("read only", &[(0, "a", Opened)], &[]),
        (
            "touched: after a wait, because the content may have changed",
            &[(0, "a", Touched)],
            &["2000 complete a"],
        ),
        (
            "touched while written",
            &[(0, "a", Written), (1_500, "a", Touched), (1_600, "a", Closed)],
            &["1600 complete a"],
        ),
        (
            "found by a scan while written",
            &[(0, "a", FoundOpen), (50, "a", Written), (70, "a", Closed)],
            &["70 complete a"],
        ),
        ("found by a scan just before the close", &[(0, "a", FoundOpen)], &["2000 complete a"]),
        (
            "found by every scan: the wait does not begin again",
            &[(0, "a", FoundOpen), (900, "a", FoundOpen), (1_900, "a", FoundOpen)],
            &["2000 complete a"],
        ),
        (
            "hidden names are not reported",
            &[(0, ".a.swp", Created), (1, ".a.swp", Closed), (2, ".a.swp", REMOVED)],
            &[],
        ),
    ]);
}

#[test]
fn renaming() {
    use Signal::{Closed, Created, Opened, Written};
    play(&[
        (
            "within the folder: at once",
            &[(0, "a", moved_away(1)), (0, "b", moved_here(1))],
            &["0 renamed a b"],
        ),
        ("into the folder", &[(0, "a", moved_here(1))], &["0 complete a"]),
        ("out of the folder", &[(0, "a", moved_away(1))], &["200 removed a"]),
        (
            "two at a time",
            &[
                (0, "a", moved_away(1)),
                (0, "b", moved_away(2)),
                (1, "c", moved_here(1)),
                (1, "d", moved_here(2)),
            ],
            &["1 renamed a c", "1 renamed b d"],
        ),
        (
            "swapped through a third name",
            &[
                (0, "a", moved_away(1)),
                (0, "t", moved_here(1)),
                (1, "b", moved_away(2)),
                (1, "a", moved_here(2)),
                (2, "t", moved_away(3)),
                (2, "b", moved_here(3)),
            ],
            &["0 renamed a t", "1 renamed b a", "2 renamed t b"],
        ),
        (
            "a cookie counts for one rename",
            &[(0, "a", moved_away(1)), (300, "b", moved_here(1))],
            &["200 removed a", "300 complete b"],
        ),
        (
            "a hidden temporary file into place",
            &[
                (0, ".t", Created),
                (0, ".t", Opened),
                (1, ".t", Closed),
                (2, ".t", moved_away(1)),
                (2, "a", moved_here(1)),
            ],
            &["2 complete a"],
        ),
        (
            "a leftover into place",
            &[(0, "a~", moved_away(1)), (0, "a", moved_here(1))],
            &["0 complete a", "200 removed a~"],
        ),
        (
            "renamed to a backup name for good",
            &[(0, "a", moved_away(1)), (0, "a~", moved_here(1))],
            &["0 complete a~", "200 removed a"],
        ),
        ("hidden by renaming", &[(0, "a", moved_away(1)), (0, ".a", moved_here(1))], &["200 removed a"]),
        (
            "renamed before it is closed",
            &[
                (0, ".t", Created),
                (0, ".t", Opened),
                (1, ".t", moved_away(1)),
                (1, "a", moved_here(1)),
                (9, "a", Written),
                (10, "a", Closed),
            ],
            &["10 complete a"],
        ),
        (
            "linked, and the first name removed: as maildir does",
            &[
                (0, ".t", Created),
                (0, ".t", Opened),
                (1, ".t", Closed),
                (2, "a", Created),
                (3, ".t", REMOVED),
            ],
            &["2002 complete a"],
        ),
    ]);
}

#[test]
fn removing() {
    use Signal::{Closed, Created, Opened, Touched, Written};
    play(&[
        ("after a short wait", &[(0, "a", REMOVED)], &["200 removed a"]),
        (
            "removed and created again",
            &[(0, "a", REMOVED), (50, "a", Created), (50, "a", Opened), (200, "a", Closed)],
            &["200 complete a"],
        ),
        (
            "created again, then removed",
            &[(0, "a", REMOVED), (50, "a", Created), (90, "a", REMOVED)],
            &["290 removed a"],
        ),
        (
            "written through an old handle after its removal",
            &[(0, "a", REMOVED), (10, "a", Written), (20, "a", Touched), (30, "a", Closed)],
            &["200 removed a"],
        ),
        (
            "vim with a backup: renamed, created again, backup removed",
            &[
                (0, "a", moved_away(1)),
                (0, "a~", moved_here(1)),
                (1, "a", Created),
                (1, "a", Opened),
                (2, "a", Closed),
                (3, "a~", REMOVED),
            ],
            &["0 complete a~", "2 complete a", "203 removed a~"],
        ),
        (
            "another file never waits for it",
            &[(0, "a", REMOVED), (1, "b", Closed)],
            &["1 complete b", "200 removed a"],
        ),
    ]);
}

#[test]
fn directories() {
    use Signal::{Closed, Created, Directory, Opened, Written};
    let removed = Signal::Removed { directory: true };
    let moved_away = Signal::MovedAway { cookie: Some(1), directory: true };
    play(&[
        ("renamed", &[(0, "d", moved_away), (0, "e", Directory { cookie: Some(1) })], &["0 directory d e"]),
        (
            "renamed again before it was known to be a directory",
            &[(0, "d", moved_away), (0, "e", moved_here(1))],
            &["0 directory d e"],
        ),
        ("moved out", &[(0, "d/a", Written), (1, "d", moved_away)], &["201 removed d"]),
        ("hidden", &[(0, "d", moved_away), (0, ".d", Directory { cookie: Some(1) })], &["200 removed d"]),
        ("new: the comparison reports its files", &[(0, "d", Directory { cookie: None })], &[]),
        ("removed and created again", &[(0, "d", removed), (10, "d", Directory { cookie: None })], &[]),
        (
            "a file in its place",
            &[(0, "d", removed), (10, "d", Created), (10, "d", Opened), (11, "d", Closed)],
            &["10 removed d", "11 complete d"],
        ),
        (
            "open files in it are forgotten",
            &[(0, "d/a", Written), (1, "d-b", Written), (2, "d", removed)],
            &["202 removed d", "30001 complete d-b"],
        ),
    ]);
}

#[test]
fn without_reported_closes_a_short_wait_is_enough() {
    let mut stage = Stage::new(false);
    stage.signal(0, "a", Signal::Created);
    stage.signal(10, "a", Signal::Written);
    stage.signal(20, "b", REMOVED);
    stage.signal(30, "b", Signal::Written);
    stage.pass_to(60_000);
    assert_eq!(stage.events, ["260 complete a", "280 complete b"]);
}

/// The system reports an exchange of two names as two renames. One of the names is in a hidden directory, as of a safe
/// save on macOS: the file is complete, and not removed.
#[test]
fn an_exchanged_file_is_not_removed() {
    let mut stage = Stage::new(true);
    stage.signal(0, ".x", moved_away(1));
    stage.signal(0, "a", moved_here(1));
    stage.signal(0, "a", moved_away(2));
    stage.signal(0, ".x", moved_here(2));
    stage.gone.clear();
    stage.pass_to(60_000);
    assert_eq!(stage.events, ["0 complete a", "200 complete a"]);
}

#[test]
fn a_check_decides() {
    let file = |modified, written| Check::File { stamp: stamp(modified), written };
    let cases: &[(&str, &[Check], &[&str])] = &[
        ("no process writes", &[file(1, Some(false))], &["1000 complete a"]),
        (
            "a process has it open, but does not write",
            &[file(1, Some(true)), file(1, Some(true))],
            &["30000 complete a"],
        ),
        ("closed without a signal", &[file(1, Some(true)), file(1, Some(false))], &["2000 complete a"]),
        ("removed without a signal", &[Check::Missing], &["1200 removed a"]),
        ("not a file", &[Check::Other], &[]),
    ];
    for (case, checks, events) in cases {
        let mut stage = Stage::new(true);
        stage.signal(0, "a", Signal::Written);
        for (second, check) in (1..).zip(*checks) {
            stage.disk = *check;
            stage.pass_to(second * 1_000);
        }
        stage.pass_to(60_000);
        assert_eq!(stage.events, *events, "{case}");
    }
}

/// Where no process can be seen that writes the file, its pauses decide.
#[test]
fn a_file_that_grew_for_long_must_be_unchanged_for_long() {
    for changes in [1, 10, 60] {
        let mut stage = Stage::new(true);
        stage.signal(0, "a", Signal::FoundOpen);
        for second in 1..=changes {
            stage.disk = Check::File { stamp: stamp(second), written: None };
            stage.pass_to(u64::try_from(second).unwrap() * 1_000);
        }
        stage.pass_to(300_000);
        let at: u64 = stage.events[0].split(' ').next().unwrap().parse().unwrap();
        let last = u64::try_from(changes).unwrap() * 1_000;
        assert!(at >= last * 4 / 3 && at <= last * 2 + 4_000, "{changes} changes: {:?}", stage.events);
        assert_eq!(stage.events.len(), 1);
    }
}

#[test]
fn only_articles_that_stay_open_are_reported() {
    let mut stage = Stage::new(true);
    stage.disk = Check::File { stamp: stamp(1), written: Some(true) };
    for name in ["a.md", "b~", ".c"] {
        stage.signal(0, name, Signal::Written);
    }
    stage.pass_to(60_000);
    assert_eq!(stage.settle.take_kept_open(), [path("a.md")]);
}

#[test]
fn a_link_is_created_without_opening_and_is_complete_soon() {
    let mut stage = Stage::new(true);
    stage.disk = Check::File { stamp: stamp(1), written: Some(false) };
    stage.signal(0, "a", Signal::Created);
    stage.pass_to(60_000);
    assert_eq!(stage.events, ["20 complete a"]);
}

#[test]
fn the_late_result_of_an_old_check_changes_nothing() {
    let mut stage = Stage::new(true);
    let now = stage.start;
    stage.settle.checked(now, path("a"), Check::Missing);
    assert!(stage.settle.take_events().is_empty() && stage.settle.next_deadline().is_none());
}
