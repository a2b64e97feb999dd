//! Which articles subscribers see, when, and which changes are reported.

use super::*;
use crate::ChangeKind::{Added, Changed, Removed};
use tidings_model::{Reference, Severity, Status};

#[test]
fn a_draft_shows_nowhere_until_it_is_published() {
    let mut world = World::new();
    assert_eq!(world.kinds([parsed(article("a.md", "one").tagged(&["Rust"]).drafted())]), []);
    assert_eq!((world.window(&tag("rust")), world.site()), (None, vec![]));
    assert_eq!(world.catalogue.reader().terms().unwrap(), []);
    assert_eq!(world.catalogue.reader().entry("one").unwrap(), None);
    assert_eq!(world.report("a.md").status, Status::Draft);
    assert_eq!(world.kinds([parsed(article("a.md", "two").tagged(&["Rust"]))]), [Added]);
    let entry = world.at("a.md");
    assert_eq!(entry.slug, "two", "nobody knew the address before");
    assert_eq!(entry.updated, entry.published, "nobody saw it before the change");
    assert_eq!(world.kinds([parsed(article("a.md", "two").drafted())]), [Removed]);
    assert_eq!(world.window(&tag("rust")).unwrap().entries, []);
}

#[test]
fn a_deleted_draft_gives_its_slug_back() {
    let mut world = World::new();
    world.apply([parsed(article("a.md", "one").drafted())]);
    world.apply([gone("a.md")]);
    world.apply([parsed(Article { slug: "one".to_owned(), ..article("b.md", "two") })]);
    assert_eq!(world.at("b.md").slug, "one");
}

#[test]
fn the_clock_publishes_and_withdraws() {
    let mut world = World::new();
    let mut post = article("a.md", "one").dated("2026-03-04T13:00:00.7+01:00").tagged(&["t"]);
    post.published = post.published.map(|d| Dated { at: d.at + TimeDelta::hours(1), ..d });
    post.expires = Some(date("2026-03-04T14:00:00Z"));
    assert_eq!(world.kinds([parsed(post)]), []);
    assert_eq!(world.report("a.md").status, Status::Scheduled);
    let turns =
        [(3599, 3600, vec![]), (3600, 7200, vec![Added]), (7199, 7200, vec![]), (7200, 0, vec![Removed])];
    for (now, next, kinds) in turns {
        let changes = world.catalogue.publish_due(at(now)).unwrap();
        assert_eq!(changes.iter().map(|change| change.kind).collect::<Vec<_>>(), kinds, "{now}");
        assert_eq!(world.catalogue.next_due().unwrap(), (next > 0).then(|| at(next)), "{now}");
        assert!(changes.iter().all(|change| change.selections == [Selection::Site, tag("t")].into()));
    }
    assert_eq!((world.site(), world.catalogue.reader().terms().unwrap()), (vec![], vec![]));
}

#[test]
fn a_broken_file_keeps_its_last_good_version() {
    let mut world = World::new();
    assert_eq!(world.kinds([rejected("new.md")]), []);
    assert_eq!(world.report("new.md").entry, None);
    world.apply([parsed(article("a.md", "one"))]);
    for batch in [vec![rejected("a.md")], vec![gone("a.md"), rejected("a.md")]] {
        assert_eq!(world.kinds(batch), []);
        let report = world.report("a.md");
        assert_eq!((report.status, report.problems.len()), (Status::Rejected, 1));
        assert_eq!(report.entry, Some(world.at("a.md")));
    }
    assert_eq!(world.kinds([renamed("a.md", "b.md"), rejected("b.md")]), []);
    assert_eq!(world.kinds([parsed(article("b.md", "two"))]), [Changed]);
    assert_eq!((world.report("b.md").status, world.report("b.md").problems), (Status::Published, vec![]));
    assert_eq!(world.kinds([gone("b.md")]), [Removed]);
}

#[test]
fn a_file_that_is_no_article_any_more_is_gone() {
    let mut world = World::new();
    world.apply([parsed(article("a.md", "one"))]);
    assert_eq!(world.kinds([ignored("a.md")]), [Removed]);
    let report = world.report("a.md");
    assert_eq!((report.status, report.entry), (Status::Ignored, None));
    assert_eq!(report.problems[0].severity, Severity::Note);
    assert!(report.problems[0].message.contains("a picture"));
}

