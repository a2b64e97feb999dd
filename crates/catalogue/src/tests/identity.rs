//! Files are added, edited, renamed and deleted, and the article keeps its identity.

use super::*;
use crate::ChangeKind::{Added, Changed, Removed};
use tidings_model::{ArticleId, Severity};

/// A catalogue with one article, and that article when it was first seen.
fn begun() -> (World, Entry) {
    let mut world = World::new();
    assert_eq!(world.kinds([parsed(article("a.md", "one"))]), [Added]);
    let entry = world.at("a.md");
    (world, entry)
}

fn same(entry: &Entry, first: &Entry) {
    assert_eq!((&entry.id, &entry.slug, entry.published), (&first.id, &first.slug, first.published));
}

#[test]
fn a_new_file_is_a_new_article() {
    let (world, entry) = begun();
    assert_eq!(entry.id, ArticleId::mint("example.org", &path("a.md"), 0));
    assert_eq!((entry.slug.as_str(), entry.published, entry.updated), ("one", at(60).into(), at(60).into()));
    assert_eq!(entry.published_from, DateSource::FirstSeen);
    assert_eq!(world.site(), [entry]);
}

#[test]
fn an_edit_keeps_identity_and_date() {
    let (mut world, first) = begun();
    assert_eq!(world.kinds([parsed(article("a.md", "two"))]), [Changed]);
    same(&world.at("a.md"), &first);
    assert_eq!((world.titles(), world.at("a.md").updated), (vec!["two".to_owned()], at(120).into()));
}

#[test]
fn a_file_read_again_changes_nothing() {
    let (mut world, first) = begun();
    assert_eq!(world.kinds([parsed(article("a.md", "one"))]), []);
    assert_eq!(world.at("a.md"), first);
}

#[test]
fn a_rename_keeps_identity_however_it_is_seen() {
    let moved = || parsed(article("b/c.md", "one"));
    let stories: [Vec<Vec<Observation>>; 6] = [
        vec![vec![renamed("a.md", "b/c.md"), moved()]],
        vec![vec![renamed("a.md", "b/c.md")], vec![moved()]],
        vec![vec![gone("a.md"), moved()]],
        vec![vec![moved(), gone("a.md")]],
        vec![vec![gone("a.md")], vec![moved()]],
        vec![vec![ignored("a.md")], vec![moved()]],
    ];
    for story in stories {
        let (mut world, first) = begun();
        for batch in story.clone() {
            world.apply(batch);
        }
        same(&world.at("b/c.md"), &first);
        assert_eq!((world.site().len(), world.at("b/c.md").updated), (1, first.updated), "{story:?}");
    }
}

#[test]
fn a_rename_within_a_batch_is_no_change_for_subscribers() {
    let (mut world, _) = begun();
    assert_eq!(world.kinds([renamed("a.md", "b.md"), parsed(article("b.md", "one"))]), []);
    assert_eq!(world.kinds([parsed(article("c.md", "one")), gone("b.md")]), []);
    assert_eq!(world.kinds([gone("c.md"), parsed(article("c.md", "two"))]), [Changed]);
}

#[test]
fn a_hinted_rename_may_change_the_content_too() {
    let (mut world, first) = begun();
    world.apply([renamed("a.md", "b.md"), parsed(article("b.md", "two"))]);
    same(&world.at("b.md"), &first);
}

#[test]
fn files_may_swap_their_names() {
    let (mut world, one) = begun();
    world.apply([parsed(article("b.md", "two"))]);
    let two = world.at("b.md");
    let swap = [renamed("a.md", "t"), renamed("b.md", "a.md"), renamed("t", "b.md")];
    let read = [parsed(article("a.md", "two")), parsed(article("b.md", "one"))];
    assert_eq!(world.kinds(swap.into_iter().chain(read)), []);
    same(&world.at("b.md"), &one);
    same(&world.at("a.md"), &two);
}

