//! What a batch would show to subscribers, before it does.

use super::*;
use crate::FeedEffect;

impl World {
    /// What the batch does to the site's own window of three entries, as (fresh, resurfacing, changed, gone);
    /// it is taken if `allow` says so.
    fn effect(&mut self, batch: Vec<Observation>, allow: bool) -> (usize, usize, usize, usize) {
        self.minutes += 1;
        let mut seen = (0, 0, 0, 0);
        let taken = self.catalogue.apply_if(batch, self.now(), &three(), &mut |effects| {
            let site = effects.iter().find(|effect| effect.selection == Selection::Site);
            seen = site.map_or((0, 0, 0, 0), |effect: &FeedEffect| {
                (effect.fresh, effect.resurfacing, effect.changed, effect.gone)
            });
            allow
        });
        assert_eq!(taken.unwrap().is_some(), allow);
        seen
    }
}

fn post(day: u32, text: &str) -> Observation {
    parsed(article(&format!("{day}.md"), text).dated(&format!("2026-02-{day:02}T10:00:00Z")))
}

#[test]
fn each_entry_of_a_window_is_counted_by_what_happens_to_it() {
    let mut world = World::new();
    assert_eq!(world.effect((10..15).map(|day| post(day, "one")).collect(), true), (3, 0, 0, 0));
    let cases = [
        (vec![post(16, "news")], (1, 0, 0, 0)),
        (vec![post(16, "changed")], (0, 0, 1, 0)),
        (vec![post(10, "changed, but long out of the window")], (0, 0, 0, 0)),
        (vec![gone("14.md")], (0, 0, 0, 1)),
        (vec![post(14, "one")], (0, 1, 0, 0)),
        (vec![post(15, "first seen with the date of yesterday")], (1, 0, 0, 0)),
    ];
    for (batch, expected) in cases {
        let told = format!("{batch:?}");
        assert_eq!(world.effect(batch, true), expected, "{told}");
    }
    let mut world = World::new();
    world.apply([post(20, "one")]);
    assert_eq!(world.effect(vec![post(2, "an old date"), post(3, "another")], true), (0, 2, 0, 0));
}

#[test]
fn a_batch_that_is_not_allowed_leaves_no_trace() {
    let mut world = World::new();
    world.apply([post(10, "one")]);
    let before = (world.site(), world.reports());
    world.effect(vec![post(10, "two"), post(11, "three"), gone("10.md")], false);
    assert_eq!((world.site(), world.reports()), before);
    // The same batch gives the same once it is allowed.
    assert_eq!(world.kinds([post(10, "two"), post(11, "three")]), [ChangeKind::Changed, ChangeKind::Added]);
}

#[test]
fn each_feed_is_judged_by_the_entries_that_it_shows() {
    let mut world = World::new();
    let post = |day: u32, text: &str| {
        parsed(
            article(&format!("{day}.md"), text).dated(&format!("2026-02-{day:02}T10:00:00Z")).tagged(&["t"]),
        )
    };
    world.apply((10..20).map(|day| post(day, "one")));
    let windows = PerFeed { overrides: BTreeMap::from([(tag("t"), 5)]), ..three() };
    let mut changed = BTreeMap::new();
    let batch = (10..20).map(|day| post(day, "two")).collect();
    world
        .catalogue
        .apply_if(batch, at(3600), &windows, &mut |effects| {
            changed = effects.iter().map(|effect| (effect.selection.clone(), effect.changed)).collect();
            true
        })
        .unwrap();
    assert_eq!(changed, BTreeMap::from([(Selection::Site, 3), (tag("t"), 5)]));
}