#[test]
fn changes_name_the_selections_before_and_after() {
    let mut world = World::new();
    let first = world.apply([parsed(article("a.md", "one").tagged(&["Old"]).by("Ann"))]);
    let author = Selection::Term { kind: TermKind::Author, slug: "ann".to_owned() };
    assert_eq!(first[0].selections, [Selection::Site, tag("old"), author.clone()].into());
    let second = world.apply([parsed(article("a.md", "one").tagged(&["New"]))]);
    assert_eq!(second[0].selections, [Selection::Site, tag("old"), tag("new"), author.clone()].into());
    assert_eq!((first[0].sequence, second[0].sequence, &second[0].slug), (1, 2, &first[0].slug));
    let json = serde_json::to_string(&second).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Change>>(&json).unwrap(), second);
    let terms = world.catalogue.reader().terms().unwrap();
    assert_eq!(terms.iter().map(|used| used.term.slug.as_str()).collect::<Vec<_>>(), ["new"]);
}

#[test]
fn windows_are_sorted_and_limited() {
    let mut world = World::new();
    let dates = ["2026-01-01T00:00:00Z", "2026-01-03T00:00:00+05:00", "2026-01-02T23:00:00Z"];
    for (file, at) in ["old.md", "mid.md", "new.md"].into_iter().zip(dates) {
        world.apply([parsed(article(file, file).dated(at))]);
    }
    assert_eq!(world.titles(), ["new.md", "mid.md", "old.md"]);
    let window = world.catalogue.reader().window(&Selection::Site, 2).unwrap().unwrap();
    assert_eq!(window.entries.len(), 2);
    assert_eq!(window.entries[1].published.to_rfc3339(), "2026-01-03T00:00:00+05:00");
    // Only the author's date changes its position.
    world.apply([parsed(article("old.md", "old.md").dated("2026-02-01T00:00:00Z"))]);
    assert_eq!(world.titles(), ["old.md", "new.md", "mid.md"]);
}

#[test]
fn a_term_is_named_as_in_its_newest_article() {
    let mut world = World::new();
    world.apply([parsed(article("a.md", "one").dated("2026-01-01T00:00:00Z").tagged(&["rust"]))]);
    world.apply([parsed(article("b.md", "two").dated("2026-02-01T00:00:00Z").tagged(&["Rust"]))]);
    let used = |world: &World| world.catalogue.reader().terms().unwrap().remove(0);
    assert_eq!((used(&world).term.name.as_str(), used(&world).articles), ("Rust", 2));
    world.apply([gone("b.md")]);
    assert_eq!((used(&world).term.name.as_str(), used(&world).articles), ("rust", 1));
    assert_eq!(world.window(&tag("rust")).unwrap().name, "rust");
}

#[test]
fn a_selections_change_never_runs_backwards() {
    let mut world = World::new();
    assert_eq!(world.window(&Selection::Site).unwrap().changed, None);
    assert_eq!(world.window(&tag("never")), None);
    let mut last = None;
    // One minute later, the same second again, one day earlier, and a removal.
    for (now, step) in [(60, "1"), (60, "2"), (60 - 86_400, "3"), (61, "")] {
        let seen = if step.is_empty() { gone("a.md") } else { parsed(article("a.md", step).tagged(&["t"])) };
        world.catalogue.apply(vec![seen], at(now)).unwrap();
        let changed = world.window(&Selection::Site).unwrap().changed;
        assert!(changed > last, "{changed:?} after {last:?}");
        assert_eq!(world.window(&tag("t")).unwrap().changed, changed);
        last = changed;
    }
}

#[test]
fn the_author_decides_when_an_article_was_updated() {
    let mut world = World::new();
    let dated = || article("a.md", "one").dated("2026-01-02T03:04:05.678+02:00");
    world.apply([parsed(dated())]);
    assert_eq!(world.at("a.md").updated.to_rfc3339(), "2026-01-02T03:04:05+02:00");
    world.apply([parsed(Article { updated: Some(date("2026-02-01T00:00:00+09:00")), ..dated() })]);
    assert_eq!(world.at("a.md").updated.to_rfc3339(), "2026-02-01T00:00:00+09:00");
    world.apply([parsed(Article { updated: Some(date("2025-02-01T00:00:00Z")), ..dated() })]);
    assert_eq!(world.at("a.md").updated, world.at("a.md").published);
    // The same source rendered differently is not an update, but subscribers see it.
    let body = BodyHtml::from_marked("<p>other</p>".to_owned());
    assert_eq!(world.kinds([parsed(Article { body, ..dated() })]), [Changed]);
    assert_eq!(world.at("a.md").updated, world.at("a.md").published);
}

