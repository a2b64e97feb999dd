//! Random histories of a folder, compared with a simple model of the rules of identity.

use super::*;
use crate::{AddressLookup, AddressMatches};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const PATHS: [&str; 4] = ["a.md", "b.md", "c/a.md", "c/d.md"];

/// A modification of the folder. Files are indexes of [`PATHS`].
#[derive(Debug, Clone)]
enum Act {
    Write {
        file: usize,
        draft: bool,
    },
    /// Sets another slug and an alias.
    Reslug {
        file: usize,
        slug: usize,
    },
    /// Writes the content of a deleted file; `which` is its index.
    Restore {
        file: usize,
        which: usize,
    },
    Copy {
        from: usize,
        to: usize,
    },
    Rename {
        from: usize,
        to: usize,
        seen: Seen,
    },
    Delete {
        file: usize,
    },
    Touch {
        file: usize,
    },
    Break {
        file: usize,
    },
}

/// How the watcher reports a rename.
#[derive(Debug, Clone, Copy)]
enum Seen {
    Hint,
    OneBatch,
    TwoBatches,
}

fn act() -> impl Strategy<Value = Act> {
    let file = || 0..PATHS.len();
    let seen = prop_oneof![Just(Seen::Hint), Just(Seen::OneBatch), Just(Seen::TwoBatches)];
    prop_oneof![
        4 => (file(), prop::bool::weighted(0.2)).prop_map(|(file, draft)| Act::Write { file, draft }),
        2 => (file(), 0..4_usize).prop_map(|(file, slug)| Act::Reslug { file, slug }),
        1 => (file(), 0..9_usize).prop_map(|(file, which)| Act::Restore { file, which }),
        1 => (file(), file()).prop_map(|(from, to)| Act::Copy { from, to }),
        4 => (file(), file(), seen).prop_map(|(from, to, seen)| Act::Rename { from, to, seen }),
        2 => file().prop_map(|file| Act::Delete { file }),
        1 => file().prop_map(|file| Act::Touch { file }),
        1 => file().prop_map(|file| Act::Break { file }),
    ]
}

/// The content of a file, different from all others unless it is a copy.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Text {
    number: usize,
    draft: bool,
    /// The slug that its author sets, which is not part of the content.
    slug: Option<usize>,
}

impl Text {
    /// Whether both have the same content.
    fn has_content(self, other: Self) -> bool {
        (self.number, self.draft) == (other.number, other.draft)
    }
}

/// The expected state of an article.
#[derive(Debug)]
struct Remembered {
    path: usize,
    text: Text,
    gone_at: Option<i64>,
    /// Set when the article is first seen, and not changed after that.
    id: Option<tidings_model::ArticleId>,
    first_seen: i64,
    /// Every slug that it had in public, the present one last.
    slugs: Vec<String>,
}

struct Model {
    world: World,
    /// The article at each path, and whether its file is rejected.
    live: BTreeMap<usize, (usize, bool)>,
    articles: Vec<Remembered>,
    written: usize,
    /// The ids that a subscriber has after applying every change.
    subscriber: BTreeSet<String>,
}

impl Model {
    fn new() -> Self {
        let world = World::new();
        Self { world, live: BTreeMap::new(), articles: vec![], written: 0, subscriber: BTreeSet::new() }
    }

    fn fresh(&mut self, draft: bool) -> Text {
        self.written += 1;
        Text { number: self.written, draft, slug: None }
    }

    fn observe(file: usize, text: Text) -> Observation {
        // Slugs repeat, so that they collide. Contents differ.
        let slug = format!("post-{}", text.slug.unwrap_or(text.number % 3));
        let hash = format!("{} {}", text.number, text.draft);
        let named = ["even", "odd"][text.number % 2];
        let slug_is_given = text.slug.is_some();
        let aliases = text.slug.iter().map(|slug| format!("/old/{slug}/")).collect();
        let (draft, blank) = (text.draft, article(PATHS[file], &hash));
        let article = Article { slug, slug_is_given, aliases, draft, ..blank };
        parsed(article.tagged(&[named]))
    }

    fn remove(&mut self, file: usize) {
        if let Some((article, _)) = self.live.remove(&file) {
            self.articles[article].gone_at = Some(self.world.minutes);
        }
    }

