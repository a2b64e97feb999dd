//! Stories: what happens at which millisecond, and what must be told when.

use super::*;
use proptest::prelude::*;

const QUIET: Duration = Duration::from_secs(2);

fn path(text: &str) -> ContentPath {
    ContentPath::new(text).unwrap()
}

fn stamp(modified: i64) -> FileStamp {
    FileStamp { modified, size: 1, inode: 1 }
}

/// Drives the machine along a story and writes down what it tells, with the millisecond.
struct Stage {
    settle: Settle,
    start: Instant,
    /// What a look finds.
    disk: Look,
    told: Vec<String>,
}

impl Stage {
    fn new(closes_are_told: bool) -> Self {
        let rules =
            SettleRules { quiet: QUIET, closes_are_told, is_leftover: |path| path.as_str().ends_with('~') };
        let disk = Look::File { stamp: stamp(0), written: None };
        Self { settle: Settle::new(rules), start: Instant::now(), disk, told: Vec::new() }
    }

    fn at(&self, millisecond: u64) -> Instant {
        self.start + Duration::from_millis(millisecond)
    }

    fn signal(&mut self, millisecond: u64, name: &str, signal: Signal) {
        self.pass_to(millisecond);
        self.settle.signal(self.at(millisecond), path(name), signal);
        self.write_down(millisecond);
    }

    /// Lets the time pass as the watch's thread does: from deadline to deadline.
    fn pass_to(&mut self, millisecond: u64) {
        while let Some(deadline) = self.settle.next_deadline().filter(|due| *due <= self.at(millisecond)) {
            for name in self.settle.due(deadline) {
                self.settle.looked(deadline, name, self.disk);
            }
            self.write_down(u64::try_from((deadline - self.start).as_millis()).unwrap());
        }
    }

    fn write_down(&mut self, millisecond: u64) {
        for event in self.settle.take_events() {
            let text = match event {
                FileEvent::Complete(path) => format!("whole {path}"),
                FileEvent::Removed(path) => format!("gone {path}"),
                FileEvent::Renamed { from, to } => format!("renamed {from} {to}"),
                FileEvent::DirectoryRenamed { from, to } => format!("directory {from} {to}"),
                other => format!("{other:?}"),
            };
            self.told.push(format!("{millisecond} {text}"));
        }
    }
}

fn away(cookie: usize) -> Signal {
    Signal::MovedAway { cookie: Some(cookie), directory: false }
}

fn here(cookie: usize) -> Signal {
    Signal::MovedHere { cookie: Some(cookie) }
}

const REMOVED: Signal = Signal::Removed { directory: false };

/// A story and what must be told; each story is given a minute to end, after which the table must be empty.
type Story<'a> = (&'a str, &'a [(u64, &'a str, Signal)], &'a [&'a str]);

