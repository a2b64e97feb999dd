//! Positions in the archives, compared with the rule: at the end of a batch, listed articles without a
//! position get the next ones of their selection, oldest article first, whatever else the batch contains.

use super::*;
use crate::membership::new_articles::{ArchivePositions, NewArticles};
use crate::storage::article_rows::Publication;
use proptest::prelude::*;

const FILES: [&str; 6] = ["a.md", "b.md", "c.md", "d/a.md", "d/b.md", "d/c.md"];

/// The content of a file.
#[derive(Debug, Clone)]
struct Text {
    number: usize,
    /// Dates repeat, so that ids decide the order. One date is in the future.
    day: i64,
    draft: bool,
    /// Files may give the same id.
    id: Option<usize>,
    /// Terms, each with or without a capital letter.
    tags: Vec<(usize, bool)>,
}

#[derive(Debug, Clone)]
enum Act {
    Write(usize, Text),
    Rename(usize, usize),
    Delete(usize),
    Break(usize),
    /// A watcher may report a file twice.
    WriteTwice(usize, Text, Text),
}

#[derive(Debug, Clone)]
struct Batch {
    acts: Vec<Act>,
    placing: bool,
    /// The clock advances by a day, and due articles are published.
    turns: bool,
}

fn text() -> impl Strategy<Value = Text> {
    let tags = prop::collection::vec((0..3_usize, any::<bool>()), 0..3);
    let id = prop::option::weighted(0.3, 0..2_usize);
    (0..9_usize, -1..4_i64, prop::bool::weighted(0.2), id, tags)
        .prop_map(|(number, day, draft, id, tags)| Text { number, day, draft, id, tags })
}

fn act() -> impl Strategy<Value = Act> {
    let file = || 0..FILES.len();
    prop_oneof![
        8 => (file(), text()).prop_map(|(file, text)| Act::Write(file, text)),
        2 => (file(), file()).prop_map(|(from, to)| Act::Rename(from, to)),
        3 => file().prop_map(Act::Delete),
        1 => file().prop_map(Act::Break),
        1 => (file(), text(), text()).prop_map(|(file, one, other)| Act::WriteTwice(file, one, other)),
    ]
}

fn history() -> impl Strategy<Value = Vec<Batch>> {
    let batch = (prop::collection::vec(act(), 1..9), prop::bool::weighted(0.7), prop::bool::weighted(0.1))
        .prop_map(|(acts, placing, turns)| Batch { acts, placing, turns });
    prop::collection::vec(batch, 1..9)
}

fn read(file: usize, text: &Text) -> Observation {
    let tags: Vec<String> = text
        .tags
        .iter()
        .map(|(tag, capital)| if *capital { format!("T{tag}") } else { format!("t{tag}") })
        .collect();
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let date = (at(0) - TimeDelta::days(text.day)).to_rfc3339();
    let article = article(FILES[file], &text.number.to_string()).dated(&date).tagged(&tags);
    let article = Article { draft: text.draft, ..article };
    parsed(match text.id {
        Some(id) => article.with_id(&format!("x:{id}")),
        None => article,
    })
}

fn observed(act: &Act) -> Vec<Observation> {
    match act {
        Act::Write(file, text) => vec![read(*file, text)],
        Act::WriteTwice(file, one, other) => vec![read(*file, one), read(*file, other)],
        Act::Rename(from, to) => vec![renamed(FILES[*from], FILES[*to])],
        Act::Delete(file) => vec![gone(FILES[*file])],
        Act::Break(file) => vec![rejected(FILES[*file])],
    }
}

/// The rows of `listing`, by selection and article.
type Listings = BTreeMap<(i64, i64), Listing>;

#[derive(Debug, Clone, PartialEq)]
struct Listing {
    published: i64,
    id: String,
    name: String,
    place: Option<i64>,
}

/// A row of `selection`: its name, its number of articles, and the last position in its archive.
type Selections = BTreeMap<i64, (String, i64, i64)>;