#[test]
fn an_atomic_save_goes_on_with_the_article_at_the_path() {
    let (mut world, first) = begun();
    world.apply([parsed(article("sedXyz", "two"))]);
    world.apply([renamed("sedXyz", "a.md"), parsed(article("a.md", "two"))]);
    same(&world.at("a.md"), &first);
    assert_eq!(world.titles(), ["two"]);
}

#[test]
fn a_file_deleted_and_put_back_is_the_same_article() {
    for content in ["one", "two"] {
        let (mut world, first) = begun();
        assert_eq!(world.kinds([gone("a.md")]), [Removed]);
        assert_eq!(world.kinds([parsed(article("a.md", content))]), [Added]);
        same(&world.at("a.md"), &first);
    }
}

#[test]
fn a_copy_is_an_article_of_its_own_also_when_the_first_goes() {
    let (mut world, first) = begun();
    world.apply([parsed(article("b.md", "one"))]);
    let copy = world.at("b.md");
    assert_ne!(copy.id, first.id);
    assert_eq!(copy.slug, "one-2");
    let warned =
        |world: &World, at: &str| world.report(at).problems.iter().any(|p| p.message.contains("a.md"));
    assert!(warned(&world, "b.md") && !warned(&world, "a.md"));
    assert_eq!(world.kinds([gone("a.md")]), [Removed]);
    assert_eq!(world.at("b.md"), copy);
    assert_eq!(world.report("b.md").problems, []);
}

#[test]
fn files_with_the_same_content_return_to_their_own_paths() {
    let (mut world, a) = begun();
    world.apply([parsed(article("b.md", "one"))]);
    let b = world.at("b.md");
    world.apply([gone("a.md"), gone("b.md")]);
    world.apply([parsed(article("b.md", "one")), parsed(article("a.md", "one"))]);
    same(&world.at("a.md"), &a);
    same(&world.at("b.md"), &b);
}

#[test]
fn a_path_that_an_article_left_gives_another_id() {
    let mut world = World::new();
    let mut ids = std::collections::BTreeSet::new();
    for day in 0..9 {
        world.apply([parsed(article("today.md", &format!("day {day}")))]);
        ids.insert(world.at("today.md").id);
        let to = format!("{day}.md");
        world.apply([renamed("today.md", &to), parsed(article(&to, &format!("day {day}")))]);
    }
    assert_eq!((ids.len(), world.site().len()), (9, 9));
}

#[test]
fn an_explicit_id_finds_its_article_anywhere() {
    let mut world = World::new();
    world.apply([parsed(article("a.md", "one").with_id("tag:x,2026:1"))]);
    let first = world.at("a.md");
    assert_eq!(first.id.as_str(), "tag:x,2026:1");
    world.apply([gone("a.md")]);
    world.apply([parsed(article("b.md", "quite another").with_id("tag:x,2026:1"))]);
    same(&world.at("b.md"), &first);
}

#[test]
fn an_id_that_changes_after_publication_is_not_used() {
    let (mut world, first) = begun();
    world.apply([parsed(article("a.md", "two").with_id("tag:x,2026:1"))]);
    same(&world.at("a.md"), &first);
    let problems = world.report("a.md").problems;
    assert_eq!((problems.len(), problems[0].severity), (1, Severity::Warning));
}

#[test]
fn a_draft_gets_the_id_that_its_author_gives_later() {
    let mut world = World::new();
    world.apply([parsed(article("a.md", "one").drafted())]);
    world.apply([parsed(article("a.md", "one").with_id("tag:x,2026:1"))]);
    assert_eq!((world.at("a.md").id.as_str(), world.report("a.md").problems.len()), ("tag:x,2026:1", 0));
}

