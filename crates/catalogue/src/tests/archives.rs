//! Archives: a full page gets no other articles, whatever is added, changed or removed.

use super::*;
use crate::CustomSelection;
use crate::membership::listing::PAGE_LENGTH;
use proptest::prelude::*;
use std::collections::BTreeSet;

impl World {
    /// The ids on each page of an archive, the oldest page first.
    fn archive(&self, selection: &Selection) -> Vec<Vec<String>> {
        let reader = self.catalogue.reader();
        let pages = (1..).map_while(|page| reader.archive(selection, page).unwrap());
        pages.map(|page| page.entries.iter().map(|entry| entry.id.to_string()).collect()).collect()
    }

    /// Ends the start of the program.
    fn begin(&mut self) {
        self.catalogue.publish_due(self.now()).unwrap();
    }
}

fn post(number: i64, day: i64) -> Observation {
    let date = (at(0) - TimeDelta::days(day)).to_rfc3339();
    parsed(article(&format!("{number}.md"), &number.to_string()).dated(&date).tagged(&["t"]))
}

#[test]
fn a_start_archives_by_date_and_later_articles_in_order_of_arrival() {
    let mut world = World::new();
    // The scan finds files in the order of their paths, in two batches.
    world.apply((0..30).map(|number| post(number, number)));
    world.apply((30..PAGE_LENGTH + 10).map(|number| post(number, number)));
    assert_eq!(world.archive(&Selection::Site), Vec::<Vec<String>>::new());
    world.begin();
    let pages = world.archive(&Selection::Site);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 10]);
    let newest: Vec<String> = world.site().iter().take(10).map(|entry| entry.id.to_string()).collect();
    assert_eq!(pages[1], newest);
    world.apply([post(100, 1000)]);
    let later = world.archive(&Selection::Site);
    assert_eq!((&later[0], later[1].len()), (&pages[0], 11), "an old date moves no full page");
    assert_eq!(world.archive(&tag("t")).len(), 2);
    assert_eq!(world.catalogue.reader().archive(&Selection::Site, 0).unwrap(), None);
    assert_eq!(world.catalogue.reader().archive(&Selection::Site, u64::MAX).unwrap(), None);
}

#[test]
fn a_changed_rule_lists_all_articles_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catalogue.sqlite");
    let open = |custom: &[CustomSelection]| {
        Catalogue::open(&file, &CatalogueSettings { custom: custom.to_vec(), ..settings() }).unwrap()
    };
    let custom = |any: &str| CustomSelection {
        path: "mine".to_owned(),
        name: "Mine".to_owned(),
        rule: tidings_model::FeedRule { any: vec![any.to_owned()], ..Default::default() },
    };
    let mine = Selection::Custom { path: "mine".to_owned() };
    let count = |catalogue: &Catalogue| {
        catalogue.reader().window(&mine, 9).unwrap().map(|window| (window.name, window.articles))
    };
    let mut catalogue = open(&[]);
    catalogue.apply(vec![post(1, 1), post(2, 2)], at(0)).unwrap();
    assert_eq!(count(&catalogue), None);
    drop(catalogue);
    assert_eq!(count(&open(&[custom("t")])), Some(("Mine".to_owned(), 2)));
    assert_eq!(count(&open(&[custom("other")])), Some(("Mine".to_owned(), 0)));
    let mut catalogue = open(&[custom("t")]);
    let changes = catalogue.apply(vec![post(3, 3)], at(9)).unwrap();
    assert!(changes[0].selections.contains(&mine));
    assert_eq!(count(&catalogue).unwrap().1, 3);
}

/// A modification of the folder.
#[derive(Debug, Clone)]
enum Act {
    Write { number: i64, day: i64 },
    Delete(i64),
}

fn history() -> impl Strategy<Value = Vec<Vec<Act>>> {
    let write = (0..200_i64, 0..900_i64).prop_map(|(number, day)| Act::Write { number, day });
    let act = prop_oneof![4 => write, 1 => (0..200_i64).prop_map(Act::Delete)];
    proptest::collection::vec(proptest::collection::vec(act, 0..40), 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn pages_hold_every_article_once_and_a_full_page_keeps_its_members(history in history()) {
        let mut world = World::new();
        world.begin();
        // The articles of each full page, without those that were removed since.
        let mut full: Vec<BTreeSet<String>> = Vec::new();
        for acts in history {
            let batch: Vec<Observation> = acts.into_iter().map(|act| match act {
                Act::Write { number, day } => post(number, day),
                Act::Delete(number) => gone(&format!("{number}.md")),
            }).collect();
            world.apply(batch);
            let mut public: Vec<String> = world.site().iter().map(|entry| entry.id.to_string()).collect();
            let pages = world.archive(&Selection::Site);
            let mut archived: Vec<String> = pages.concat();
            archived.sort_unstable();
            public.sort_unstable();
            prop_assert_eq!(&archived, &public);
            for (before, now) in full.iter_mut().zip(&pages) {
                let now: BTreeSet<String> = now.iter().cloned().collect();
                prop_assert!(now.is_subset(before), "a full page got another member");
                *before = now;
            }
            let complete = pages.len().saturating_sub(1);
            let new_pages = pages.get(full.len()..complete).into_iter().flatten();
            full.extend(new_pages.map(|page| page.iter().cloned().collect()));
        }
    }
}
