//! The bulk load: the same result as single batches, at a fraction of their cost.

use super::*;
use crate::InitialScan;
use crate::bulk_load::deferred_indexes::DEFERRED;
use crate::storage::sql::recorder::take_count;
use std::collections::BTreeSet;
use tidings_model::Reference;

/// Files with equal contents, slugs, ids and names, which conflict with each other.
fn folder() -> Vec<Observation> {
    let mut files = vec![
        parsed(article("a/post.md", "one").dated("2026-01-01T00:00:00Z").tagged(&["T", "u"]).by("Ann")),
        parsed(article("b/post.md", "one").dated("2026-01-02T00:00:00Z").tagged(&["t"])),
        parsed(article("b/post.fr.md", "one").dated("2026-01-02T00:00:00Z")),
        parsed(article("c.md", "two").with_id("x:1").by("Ann").by("Bob")),
        parsed(article("d.md", "three").with_id("x:1")),
        parsed(article("e.md", "four").drafted().tagged(&["t"])),
        parsed(article("f.md", "five").dated("2026-03-04T13:00:00Z").tagged(&["later"])),
        parsed(Article { aliases: vec!["/old/".to_owned()], ..article("g.md", "six") }),
        rejected("h.md"),
        ignored("i.png"),
        gone("j.md"),
    ];
    let references =
        vec![Reference { url_path: "p.png".to_owned(), candidates: vec![path("p.png"), path("x/p.png")] }];
    files.push(parsed(Article { references, ..article("k.md", "seven") }));
    files.extend((0..60).map(|number| {
        let date = (at(0) - TimeDelta::days(number / 2)).to_rfc3339();
        parsed(article(&format!("l/{number}.md"), &format!("l{number}")).dated(&date).tagged(&["t"]))
    }));
    files
}

impl World {
    /// Loads a folder in bulk, two files at a time.
    fn read_first(&mut self, files: Vec<Observation>) {
        self.minutes += 1;
        assert_eq!(self.catalogue.initial_scan().unwrap(), InitialScan::Empty);
        let preparer = self.catalogue.begin_bulk_load(self.now()).unwrap();
        for files in files.chunks(2) {
            let batch = files.iter().map(|file| preparer.prepare(file.clone()).unwrap()).collect();
            self.catalogue.load_batch(batch).unwrap();
        }
        self.catalogue.finish_bulk_load().unwrap();
    }

    /// Everything that readers can see.
    fn all(&self) -> Vec<String> {
        let reader = self.catalogue.reader();
        let terms = reader.terms().unwrap();
        let mut selections: Vec<Selection> = vec![Selection::Site];
        selections.extend(
            terms.iter().map(|term| Selection::Term { kind: term.kind, slug: term.term.slug.clone() }),
        );
        let mut all = vec![format!("{terms:?}"), format!("{:?}", self.reports())];
        for selection in selections {
            all.push(format!("{:?}", reader.window(&selection, 20).unwrap()));
            all.extend((1..4).map(|page| format!("{:?}", reader.archive(&selection, page).unwrap())));
        }
        all.push(format!(
            "{:?} {:?}",
            reader.reference_candidates("p.png"),
            reader.find_address(&["old"], &[])
        ));
        all
    }

    fn indexes(&self) -> BTreeSet<(String, String)> {
        let connection = self.catalogue.writer.lock().unwrap();
        let mut query =
            connection.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").unwrap();
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }
}

#[test]
fn its_result_is_that_of_single_batches() {
    let (mut first, mut usual) = (World::new(), World::new());
    let indexes = usual.indexes();
    first.read_first(folder());
    usual.apply(folder());
    for world in [&mut first, &mut usual] {
        world.catalogue.publish_due(world.now()).unwrap();
    }
    assert_eq!(first.all(), usual.all());
    first.catalogue.build_deferred_indexes().unwrap();
    assert_eq!(first.indexes(), indexes, "the indexes are those of the schema");
    assert_eq!(first.catalogue.initial_scan().unwrap(), InitialScan::Done);
    // Later batches have the same results, too.
    for world in [&mut first, &mut usual] {
        world.apply([gone("c.md"), parsed(article("b/post.md", "one, changed")), renamed("g.md", "m.md")]);
        world.apply([parsed(article("n.md", "l3").dated("2026-02-01T00:00:00Z").tagged(&["t"]))]);
    }
    assert_eq!(first.all(), usual.all());
}

#[test]
fn an_interrupted_load_is_deleted_and_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catalogue.sqlite");
    let open = || Catalogue::open(&file, &settings()).unwrap();
    let many = || (0..2100).map(|number| parsed(article(&format!("{number}.md"), &number.to_string())));
    {
        let mut catalogue = open();
        let preparer = catalogue.begin_bulk_load(at(0)).unwrap();
        catalogue.load_batch(many().map(|file| preparer.prepare(file).unwrap()).collect()).unwrap();
        let seen = catalogue.reader().entry("7").unwrap();
        assert!(seen.is_some(), "what is committed is served");
    }
    let mut world = World { catalogue: open(), minutes: 0 };
    world.read_first(many().collect());
    assert_eq!(world.window(&Selection::Site).unwrap().articles, 2100);
    drop(world);
    // The program ended before the indexes were built.
    let mut catalogue = open();
    assert_eq!(catalogue.initial_scan().unwrap(), InitialScan::Done);
    let world = World { catalogue, minutes: 5 };
    for (name, _) in DEFERRED {
        assert!(world.indexes().iter().any(|(index, _)| index == name), "{name}");
    }
}

#[test]
fn it_costs_three_statements_an_article() {
    let mut world = World::new();
    let files: Vec<Observation> = (0..500)
        .map(|number| {
            parsed(article(&format!("{number}.md"), &number.to_string()).tagged(&["a", "b"]).by("Ann"))
        })
        .collect();
    take_count();
    world.read_first(files);
    let statements = take_count();
    assert!(statements <= 3 * 500 + 50, "{statements}");
}

#[test]
fn a_catalogue_with_articles_is_not_empty() {
    let mut world = World::new();
    world.apply([parsed(article("a.md", "one"))]);
    assert_eq!(world.catalogue.initial_scan().unwrap(), InitialScan::Restored);
    world.catalogue.mark_initial_scan_done().unwrap();
    assert_eq!(world.catalogue.initial_scan().unwrap(), InitialScan::Done);
}

#[test]
fn before_the_scan_expired_articles_are_removed_and_none_is_published() {
    let mut world = World::new();
    let due = article("due.md", "due").dated("2026-03-04T12:30:00Z");
    let expires = Article { expires: Some(date("2026-03-04T12:30:00Z")), ..article("old.md", "old") };
    world.apply([parsed(due), parsed(expires)]);
    assert_eq!(world.titles(), ["old"]);
    world.catalogue.expire_due(at(3600)).unwrap();
    assert_eq!(world.titles(), Vec::<String>::new());
    world.catalogue.publish_due(at(3600)).unwrap();
    assert_eq!(world.titles(), ["due"]);
}