/// A translation often carries the id of its original.
#[test]
fn the_second_file_with_an_id_gets_an_id_of_its_own_and_a_warning() {
    let mut world = World::new();
    let (original, translation) = (
        |text: &str| parsed(article("a.md", text).with_id("x:1")),
        |text: &str| parsed(article("a.fr.md", text).with_id("x:1")),
    );
    world.apply([original("one")]);
    let first = world.at("a.md");
    assert_eq!(world.kinds([translation("un")]), [Added]);
    let second = world.at("a.fr.md");
    assert_eq!(second.id, ArticleId::mint("example.org", &path("a.fr.md"), 0));
    let problems = world.report("a.fr.md").problems;
    assert_eq!((problems.len(), problems[0].severity), (1, Severity::Warning));
    assert!(problems[0].message.contains("a.md"), "{}", problems[0]);
    assert_eq!(world.report("a.md").problems, []);
    // Edits of either file, also in one batch, change nothing.
    for batch in
        [vec![original("two")], vec![translation("deux")], vec![translation("trois"), original("three")]]
    {
        world.apply(batch);
        same(&world.at("a.md"), &first);
        same(&world.at("a.fr.md"), &second);
    }
    // Nor does the deletion of the first: subscribers know the second by its own id. The first may come back.
    assert_eq!(world.kinds([gone("a.md"), translation("quatre")]), [Removed, Changed]);
    same(&world.at("a.fr.md"), &second);
    world.apply([translation("cinq")]);
    same(&world.at("a.fr.md"), &second);
    world.minutes += 100_000;
    world.apply([original("quite another")]);
    same(&world.at("a.md"), &first);
    // The second one moves.
    world.apply([renamed("a.fr.md", "fr/a.md"), parsed(article("fr/a.md", "six").with_id("x:1"))]);
    same(&world.at("fr/a.md"), &second);
}

#[test]
fn slugs_collide_and_stay() {
    let mut world = World::new();
    for file in ["a.md", "b.md", "c.md"] {
        world.apply([parsed(Article { title: file.to_owned(), ..article(file, "post") })]);
    }
    world.apply([parsed(Article { slug: String::new(), ..article("d.md", "***") })]);
    let slugs = ["a.md", "b.md", "c.md", "d.md"].map(|file| world.at(file).slug);
    assert_eq!(slugs, ["post", "post-2", "post-3", "article"]);
    // An article that was public keeps its address: no other article gets it, and an edit does not change it.
    world.apply([gone("b.md"), parsed(article("c.md", "other"))]);
    world.apply([parsed(Article { slug: "post".to_owned(), ..article("e.md", "new") })]);
    assert_eq!((world.at("c.md").slug, world.at("e.md").slug), ("post-3".into(), "post-4".into()));
}

#[test]
fn a_slug_is_as_its_author_wrote_it() {
    let mut world = World::new();
    let given =
        |at: &str, slug: &str| Article { slug: slug.to_owned(), slug_is_given: true, ..article(at, at) };
    let former = |world: &World, slug: &str| world.catalogue.reader().look_up_slug(slug).unwrap();
    let moved = |slug: &str| crate::AddressLookup::Moved(slug.to_owned());
    world.apply([parsed(given("a.md", "v1.2.3_rc")), parsed(given("b.md", "\u{6e2c}\u{8a66}"))]);
    assert_eq!(former(&world, "v1-2-3-rc"), moved("v1.2.3_rc"));
    assert_eq!(former(&world, "ce-shi"), moved("\u{6e2c}\u{8a66}"));
    // No two articles have slugs that differ in their form only.
    world.apply([parsed(given("c.md", "V1.2.3_RC")), parsed(given("d.md", "v1-2-3-rc"))]);
    assert_eq!((world.at("c.md").slug, world.at("d.md").slug), ("V1.2.3_RC-2".into(), "v1-2-3-rc-3".into()));
    // The folded slug that an earlier version gave stays the address.
    world.apply([parsed(given("e.md", "camelcase"))]);
    let before = world.at("e.md");
    assert_eq!(world.kinds([parsed(given("e.md", "CamelCase"))]), []);
    same(&world.at("e.md"), &before);
    // A draft takes no address, and has one when it is due.
    world.apply([parsed(given("f.md", "Draft_F").drafted())]);
    assert_eq!(former(&world, "draft-f"), crate::AddressLookup::Unknown);
    world.apply([parsed(given("f.md", "Draft_F"))]);
    assert_eq!(former(&world, "draft-f"), moved("Draft_F"));
    world.apply([gone("f.md")]);
    assert_eq!(former(&world, "draft-f"), crate::AddressLookup::Gone);
}
