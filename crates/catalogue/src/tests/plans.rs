//! The cost of a batch and of a window depends on their own size: no statement scans a table that grows with
//! the archive. The tests ask SQLite for the plan of every statement that the catalogue prepares.

use super::*;
use crate::storage::sql::recorder::{take_count, take_statements};

#[test]
fn no_statement_scans_a_table_that_grows() {
    take_statements();
    let mut world = World::new();
    let tagged = |at: &str, content: &str| article(at, content).tagged(&["t"]).by("Ann");
    world.apply([parsed(tagged("a.md", "one").with_id("x:1")), parsed(tagged("b.md", "two").with_id("x:1"))]);
    world.apply([parsed(tagged("a.md", "three")), rejected("a.md"), ignored("c.png")]);
    world.apply([renamed("a.md", "d.md"), parsed(tagged("d.md", "three")), gone("x.md")]);
    world.apply([parsed(tagged("e.md", "four").dated("2026-03-04T13:00:00Z")), gone("d.md")]);
    world.catalogue.publish_due(at(3600)).unwrap();
    world.catalogue.next_due().unwrap();
    world.catalogue.articles_referencing(&path("x.png")).unwrap();
    let reader = world.catalogue.reader();
    reader.window(&tag("t"), 20).unwrap().unwrap();
    reader.entry("four").unwrap().unwrap();
    reader.reference_candidates("x.png").unwrap();

    world.report("e.md");

    let statements = take_statements();
    assert!(statements.len() > 30, "{}", statements.len());
    for sql in statements {
        let plan = plan(&world, &sql);
        // `meta` has one row, and that index only the rows that the batch added.
        let small = ["SCAN meta", "SCAN listing USING INDEX listing_unplaced"];
        let scans = plan.iter().any(|step| step.starts_with("SCAN") && !small.contains(&step.as_str()));
        assert!(!scans, "{sql}\n{}", plan.join("\n"));
    }
}

#[test]
fn a_window_is_read_in_the_order_of_its_index() {
    let mut world = World::new();
    world.apply([parsed(article("a.md", "one"))]);
    take_statements();
    world.site();
    for sql in take_statements() {
        let plan = plan(&world, &sql);
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{sql}\n{}", plan.join("\n"));
    }
}

#[test]
fn an_address_is_looked_up_by_index_with_one_statement() {
    let mut world = World::new();
    let aliased = Article { aliases: vec!["/old/a/".to_owned()], ..article("a.md", "one") };
    world.apply([parsed(aliased), parsed(article("b.md", "two"))]);
    take_statements();
    take_count();
    let files: Vec<_> =
        (0..200).map(|number| path(&format!("{number}.md"))).chain([path("b.md"), path("a.md")]).collect();
    let found = world.catalogue.reader().find_address(&["new/a", "old/a"], &files).unwrap();
    assert_eq!((found.alias.as_deref(), found.file), (Some("one"), Some((200, "two".to_owned()))));
    assert_eq!(take_count(), 1);
    for sql in take_statements() {
        let plan = plan(&world, &sql);
        let tables = plan.iter().filter(|step| step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE"));
        // The two sub-queries have a row each.
        assert!(tables.clone().all(|step| step.starts_with("SCAN (subquery")), "{}", plan.join("\n"));
    }
}

/// SQLite's plan of a statement.
fn plan(world: &World, sql: &str) -> Vec<String> {
    let connection = world.catalogue.writer.lock().unwrap();
    let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let blanks = vec![rusqlite::types::Null; explain.parameter_count()];
    let steps = explain.query_map(rusqlite::params_from_iter(blanks), |row| row.get(3)).unwrap();
    steps.collect::<Result<_, _>>().unwrap()
}
