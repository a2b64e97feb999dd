//! Articles whose files change their names, are edited, come back, or give their names to other texts.

use super::*;
use tidings_model::{DateSource, TitleSource};

/// A text of forty words that has nothing in common with those of other names.
fn text(name: &str, edited: &str) -> BodyHtml {
    let words: String = (0..40).map(|word| format!("{name}{word} ")).collect();
    BodyHtml::from_marked(format!("<p>{edited} {words}</p>"))
}

/// A titled article whose content hash is that of the title, the text and the edit.
fn titled(at: &str, title: &str, name: &str, edited: &str) -> Article {
    Article {
        title: title.to_owned(),
        slug: tidings_model::slugify(path(at).name()),
        body: text(name, edited),
        content_hash: format!("{title} {name} {edited}"),
        ..article(at, "")
    }
}

fn identity(world: &World, at: &str) -> (String, String, DateTime<FixedOffset>) {
    let entry = world.at(at);
    (entry.id.to_string(), entry.slug, entry.published)
}

/// A catalogue with the articles `a.md`, `b.md` and `c.md`, seen two hours ago.
fn three_articles() -> (World, [(String, String, DateTime<FixedOffset>); 3]) {
    let mut world = World::new();
    world.apply(["a", "b", "c"].map(|name| parsed(titled(&format!("{name}.md"), name, name, ""))));
    world.minutes += 120;
    let before = ["a.md", "b.md", "c.md"].map(|at| identity(&world, at));
    (world, before)
}

/// The document of `name` at another path.
fn moved(at: &str, name: &str) -> Observation {
    let slug = name.to_owned();
    parsed(Article { slug, ..titled(at, name, name, "") })
}

#[test]
fn exchanged_names_keep_the_texts_however_the_exchange_is_seen() {
    let both = || [moved("a.md", "b"), moved("b.md", "a")];
    let stories: [Vec<Vec<Observation>>; 6] = [
        // A scan, while the server was off.
        vec![both().into()],
        // The two renames that the system reports, together and one after the other, and in both cases both files
        // are read after both renames.
        vec![[renamed("a.md", "b.md"), renamed("b.md", "a.md")].into_iter().chain(both()).collect()],
        vec![
            [renamed("a.md", "b.md")].into_iter().chain(both()).collect(),
            [renamed("b.md", "a.md")].into_iter().chain(both()).collect(),
        ],
        // Over a third name that is no article, and over one that is known meanwhile.
        vec![[renamed("b.md", "a.md")].into_iter().chain(both()).collect()],
        vec![
            [renamed("a.md", "t.md"), renamed("b.md", "a.md"), renamed("t.md", "b.md")]
                .into_iter()
                .chain(both())
                .collect(),
        ],
        vec![
            vec![renamed("a.md", "t.md"), moved("t.md", "a")],
            vec![renamed("b.md", "a.md"), moved("a.md", "b"), gone("b.md")],
            vec![renamed("t.md", "b.md"), moved("b.md", "a"), gone("t.md")],
        ],
    ];
    for story in stories {
        let (mut world, [a, b, c]) = three_articles();
        for batch in story.clone() {
            let doubtful = world.catalogue.moves(&batch, world.now()).unwrap().doubtful;
            assert!(doubtful.is_empty(), "{doubtful:?} in {batch:?}");
            assert_eq!(world.kinds(batch), [], "subscribers see no change");
        }
        assert_eq!(["a.md", "b.md", "c.md"].map(|at| identity(&world, at)), [b, a, c], "{story:?}");
    }
}

#[test]
fn three_names_that_rotate_keep_the_texts() {
    let (mut world, [a, b, c]) = three_articles();
    world.apply([moved("a.md", "c"), moved("b.md", "a"), moved("c.md", "b")]);
    assert_eq!(["a.md", "b.md", "c.md"].map(|at| identity(&world, at)), [c, a, b]);
}

#[test]
fn exchanged_and_edited_files_are_distinguished_by_their_texts() {
    let (mut world, [a, b, _]) = three_articles();
    let edited = [titled("a.md", "b", "b", "edited"), titled("b.md", "a", "a", "edited")].map(parsed);
    world.apply([renamed("a.md", "b.md"), renamed("b.md", "a.md")].into_iter().chain(edited));
    assert_eq!(["a.md", "b.md"].map(|at| identity(&world, at)), [b, a]);
}

#[test]
fn files_that_give_ids_may_be_exchanged_and_rewritten() {
    let mut world = World::new();
    let with = |at: &str, text: &str, id: &str| parsed(article(at, text).with_id(id));
    world.apply([with("a.md", "one", "x:1"), with("b.md", "two", "x:2")]);
    world.apply([with("a.md", "three", "x:2"), with("b.md", "four", "x:1")]);
    assert_eq!((world.at("a.md").id.as_str(), world.at("b.md").id.as_str()), ("x:2", "x:1"));
}

