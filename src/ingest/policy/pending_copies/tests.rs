//! When a copy waits, and when it is published as an article of its own.

use super::*;
use proptest::prelude::*;
use tidings_model::FileStamp;

const WAIT: Duration = Duration::from_secs(2);

fn path(text: &str) -> ContentPath {
    ContentPath::new(text).unwrap()
}

fn parsed(text: &str) -> Observation {
    let article = Box::new(Article::blank(text, text));
    Observation::Parsed { stamp: FileStamp::STALE, article }
}

fn gone(text: &str) -> Observation {
    Observation::Gone { path: path(text) }
}

/// How many observations of a batch pass; `copy.md` has the content of `original`.
fn passed(
    copies: &mut PendingCopies,
    batch: Vec<Observation>,
    now: Instant,
    original: Option<&str>,
) -> usize {
    let same_content = |article: &Article| {
        let is_copy = article.path == path("copy.md");
        original.filter(|_| is_copy).map(path).into_iter().collect()
    };
    copies.hold_back(batch, now, same_content).0.len()
}

#[test]
fn a_copy_waits_until_its_original_is_gone() {
    let (mut copies, now) = (PendingCopies::new(WAIT), Instant::now());
    assert_eq!(passed(&mut copies, vec![parsed("copy.md"), parsed("other.md")], now, Some("a.md")), 1);
    assert_eq!(copies.next_deadline(), Some(now + WAIT));
    assert!(copies.released_by(&[gone("other.md")]).is_empty());
    assert_eq!(copies.released_by(&[gone("a.md")]), BTreeSet::from([path("copy.md")]));
    assert_eq!(passed(&mut copies, vec![gone("a.md"), parsed("copy.md")], now, None), 2);
    assert_eq!(copies.next_deadline(), None);
    assert!(copies.released_by(&[gone("a.md")]).is_empty());
}

#[test]
fn a_copy_is_an_article_of_its_own_when_its_wait_has_expired() {
    let (mut copies, now) = (PendingCopies::new(WAIT), Instant::now());
    passed(&mut copies, vec![parsed("copy.md")], now, Some("a.md"));
    // A second write does not prolong the wait.
    let later = now + WAIT / 2;
    assert_eq!(passed(&mut copies, vec![parsed("copy.md")], later, Some("a.md")), 0);
    assert!(copies.take_expired(later).is_empty());
    assert_eq!(copies.take_expired(now + WAIT), BTreeSet::from([path("copy.md")]));
    assert_eq!(copies.next_deadline(), None);
    assert_eq!(passed(&mut copies, vec![parsed("copy.md")], now + WAIT, Some("a.md")), 1);
}

#[test]
fn a_copy_that_is_removed_or_changed_waits_no_longer() {
    for (observation, original) in [(gone("copy.md"), Some("a.md")), (parsed("copy.md"), None)] {
        let (mut copies, now) = (PendingCopies::new(WAIT), Instant::now());
        passed(&mut copies, vec![parsed("copy.md")], now, Some("a.md"));
        assert_eq!(passed(&mut copies, vec![observation], now, original), 1);
        assert!(copies.take_expired(now + WAIT).is_empty());
    }
}

/// What may happen in a folder where `copy.md` has the content of `a.md`.
#[derive(Debug, Clone, Copy)]
enum Act {
    Copy,
    /// The copy gets other content.
    Edit,
    RemoveCopy,
    RemoveOriginal,
    RestoreOriginal,
    /// Milliseconds.
    Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
    use Act::{Copy, Edit, RemoveCopy, RemoveOriginal, RestoreOriginal, Wait};
    prop_oneof![
        3 => Just(Copy), 1 => Just(Edit), 1 => Just(RemoveCopy), 2 => Just(RemoveOriginal),
        1 => Just(RestoreOriginal), 4 => (0..1500_u64).prop_map(Wait)
    ]
}

proptest! {
    /// A copy passes when its original is removed, or when the original has stayed for the whole wait, and
    /// not before.
    #[test]
    fn a_copy_waits_as_long_as_its_original_stays(acts in prop::collection::vec(act(), 1..40)) {
        let (mut copies, mut now) = (PendingCopies::new(WAIT), Instant::now());
        let (mut since, mut is_known, mut has_original) = (None::<Instant>, false, true);
        for act in acts {
            let mut reads: BTreeSet<ContentPath> = BTreeSet::new();
            let mut batch = Vec::new();
            match act {
                Act::Copy => drop(reads.insert(path("copy.md"))),
                Act::Edit => {
                    prop_assert_eq!(passed(&mut copies, vec![parsed("copy.md")], now, None), 1);
                    (since, is_known) = (None, true);
                }
                Act::RemoveCopy => {
                    prop_assert_eq!(passed(&mut copies, vec![gone("copy.md")], now, None), 1);
                    (since, is_known) = (None, false);
                }
                Act::RemoveOriginal => {
                    has_original = false;
                    batch.push(gone("a.md"));
                    reads = copies.released_by(&batch);
                    prop_assert_eq!(!reads.is_empty(), since.is_some());
                }
                Act::RestoreOriginal => has_original = true,
                Act::Wait(milliseconds) => {
                    now += Duration::from_millis(milliseconds);
                    prop_assert_eq!(copies.next_deadline(), since.map(|since| since + WAIT));
                    reads = copies.take_expired(now);
                    prop_assert_eq!(!reads.is_empty(), since.is_some_and(|since| since + WAIT <= now));
                }
            }
            if reads.is_empty() {
                continue;
            }
            let has_expired = matches!(act, Act::Wait(_));
            let original = (has_original && !is_known).then_some("a.md");
            batch.push(parsed("copy.md"));
            let others = usize::from(matches!(act, Act::RemoveOriginal));
            let is_published = passed(&mut copies, batch, now, original) > others;
            prop_assert_eq!(is_published, original.is_none() || has_expired);
            if is_published {
                (since, is_known) = (None, true);
            } else {
                since = since.or(Some(now));
            }
        }
    }
}

#[test]
fn without_a_wait_every_copy_passes() {
    let mut copies = PendingCopies::new(Duration::ZERO);
    assert_eq!(passed(&mut copies, vec![parsed("copy.md")], Instant::now(), Some("a.md")), 1);
}