fn play(stories: &[Story<'_>]) {
    for (story, signals, told) in stories {
        let mut stage = Stage::new(true);
        for (millisecond, name, signal) in *signals {
            stage.signal(*millisecond, name, *signal);
        }
        stage.pass_to(60_000);
        assert_eq!(stage.told, *told, "{story}");
        assert!(stage.settle.table.is_empty(), "{story}: {:?}", stage.settle);
    }
}

#[test]
fn writing() {
    use Signal::{Closed, Created, Held, Opened, Touched, Written};
    play(&[
        (
            "closed after writing: at once",
            &[(0, "a", Created), (0, "a", Opened), (1, "a", Written), (2, "a", Closed)],
            &["2 whole a"],
        ),
        ("an empty file", &[(0, "a", Created), (0, "a", Opened), (0, "a", Closed)], &["0 whole a"]),
        (
            "written slowly, closed late",
            &[
                (0, "a", Created),
                (0, "a", Opened),
                (1_900, "a", Written),
                (3_800, "a", Written),
                (5_700, "a", Closed),
            ],
            &["5700 whole a"],
        ),
        ("kept open: quiet and two equal looks", &[(0, "a", Written)], &["2000 whole a"]),
        ("every write begins the quiet anew", &[(0, "a", Written), (1_999, "a", Written)], &["3999 whole a"]),
        (
            "two saves are two events",
            &[(0, "a", Closed), (5, "a", Written), (6, "a", Closed)],
            &["0 whole a", "6 whole a"],
        ),
        ("read only", &[(0, "a", Opened)], &[]),
        ("touched: after quiet, for the content to decide", &[(0, "a", Touched)], &["2000 whole a"]),
        (
            "touched while written",
            &[(0, "a", Written), (1_500, "a", Touched), (1_600, "a", Closed)],
            &["1600 whole a"],
        ),
        (
            "found by a scan while written",
            &[(0, "a", Held), (50, "a", Written), (70, "a", Closed)],
            &["70 whole a"],
        ),
        ("found by a scan just before the close", &[(0, "a", Held)], &["2000 whole a"]),
        (
            "hidden names are not told",
            &[(0, ".a.swp", Created), (1, ".a.swp", Closed), (2, ".a.swp", REMOVED)],
            &[],
        ),
    ]);
}

#[test]
fn renaming() {
    use Signal::{Closed, Created, Opened, Written};
    play(&[
        ("within the folder: at once", &[(0, "a", away(1)), (0, "b", here(1))], &["0 renamed a b"]),
        ("into the folder", &[(0, "a", here(1))], &["0 whole a"]),
        ("out of the folder", &[(0, "a", away(1))], &["200 gone a"]),
        (
            "two at a time",
            &[(0, "a", away(1)), (0, "b", away(2)), (1, "c", here(1)), (1, "d", here(2))],
            &["1 renamed a c", "1 renamed b d"],
        ),
        (
            "swapped through a third name",
            &[
                (0, "a", away(1)),
                (0, "t", here(1)),
                (1, "b", away(2)),
                (1, "a", here(2)),
                (2, "t", away(3)),
                (2, "b", here(3)),
            ],
            &["0 renamed a t", "1 renamed b a", "2 renamed t b"],
        ),
        (
            "a cookie is good for one rename",
            &[(0, "a", away(1)), (300, "b", here(1))],
            &["200 gone a", "300 whole b"],
        ),
        (
            "a hidden temporary file into place",
            &[
                (0, ".t", Created),
                (0, ".t", Opened),
                (1, ".t", Closed),
                (2, ".t", away(1)),
                (2, "a", here(1)),
            ],
            &["2 whole a"],
        ),
        ("a leftover into place", &[(0, "a~", away(1)), (0, "a", here(1))], &["0 whole a", "200 gone a~"]),
        ("hidden by renaming", &[(0, "a", away(1)), (0, ".a", here(1))], &["200 gone a"]),
        (
            "renamed before it is closed",
            &[
                (0, ".t", Created),
                (0, ".t", Opened),
                (1, ".t", away(1)),
                (1, "a", here(1)),
                (9, "a", Written),
                (10, "a", Closed),
            ],
            &["10 whole a"],
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
            &["1022 whole a"],
        ),
    ]);
}

#[test]
fn removing() {
    use Signal::{Closed, Created, Opened, Touched, Written};
    play(&[
        ("after a grace", &[(0, "a", REMOVED)], &["200 gone a"]),
        (
            "removed and created again",
            &[(0, "a", REMOVED), (50, "a", Created), (50, "a", Opened), (200, "a", Closed)],
            &["200 whole a"],
        ),
        (
            "created again, then given up",
            &[(0, "a", REMOVED), (50, "a", Created), (90, "a", REMOVED)],
            &["290 gone a"],
        ),
        (
            "written through an old handle after its removal",
            &[(0, "a", REMOVED), (10, "a", Written), (20, "a", Touched), (30, "a", Closed)],
            &["200 gone a"],
        ),
        (
            "vim with a backup: aside, anew, backup removed",
            &[
                (0, "a", away(1)),
                (0, "a~", here(1)),
                (1, "a", Created),
                (1, "a", Opened),
                (2, "a", Closed),
                (3, "a~", REMOVED),
            ],
            &["0 whole a~", "2 whole a", "203 gone a~"],
        ),
        (
            "another file never waits for it",
            &[(0, "a", REMOVED), (1, "b", Closed)],
            &["1 whole b", "200 gone a"],
        ),
    ]);
}

#[test]
fn directories() {
    use Signal::{Closed, Created, Directory, Opened, Written};
    let removed = Signal::Removed { directory: true };
    let away = Signal::MovedAway { cookie: Some(1), directory: true };
    play(&[
        ("renamed", &[(0, "d", away), (0, "e", Directory { cookie: Some(1) })], &["0 directory d e"]),
        (
            "renamed on before it was seen to be a directory",
            &[(0, "d", away), (0, "e", here(1))],
            &["0 directory d e"],
        ),
        ("moved out", &[(0, "d/a", Written), (1, "d", away)], &["201 gone d"]),
        ("hidden", &[(0, "d", away), (0, ".d", Directory { cookie: Some(1) })], &["200 gone d"]),
        ("new: the comparison tells, not the machine", &[(0, "d", Directory { cookie: None })], &[]),
        ("removed and made anew", &[(0, "d", removed), (10, "d", Directory { cookie: None })], &[]),
        (
            "a file in its place",
            &[(0, "d", removed), (10, "d", Created), (10, "d", Opened), (11, "d", Closed)],
            &["10 gone d", "11 whole d"],
        ),
        (
            "what was open in it is forgotten",
            &[(0, "d/a", Written), (1, "d-b", Written), (2, "d", removed)],
            &["202 gone d", "2001 whole d-b"],
        ),
    ]);
}

#[test]
fn without_told_closes_a_short_quiet_counts() {
    let mut stage = Stage::new(false);
    stage.signal(0, "a", Signal::Created);
    stage.signal(10, "a", Signal::Written);
    stage.signal(20, "b", REMOVED);
    stage.signal(30, "b", Signal::Written);
    stage.pass_to(60_000);
    assert_eq!(stage.told, ["260 whole a", "280 whole b"]);
}

#[test]
fn what_is_looked_at_decides() {
    let file = |modified, written| Look::File { stamp: stamp(modified), written };
    let cases: &[(&str, &[Look], &[&str])] = &[
        ("nobody writes", &[file(1, Some(false))], &["1000 whole a"]),
        (
            "somebody writes, but nothing for long",
            &[file(1, Some(true)), file(1, Some(true))],
            &["2000 whole a"],
        ),
        ("changed in silence, as by mmap", &[file(1, None), file(2, None), file(2, None)], &["3000 whole a"]),
        ("gone in silence", &[Look::Missing], &["1200 gone a"]),
        ("not a file", &[Look::Other], &[]),
    ];
    for (case, looks, told) in cases {
        let mut stage = Stage::new(true);
        stage.signal(0, "a", Signal::Written);
        for (second, look) in (1..).zip(*looks) {
            stage.disk = *look;
            stage.pass_to(second * 1_000);
        }
        stage.pass_to(60_000);
        assert_eq!(stage.told, *told, "{case}");
    }
}

#[test]
fn a_link_is_made_without_opening_and_is_whole_soon() {
    let mut stage = Stage::new(true);
    stage.disk = Look::File { stamp: stamp(1), written: Some(false) };
    stage.signal(0, "a", Signal::Created);
    stage.pass_to(60_000);
    assert_eq!(stage.told, ["20 whole a"]);
}

#[test]
fn a_late_answer_to_an_old_look_changes_nothing() {
    let mut stage = Stage::new(true);
    let now = stage.start;
    stage.settle.looked(now, path("a"), Look::Missing);
    assert!(stage.settle.take_events().is_empty() && stage.settle.next_deadline().is_none());
}

fn any_signal() -> impl Strategy<Value = Signal> {
    let cookie = proptest::option::of(0usize..4);
    prop_oneof![
        Just(Signal::Created),
        Just(Signal::Opened),
        Just(Signal::Written),
        Just(Signal::Touched),
        Just(Signal::Closed),
        Just(Signal::Held),
        any::<bool>().prop_map(|directory| Signal::Removed { directory }),
        (cookie.clone(), any::<bool>())
            .prop_map(|(cookie, directory)| Signal::MovedAway { cookie, directory }),
        cookie.clone().prop_map(|cookie| Signal::MovedHere { cookie }),
        cookie.prop_map(|cookie| Signal::Directory { cookie }),
    ]
}

proptest! {
    /// Whatever is told, the machine comes to rest within the quiet and the grace, and forgets everything.
    #[test]
    fn it_always_comes_to_rest(
        closes_are_told: bool,
        signals in proptest::collection::vec((0u64..500, "[ab](/[ab~])?|\\.a", any_signal()), 0..60),
    ) {
        let mut stage = Stage::new(closes_are_told);
        let mut now = 0;
        for (wait, name, signal) in signals {
            now += wait;
            stage.signal(now, &name, signal);
        }
        stage.pass_to(now + 2_200);
        prop_assert!(stage.settle.table.is_empty());
        prop_assert!(!stage.told.iter().any(|line| line.contains(" .a")));
    }

    /// The last word on a path is right: 'whole' if it was closed last, 'gone' if it was removed last.
    #[test]
    fn the_last_word_counts(
        before in proptest::collection::vec((0u64..300, any_signal()), 0..20),
        removed: bool,
    ) {
        let mut stage = Stage::new(true);
        let mut now = 0;
        for (wait, signal) in before {
            now += wait;
            stage.signal(now, "a", signal);
        }
        let last = if removed { vec![REMOVED] } else { vec![Signal::Created, Signal::Opened, Signal::Closed] };
        for signal in last {
            stage.signal(now, "a", signal);
        }
        stage.pass_to(now + 60_000);
        let word = if removed { " gone a" } else { " whole a" };
        prop_assert!(stage.told.last().is_some_and(|line| line.ends_with(word)), "{:?}", stage.told);
    }
}
