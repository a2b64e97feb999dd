//! The effects of a batch, computed before it is committed.

use super::*;
use crate::{ArticleEffectKind, FeedEffect};

impl World {
    /// The effect of the batch on the site's window of three entries, as (fresh, resurfacing, changed, gone).
    /// The batch is committed if `allow` is true.
    fn effect(&mut self, batch: Vec<Observation>, allow: bool) -> (usize, usize, usize, usize) {
        self.minutes += 1;
        let mut seen = (0, 0, 0, 0);
        let taken = self.catalogue.apply_if(batch, self.now(), &three(), &mut |effects| {
            let site = effects.feeds.iter().find(|effect| effect.selection == Selection::Site);
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
        let description = format!("{batch:?}");
        assert_eq!(world.effect(batch, true), expected, "{description}");
    }
    let mut world = World::new();
    world.apply([post(20, "one")]);
    assert_eq!(world.effect(vec![post(2, "an old date"), post(3, "another")], true), (0, 2, 0, 0));
}

#[test]
fn a_batch_that_is_not_allowed_changes_nothing() {
    let mut world = World::new();
    world.apply([post(10, "one")]);
    let before = (world.site(), world.reports());
    world.effect(vec![post(10, "two"), post(11, "three"), gone("10.md")], false);
    assert_eq!((world.site(), world.reports()), before);
    // The same batch has its usual result when it is allowed.
    assert_eq!(world.kinds([post(10, "two"), post(11, "three")]), [ChangeKind::Changed, ChangeKind::Added]);
}

#[test]
fn each_feed_counts_the_entries_of_its_own_window() {
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
            changed = effects.feeds.iter().map(|effect| (effect.selection.clone(), effect.changed)).collect();
            true
        })
        .unwrap();
    assert_eq!(changed, BTreeMap::from([(Selection::Site, 3), (tag("t"), 5)]));
}

/// Articles of a folder, without dates.
fn in_folder(folder: &str, count: u32) -> Vec<Observation> {
    (0..count).map(|number| parsed(article(&format!("{folder}/{number}.md"), &format!("{number}")))).collect()
}

/// The effect of a batch, which is not committed: the number of entries of all feeds that are not news, and the kind
/// of each article's effect.
fn seen(world: &mut World, batch: Vec<Observation>) -> (usize, Vec<(usize, ArticleEffectKind)>) {
    world.minutes += 1;
    let mut seen = (0, Vec::new());
    world
        .catalogue
        .apply_if(batch, world.now(), &PerFeed { default: 100, ..three() }, &mut |effects| {
            let kinds = effects.articles.iter().map(|article| (article.paths.len(), article.kind)).collect();
            seen = (effects.feeds.iter().map(FeedEffect::moved).sum(), kinds);
            false
        })
        .unwrap();
    seen
}

#[test]
fn a_folder_that_is_moved_changes_no_entry() {
    let mut world = World::new();
    world.apply(in_folder("posts", 3));
    world.apply([post(10, "another folder")]);
    let renamed = |number| renamed(&format!("posts/{number}.md"), &format!("archive/{number}.md"));
    let events = (0..3).map(renamed).chain(in_folder("archive", 3)).collect();
    let gone = (0..3).map(|number| gone(&format!("posts/{number}.md")));
    let scan = gone.chain(in_folder("archive", 3)).collect();
    for batch in [events, scan] {
        let (moved, kinds) = seen(&mut world, batch);
        assert_eq!(moved, 0);
        assert_eq!(kinds, [(2, ArticleEffectKind::Seen); 3], "they are in other feeds now");
    }
}

#[test]
fn an_entry_that_only_leaves_a_feed_is_not_gone() {
    let mut world = World::new();
    world.apply(in_folder("posts", 3));
    world.apply([post(10, "another folder")]);
    // One file of three moves: the feed of the old folder stays, that of the new one begins.
    let moved = vec![renamed("posts/1.md", "new/1.md"), parsed(article("new/1.md", "1"))];
    assert_eq!(seen(&mut world, moved).0, 0);
    assert!(seen(&mut world, vec![gone("posts/1.md")]).0 > 0);
}

#[test]
fn the_article_of_a_file_is_known_by_its_path_before_and_after() {
    let mut world = World::new();
    world.apply([post(10, "one"), post(11, "two")]);
    let edited = parsed(article("new.md", "edited").dated("2026-02-10T10:00:00Z"));
    let (moved, kinds) = seen(&mut world, vec![renamed("10.md", "new.md"), edited, post(12, "three")]);
    assert!(moved > 0);
    assert_eq!(kinds, [(2, ArticleEffectKind::Seen), (1, ArticleEffectKind::New)]);
    let same = vec![post(11, "two"), ignored("photo.jpg")];
    assert_eq!(seen(&mut world, same), (0, vec![(1, ArticleEffectKind::Unseen)]));
}