#[test]
fn half_of_an_exchange_is_in_doubt() {
    let (world, _) = three_articles();
    let half = [renamed("b.md", "a.md"), moved("a.md", "b"), gone("b.md")];
    let doubtful = world.catalogue.moves(&half, world.now()).unwrap().doubtful;
    assert_eq!(doubtful, [path("a.md"), path("b.md")].into());
    // Exchanged after one file was read and before the other was.
    let twice = [moved("a.md", "a"), moved("b.md", "a")];
    assert_eq!(
        world.catalogue.moves(&twice, world.now()).unwrap().doubtful,
        [path("a.md"), path("b.md")].into()
    );
    // An edit in place and a move to a free path are not.
    for batch in [vec![moved("a.md", "d")], vec![renamed("a.md", "d.md"), moved("d.md", "a")]] {
        assert_eq!(world.catalogue.moves(&batch, world.now()).unwrap().doubtful, [].into());
    }
}

#[test]
fn a_copy_does_not_take_the_article_from_the_file_that_is_edited() {
    let (mut world, [a, b, _]) = three_articles();
    // The copy is at a new path, or replaces another article.
    world.apply([moved("copy.md", "a"), parsed(titled("a.md", "a", "a", "edited"))]);
    assert_eq!(identity(&world, "a.md"), a);
    world.apply([moved("a.md", "a")]);
    world.apply([moved("b.md", "a"), parsed(titled("a.md", "a", "a", "edited"))]);
    assert_eq!(["a.md", "b.md"].map(|at| identity(&world, at)), [a, b]);
}

/// Each day the file of today is renamed to that of yesterday, and a new one is written.
#[test]
fn the_names_of_daily_files_rotate() {
    let (mut world, [a, b, _]) = three_articles();
    let rotate = [renamed("a.md", "b.md"), moved("b.md", "a"), moved("a.md", "new")];
    world.apply(rotate);
    assert_eq!(identity(&world, "b.md"), a);
    let new = identity(&world, "a.md");
    assert!(new.0 != a.0 && new.0 != b.0 && new.2 > a.2, "{new:?}");
    assert_eq!(world.site().len(), 3);
}

#[test]
fn a_file_renamed_and_edited_at_once_is_the_same_article() {
    // The new title, slug and text, and whether it is the same article as `old.md`.
    let dated = |article: Article, day: u32| article.dated(&format!("2026-02-{day:02}T00:00:00Z"));
    let cases = [
        (dated(titled("new.md", "Post", "a", "edited"), 1), true),
        (dated(titled("new.md", "Post", "b", "edited"), 1), false),
        (dated(titled("new.md", "Post", "a", "edited"), 2), false),
        (dated(titled("new.md", "Other", "a", "edited"), 1), false),
        (dated(titled("moved/old.md", "Other", "a", "edited"), 2), true),
        (dated(titled("moved/old.md", "Other", "b", "edited"), 2), false),
        (dated(titled("new.md", "Other", "b", "x"), 2).with_id("x:1"), true),
    ];
    for (new, expected) in cases {
        for late in [0, 100_000] {
            let mut world = World::new();
            let old = dated(titled("old.md", "Post", "a", ""), 1);
            world.apply([parsed(if new.explicit_id.is_some() { old.with_id("x:1") } else { old })]);
            let before = world.at("old.md");
            assert_eq!(world.catalogue.relatives(&new).unwrap().is_empty(), !expected, "{new:?}");
            let at = new.path.clone();
            match late {
                0 => drop(world.apply([parsed(new.clone()), gone("old.md")])),
                late => {
                    world.apply([gone("old.md")]);
                    world.minutes += late;
                    world.apply([parsed(new.clone())]);
                }
            }
            let after = world.at(at.as_str());
            assert_eq!(after.id == before.id, expected, "{new:?}");
            assert_eq!(after.slug == before.slug, expected, "{new:?}");
        }
    }
}

#[test]
fn an_article_with_a_file_of_its_own_is_not_taken_by_a_similar_one() {
    let mut world = World::new();
    world.apply([parsed(titled("old.md", "Post", "a", ""))]);
    let before = world.at("old.md");
    world.apply([parsed(titled("new.md", "Post", "a", "edited"))]);
    assert_ne!(world.at("new.md").id, before.id);
    assert_eq!(world.at("old.md"), before);
}

