//! What feeds say of each entry, kept while feeds are made of it: when one article comes, the other forty-nine of its feed
//! are neither read nor put into words again, which was two thirds of a feed's rendering.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tidings_catalogue::EntryKey;
use tidings_feed::FeedText;
use tidings_feed::Item;

/// Items by what a subscriber sees of an entry and how much of its text a feed carries, at most so many bytes of them.
#[derive(Debug)]
pub(super) struct Items {
    generations: Mutex<Generations>,
    limit: usize,
}

type Generation = HashMap<(FeedText, EntryKey), Arc<Item>>;

/// What is asked for goes from the old generation into the young one; when that has half of the bytes, it becomes the old
/// one, and whatever nobody asked for meanwhile is forgotten.
#[derive(Debug, Default)]
struct Generations {
    young: Generation,
    old: Generation,
    /// Bytes of the young ones.
    weight: usize,
}

impl Items {
    /// Keeps items of `limit` together, as [`Item::weight`] counts them.
    pub(super) fn new(limit: usize) -> Self {
        Self { generations: Mutex::default(), limit }
    }

    /// The item, if it is kept.
    pub(super) fn get(&self, text: FeedText, key: &EntryKey) -> Option<Arc<Item>> {
        self.with(|generations| {
            let wanted = (text, key.clone());
            if let Some(item) = generations.young.get(&wanted) {
                return Some(item.clone());
            }
            let item = generations.old.remove(&wanted)?;
            generations.put(wanted, item.clone(), self.limit);
            Some(item)
        })
    }

    /// Keeps an item, and hands it back.
    pub(super) fn put(&self, text: FeedText, key: EntryKey, item: Item) -> Arc<Item> {
        let item = Arc::new(item);
        self.with(|generations| generations.put((text, key), item.clone(), self.limit));
        item
    }

    // A panic while the lock is held leaves at worst a wrong weight.
    fn with<R>(&self, act: impl FnOnce(&mut Generations) -> R) -> R {
        act(&mut self.generations.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Generations {
    fn put(&mut self, key: (FeedText, EntryKey), item: Arc<Item>, limit: usize) {
        let weight = item.weight();
        if self.young.insert(key, item).is_none() {
            self.weight += weight;
        }
        if self.weight > limit / 2 {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::render::Renderer;
    use super::super::route::Resource;
    use super::super::testing::{Fixture, article};
    use super::*;
    use chrono::Utc;
    use tidings_feed::FeedFormat;
    use tidings_model::{
        Article, ArticleId, BaseUrl, BodyHtml, DateSource, Dated, Entry, Media, Person, Selection, Term,
    };

    fn item(length: usize) -> Item {
        let now = Utc::now().fixed_offset();
        let body = BodyHtml::from_marked("x".repeat(length));
        let entry = Entry {
            id: ArticleId::explicit("urn:test:1", "x"),
            slug: "a".to_owned(),
            published: now,
            published_from: DateSource::FrontMatter,
            updated: now,
            article: Article { body, ..Article::blank("a.md", "A") },
        };
        let base = BaseUrl::parse("https://example.org/").unwrap();
        Item::new(&tidings_feed::SiteSettings::default(), &base, FeedText::Full, &entry)
    }

    fn key(name: &str) -> EntryKey {
        EntryKey::new(&[7; 32], name)
    }

    /// Each of these is seen by a subscriber.
    #[rustfmt::skip]
    const EDITS: [fn(&mut Article); 16] = [
        |article| article.title = "Another title".to_owned(),
        |article| article.body = BodyHtml::from_marked("<p>Other words.</p>".to_owned()),
        |article| article.summary = Some("In short.".to_owned()),
        |article| article.subtitle = Some("Below the title".to_owned()),
        |article| article.categories = Term::named("Fish").into_iter().collect(),
        |article| article.tags = Term::named("chips").into_iter().collect(),
        |article| article.authors = vec![Person { name: "Jo".to_owned(), email: None, url: None }],
        |article| article.contributors = vec![Person { name: "Al".to_owned(), email: None, url: None }],
        |article| article.language = Some("de".to_owned()),
        |article| article.rights = Some("CC0".to_owned()),
        |article| article.external_url = Some("https://example.net/".to_owned()),
        |article| article.canonical_url = Some("https://example.com/first".to_owned()),
        |article| article.enclosures = vec![Media::from_url("https://example.org/a.mp3".to_owned())],
        |article| article.enclosures[0].length = Some(7),
        |article| (article.slug, article.slug_is_given) = ("elsewhere".to_owned(), true),
        |article| {
            let at = "2026-03-05T00:00:00Z".parse().unwrap();
            article.published = Some(Dated { at, from: DateSource::FrontMatter });
        },
    ];

    #[tokio::test]
    async fn a_feed_of_kept_items_is_the_feed_of_new_ones_whatever_was_edited() {
        let folder = tempfile::tempdir().unwrap();
        let mut site = Fixture::over(folder.path());
        site.begin();
        site.drop_file(article("other.md", "Another one"));
        let mut edited = article("a.md", "A");
        site.drop_file(edited.clone());
        let kept: &Renderer = &site.site.renderer.clone();
        let mut last = Vec::new();
        for (number, edit) in EDITS.iter().enumerate() {
            edit(&mut edited);
            edited.content_hash = number.to_string();
            site.drop_file(edited.clone());
            let anew = Renderer { items: Arc::new(Items::new(0)), ..kept.clone() };
            let [seen, anew] = [kept, &anew].map(|renderer| {
                FeedFormat::ALL.map(|format| {
                    let feed = Resource::Feed(Selection::Site, format);
                    String::from_utf8(renderer.render(&feed).unwrap().unwrap().bytes).unwrap()
                })
            });
            assert_eq!(seen, anew, "edit {number}");
            assert_ne!(std::mem::replace(&mut last, seen.to_vec()), seen, "edit {number} is seen");
        }
    }

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_goes() {
        let each = item(10_000).weight();
        let items = Items::new(10 * each);
        for number in 0..100 {
            items.put(FeedText::Full, key(&number.to_string()), item(10_000));
            assert!(items.get(FeedText::Full, &key("0")).is_some(), "after {number}");
            let held = items.with(|both| both.young.len() + both.old.len());
            assert!(held <= 12, "{held} are held");
        }
        assert!(items.get(FeedText::Full, &key("1")).is_none());
        assert!(items.get(FeedText::Summary, &key("0")).is_none(), "a summary is no whole text");
    }

    #[test]
    fn one_that_is_too_large_pushes_out_the_others_and_nothing_grows() {
        let items = Items::new(100_000);
        for number in 0..10 {
            items.put(FeedText::Full, key(&number.to_string()), item(1_000_000));
        }
        assert!(items.with(|both| both.young.len() + both.old.len()) <= 1);
    }
}
