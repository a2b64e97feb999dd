//! Cache of rendered feed items. When one article is added, the other 49 items of its feed are neither read
//! from SQLite nor formatted again, which took two thirds of the time of rendering a feed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tidings_catalogue::EntryKey;
use tidings_feed::FeedText;
use tidings_feed::Item;

/// Items by the entry as subscribers see it and by how much of its text the feed contains; at most `limit`
/// bytes.
#[derive(Debug)]
pub(crate) struct ItemCache {
    generations: Mutex<Generations>,
    limit: usize,
}

type Generation = HashMap<(FeedText, EntryKey), Arc<Item>>;

/// Two generations. An item that is used moves from the old one into the young one. When the young one has
/// half of the bytes, it becomes the old one, and the items that were not used in the meantime are dropped.
#[derive(Debug, Default)]
struct Generations {
    young: Generation,
    old: Generation,
    /// The bytes of the young generation.
    weight: usize,
}

impl ItemCache {
    /// A cache whose items have `limit` bytes together, as [`Item::weight`] counts them.
    pub(crate) fn new(limit: usize) -> Self {
        Self { generations: Mutex::default(), limit }
    }

    /// The item, if it is in the cache.
    pub(crate) fn get(&self, text: FeedText, key: &EntryKey) -> Option<Arc<Item>> {
        self.with(|generations| {
            let wanted = (text, key.clone());
            if let Some(item) = generations.young.get(&wanted) {
                return Some(item.clone());
            }
            let item = generations.old.remove(&wanted)?;
            generations.insert(wanted, item.clone(), self.limit);
            Some(item)
        })
    }

    /// Stores an item and returns it.
    pub(crate) fn insert(&self, text: FeedText, key: EntryKey, item: Item) -> Arc<Item> {
        let item = Arc::new(item);
        self.with(|generations| generations.insert((text, key), item.clone(), self.limit));
        item
    }

    // After a panic while the lock is held, at worst the weight is wrong.
    fn with<R>(&self, act: impl FnOnce(&mut Generations) -> R) -> R {
        act(&mut self.generations.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Generations {
    fn insert(&mut self, key: (FeedText, EntryKey), item: Arc<Item>, limit: usize) {
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
    use super::*;
    use crate::site::render::Renderer;
    use crate::site::route::Resource;
    use crate::tests::fixture::{Fixture, article};
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

    /// Subscribers see each of these changes.
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
    async fn a_feed_of_cached_items_equals_a_feed_of_new_items_after_any_edit() {
        let folder = tempfile::tempdir().unwrap();
        let mut site = Fixture::over(folder.path());
        site.finish_startup();
        site.drop_file(article("other.md", "Another one"));
        let mut edited = article("a.md", "A");
        site.drop_file(edited.clone());
        let cached: &Renderer = &site.site.renderer.clone();
        let mut last = Vec::new();
        for (number, edit) in EDITS.iter().enumerate() {
            edit(&mut edited);
            edited.content_hash = number.to_string();
            site.drop_file(edited.clone());
            let uncached = Renderer { items: Arc::new(ItemCache::new(0)), ..cached.clone() };
            let [seen, expected] = [cached, &uncached].map(|renderer| {
                FeedFormat::ALL.map(|format| {
                    let feed = Resource::Feed(Selection::Site, format);
                    String::from_utf8(renderer.render(&feed).unwrap().unwrap().bytes).unwrap()
                })
            });
            assert_eq!(seen, expected, "edit {number}");
            assert_ne!(std::mem::replace(&mut last, seen.to_vec()), seen, "edit {number} is visible");
        }
    }

    #[test]
    fn used_items_stay_and_unused_ones_are_dropped() {
        let each = item(10_000).weight();
        let items = ItemCache::new(10 * each);
        for number in 0..100 {
            items.insert(FeedText::Full, key(&number.to_string()), item(10_000));
            assert!(items.get(FeedText::Full, &key("0")).is_some(), "after {number}");
            let count = items.with(|both| both.young.len() + both.old.len());
            assert!(count <= 12, "{count} items");
        }
        assert!(items.get(FeedText::Full, &key("1")).is_none());
        assert!(
            items.get(FeedText::Summary, &key("0")).is_none(),
            "a summary is another item than the full text"
        );
    }

    #[test]
    fn an_item_larger_than_the_limit_evicts_the_others_and_the_cache_does_not_grow() {
        let items = ItemCache::new(100_000);
        for number in 0..10 {
            items.insert(FeedText::Full, key(&number.to_string()), item(1_000_000));
        }
        assert!(items.with(|both| both.young.len() + both.old.len()) <= 1);
    }
}
