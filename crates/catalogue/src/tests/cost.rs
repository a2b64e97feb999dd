//! A change costs what it touches: the steps that SQLite takes, counted, do not grow with the archive.

use super::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Steps of SQLite's machine while this is done.
fn steps<T>(world: &mut World, work: impl FnOnce(&mut World) -> T) -> u64 {
    let count = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&count);
    let count_one = move || {
        counter.fetch_add(1, Ordering::Relaxed);
        false
    };
    world.catalogue.writer.lock().unwrap().progress_handler(1, Some(count_one)).unwrap();
    work(world);
    world.catalogue.writer.lock().unwrap().progress_handler(0, None::<fn() -> bool>).unwrap();
    count.load(Ordering::Relaxed)
}

/// An article with terms, dated by its number.
fn numbered(number: usize) -> Article {
    let day = number % 28 + 1;
    article(&format!("posts/{number}.md"), &format!("number {number}"))
        .tagged(&[&format!("tag {}", number % 10), "all"])
        .by("Ann")
        .dated(&format!("2026-02-{day:02}T13:00:00Z"))
}

fn archive(size: usize) -> World {
    let mut world = World::new();
    world.apply((0..size).map(|number| parsed(numbered(number))));
    // The first look is over: the archives' places are given now, once for all articles.
    world.catalogue.publish_due(world.now()).unwrap();
    world
}

/// Steps of what happens to a folder one file at a time, by name.
fn costs(size: usize) -> Vec<(&'static str, u64)> {
    let mut world = archive(size);
    let new = numbered(size);
    let judged = numbered(size + 2);
    let scheduled = numbered(size + 1).dated("2026-03-04T12:30:00Z");
    let edited = Article { content_hash: "edited".to_owned(), ..numbered(7) };
    vec![
        ("a new file", steps(&mut world, |world| world.apply([parsed(new)]))),
        (
            "a new file whose effect is judged",
            steps(&mut world, |world| {
                let windows = PerFeed { default: 20, overrides: BTreeMap::new() };
                let now = world.now();
                world.catalogue.apply_if(vec![parsed(judged)], now, &windows, &mut |_| true).unwrap()
            }),
        ),
        ("an edit", steps(&mut world, |world| world.apply([parsed(edited)]))),
        ("a rename", steps(&mut world, |world| world.apply([renamed("posts/3.md", "posts/moved.md")]))),
        ("a file that goes", steps(&mut world, |world| world.apply([gone("posts/5.md")]))),
        ("a file for later", steps(&mut world, |world| world.apply([parsed(scheduled)]))),
        ("what comes due", steps(&mut world, |world| world.catalogue.publish_due(at(3600)).unwrap())),
        ("a window", steps(&mut world, |world| world.catalogue.reader().window(&tag("all"), 20).unwrap())),
        ("an article", steps(&mut world, |world| world.catalogue.reader().entry("number-11").unwrap())),
    ]
}

#[test]
fn no_work_grows_with_the_archive() {
    // Both have full windows.
    for ((name, small), (_, large)) in costs(100).into_iter().zip(costs(3000)) {
        println!("{name}: {small} steps in an archive of 100, {large} in one of 3000");
        assert!(small > 0, "{name}: nothing was counted");
        assert!(large <= small + small / 10 + 20, "{name}: {small} steps, but {large} in an archive of 3000");
    }
}

#[test]
fn a_batch_costs_no_more_than_its_files_one_by_one() {
    let one = steps(&mut archive(100), |world| world.apply([parsed(numbered(200))]));
    let many =
        steps(&mut archive(100), |world| world.apply((200..300).map(|number| parsed(numbered(number)))));
    assert!(many <= one * 110, "one file {one} steps, a hundred {many}");
}