    /// The rules: which article is a file with this content?
    fn put(&mut self, file: usize, text: Text) {
        let gone = || self.articles.iter().enumerate().filter(|(_, article)| article.gone_at.is_some());
        let last = |matching: &dyn Fn(&Remembered) -> bool| {
            gone()
                .filter(|(_, a)| matching(a))
                .max_by_key(|(index, a)| (a.gone_at, *index))
                .map(|(index, _)| index)
        };
        let from_path = last(&|article| article.path == file);
        let article = (self.live.get(&file).map(|(article, _)| *article))
            .or(from_path.filter(|index| self.articles[*index].text.has_content(text)))
            .or(last(&|article| article.text.has_content(text)))
            .or(from_path.filter(|index| {
                self.articles[*index].gone_at.is_some_and(|gone| self.world.minutes - gone < 60)
            }))
            .unwrap_or(self.articles.len());
        if article == self.articles.len() {
            let first_seen = self.world.minutes;
            let new = Remembered { path: file, text, gone_at: None, id: None, first_seen, slugs: vec![] };
            self.articles.push(new);
        }
        let remembered = &mut self.articles[article];
        (remembered.path, remembered.text, remembered.gone_at) = (file, text, None);
        self.live.insert(file, (article, false));
    }

    /// The whole state of the catalogue.
    fn memory(&self) -> (Vec<u8>, Vec<FileReport>, Vec<Entry>) {
        let mut ledger = Vec::new();
        self.world.catalogue.export(&mut ledger).unwrap();
        (ledger, self.world.reports(), self.world.site())
    }

    fn apply(&mut self, batch: Vec<Observation>) {
        // A batch that the gate rejects changes nothing. Only every fifth batch, because comparing everything
        // is slow.
        if self.world.minutes % 5 == 0 {
            self.refuse(batch.clone());
        }
        for change in self.world.apply(batch) {
            let id = change.id.to_string();
            let fits = match change.kind {
                ChangeKind::Added => self.subscriber.insert(id),
                ChangeKind::Changed => self.subscriber.contains(&id),
                ChangeKind::Removed => self.subscriber.remove(&id),
            };
            assert!(fits, "{change:?}");
        }
    }

    fn refuse(&mut self, batch: Vec<Observation>) {
        let (before, now) = (self.memory(), at((self.world.minutes + 1) * 60));
        let refused = self.world.catalogue.apply_if(batch, now, &three(), &mut |_| false).unwrap();
        assert_eq!((refused, self.memory()), (None, before));
    }

    fn text_at(&self, file: usize) -> Option<Text> {
        let (article, broken) = self.live.get(&file)?;
        (!broken).then(|| self.articles[*article].text)
    }

    fn run(&mut self, act: &Act) {
        match *act {
            Act::Write { file, draft } => {
                let text = self.fresh(draft);
                self.write(file, text);
            }
            Act::Reslug { file, slug } => {
                if let Some(text) = self.text_at(file) {
                    self.write(file, Text { slug: Some(slug), ..text });
                }
            }
            Act::Restore { file, which } => {
                let gone: Vec<Text> =
                    self.articles.iter().filter(|a| a.gone_at.is_some()).map(|a| a.text).collect();
                if let Some(text) = gone.get(which) {
                    self.write(file, *text);
                }
            }
            Act::Copy { from, to } | Act::Rename { from, to, .. } if from == to => {}
            Act::Copy { from, to } => {
                if let Some(text) = self.text_at(from) {
                    self.write(to, text);
                }
            }
            Act::Rename { from, to, seen } => {
                if let Some(text) = self.text_at(from) {
                    self.rename(from, to, text, seen);
                }
            }
            Act::Delete { file } => {
                self.apply(vec![gone(PATHS[file])]);
                self.remove(file);
            }
            Act::Touch { file } => {
                if let Some(text) = self.text_at(file) {
                    self.write(file, text);
                }
            }
            Act::Break { file } => {
                self.apply(vec![rejected(PATHS[file])]);
                self.live.entry(file).and_modify(|(_, broken)| *broken = true);
            }
        }
    }

    fn write(&mut self, file: usize, text: Text) {
        self.apply(vec![Self::observe(file, text)]);
        self.put(file, text);
    }

    fn rename(&mut self, from: usize, to: usize, text: Text, seen: Seen) {
        let read = Self::observe(to, text);
        match seen {
            Seen::Hint => {
                self.apply(vec![renamed(PATHS[from], PATHS[to]), read]);
                self.move_file(from, to, text);
            }
            Seen::OneBatch => {
                self.apply(vec![read, gone(PATHS[from])]);
                self.move_file(from, to, text);
            }
            Seen::TwoBatches => {
                self.apply(vec![gone(PATHS[from])]);
                self.remove(from);
                self.apply(vec![read]);
            }
        }
        self.put(to, text);
    }

    /// An article moves with its file. If there is another article at the new path, that one goes on there if the
    /// file is young: it was saved by a temporary file.
    fn move_file(&mut self, from: usize, to: usize, text: Text) {
        let moved = self.live[&from].0;
        let is_young = self.world.minutes - self.articles[moved].first_seen < 60;
        let stays = self
            .live
            .get(&to)
            .is_some_and(|(resident, _)| is_young || self.articles[*resident].text.has_content(text));
        if stays {
            return self.remove(from);
        }
        self.live.remove(&from);
        self.remove(to);
        self.live.insert(to, (moved, false));
    }