#[test]
fn files_that_public_articles_refer_to_are_found() {
    let mut world = World::new();
    let reference = |places: &[&str]| Reference {
        url_path: "p/x.png".to_owned(),
        candidates: places.iter().map(|place| path(place)).collect(),
    };
    let post = |at: &str, draft| Article {
        references: vec![reference(&["p/x.png", "static/p/x.png"])],
        draft,
        ..article(at, at)
    };
    world.apply([parsed(post("a.md", false)), parsed(post("b.md", true))]);
    let reader = world.catalogue.reader();
    assert_eq!(reader.reference_candidates("p/x.png").unwrap(), [path("p/x.png"), path("static/p/x.png")]);
    assert_eq!(
        world.catalogue.articles_referencing(&path("static/p/x.png")).unwrap(),
        [path("a.md"), path("b.md")]
    );
    world.apply([gone("a.md")]);
    assert_eq!(
        (reader.reference_candidates("p/x.png").unwrap(), reader.reference_candidates("b.md").unwrap()),
        (vec![], vec![])
    );
    assert_eq!(world.catalogue.articles_referencing(&path("p/x.png")).unwrap(), [path("b.md")]);
}

#[test]
fn an_article_comes_back_as_it_was_stored() {
    let mut world = World::new();
    let mut full = article("a.md", "one").dated("2026-01-02T03:04:05+05:45").tagged(&["A", "B"]).by("Ann");
    full.problems =
        vec![Problem::warning("late", "do").at(9, Some(1)), Problem::note("early", "").at(2, None)];
    full.enclosures = vec![tidings_model::Media::from_url("https://example.org/a.mp3".to_owned())];
    world.apply([parsed(full.clone())]);
    assert_eq!(world.at("a.md").article, full);
    let lines: Vec<_> = world.report("a.md").problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [Some(2), Some(9)]);
    world.apply([ignored("b.png"), rejected("0.md")]);
    let each = ["0.md", "a.md", "b.png"].map(|file| world.report(file));
    assert_eq!(world.reports(), each);
    assert_eq!(world.catalogue.file_report(&path("c.md"), at(0)).unwrap(), None);
}

#[test]
fn a_clock_that_is_put_back_republishes_nothing() {
    let mut world = World::new();
    let day = 86_400;
    let shown = |world: &mut World, batch: Vec<Observation>, now: i64| -> Vec<ChangeKind> {
        world.catalogue.apply(batch, at(now)).unwrap().iter().map(|change| change.kind).collect()
    };
    let dated = |content: &str| parsed(article("dated.md", content).dated("2026-03-04T11:00:00Z"));
    let ends = Some(date("2026-03-04T11:30:00Z"));
    let expired =
        || parsed(Article { expires: ends, ..article("expired.md", "x").dated("2026-03-04T09:00:00Z") });
    let soon = || parsed(article("soon.md", "s").dated("2026-03-04T13:00:00Z"));
    world.catalogue.apply(vec![expired()], at(-7200)).unwrap();
    assert_eq!(
        shown(&mut world, vec![dated("one"), parsed(article("undated.md", "u")), soon()], 0),
        [Added, Added]
    );
    assert_eq!(world.catalogue.publish_due(at(0)).unwrap()[0].kind, Removed);
    assert_eq!(shown(&mut world, vec![dated("two")], 60), [Changed]);
    let (updated, undated) = (world.at("dated.md").updated, world.at("undated.md"));
    // One day earlier: all files are read again, and one is edited.
    let again = vec![dated("two"), parsed(article("undated.md", "u")), soon()];
    assert_eq!(shown(&mut world, again, -day), []);
    assert_eq!(shown(&mut world, vec![dated("three")], 61 - day), [Changed]);
    assert!(world.at("dated.md").updated >= updated);
    assert_eq!(world.at("undated.md"), undated);
    // A scheduled article is published at its date, and one that its author postpones at the new date.
    assert_eq!(world.catalogue.publish_due(at(3600)).unwrap()[0].kind, Added);
    let later = || parsed(article("dated.md", "three").dated("2026-03-05T00:00:00Z"));
    assert_eq!(shown(&mut world, vec![later()], 3600), [Removed]);
    assert_eq!(shown(&mut world, vec![later()], 3601), []);
    assert_eq!(world.catalogue.publish_due(at(day)).unwrap()[0].kind, Added);
}
