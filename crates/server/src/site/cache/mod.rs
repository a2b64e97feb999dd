//! Cache of rendered values by path: one rendering for all requests that wait for it, and never a stale one.
//!
//! Each path has a version, which a change increases. A value is fresh while the version is the one at which
//! its rendering began. quick_cache stores the values and evicts them by weight (S3-FIFO): a crawler that
//! requests a thousand tag pages once does not evict the main feed.

pub(super) mod item_cache;

use quick_cache::sync::{Cache as Store, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Approximate number of values in a full cache; it only sizes the tables of the store.
const ESTIMATED_VALUES: usize = 1000;

/// Rendered values by path, at most `limit` bytes of them (see [`Cache::new`]).
#[derive(Debug)]
pub(crate) struct Cache<T> {
    store: Store<Arc<str>, Arc<Entry<T>>, WeightOfEntry>,
    /// Paths whose values are being rendered, or waited for. They are here before their rendering begins, so
    /// that no change during it is lost.
    in_flight: Mutex<HashMap<Arc<str>, InFlight>>,
    /// Locked while an entry is put into the store, so that [`Cache::update_weight`] does not replace a newer
    /// entry.
    insertion: Mutex<()>,
    limit: u64,
    weigh: fn(&T) -> usize,
}

/// A stored value. It is immutable, since the store requires a constant weight.
#[derive(Debug)]
struct Entry<T> {
    slot: Arc<Slot>,
    /// The version of the slot at which the rendering began.
    version: u64,
    value: Arc<T>,
    weight: u64,
}

/// The state of a path that its value and its renderings share.
#[derive(Debug, Default)]
struct Slot {
    /// The number of changes.
    version: AtomicU64,
    /// Locked while rendering.
    rendering: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct InFlight {
    slot: Arc<Slot>,
    /// Requests that render or wait.
    requests: usize,
}

/// Counts a request as in flight until it is dropped, which also happens when its client disconnects.
struct InFlightGuard<'a, T> {
    cache: &'a Cache<T>,
    path: Arc<str>,
    slot: Arc<Slot>,
}

#[derive(Debug, Clone)]
struct WeightOfEntry;

impl<T> Weighter<Arc<str>, Arc<Entry<T>>> for WeightOfEntry {
    fn weight(&self, _path: &Arc<str>, entry: &Arc<Entry<T>>) -> u64 {
        entry.weight
    }
}

impl<T> Entry<T> {
    fn fresh(&self) -> Option<Arc<T>> {
        (self.version == self.slot.version.load(Ordering::Acquire)).then(|| self.value.clone())
    }
}

impl Slot {
    fn mark_stale(&self) {
        self.version.fetch_add(1, Ordering::AcqRel);
    }
}

impl<T> Cache<T> {
    /// A cache whose values have `limit` bytes together, as `weigh` counts them. A larger value is stored
    /// too, alone.
    pub(crate) fn new(limit: usize, weigh: fn(&T) -> usize) -> Self {
        let limit = limit as u64;
        // With one shard any value up to the limit fits.
        let options = OptionsBuilder::new()
            .shards(1)
            .estimated_items_capacity(ESTIMATED_VALUES)
            .weight_capacity(limit)
            .build();
        let store = match options {
            Ok(options) => {
                let hasher = DefaultHashBuilder::default();
                Store::with_options(options, WeightOfEntry, hasher, DefaultLifecycle::default())
            }
            // Not reached: capacity and estimate are given.
            Err(_) => Store::with_weighter(ESTIMATED_VALUES, limit, WeightOfEntry),
        };
        Self { store, in_flight: Mutex::default(), insertion: Mutex::default(), limit, weigh }
    }

    /// The value, if nothing was marked stale since its rendering began.
    pub(crate) fn fresh(&self, path: &str) -> Option<Arc<T>> {
        self.store.get(path)?.fresh()
    }

    /// The last value, which may be stale.
    pub(crate) fn last(&self, path: &str) -> Option<Arc<T>> {
        Some(self.store.peek(path)?.value.clone())
    }

    /// Marks the value of a path as stale: no later request gets a value whose rendering began before this
    /// call.
    pub(crate) fn mark_stale(&self, path: &str) {
        // First the renderings, then the store: a rendering that ends in between has stored its entry
        // already.
        if let Some(in_flight) = self.in_flight().get(path) {
            in_flight.slot.mark_stale();
        }
        if let Some(entry) = self.store.peek(path) {
            entry.slot.mark_stale();
        }
    }

    /// The same for every path for which `is_affected` returns true. Looks at all paths in the cache.
    pub(crate) fn mark_stale_where(&self, is_affected: impl Fn(&str) -> bool) {
        for (_, in_flight) in self.in_flight().iter().filter(|(path, _)| is_affected(path)) {
            in_flight.slot.mark_stale();
        }
        for (_, entry) in self.store.iter().filter(|(path, _)| is_affected(path)) {
            entry.slot.mark_stale();
        }
    }

    /// The fresh value. Unless it is in the cache, or another request is rendering it, `render` computes it
    /// from the last value. `None`: `render` found that there is nothing at the path.
    pub(crate) async fn get_or_render<E, F>(
        &self,
        path: &str,
        render: impl FnOnce(Option<Arc<T>>) -> F,
    ) -> Result<Option<Arc<T>>, E>
    where
        F: Future<Output = Result<Option<Arc<T>>, E>>,
    {
        let guard = self.begin(path);
        let _rendering = guard.slot.rendering.lock().await;
        let last = self.store.get(path);
        if let Some(value) = last.as_ref().and_then(|entry| entry.fresh()) {
            return Ok(Some(value));
        }
        let version = guard.slot.version.load(Ordering::Acquire);
        let rendered = render(last.map(|entry| entry.value.clone())).await;
        if let Ok(Some(value)) = &rendered {
            self.insert(guard.path.clone(), guard.slot.clone(), version, value.clone());
        }
        rendered
    }

    /// Computes the weight of a value again after it has grown.
    pub(crate) fn update_weight(&self, path: &str) {
        let _insertion = lock(&self.insertion);
        let Some(entry) = self.store.peek(path) else { return };
        let weight = self.weight(&entry.value);
        if weight != entry.weight {
            let (slot, value) = (entry.slot.clone(), entry.value.clone());
            self.store.insert(path.into(), Arc::new(Entry { slot, version: entry.version, value, weight }));
        }
    }

    /// The paths of all values, and of all that are in flight.
    #[cfg(test)]
    pub(crate) fn paths(&self) -> Vec<String> {
        let in_flight: Vec<String> = self.in_flight().keys().map(|path| path.to_string()).collect();
        self.store.iter().map(|(path, _)| path.to_string()).chain(in_flight).collect()
    }

    fn insert(&self, path: Arc<str>, slot: Arc<Slot>, version: u64, value: Arc<T>) {
        let _insertion = lock(&self.insertion);
        let weight = self.weight(&value);
        self.store.insert(path, Arc::new(Entry { slot, version, value, weight }));
    }

    /// The store rejects a value that is heavier than 97 % of its capacity, so no value counts for more than
    /// 9/10.
    fn weight(&self, value: &T) -> u64 {
        ((self.weigh)(value) as u64).min(self.limit / 10 * 9)
    }

    fn begin(&self, path: &str) -> InFlightGuard<'_, T> {
        let mut all = self.in_flight();
        let path: Arc<str> = path.into();
        if let Some(in_flight) = all.get_mut(&path) {
            in_flight.requests += 1;
            return InFlightGuard { cache: self, path, slot: in_flight.slot.clone() };
        }
        let slot = self.store.peek(&path).map_or_else(Arc::default, |entry| entry.slot.clone());
        all.insert(path.clone(), InFlight { slot: slot.clone(), requests: 1 });
        InFlightGuard { cache: self, path, slot }
    }

    fn in_flight(&self) -> MutexGuard<'_, HashMap<Arc<str>, InFlight>> {
        lock(&self.in_flight)
    }
}