    fn check(&mut self) {
        let reports = self.world.reports();
        let entries: BTreeMap<_, _> =
            reports.into_iter().filter_map(|r| r.entry.map(|entry| (r.path, entry))).collect();
        assert_eq!(entries.len(), self.live.len(), "each live file has an article, and nothing else has");
        for (file, (article, _)) in &self.live {
            let entry = &entries[&path(PATHS[*file])];
            let remembered = &mut self.articles[*article];
            assert_eq!(remembered.id.get_or_insert_with(|| entry.id.clone()), &entry.id);
            assert_eq!(entry.published, at(remembered.first_seen * 60), "first seen");
            assert_eq!(entry.article.draft, remembered.text.draft);
            // A draft that was public may get another slug, too.
            if !remembered.text.draft || !remembered.slugs.is_empty() {
                // The slug changes only if its author sets it.
                let is_asked = remembered.text.slug.is_some();
                let wanted = remembered.text.slug.map(|slug| format!("post-{slug}"));
                let last = remembered.slugs.last();
                assert!(is_asked || last.is_none_or(|last| *last == entry.slug), "{last:?} {}", entry.slug);
                assert!(wanted.is_none_or(|wanted| entry.slug.starts_with(&wanted)), "{}", entry.slug);
                remembered.slugs.retain(|slug| *slug != entry.slug);
                remembered.slugs.push(entry.slug.clone());
            }
        }
        let unique = |names: Vec<String>| {
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        };
        unique(self.articles.iter().filter_map(|a| a.id.as_ref().map(ToString::to_string)).collect());
        unique(self.articles.iter().flat_map(|article| article.slugs.clone()).collect());
        self.check_addresses(&entries);
        self.check_listing(&entries.into_values().filter(|entry| !entry.article.draft).collect::<Vec<_>>());
    }

    /// An address that was public leads to its article or is reported as gone, and never leads to another
    /// article.
    fn check_addresses(&self, entries: &BTreeMap<ContentPath, Entry>) {
        let reader = self.world.catalogue.reader();
        for (index, article) in self.articles.iter().enumerate() {
            let lies_at = self.live.iter().find(|(_, (live, _))| *live == index).map(|(file, _)| *file);
            let entry = lies_at.map(|file| &entries[&path(PATHS[file])]);
            for slug in &article.slugs {
                let shown = reader.entry(slug).unwrap();
                let trace = reader.look_up_slug(slug).unwrap();
                match entry {
                    None => assert_eq!((shown, trace), (None, AddressLookup::Gone), "{slug}"),
                    Some(entry) if entry.article.draft => {
                        assert_eq!((shown, trace), (None, AddressLookup::Unknown), "{slug}");
                    }
                    Some(entry) if entry.slug == *slug => assert_eq!(shown.as_ref(), Some(entry)),
                    Some(entry) => {
                        assert_eq!(
                            (shown, trace),
                            (None, AddressLookup::Moved(entry.slug.clone())),
                            "{slug}"
                        );
                    }
                }
            }
        }
        for alias in 0..4 {
            let of = |index: &usize| self.articles[*index].text;
            let naming = self.live.values().map(|(index, _)| index);
            let first = naming.filter(|index| of(index).slug == Some(alias) && !of(index).draft).min();
            let slug = first.and_then(|index| self.articles[*index].slugs.last().cloned());
            let found = reader.find_address(&[&format!("old/{alias}")], &[]).unwrap();
            assert_eq!(found, AddressMatches { alias: slug, file: None });
        }
    }

    fn check_listing(&self, public: &[Entry]) {
        let ids = |entries: &[Entry]| entries.iter().map(|e| e.id.to_string()).collect::<BTreeSet<_>>();
        assert_eq!(ids(public), self.subscriber);
        let terms = self.world.catalogue.reader().terms().unwrap();
        for slug in ["even", "odd"] {
            let tagged: Vec<Entry> =
                public.iter().filter(|e| e.article.tags[0].slug == slug).cloned().collect();
            let window = self.world.window(&tag(slug)).map_or(vec![], |window| window.entries);
            assert_eq!(ids(&window), ids(&tagged));
            let counted = terms.iter().find(|used| used.term.slug == slug).map_or(0, |used| used.articles);
            assert_eq!(counted as usize, tagged.len());
        }
        let site = self.world.site();
        assert_eq!(ids(&site), ids(public));
        assert!(site.is_sorted_by_key(|e| (std::cmp::Reverse(e.published), e.id.clone())));
    }
}

proptest! {
    #[test]
    fn every_article_keeps_its_identity(acts in prop::collection::vec(act(), 1..40)) {
        let mut model = Model::new();
        for act in &acts {
            model.run(act);
            model.check();
        }
    }
}
