//! What was rendered, kept until it changes: one rendering for all who ask, and never an old one.

use arc_swap::{ArcSwap, ArcSwapOption};
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// Renderings by path, at most so many bytes of them.
#[derive(Debug)]
pub(super) struct Cache<T> {
    /// The slots that hold something, for who only reads: no lock is in the way of a fresh feed. Made anew when a slot
    /// comes or goes, which a rendering or another reader's compression pays for.
    shown: ArcSwap<Slots<T>>,
    shelf: RwLock<Shelf<T>>,
    limit: usize,
    weigh: fn(&T) -> usize,
}

type Slots<T> = HashMap<Arc<str>, Arc<Slot<T>>>;

#[derive(Debug)]
struct Shelf<T> {
    slots: Slots<T>,
    /// Paths with a rendering and its weight, oldest first.
    queue: VecDeque<(Arc<str>, usize)>,
    weight: usize,
}

/// One path. It is there before its first rendering begins, so that a change during it is not lost.
#[derive(Debug)]
struct Slot<T> {
    /// Counts the changes marked.
    version: AtomicU64,
    /// The last rendering, perhaps an old one.
    last: ArcSwapOption<Kept<T>>,
    /// Asked for since the shelf was last too full.
    used: AtomicBool,
    /// Held while rendering.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Kept<T> {
    /// The version at which its rendering began.
    version: u64,
    value: Arc<T>,
}

impl<T> Slot<T> {
    fn new() -> Self {
        Self {
            version: AtomicU64::new(0),
            last: ArcSwapOption::empty(),
            used: AtomicBool::new(false),
            turn: tokio::sync::Mutex::new(()),
        }
    }

    fn fresh(&self) -> Option<Arc<T>> {
        let last = self.last.load();
        let kept = last.as_ref().filter(|kept| kept.version == self.version.load(Ordering::Acquire))?;
        // Written only when needed: a store on every hit would move the line between the cores.
        if !self.used.load(Ordering::Relaxed) {
            self.used.store(true, Ordering::Relaxed);
        }
        Some(kept.value.clone())
    }
}