/// Daily notes, `latest.md`: the name says nothing.
#[test]
fn a_name_that_is_used_again_is_another_article() {
    let untitled =
        |text: &str| Article { title_from: TitleSource::Path, ..titled("today.md", "Today", text, "") };
    let cases = [
        (untitled("monday"), untitled("tuesday"), 30, true),
        (untitled("monday"), untitled("tuesday"), 90, false),
        (untitled("monday"), untitled("monday"), 1_000_000, true),
        (titled("today.md", "A title", "a", ""), titled("today.md", "A title", "b", ""), 90, true),
        (titled("today.md", "A title", "a", ""), titled("today.md", "Other", "a", "edited"), 90, true),
        (titled("today.md", "A title", "a", ""), titled("today.md", "Other", "b", ""), 90, false),
    ];
    for (old, new, minutes, expected) in cases {
        let mut world = World::new();
        world.apply([parsed(old.clone())]);
        let before = world.at("today.md");
        world.apply([gone("today.md")]);
        world.minutes += minutes;
        let kinds = world.kinds([parsed(new.clone())]);
        assert_eq!(kinds, [ChangeKind::Added]);
        let after = world.at("today.md");
        assert_eq!(after.id == before.id, expected, "{} and {}", old.content_hash, new.content_hash);
        assert_eq!(after.published == before.published, expected);
        // The address of the old article says that it is gone, and never leads to another one.
        assert_eq!(after.slug, if expected { "today" } else { "today-2" });
        let old_address = world.catalogue.reader().look_up_slug("today").unwrap();
        assert_eq!(old_address == crate::AddressLookup::Gone, !expected);
        // Both are known from now on: the first text returns as the first article.
        if !expected {
            world.apply([gone("today.md"), parsed(Article { path: path("again.md"), ..old })]);
            assert_eq!(world.at("again.md").id, before.id);
        }
    }
}

#[test]
fn an_edit_in_place_may_replace_the_whole_text() {
    let (mut world, [a, ..]) = three_articles();
    world.minutes += 100_000;
    world.apply([parsed(titled("a.md", "Other", "z", ""))]);
    assert_eq!(identity(&world, "a.md"), a);
}

#[test]
fn a_modification_date_is_the_date_of_an_article_that_has_no_other() {
    let mut world = World::new();
    let modified = |at: &str, moment: &str| Article { updated: Some(date(moment)), ..article(at, at) };
    world.apply([parsed(modified("a.md", "2024-05-06T07:00:00+02:00"))]);
    let entry = world.at("a.md");
    assert_eq!(entry.published.to_rfc3339(), "2024-05-06T07:00:00+02:00");
    assert_eq!((entry.published_from, entry.updated), (DateSource::FirstModified, entry.published));
    // A later change of it is an update.
    world.apply([parsed(modified("a.md", "2026-01-01T00:00:00Z"))]);
    let edited = world.at("a.md");
    assert_eq!((edited.published, edited.updated), (entry.published, date("2026-01-01T00:00:00Z")));
    // A date of publication wins, and the article had it in all feeds before.
    world.apply([parsed(modified("a.md", "2026-01-01T00:00:00Z").dated("2020-01-01T00:00:00Z"))]);
    assert_eq!(world.at("a.md").published, date("2020-01-01T00:00:00Z"));
    // The date survives a deletion and a backup.
    world.apply([gone("a.md")]);
    let mut backup = Vec::new();
    world.catalogue.export(&mut backup).unwrap();
    let mut other = World::new();
    other.catalogue.import(&mut backup.as_slice()).unwrap();
    for world in [&mut world, &mut other] {
        world.minutes = 1000;
        world.apply([parsed(modified("a.md", "2026-02-01T00:00:00Z"))]);
        assert_eq!(world.at("a.md").published, entry.published);
    }
    // A date ahead of the clock is a mistake, and an article that is known keeps its date.
    world.apply([parsed(modified("b.md", "2099-01-01T00:00:00Z")), parsed(article("c.md", "c.md"))]);
    assert_eq!(world.at("b.md").published_from, DateSource::FirstSeen);
    let known = world.at("c.md").published;
    world.apply([parsed(modified("c.md", "2024-01-01T00:00:00Z"))]);
    assert_eq!(world.at("c.md").published, known);
}

#[test]
fn an_expired_article_returns_when_its_expiry_is_ahead_again() {
    let expiring =
        |minutes: i64| parsed(Article { expires: Some(at(minutes * 60).into()), ..article("a.md", "one") });
    let mut world = World::new();
    world.apply([expiring(30)]);
    let before = world.at("a.md");
    // The clock was ahead.
    let due = |world: &mut World, minutes: i64| -> Vec<ChangeKind> {
        world.catalogue.publish_due(at(minutes * 60)).unwrap().iter().map(|change| change.kind).collect()
    };
    assert_eq!(due(&mut world, 1000), [ChangeKind::Removed]);
    assert_eq!(world.site(), []);
    assert_eq!(due(&mut world, 2), [ChangeKind::Added]);
    assert_eq!(world.at("a.md"), before);
    // Corrections of the clock by seconds show nothing.
    assert_eq!(due(&mut world, 30), [ChangeKind::Removed]);
    let corrected = world.catalogue.publish_due(at(30 * 60 - 20)).unwrap();
    assert_eq!(corrected, []);
    world.minutes = 28;
    assert_eq!(world.catalogue.apply(vec![expiring(30)], at(30 * 60 - 20)).unwrap(), []);
    // The author moves the expiry.
    world.minutes = 100;
    assert_eq!(world.kinds([expiring(1000)]), [ChangeKind::Added]);
    assert_eq!(world.at("a.md").id, before.id);
    assert_eq!((world.at("a.md").slug, world.at("a.md").published), (before.slug, before.published));
}