/// A panic while a lock is held leaves map and store valid.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T> Drop for InFlightGuard<'_, T> {
    fn drop(&mut self) {
        let mut all = self.cache.in_flight();
        if let Some(in_flight) = all.get_mut(&self.path) {
            in_flight.requests -= 1;
            if in_flight.requests == 0 {
                all.remove(&self.path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use tokio::sync::Notify;

    fn cache(limit: usize) -> Arc<Cache<String>> {
        Arc::new(Cache::new(limit, String::len))
    }

    async fn put(cache: &Cache<String>, path: &str, text: &str) -> Arc<String> {
        let render = |_| async { Ok::<_, ()>(Some(Arc::new(text.to_owned()))) };
        cache.get_or_render(path, render).await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn many_requests_share_one_rendering() {
        let cache = cache(1000);
        let renders = Arc::new(AtomicUsize::new(0));
        let asking = (0..50).map(|_| {
            let (cache, renders) = (cache.clone(), renders.clone());
            tokio::spawn(async move {
                let render = |_| async move {
                    tokio::task::yield_now().await;
                    renders.fetch_add(1, Ordering::SeqCst);
                    Ok::<_, ()>(Some(Arc::new("feed".to_owned())))
                };
                cache.get_or_render("feed.xml", render).await.unwrap().unwrap()
            })
        });
        for answer in asking.collect::<Vec<_>>() {
            assert_eq!(*answer.await.unwrap(), "feed");
        }
        assert_eq!(renders.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_change_makes_a_value_stale_and_the_last_value_is_passed_to_render() {
        let cache = cache(1000);
        assert_eq!(cache.fresh("a"), None);
        put(&cache, "a", "one").await;
        assert_eq!(cache.fresh("a").as_deref().map(String::as_str), Some("one"));
        assert_eq!(*put(&cache, "a", "unused").await, "one");
        cache.mark_stale("b");
        assert!(cache.fresh("a").is_some());
        cache.mark_stale("a");
        assert_eq!(cache.fresh("a"), None);
        let render = |last: Option<Arc<String>>| async move {
            Ok::<_, ()>(Some(Arc::new(format!("{} and two", last.unwrap()))))
        };
        assert_eq!(*cache.get_or_render("a", render).await.unwrap().unwrap(), "one and two");
    }

    #[tokio::test]
    async fn a_change_during_rendering_is_not_lost() {
        let cache = cache(1000);
        let (reading, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let slow = tokio::spawn({
            let (cache, reading, go_on) = (cache.clone(), reading.clone(), go_on.clone());
            async move {
                let render = |_| async move {
                    reading.notify_one();
                    go_on.notified().await;
                    Ok::<_, ()>(Some(Arc::new("old".to_owned())))
                };
                cache.get_or_render("a", render).await
            }
        });
        reading.notified().await;
        cache.mark_stale("a");
        go_on.notify_one();
        slow.await.unwrap().unwrap();
        assert_eq!(cache.fresh("a"), None);
        assert_eq!(*put(&cache, "a", "new").await, "new");
    }

    #[tokio::test]
    async fn missing_values_and_errors_leave_no_entry_and_keep_the_last_value() {
        let cache = cache(1000);
        let nothing = |_| async { Ok::<Option<Arc<String>>, ()>(None) };
        assert_eq!(cache.get_or_render("made-up", nothing).await, Ok(None));
        assert_eq!(cache.get_or_render("broken", |_| async { Err("disk") }).await, Err("disk"));
        assert_eq!(cache.paths().len(), 0);
        put(&cache, "a", "good").await;
        cache.mark_stale("a");
        assert_eq!(cache.get_or_render("a", |_| async { Err("disk") }).await, Err("disk"));
        assert_eq!(cache.last("a").as_deref().map(String::as_str), Some("good"));
        assert_eq!(cache.fresh("a"), None);
    }

    #[tokio::test]
    async fn a_full_cache_evicts_what_is_not_requested() {
        let cache = cache(10);
        put(&cache, "main", "xxxx").await;
        for tag in 0..100 {
            put(&cache, &format!("tag-{tag}"), "xxxx").await;
            assert!(cache.fresh("main").is_some(), "after {tag}");
            assert!(cache.store.weight() <= 10);
        }
        assert_eq!(cache.paths().len(), 2);
        put(&cache, "huge", &"x".repeat(50)).await;
        assert!(cache.fresh("huge").is_some(), "a new value is stored whatever it weighs");
        cache.mark_stale("huge");
        put(&cache, "huge", "x").await;
        assert_eq!(cache.store.weight(), 1);
    }

    #[tokio::test]
    async fn a_request_that_is_dropped_leaves_nothing_behind() {
        let cache = cache(1000);
        {
            let waiting =
                std::pin::pin!(cache.get_or_render("a", |_| std::future::pending::<Result<_, ()>>()));
            let first = poll_once(waiting).await;
            assert!(first.is_pending());
            assert_eq!(cache.paths(), ["a"]);
        }
        assert_eq!(cache.paths().len(), 0);
        assert_eq!(*put(&cache, "a", "later").await, "later");
    }

    async fn poll_once<F: Future>(mut future: std::pin::Pin<&mut F>) -> std::task::Poll<F::Output> {
        std::future::poll_fn(|context| std::task::Poll::Ready(future.as_mut().poll(context))).await
    }

    #[tokio::test]
    async fn a_value_that_grows_is_weighed_again() {
        let cache: Cache<std::sync::Mutex<String>> = Cache::new(100, |text| text.lock().unwrap().len());
        let render = |_| async { Ok::<_, ()>(Some(Arc::new(std::sync::Mutex::new("x".to_owned())))) };
        let value = cache.get_or_render("a", render).await.unwrap().unwrap();
        value.lock().unwrap().push_str("yz");
        cache.update_weight("a");
        assert_eq!(cache.store.weight(), 3);
        assert!(Arc::ptr_eq(&value, &cache.fresh("a").unwrap()));
    }
}