impl<T: Send + Sync + 'static> Cache<T> {
    /// Keeps renderings of `limit` together, as `weigh` says.
    pub(super) fn new(limit: usize, weigh: fn(&T) -> usize) -> Self {
        let shelf = Shelf { slots: HashMap::new(), queue: VecDeque::new(), weight: 0 };
        Self { shown: ArcSwap::default(), shelf: RwLock::new(shelf), limit, weigh }
    }

    /// The rendering, if nothing was marked since it began.
    pub(super) fn fresh(&self, path: &str) -> Option<Arc<T>> {
        self.shown.load().get(path)?.fresh()
    }

    /// The last rendering, though it may be old.
    pub(super) fn last(&self, path: &str) -> Option<Arc<T>> {
        self.read(|shelf| Some(shelf.slots.get(path)?.last.load().as_ref()?.value.clone()))
    }

    /// Whatever is shown at the path has changed: who asks from now on gets no rendering that began before.
    pub(super) fn mark_stale(&self, path: &str) {
        self.read(|shelf| {
            shelf.slots.get(path).inspect(|slot| {
                slot.version.fetch_add(1, Ordering::AcqRel);
            });
        });
    }

    /// The same for every path that `is_meant`; looks at all that are kept, which the limit bounds.
    pub(super) fn mark_stale_where(&self, is_meant: impl Fn(&str) -> bool) {
        self.read(|shelf| {
            for (_, slot) in shelf.slots.iter().filter(|(path, _)| is_meant(path)) {
                slot.version.fetch_add(1, Ordering::AcqRel);
            }
        });
    }

    /// The fresh rendering; it is made by `render` (given the last one) unless it is there or just being made.
    /// `None`: there is nothing at the path, says `render`.
    pub(super) async fn get<E, F>(
        &self,
        path: &str,
        render: impl FnOnce(Option<Arc<T>>) -> F,
    ) -> Result<Option<Arc<T>>, E>
    where
        F: Future<Output = Result<Option<Arc<T>>, E>>,
    {
        let slot = self.slot(path);
        let turn = slot.turn.lock().await;
        if let Some(value) = slot.fresh() {
            return Ok(Some(value));
        }
        let version = slot.version.load(Ordering::Acquire);
        let last = slot.last.load().as_ref().map(|kept| kept.value.clone());
        let rendered = render(last).await;
        if let Ok(Some(value)) = &rendered {
            slot.last.store(Some(Arc::new(Kept { version, value: value.clone() })));
            self.weigh_in(path, &slot, (self.weigh)(value));
        }
        drop(turn);
        if !matches!(rendered, Ok(Some(_))) {
            self.forget_empty(path);
        }
        rendered
    }

    /// What is kept at the path has become heavier.
    pub(super) fn weigh_again(&self, path: &str) {
        let Some(slot) = self.read(|shelf| shelf.slots.get(path).cloned()) else { return };
        let weight = slot.last.load().as_ref().map(|kept| (self.weigh)(&kept.value));
        weight.into_iter().for_each(|weight| self.weigh_in(path, &slot, weight));
    }

    /// The keys of all that is kept.
    #[cfg(test)]
    pub(super) fn keys(&self) -> Vec<String> {
        self.read(|shelf| shelf.slots.keys().map(|path| path.to_string()).collect())
    }

    fn slot(&self, path: &str) -> Arc<Slot<T>> {
        if let Some(slot) = self.read(|shelf| shelf.slots.get(path).cloned()) {
            return slot;
        }
        self.write(|shelf| shelf.slots.entry(path.into()).or_insert_with(|| Arc::new(Slot::new())).clone())
    }

    /// Counts a new rendering, and makes room: the oldest goes, unless it was asked for since it was last looked
    /// at ('second chance'). So a crawler that asks for a thousand tags once does not push out the main feed.
    fn weigh_in(&self, path: &str, slot: &Arc<Slot<T>>, weight: usize) {
        self.write(|shelf| {
            if !shelf.slots.get(path).is_some_and(|there| Arc::ptr_eq(there, slot)) {
                return;
            }
            let mut has_changed = false;
            match shelf.queue.iter_mut().find(|(queued, _)| **queued == *path) {
                Some((_, old)) => shelf.weight = shelf.weight - std::mem::replace(old, weight) + weight,
                None => {
                    shelf.queue.push_back((path.into(), weight));
                    shelf.weight += weight;
                    has_changed = true;
                }
            }
            while shelf.weight > self.limit && shelf.queue.len() > 1 {
                let Some((oldest, weight)) = shelf.queue.pop_front() else { break };
                let spared = *oldest == *path
                    || shelf.slots.get(&oldest).is_some_and(|slot| slot.used.swap(false, Ordering::Relaxed));
                if spared {
                    shelf.queue.push_back((oldest, weight));
                } else {
                    shelf.slots.remove(&oldest);
                    shelf.weight -= weight;
                    has_changed = true;
                }
            }
            if has_changed {
                let held = shelf.queue.iter().filter_map(|(path, _)| shelf.slots.get_key_value(path));
                self.shown.store(Arc::new(held.map(|(path, slot)| (path.clone(), slot.clone())).collect()));
            }
        });
    }

    /// Takes away a slot that never held anything, so that made-up addresses take no room.
    fn forget_empty(&self, path: &str) {
        self.write(|shelf| {
            if shelf.slots.get(path).is_some_and(|slot| slot.last.load().is_none()) {
                shelf.slots.remove(path);
            }
        });
    }

    // A panic while the lock is held leaves at worst a wrong weight: what is on the shelf stays good.
    fn read<R>(&self, look: impl FnOnce(&Shelf<T>) -> R) -> R {
        look(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<R>(&self, change: impl FnOnce(&mut Shelf<T>) -> R) -> R {
        change(&mut self.shelf.write().unwrap_or_else(PoisonError::into_inner))
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
        cache.get(path, render).await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn many_ask_one_renders() {
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
                cache.get("feed.xml", render).await.unwrap().unwrap()
            })
        });
        for answer in asking.collect::<Vec<_>>() {
            assert_eq!(*answer.await.unwrap(), "feed");
        }
        assert_eq!(renders.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_change_makes_it_stale_and_the_last_one_is_handed_on() {
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
        assert_eq!(*cache.get("a", render).await.unwrap().unwrap(), "one and two");
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
                cache.get("a", render).await
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
    async fn nothing_and_errors_take_no_room_and_lose_nothing() {
        let cache = cache(1000);
        let nothing = |_| async { Ok::<Option<Arc<String>>, ()>(None) };
        assert_eq!(cache.get("made-up", nothing).await, Ok(None));
        assert_eq!(cache.get("broken", |_| async { Err("disk") }).await, Err("disk"));
        assert_eq!(cache.read(|shelf| shelf.slots.len()), 0);
        put(&cache, "a", "good").await;
        cache.mark_stale("a");
        assert_eq!(cache.get("a", |_| async { Err("disk") }).await, Err("disk"));
        assert_eq!(cache.last("a").as_deref().map(String::as_str), Some("good"));
        assert_eq!(cache.fresh("a"), None);
    }

    #[tokio::test]
    async fn a_full_shelf_loses_the_oldest_that_nobody_asks_for() {
        let cache = cache(10);
        put(&cache, "main", "xxxx").await;
        for tag in 0..100 {
            put(&cache, &format!("tag-{tag}"), "xxxx").await;
            assert!(cache.fresh("main").is_some(), "after {tag}");
            assert!(cache.read(|shelf| shelf.weight) <= 10);
        }
        assert_eq!(cache.read(|shelf| shelf.slots.len()), 2);
        put(&cache, "huge", &"x".repeat(50)).await;
        assert!(cache.fresh("huge").is_some(), "what was just made is kept, whatever it weighs");
        cache.mark_stale("huge");
        put(&cache, "huge", "x").await;
        assert_eq!(cache.read(|shelf| shelf.weight), 1);
    }
}
