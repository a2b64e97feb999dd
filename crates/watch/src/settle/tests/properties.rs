//! What holds for every sequence of signals.

use super::*;
use proptest::prelude::*;

fn any_signal() -> impl Strategy<Value = Signal> {
    let cookie = proptest::option::of(0usize..4);
    prop_oneof![
        Just(Signal::Created),
        Just(Signal::Opened),
        Just(Signal::Written),
        Just(Signal::Touched),
        Just(Signal::Closed),
        Just(Signal::FoundOpen),
        any::<bool>().prop_map(|directory| Signal::Removed { directory }),
        (cookie.clone(), any::<bool>())
            .prop_map(|(cookie, directory)| Signal::MovedAway { cookie, directory }),
        cookie.clone().prop_map(|cookie| Signal::MovedHere { cookie }),
        cookie.prop_map(|cookie| Signal::Directory { cookie }),
    ]
}

proptest! {
    /// Whatever the signals, the table is empty after the longest wait.
    #[test]
    fn the_table_always_becomes_empty(
        reports_close: bool,
        signals in proptest::collection::vec((0u64..500, "[ab](/[ab~])?|\\.a", any_signal()), 0..60),
    ) {
        let mut stage = Stage::new(reports_close);
        let mut now = 0;
        for (wait, name, signal) in signals {
            now += wait;
            stage.signal(now, &name, signal);
        }
        stage.pass_to(now + 63_000);
        prop_assert!(stage.settle.table.is_empty());
        prop_assert!(!stage.events.iter().any(|line| line.contains(" .a")));
    }

    /// The last event of a path is right: 'complete' if it was closed last, 'removed' if it was removed last.
    #[test]
    fn the_last_event_is_right(
        before in proptest::collection::vec((0u64..300, any_signal()), 0..20),
        removed: bool,
    ) {
        let mut stage = Stage::new(true);
        let mut now = 0;
        for (wait, signal) in before {
            now += wait;
            stage.signal(now, "a", signal);
        }
        let closed = [Signal::Created, Signal::Opened, Signal::Closed];
        let last = if removed { vec![REMOVED] } else { closed.to_vec() };
        for signal in last {
            stage.signal(now, "a", signal);
        }
        stage.pass_to(now + 60_000);
        let event = if removed { " removed a" } else { " complete a" };
        prop_assert!(stage.events.last().is_some_and(|line| line.ends_with(event)), "{:?}", stage.events);
    }
}