fn tables(world: &World) -> (Listings, Selections) {
    let connection = world.catalogue.writer.lock().unwrap();
    let mut listings =
        connection.prepare("SELECT selection, article, published, id, name, place FROM listing").unwrap();
    let listings = listings
        .query_map([], |row| {
            let (published, id, name, place) = (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
            Ok(((row.get(0)?, row.get(1)?), Listing { published, id, name, place }))
        })
        .unwrap();
    let mut selections =
        connection.prepare("SELECT selection, name, articles, places FROM selection").unwrap();
    let selections =
        selections.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))).unwrap();
    (listings.collect::<Result<_, _>>().unwrap(), selections.collect::<Result<_, _>>().unwrap())
}

/// The positions that listed articles must have after a batch, assigned one by one. Updates `last`.
fn placed(before: &Listings, after: &Listings, last: &mut BTreeMap<i64, i64>, placing: bool) -> Listings {
    let mut oldest_first: Vec<_> = after.clone().into_iter().collect();
    oldest_first.sort_by_key(|(_, listing)| (listing.published, listing.id.clone()));
    for (key, listing) in &mut oldest_first {
        listing.place = before.get(key).and_then(|before| before.place);
        if listing.place.is_none() && placing {
            let last = last.entry(key.0).or_default();
            *last += 1;
            listing.place = Some(*last);
        }
    }
    oldest_first.into_iter().collect()
}

/// Compares the tables with the rule, and returns the rows of `listing`.
fn check(world: &World, before: &Listings, last: &mut BTreeMap<i64, i64>) -> Listings {
    let (after, selections) = tables(world);
    assert_eq!(after, placed(before, &after, last, world.catalogue.positions == ArchivePositions::Assign));
    for (number, (name, articles, places)) in selections {
        let listed: Vec<&Listing> = after
            .iter()
            .filter(|((selection, _), _)| *selection == number)
            .map(|(_, listing)| listing)
            .collect();
        assert_eq!(places, last.get(&number).copied().unwrap_or_default());
        assert_eq!(usize::try_from(articles).unwrap(), listed.len());
        let newest = listed.iter().min_by_key(|listing| (std::cmp::Reverse(listing.published), &listing.id));
        assert!(newest.is_none_or(|newest| newest.name == name), "{name:?} is not as in {newest:?}");
    }
    after
}

proptest! {
    #[test]
    fn what_a_batch_lists_continues_the_archives_oldest_first(history in history()) {
        let mut world = World::new();
        let (mut listings, mut last) = (Listings::new(), BTreeMap::new());
        for batch in &history {
            world.catalogue.positions =
                if batch.placing { ArchivePositions::Assign } else { ArchivePositions::Defer };
            world.apply(batch.acts.iter().flat_map(observed));
            listings = check(&world, &listings, &mut last);
            if batch.turns {
                world.minutes += 24 * 60;
                world.catalogue.publish_due(world.now()).unwrap();
                listings = check(&world, &listings, &mut last);
            }
        }
    }
}

#[test]
fn a_new_article_with_a_second_observation_gets_its_position_at_the_end() {
    let mut world = World::new();
    // Rows in the ledger, and none in the listing.
    let texts = ["old", "new"].map(|text| article(&format!("{text}.md"), text).tagged(&["t"]).drafted());
    world.apply(texts.clone().map(parsed));
    let mut new = NewArticles::default();
    let connection = world.catalogue.writer.lock().unwrap();
    for (row, day) in [(2, 1), (1, 2)] {
        let published = (at(0) - TimeDelta::days(day)).fixed_offset();
        let publication = Publication {
            slug: "",
            published,
            updated: published,
            is_public: true,
            next_due: None,
            expired: None,
        };
        let id = tidings_model::ArticleId::from_ledger(row.to_string());
        let article = texts[usize::try_from(row).unwrap() - 1].clone();
        new.store(&connection, row, &id, article, &publication, &[]).unwrap();
        if row == 2 {
            new.flush_if_new(&connection, row).unwrap();
            assert_eq!(new.take_view(row), None, "what it shows is to be read back");
        }
    }
    let listed = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(listed("SELECT count(*) FROM listing WHERE article = 2 AND place IS NULL"), 2);
    assert_eq!(listed("SELECT count(*) FROM listing"), 2);
    new.write(&connection, ArchivePositions::Assign).unwrap();
    assert_eq!(listed("SELECT count(*) FROM listing WHERE place = article"), 4, "the older one is the first");
}
